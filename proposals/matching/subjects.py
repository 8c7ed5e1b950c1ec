"""What a text is about, by the concepts of the thesaurus: found in other words, or in another language.

Likeness is left to words. Mixed into it, concepts bring up what is on the subject but no duplicate, and they
did not help to find what people merged (docs/matching.md). Beside it they answer another question: who wants
the same, and calls it something else?
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from scipy import sparse

from proposals.matching.block import TITLE_WEIGHT
from proposals.matching.documents import Document
from proposals.matching.lexicon import Lexicon
from proposals.matching.query import becoming, is_unfinished
from proposals.matching.rows import column
from proposals.matching.thesaurus import thesaurus
from proposals.matching.vectors import Weights, damping
from proposals.matching.words import base_language, body_words, title_words


def subject_of(text: Document, lexicon: Lexicon, weights: Weights, *, typed: bool) -> sparse.csc_matrix:
    """Return the concepts of a text, weighted as those of documents, as a vector of length one or nought."""
    times = concept_times(text, lexicon, weights, typed=typed)
    at = np.array(sorted(times), dtype=np.int64)
    weighed = damping(np.array([times[concept] for concept in at.tolist()])) * weights.concepts[at]
    return column(at, weighed / max(float(np.sqrt(weighed @ weighed)), 1e-9), len(weights.concepts))


def concept_times(text: Document, lexicon: Lexicon, weights: Weights, *, typed: bool) -> Mapping[int, float]:
    """Return how often each concept counts; an unfinished last word counts as what it may become."""
    code = base_language(text.lang)
    known = thesaurus(code)
    if known is None:
        return {}
    title = title_words(text.title)
    times: dict[int, float] = defaultdict(float)
    times.update({} if typed else known.meant(body_words(text.body)))
    ends = becoming(title[-1], code, lexicon, weights) if title and is_unfinished(text, typed) else {}
    titles = [([*title[:-1], last], share) for last, share in ends.items()] or [(title, 1.0)]
    for words, share in titles:
        for concept, count in known.meant(words).items():
            times[concept] += TITLE_WEIGHT * share * count
    return times
