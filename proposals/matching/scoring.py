"""How alike two texts are: words, letters and titles, mixed into one number, then held against the crowd.

The mix is a root mean square: to be very alike in one respect says more than to be somewhat alike in all.
Its weights are round numbers (docs/matching.md has the trials). Where there is no body to compare, the share
of bodies goes to the titles; a title still being typed says less, and its trigrams count for more.

Likeness alone does not tell a duplicate from one more proposal about bicycle lanes: where everything is
alike, being alike means little. So the mean likeness of the fifteen nearest is held against each match,
as cross-domain local scaling does for translations (Conneau et al. 2018,
https://arxiv.org/abs/1710.04087), and a logistic curve turns the rest into a number from 0 to 1 that can
be compared between queries. It never changes the order.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from proposals.matching.lexicon import Floats
from proposals.matching.query import Query
from proposals.matching.vectors import Vectors

WEIGHTS = (0.3, 0.4, 0.2, 0.1)  # stems, letters, titles, bodies
TYPED_WEIGHTS = (0.2, 0.4, 0.4, 0.0)
CROWD = 15
CROWD_WEIGHT = 1.4
QUIET = 0.2
MIDDLE, STEEPNESS = 0.25, 7.0
REPEAT_POWER = 16


def likeness(query: Query, vectors: Vectors) -> Floats:
    """Return the likeness of every document of a block, from 0 to 1: a column for each text asked."""
    stems = shared(vectors.stems, query.stems)
    bodies = shared(vectors.bodies, query.bodies)
    letters = vectors.words @ query.words[: vectors.words.shape[1]]
    trigrams = shared(vectors.trigrams, query.trigrams)
    titles = trigrams / np.maximum(vectors.trigram_counts[:, None] + query.trigram_count - trigrams, 1)
    bodiless = query.bodiless
    if query.fullness is None:
        bodiless = bodiless | vectors.bodiless[:, None]
    else:
        stems = np.minimum(stems * (vectors.fullness[:, None] / max(query.fullness, 1e-9)), 1)
    views = (stems, letters, titles, np.where(bodiless, titles, bodies))
    weights = TYPED_WEIGHTS if query.typed else WEIGHTS
    mixed = sum(weight * view**2 for weight, view in zip(weights, views, strict=True))
    return np.asarray(np.clip(np.sqrt(mixed), 0, 1), dtype=np.float32)


def shared(rows: sparse.csr_matrix | sparse.csc_matrix, asked: sparse.csc_matrix) -> Floats:
    """Return the product of documents with what is asked, which may know of more stems than they."""
    width = rows.shape[1]
    known = asked if asked.shape[0] == width else asked[:width]
    if rows.format == "csr":
        return np.asarray(rows @ known.toarray(), dtype=np.float32)
    return np.asarray((rows @ known).toarray(), dtype=np.float32)


def crowd(alike: Floats) -> float:
    """Return the mean likeness of the nearest, and no less than in quiet parts of a real city."""
    nearest = np.partition(alike, -CROWD)[-CROWD:] if len(alike) > CROWD else alike
    return max(QUIET, float(nearest.sum()) / CROWD)


def told_apart(alike: Floats, around: float) -> Floats:
    """Return likeness as a chance, given the crowd; a word-for-word repeat is one however many there are."""
    apart = 1 / (1 + np.exp(-STEEPNESS * (alike - CROWD_WEIGHT * around - MIDDLE)))
    return np.asarray(np.where(alike > 0, np.maximum(apart, alike**REPEAT_POWER), 0), dtype=np.float32)
