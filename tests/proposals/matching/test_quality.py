"""What the matcher finds in real cities' texts, with slack below what is measured (docs/matching.md).

The numbers are those of evaluate.py beside the texts, computed here on the smaller corpora to stay quick. A
single query is worth 0.05, so these gates catch a broken scorer and nothing finer.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean

import pytest

from proposals.matching import Document, Index, close_pairs, themes
from proposals.matching.themes import LARGEST

Judged = dict[str, dict[str, int]]
City = tuple[dict[str, Document], Index, Judged]


def lines(path: Path) -> list[dict[str, str]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def cambridge(shared_data: Path) -> City:
    """Ideas of one city's residents, an index of them, and people's judgements of some pairs."""
    rows = lines(shared_data / "texts" / "corpora" / "en_cambridge.jsonl")
    documents = {row["id"]: Document(row["id"], row["lang"], row["title"], row["body"]) for row in rows}
    judged: Judged = defaultdict(dict)
    for row in lines(shared_data / "texts" / "dev" / "pairs.jsonl"):
        if row["corpus"] == "en_cambridge":
            judged[row["query_id"]][row["doc_id"]] = int(row["label"])
    return documents, Index.build(documents.values()), judged


def recall(index: Index, queries: dict[str, Document], judged: Judged, least: int, top: int) -> float:
    """Return the mean share of the relevant among the first, over queries that have any."""
    shares = []
    for id, labels in judged.items():
        relevant = {other for other, label in labels.items() if label >= least}
        if relevant:
            query = queries[id]
            found = {match.id for match in index.similar(query, top=top, typed=not query.body)}
            shares.append(len(found & relevant) / len(relevant))
    return mean(shares)


def first_rank(index: Index, queries: dict[str, Document], judged: Judged) -> float:
    """Return the mean of one over the rank of the first duplicate, over queries that have any."""
    found = []
    for id, labels in judged.items():
        same = {other for other, label in labels.items() if label == 2}
        if same:
            ranks = [n for n, match in enumerate(index.similar(queries[id]), start=1) if match.id in same]
            found.append(1 / ranks[0] if ranks else 0.0)
    return mean(found)


def test_duplicates_and_themes_are_found(cambridge: City) -> None:
    documents, index, judged = cambridge
    assert recall(index, documents, judged, least=2, top=5) >= 0.85
    assert recall(index, documents, judged, least=1, top=10) >= 0.82
    assert first_rank(index, documents, judged) >= 0.75


def test_duplicates_are_found_while_the_title_is_typed(cambridge: City) -> None:
    documents, index, judged = cambridge
    begun = {
        d.id: Document(d.id, d.lang, d.title[: max(1, int(len(d.title) * 0.6))], "")
        for d in documents.values()
    }
    assert recall(index, begun, judged, least=2, top=5) >= 0.55


def test_pairs_shown_to_moderators_are_seldom_unrelated(cambridge: City) -> None:
    _, index, judged = cambridge
    shown = [pair for id in judged for pair in close_pairs(index, of=id)]
    labels = [
        judged[query][other]
        for pair in shown
        for query, other in ((pair.first, pair.second), (pair.second, pair.first))
        if other in judged.get(query, {})
    ]
    assert len(labels) >= 10
    assert mean(label >= 1 for label in labels) >= 0.85
    assert mean(label == 2 for label in labels) >= 0.45


def test_themes_are_small_and_about_one_thing(cambridge: City) -> None:
    """On the judged ideas and some hundred others; all of them are benchmarks/matching.py's."""
    documents, _, judged = cambridge
    needed = judged.keys() | {other for labels in judged.values() for other in labels}
    some = [d for n, d in enumerate(documents.values()) if n < 500 or d.id in needed]
    given = themes(some)
    assert max(Counter(given.values()).values()) <= LARGEST
    together = [
        label >= 1
        for id, labels in judged.items()
        for other, label in labels.items()
        if given[id] == given[other]
    ]
    assert len(together) >= 20
    assert mean(together) >= 0.85
    fewer = some[1:]
    after = themes(fewer, previous=given)
    assert mean(after[document.id] == given[document.id] for document in fewer) >= 0.9
