"""A round until it opens: projects, dates, the rule that shares the money, and freezing all of it."""
