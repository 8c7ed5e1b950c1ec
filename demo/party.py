"""A very small vote of last year of which only the totals were opened: what a street party spends its money on."""

from __future__ import annotations

TITLE = "A street party on Ropewalk"
DISTRICT = "harbour"
BUDGET = 250_000
MOST = 2
ROLL, BALLOTS, SEED = 46, 31, 2026
PROJECTS = (
    ("Long tables and benches for two hundred", 90_000, 0.6),
    ("The brass band of the harbour school", 80_000, 0.4),
    ("A bouncy castle", 65_000, 0.3),
    ("Ice cream for every child", 45_000, 0.5),
    ("Lanterns from one end to the other", 70_000, 0.3),
)
"""Title, cost in cents, and how likely somebody is to tick it."""
