"""Elections of which only sums are known: lists by votes come out the same, everything else refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.strategies import elections
from voting.rules import Election, NoBallots, Project, rules, run, sums_file
from voting.rules.certificate import check_payments
from voting.rules.cli import main
from voting.rules.explain import explain
from voting.rules.fairness import fairness
from voting.rules.justified import complaints
from voting.rules.support import support_of

BY = st.sampled_from(["votes", "votes-per-cost"])
PROJECTS = (Project("a", 40, name="Trees", category="green"), Project("b", 70))


def sums_of(election: Election) -> Election:
    """Return the same election with nothing but its sums."""
    votes = dict(zip(election.index, support_of(election).votes, strict=True))
    return Election.of_sums(
        budget=election.budget, projects=election.projects, voters=election.voters, votes=votes
    )


@given(elections(free=True), BY, st.sampled_from(["skip", "stop"]), st.integers(0, 3))
def test_a_list_by_votes_comes_out_of_the_sums_as_of_the_ballots(
    election: Election, by: str, overflow: str, least: int
) -> None:
    settings = {"by": by, "overflow": overflow, "minimum_votes": least, "minimum_share": "0.1",
                "ties": "cost,lot", "lot_seed": "x"}  # fmt: skip
    bare = sums_of(election)
    of_ballots, of_sums = run(election, "greedy", settings), run(bare, "greedy", settings)
    assert of_sums == of_ballots
    assert explain(bare, of_sums) == explain(election, of_ballots)


@given(elections(), BY)
def test_so_does_the_list_whose_last_project_is_paid_in_part(election: Election, by: str) -> None:
    bare = sums_of(election)
    of_sums = run(bare, "knapsack", {"by": by})
    assert of_sums == run(election, "knapsack", {"by": by})
    assert explain(bare, of_sums) == explain(election, run(election, "knapsack", {"by": by}))


def small(**changes: Any) -> Election:
    given: dict[str, Any] = {"budget": 100, "projects": PROJECTS[:2], "voters": 3, "votes": {"a": 2, "b": 3}}
    return Election.of_sums(**{**given, **changes})


@pytest.mark.parametrize("name", [rule.name for rule in rules() if rule.name not in {"greedy", "knapsack"}])
def test_a_rule_that_needs_ballots_says_so(name: str) -> None:
    with pytest.raises(NoBallots, match="only the sums"):
        run(small(), name)


NOBODY = Election.of(budget=9, projects=PROJECTS[:2], ballots=[])
ASKING: tuple[Callable[[Election], object], ...] = (
    lambda election: run(election, "greedy", {"pots": "category", "pot_budgets": {"green": 50}}),
    lambda election: fairness(election, run(election, "greedy")),
    lambda election: list(complaints(election, ("a",), "cost")),
    lambda election: support_of(election).supporters(0),
    lambda election: check_payments(election, run(NOBODY, "equal-shares")),
)  # fmt: skip


@pytest.mark.parametrize("ask", ASKING)
def test_figures_about_single_voters_are_refused_and_not_made_up(ask: Callable[[Election], object]) -> None:
    with pytest.raises(NoBallots):
        ask(small())


@pytest.mark.parametrize(
    "changes", [{"votes": {"a": 4, "b": 0}}, {"votes": {"a": -1, "b": 0}}, {"votes": {"a": 1}}]
)
def test_impossible_sums_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"supporters|one sum"):
        small(**changes)


def test_a_file_of_sums_is_read_back_and_counted_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    election = small(meta={"currency": "EUR"})
    text = sums_file.write(election)
    assert sums_file.parse(text) == election
    path = tmp_path / "vote.json"
    path.write_text(text, encoding="utf-8")
    assert main([str(path), "--rule", "greedy", "--by", "votes", "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert (counted["winners"], counted["totals"]["voters"]) == (["b"], 3)
    assert "fairness" not in counted
    assert main([str(path), "--rule", "equal-shares"]) == 2
    assert "only the sums" in capsys.readouterr().err


GOOD = json.loads(sums_file.write(small()))
BAD = (
    "", "[]", "{}", json.dumps({**GOOD, "format": "x"}), json.dumps({**GOOD, "voters": "3"}),
    json.dumps({**GOOD, "voters": True}), json.dumps({**GOOD, "budget": 1.5}),
    json.dumps({**GOOD, "budget": "1/0"}), json.dumps({**GOOD, "budget": -1}),
    json.dumps({**GOOD, "projects": 7}), json.dumps({**GOOD, "projects": [*GOOD["projects"]] * 2}),
    json.dumps({**GOOD, "projects": [{"id": "a"}]}),
)  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_a_file_that_is_none_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"."):
        sums_file.parse(text)
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 2
