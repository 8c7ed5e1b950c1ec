"""A whole demo city, built and served as a newcomer would: for pictures, accessibility and measurements."""
