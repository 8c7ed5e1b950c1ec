"""Themes: groups of proposals about one thing, of bounded size, that keep their names between runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from proposals.matching.documents import Document
from proposals.matching.index import Index

LARGEST = 25
ALIKE = 0.4
LOOKED_AT = 10


def themes(
    documents: Iterable[Document] | Index, *, previous: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return a theme for every document; with `previous`, groups that live on keep their names."""
    index = documents if isinstance(documents, Index) else Index.build(documents)
    return named(grouped(index), previous or {})


def grouped(index: Index) -> list[list[str]]:
    """Join the closest documents first, never past the largest size."""
    edges: dict[tuple[str, str], float] = {}
    for near in index.neighbours(index.ids, top=LOOKED_AT):
        for other, alike in near.nearest.items():
            edges[min(near.id, other), max(near.id, other)] = alike
    group = {id: [id] for id in index.ids}
    for (first, second), score in sorted(edges.items(), key=lambda item: (-item[1], item[0])):
        one, other_one = group[first], group[second]
        if score >= ALIKE and one is not other_one and len(one) + len(other_one) <= LARGEST:
            one += other_one
            group.update((id, one) for id in other_one)
    return [list(members) for members in sorted({tuple(sorted(members)) for members in group.values()})]


def named(groups: list[list[str]], previous: Mapping[str, str]) -> dict[str, str]:
    """Name the groups: the largest share of an earlier theme inherits its name, others are named anew."""
    votes = [
        (count, name, at)
        for at, members in enumerate(groups)
        for name, count in Counter(previous[id] for id in members if id in previous).items()
    ]
    heirs: dict[int, str] = {}
    given: set[str] = set()
    for _, name, at in sorted(votes, key=lambda vote: (-vote[0], vote[1], vote[2])):
        if at not in heirs and name not in given:
            heirs[at] = name
            given.add(name)
    taken: defaultdict[str, int] = defaultdict(int, dict.fromkeys(previous.values(), 1))
    found: dict[str, str] = {}
    for at, members in enumerate(groups):
        name = heirs.get(at) or fresh(members[0], taken)
        found.update((id, name) for id in members)
    return found


def fresh(seed: str, taken: defaultdict[str, int]) -> str:
    """Return a name that no theme has had, made of one member's id."""
    turn = 0
    while taken[name := "t" + blake2b(f"{seed}\0{turn}".encode(), digest_size=6).hexdigest()]:
        turn += 1
    taken[name] = 1
    return name
