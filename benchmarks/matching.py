"""Finding alike proposals against what is promised, and against pg_trgm as Decidim uses it.

    python -m benchmarks.matching [TEXTS]

TEXTS holds the real texts and judgements (default: ../shared/texts beside the repository; its README says how
retrieval is scored). Peer: PostgreSQL's own extension in a scratch database on 127.0.0.1, its score
greatest(similarity(title), similarity(body)); left out with a sentence where it cannot be reached. Times are
processor time of this process. Nothing here is tuned; the weights are constants of proposals/matching.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks.civic_texts import Corpus, read
from benchmarks.trigram_peer import Trigrams
from proposals.matching import Document, Index, close_pairs, themes

TEXTS = Path(__file__).resolve().parents[2] / "shared" / "texts"
MANY = 10_000
EVERY = 20  # the peer reads every body for every query: of Helsinki's merges it is asked each twentieth
Ranking = Callable[[Document, bool], list[str]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS)
    cities = read(parser.parse_args().texts)
    say(f"{'':52}{'here':>8}{'pg_trgm':>9}{'promise':>9}")
    large([document for city in cities for document in city.documents])
    grouped(cities[:3])
    pairs_and_retrieval(cities)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def row(what: str, here: float, peer: float | None, promise: str, form: str = ".2f") -> None:
    """Print one line of the table."""
    beside = "-" if peer is None else format(peer, form)
    say(f"{what:52}{here:>8{form}}{beside:>9}{promise:>9}")


def pairs_and_retrieval(cities: list[Corpus]) -> None:
    """Print the retrieval lines, ours and the peer's over the same queries."""
    ours: list[dict[str, list[float]]] = []
    peers: list[dict[str, list[float]]] = []
    scored: list[tuple[float, bool]] = []
    scored_by_peer: list[tuple[float, bool]] = []
    for city in cities:
        index = Index.build(city.documents)
        # index is bound as a default, now; the checker cannot infer such a lambda
        ours.append(measured(city, lambda d, typed, index=index: ids(index, d, typed)))  # type: ignore[misc]  # not inferred
        scored += judged_scores(city, lambda d, index=index: scores(index, d))  # type: ignore[misc]  # not inferred
        with Trigrams(city.documents) as peer:
            if peer.absent:
                say(peer.absent)
                continue
            peers.append(measured(city.thinned(EVERY) if city.merges else city, peer.similar))
            scored_by_peer += judged_scores(city, peer.scores)
    for what, promise in (
        ("duplicates, recall@5, full text", ".95"),
        ("duplicates, mean reciprocal rank, full text", ".87"),
        ("duplicates, recall@5, 60 % of the title typed", ".85"),
        ("same theme, recall@10", ".84"),
        ("Helsinki's human merges, recall@10", ".50"),
    ):
        row(what, pooled(ours, what), pooled(peers, what) if peers else None, promise)
    precision = precision_at_half(scored_by_peer) if scored_by_peer else None
    row("duplicate pairs, precision at recall .5", precision_at_half(scored), precision, ".55")


def measured(city: Corpus, ranking: Ranking) -> dict[str, list[float]]:
    """Return each measure's value for each query of a city."""
    found: dict[str, list[float]] = {}

    def note(what: str, value: float) -> None:
        found.setdefault(what, []).append(value)

    for id, labels in city.judged.items():
        query = city.by_id[id]
        relevant = {other for other, label in labels.items() if label >= 1}
        same = {other for other, label in labels.items() if label == 2}
        first = ranking(query, False) if relevant else []
        if city.merges:
            note("Helsinki's human merges, recall@10", share(same, first[:10]))
            continue
        if relevant:
            note("same theme, recall@10", share(relevant, first[:10]))
        if same:
            begun = Document(id, query.lang, query.title[: max(1, int(len(query.title) * 0.6))], "")
            ranks = [1 / (n + 1) for n, other in enumerate(first[:10]) if other in same]
            note("duplicates, recall@5, full text", share(same, first[:5]))
            note("duplicates, mean reciprocal rank, full text", ranks[0] if ranks else 0.0)
            note("duplicates, recall@5, 60 % of the title typed", share(same, ranking(begun, True)[:5]))
    return found


