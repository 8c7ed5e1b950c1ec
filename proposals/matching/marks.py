"""What tells documents apart that read alike: numerals, names and trigrams of the title, category, place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from proposals.matching.block import Block
from proposals.matching.letters import trigram_sets
from proposals.matching.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a document; stems are those of title and body."""

    trigrams: set[int]
    numerals: set[str]
    names: set[int]
    stems: set[int]
    category: str
    place: NDArray[np.float64]


def marks_of(
    block: Block, rows: Sequence[int], lexicon: Lexicon, named: NDArray[np.bool_]
) -> Iterator[Marks]:
    """Yield the marks of some documents of a block; `named`: which stems are names."""
    some = block.taken(rows)
    trigrams = trigram_sets(some.titles, lexicon)
    for row in range(len(some)):
        title, body, sets = (
            matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist()
            for matrix in (some.titles, some.bodies, trigrams)
        )
        stems = {lexicon.stem_of[word] for word in title}
        yield Marks(
            set(sets),
            {lexicon.numerals[word] for word in title if word in lexicon.numerals},
            {stem for stem in stems if stem < len(named) and named[stem]},
            stems | {lexicon.stem_of[word] for word in body},
            some.categories[row],
            some.places[row],
        )
