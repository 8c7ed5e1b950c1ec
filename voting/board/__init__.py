"""The public board of a round, its signed heads, and the record that anybody can take away and check."""
