"""Which proposals are alike? Pure: NumPy, SciPy, scikit-learn and Snowball; no framework, no network."""

from __future__ import annotations

from proposals.matching.documents import Document, Match, Pair
from proposals.matching.highlight import same_things, shared_words
from proposals.matching.index import Index, Scorer
from proposals.matching.pairs import close_pairs
from proposals.matching.themes import themes
from proposals.matching.words import fingerprint

__all__ = [
    "Document", "Index", "Match", "Pair", "Scorer", "close_pairs", "fingerprint", "same_things",
    "shared_words", "themes",
]  # fmt: skip
