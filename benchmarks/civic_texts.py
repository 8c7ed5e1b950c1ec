"""Real texts with people's judgements, read from the folder beside the repository."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from proposals.matching import Document


@dataclass(frozen=True)
class Corpus:
    """One city's texts; `judged`: for a query, other documents and 2 duplicate, 1 same theme, 0 different."""

    name: str
    documents: list[Document]
    judged: dict[str, dict[str, int]]
    merges: bool = False

    @property
    def by_id(self) -> dict[str, Document]:
        """Return the documents by id."""
        return {document.id: document for document in self.documents}

    def thinned(self, every: int) -> Corpus:
        """Return the same texts with each so-many-th query alone."""
        return replace(self, judged={id: self.judged[id] for id in list(self.judged)[::every]})


def read(folder: Path) -> list[Corpus]:
    """Return the three judged cities and Helsinki's merges."""
    judged: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for pair in lines(folder / "dev" / "pairs.jsonl"):
        judged[pair["corpus"]][pair["query_id"]][pair["doc_id"]] = pair["label"]
    cities = [
        Corpus(name, documents(lines(folder / "corpora" / f"{name}.jsonl")), dict(judged[name]))
        for name in sorted(judged)
    ]
    return [*cities, merged(lines(folder / "dev" / "helsinki_merged.jsonl"))]


def merged(rows: list[dict[str, Any]]) -> Corpus:
    """Return Helsinki: what people merged into one plan counts as the same."""
    plans: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for plan in row.get("plans") or []:
            plans[plan].add(row["id"])
    judged = {
        row["id"]: {mate: 2 for plan in row.get("plans") or [] for mate in plans[plan] if mate != row["id"]}
        for row in rows
    }
    return Corpus(
        "helsinki", documents(rows), {id: mates for id, mates in judged.items() if mates}, merges=True
    )


def documents(rows: list[dict[str, Any]]) -> list[Document]:
    """Return rows as documents."""
    return [Document(r["id"], r.get("lang", ""), r["title"], r.get("body") or "") for r in rows]


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
