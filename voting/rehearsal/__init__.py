"""Dress rehearsals: rules tried on ballots that count for nothing."""
