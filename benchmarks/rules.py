"""Allocation rules against pabutools: the same files, the same process, ratios printed.

    python -m benchmarks.rules [FOLDER] [--quick] [--every-file]

FOLDER holds .pb files (default: ../shared/elections/pb beside the repository). Each line gives CPU seconds of
this package (best of nine), CPU seconds of pabutools and the ratio against the promise. pabutools is timed
once per line, in exact fractions, with its ballots as they come from its parser; with identical ballots
merged (multiprofile) in brackets. Beyond --limit CPU seconds it is stopped, and the ratio is at least what
that gives. --quick leaves out what takes pabutools more than a minute. --every-file adds every rule on every
file.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voting.rules import Election, pabulib, run
from voting.rules.explain.shares import follow
from voting.rules.frame import Frame, prepare
from voting.rules.shares.market import build_market

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "elections" / "pb"
HUNDRED = (
    "poland_warszawa_2020_wawer",
    "poland_warszawa_2023_mokotow",
    "poland_warszawa_2020_praga-poludnie",
    "poland_lodz_2020_",
    "poland_lodz_2022_",
)
SIXTY = ("poland_wroclaw_2015_150-500", "poland_wroclaw_2020_", "poland_krakow_2021_")
ADD1 = {"poland_warszawa_2020_wawer": 150, "poland_lodz_2022_": 400}
SLOW_FOR_THE_PEER = {"poland_lodz_2022_"}


@dataclass(frozen=True)
class Case:
    """One rule in both packages."""

    label: str
    rule: str
    parameters: dict[str, Any]
    peer: Callable[[Any, Any], list[str]]
    sorted_only: bool = False


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--every-file", action="store_true")
    parser.add_argument("--limit", type=int, default=900, metavar="SECONDS")
    options = parser.parse_args()
    sys.setrecursionlimit(100_000)
    shares, add1 = _shares(None), _shares(1)
    for names, promise in ((HUNDRED, 100), (SIXTY, 60)):
        for name in names:
            _against(options.folder / f"{name}.pb", shares, promise, options.limit)
    for name, promise in ADD1.items():
        if not (options.quick and name in SLOW_FOR_THE_PEER):
            _against(options.folder / f"{name}.pb", add1, promise, options.limit)
    if options.every_file:
        _every_file(options.folder)
    big = options.folder / "poland_lodz_2022_.pb"
    _largest_costs(big)
    _memory(big)


def _shares(increment: int | None) -> Case:
    from pabutools.election import Cost_Sat
    from pabutools.rules import method_of_equal_shares

    def peer(instance: Any, profile: Any) -> list[str]:
        outcome = method_of_equal_shares(instance, profile, Cost_Sat, voter_budget_increment=increment)
        return [project.name for project in outcome]

    completion = "add1" if increment else "none"
    label = "equal shares (cost)" + (" + Add1" if increment else "")
    return Case(label, "equal-shares", {"utility": "cost", "completion": completion}, peer)


def _ours(path: Path, case: Case, times: int = 9) -> tuple[float, list[str]]:
    best, selected = float("inf"), []
    for _ in range(times):
        began = time.process_time()
        selected = list(run(pabulib.read(path), case.rule, case.parameters).selected)
        best = min(best, time.process_time() - began)
    return best, selected


class TooLong(Exception):
    """pabutools was stopped."""


def _theirs(path: Path, case: Case, *, merged: bool, limit: int = 0) -> tuple[float, list[str]]:
    """CPU seconds and winners; raises TooLong beyond the limit (0: none)."""
    from pabutools.election.pabulib import parse_pabulib

    def stop(_signal: int, _frame: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    began = time.process_time()
    try:
        instance, profile = parse_pabulib(str(path))
        selected = case.peer(instance, profile.as_multiprofile() if merged else profile)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - began, selected


def _against(path: Path, case: Case, promise: int, limit: int) -> None:
    ours, selected = _ours(path, case)
    told, verdict = [], ""
    for merged in (False, True):
        try:
            seconds, reference = _theirs(path, case, merged=merged, limit=limit)
            told.append(f"{seconds:8.2f} s {seconds / ours:6.0f}x")
            verdict = verdict or ("" if selected == reference else "  DIFFERENT OUTCOME")
        except TooLong:
            told.append(f"stopped at {limit} s, at least {limit / ours:.0f}x")
    print(
        f"{path.stem[:36]:36} {case.label:26} plaza {ours * 1000:7.1f} ms  pabutools {told[0]}  ({told[1]})  "
        f"promised {promise}x{verdict}",
        flush=True,
    )


def _every_file(folder: Path) -> None:
    slower = 0
    for path in sorted(folder.glob("*.pb")):
        for case in _cases(pabulib.read(path)):
            ours, selected = _ours(path, case)
            theirs, reference = _theirs(path, case, merged=True)
            different = set(selected) != set(reference)
            slower += theirs < ours
            mark = "  SLOWER" if theirs < ours else ""
            print(
                f"{path.stem[-36:]:36} {case.label:28} {theirs / ours:8.1f}x{mark}"
                + ("  DIFFERENT OUTCOME" if different else ""),
                flush=True,
            )
    print(f"slower than pabutools (ballots merged): {slower} of all")


def _cases(election: Election) -> list[Case]:
    from pabutools.election import Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

    def by(rule: Callable[..., Any], satisfaction: type) -> Callable[[Any, Any], list[str]]:
        return lambda instance, profile: [project.name for project in rule(instance, profile, satisfaction)]

    def phragmen(instance: Any, profile: Any) -> list[str]:
        return [project.name for project in sequential_phragmen(instance, profile)]

    if election.vote_type == "ordinal":
        return [_shares(None)]
    if election.vote_type.has_points:
        return [
            Case("greedy, points per cost", "greedy", {"by": "points-per-cost"},
                 by(greedy_utilitarian_welfare, Additive_Cardinal_Sat)),
            Case("equal shares (points)", "equal-shares", {"utility": "points"},
                 by(method_of_equal_shares, Additive_Cardinal_Sat)),
        ]  # fmt: skip
    return [
        Case("greedy, votes", "greedy", {"by": "votes"}, by(greedy_utilitarian_welfare, Cost_Sat)),
        Case("greedy, votes per cost", "greedy", {"by": "votes-per-cost"},
             by(greedy_utilitarian_welfare, Cardinality_Sat)),
        _shares(None),
        Case("equal shares (cardinality)", "equal-shares", {"utility": "cardinality"},
             by(method_of_equal_shares, Cardinality_Sat)),
        Case("Phragmén", "phragmen", {}, phragmen),
    ]  # fmt: skip


def _largest_costs(path: Path) -> None:
    """The largest cost at which each losing project would have won, given the election and its outcome."""
    election = pabulib.read(path)
    outcome = run(election, "equal-shares", {"utility": "cost"})
    contest, _ = prepare(election, Frame())
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        market = build_market(contest, "cost")
        assert outcome.share is not None
        losers = [place for place in market.goods if contest.id(place) not in outcome.selected]
        follow(market, market.share(outcome.share), losers)
        best = min(best, time.process_time() - began)
    print(f"{path.stem}: explanations of {len(losers)} losers {best * 1000:.0f} ms, promised 100 ms")


def _memory(path: Path) -> None:
    """Peak of what Python and NumPy allocate, reading the file and running every rule."""
    tracemalloc.start()
    election = pabulib.read(path)
    for rule in ("greedy", "knapsack", "majority-judgment", "phragmen"):
        run(election, rule)
    for completion in ("none", "add1+utilitarian"):
        run(election, "equal-shares", {"completion": completion})
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    print(f"{path.stem}: peak of all rules {peak:.0f} MB, promised 100 MB")


if __name__ == "__main__":
    main()
