"""A small vote of last year whose key three trustees held: where new benches go."""

from __future__ import annotations

TITLE = "Benches for Marenholt"
BUDGET = 2_400_000
MOST = 3
ROLL, BALLOTS, SEED = 140, 84, 2025
TRUSTEES = ("Ruth Calder", "Piotr Nowak", "Leyla Arslan")
"""A retired judge, somebody from the chamber of crafts, somebody from the university."""
PROJECTS = (
    ("Six benches along the quay", 780_000, 0.6),
    ("A round bench under the lime tree on Brickyard Square", 540_000, 0.5),
    ("Benches with backs at every second tram stop", 1_150_000, 0.7),
    ("Four benches in the shade at Lindens School", 420_000, 0.4),
    ("Seats for resting on the hill to Kilnfield", 390_000, 0.3),
)
"""Title, cost in cents, and how likely somebody is to tick it."""
