"""Filling in, sealing and casting a ballot."""