def ids(index: Index, query: Document, typed: bool) -> list[str]:
    """Return the ten nearest."""
    return [match.id for match in index.similar(query, typed=typed)]


def scores(index: Index, query: Document) -> dict[str, float]:
    """Return the likely duplicates' chances as close_pairs gives them, all documents below by likeness."""
    chances = {m.id: m.score / 1e3 for m in index.similar(query, top=len(index))}
    for pair in close_pairs(index, of=query.id, above=0):
        chances[pair.second if pair.first == query.id else pair.first] = 1 + pair.score
    return chances


def judged_scores(city: Corpus, of: Callable[[Document], dict[str, float]]) -> list[tuple[float, bool]]:
    """Return every judged pair's score and whether it is a duplicate; merges were not judged in pairs."""
    out: list[tuple[float, bool]] = []
    for id, labels in {} if city.merges else city.judged.items():
        found = of(city.by_id[id])
        out += [(found.get(other, 0.0), label == 2) for other, label in labels.items()]
    return out


def precision_at_half(scored: list[tuple[float, bool]]) -> float:
    """Return the best precision at which half of the duplicates are found."""
    total, hits, best = sum(same for _, same in scored), 0, 0.0
    for shown, (_, same) in enumerate(sorted(scored, key=lambda pair: -pair[0]), start=1):
        hits += same
        if 2 * hits >= total:
            best = max(best, hits / shown)
    return best


def pooled(parts: list[dict[str, list[float]]], what: str) -> float:
    """Return the mean over the queries of all cities."""
    return statistics.mean(value for part in parts for value in part.get(what, []))


def share(relevant: set[str], found: list[str]) -> float:
    """Return the share of the relevant that was found."""
    return len(relevant & set(found)) / len(relevant)


def grouped(cities: list[Corpus]) -> None:
    """Print how pure the themes are and how large the largest is."""
    together: list[bool] = []
    related, largest = 0, 0
    for city in cities:
        given = themes(city.documents)
        names = list(given.values())
        largest = max(largest, *(names.count(name) for name in set(names)))
        for id, labels in city.judged.items():
            related += sum(label >= 1 for label in labels.values())
            together += [label >= 1 for other, label in labels.items() if given[id] == given[other]]
    row(
        f"themes: share related of {len(together)} pairs put together", statistics.mean(together), None, ".90"
    )
    row("themes: share of related pairs put together", sum(together) / related, None, "")
    row("themes: proposals in the largest", largest, None, "30", ".0f")


def large(documents: list[Document]) -> None:
    """Print time and memory for ten thousand proposals of four languages."""
    spare = [Document(f"{d.id}+", d.lang, e.title, d.body) for d, e in pairwise(documents)]
    many = (documents + spare)[:MANY]
    Index.build(many[:100])
    gc.collect()
    before, start = resident(), time.process_time()
    index = Index.build(many)
    row(f"{MANY:,} proposals: build, s", time.process_time() - start, None, "5", ".1f")
    gc.collect()
    row(f"{MANY:,} proposals: resident memory added, MB", resident() - before, None, "60", ".0f")
    gc.freeze()  # the texts that this script keeps are not the index's to look through
    asked = timed(index.similar, many[::50])
    row(f"{MANY:,} proposals: query p95, ms", statistics.quantiles(asked, n=20)[-1], None, "10", ".1f")
    new = [Document(f"{d.id}*", d.lang, f"{d.title} again", d.body) for d in many[::200]]
    row(
        f"{MANY:,} proposals: adding one, p95, ms",
        statistics.quantiles(timed(index.add, new), n=20)[-1],
        None,
        "5",
        ".1f",
    )


def timed(act: Callable[[Document], object], documents: list[Document]) -> list[float]:
    """Return the milliseconds that each took."""
    out = []
    for document in documents:
        start = time.process_time()
        act(document)
        out.append(1_000 * (time.process_time() - start))
    return out


def resident() -> float:
    """Return this process's resident memory in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4_096 / 1e6


if __name__ == "__main__":
    main()
