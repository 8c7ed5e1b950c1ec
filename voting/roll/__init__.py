"""The electoral roll: who may vote, how lists come onto it, and how people show that they stand on it."""
