"""Which proposals are alike? Pure: NumPy, SciPy, scikit-learn and Snowball stemmers; no framework, no network."""

from __future__ import annotations

from proposals.matching.documents import Document, Match, Pair
from proposals.matching.words import fingerprint

__all__ = ["Document", "Match", "Pair", "fingerprint"]
