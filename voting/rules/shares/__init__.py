"""The method of equal shares: every voter gets the same share, and supporters buy projects together."""
