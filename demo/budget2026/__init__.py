"""Proposals of the Neighbourhood Budget that is collecting ideas now, one module per district."""
