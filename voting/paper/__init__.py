"""Ballots on paper: ticking off, keying twice, reconciling, and the signed list."""
