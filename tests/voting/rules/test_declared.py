"""What cities declared: reproduced from the rule named in the file's header."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voting.rules import BallotGroup, Election, Project, pabulib, run
from voting.rules.declared import declared, main, trials

CITIES = ("Netherlands_Assen_2024", "Poland_Swiecie_2023", "Poland_Wieliczka_2023_Green_Budget")
DOCS = Path(__file__).resolve().parents[3] / "docs" / "rules.md"


@pytest.mark.parametrize("name", CITIES)
def test_cities_that_used_equal_shares(name: str, elections_dir: Path) -> None:
    """Raising the shares to the last one that could be paid is what all three did."""
    election = pabulib.read(elections_dir / f"{name}.pb")
    assert election.meta["rule"].startswith("equalshares/add1")
    equal = {trial.variant for trial in trials(election) if trial.equal}
    assert "Add1, to the last share that can be paid, against greedy" in equal


def test_wieliczka_went_on_raising_the_shares_after_the_money_was_spent_best(elections_dir: Path) -> None:
    """Stopping as soon as nothing else fits would have decided otherwise about three projects."""
    election = pabulib.read(elections_dir / "Poland_Wieliczka_2023_Green_Budget.pb")
    early = run(election, "equal-shares", {"completion": "add1", "stop": "exhaustive"})
    assert set(early.selected) ^ declared(election) == {"46", "66", "67"}


def test_the_totals_are_those_in_the_documentation(
    elections_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(elections_dir)]) == 0
    totals = capsys.readouterr().out.split("\nreproduced\n")[1].splitlines()
    text = DOCS.read_text(encoding="utf-8")
    for line in totals:
        equal, tried, variant = re.fullmatch(r" *(\d+) of +(\d+)  (.*)", line).groups()  # type: ignore[union-attr]  # fails if not
        assert f"| {variant} | {equal} of {tried} |" in text
    assert len(totals) == 10


def test_differences_are_named_on_both_sides() -> None:
    """The city funded b, which nobody wanted most."""
    marks = {"a": "0", "b": "1"}
    projects = [Project(name, 6, extra={"selected": mark}) for name, mark in marks.items()]
    ballots = [BallotGroup(("a",), 2), BallotGroup(("b",), 1)]
    meta = {"rule": "greedy"}
    election = Election.of(budget=6, projects=projects, ballots=ballots, meta=meta)
    first = trials(election)[0]
    assert (first.only_rule, first.only_city, first.equal) == (("a",), ("b",), False)
