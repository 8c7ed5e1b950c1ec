"""Marenholt, the invented city of the demo: plain data first, and the code that builds it."""
