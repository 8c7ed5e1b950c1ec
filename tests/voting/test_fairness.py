"""How a result spreads over the voters: worked out by the count, shown in words, given to machines."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.voting import make_counted_round, make_published_round
from voting.counting.public_file import public_file
from voting.models import Result
from voting.results.fairness_page import percent_text
from voting.rounds.preparing import NewProject
from voting.rules import Outcome
from voting.rules.cli import main

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("share", "words"),
    [(Fraction(1), "100%"), (Fraction(0), "0%"), (Fraction(2, 3), "66.7%"), (Fraction(8, 1000), "0.8%")],
)
def test_a_part_in_percent_has_digits_only_where_they_say_something(share: Fraction, words: str) -> None:
    assert percent_text(share, "en") == words


BALLOTS = [[1, 2]] * 6 + [[1]] * 2 + [[3]] * 4
SHARES: dict[str, Any] = {"rule": "equal-shares", "rule_parameters": {"utility": "cost"}}


def projects() -> list[NewProject]:
    """Two cheap projects by the harbour that most want, and one on the hill for the others."""
    return [
        NewProject(title="Quay", cost=300_000_00, place="Harbour", category="Streets"),
        NewProject(title="Crane", cost=280_000_00, place="Harbour", category="Play"),
        NewProject(title="Lookout", cost=250_000_00, place="Hill", category="Play"),
    ]


@pytest.fixture
def shared() -> Result:
    return make_published_round(
        projects=projects(), budget=900_000_00, spending_limit=None, ballots=BALLOTS, **SHARES
    )


@pytest.fixture
def most_votes() -> Result:
    return make_published_round(
        projects=projects(), budget=600_000_00, spending_limit=None, ballots=BALLOTS, rule="greedy"
    )


def address(result: Result, rest: str) -> str:
    return f"/{result.round.process.slug}/vote/{result.round.number}/{rest}"


def test_the_count_keeps_who_got_something(most_votes: Result) -> None:
    stored = most_votes.fairness
    assert most_votes.outcome["winners"] == ["1", "2"]
    assert (stored["voters"], stored["covered"]) == (12, 8)
    assert (stored["mean"], stored["median"]) == ("7/6", "3/2")
    assert [group["name"] for group in stored["districts"]] == ["Harbour", "Hill"]


def test_a_group_that_was_left_out_is_named_with_its_part(client: Client) -> None:
    result = make_published_round(
        projects=projects(), budget=750_000_00, spending_limit=None, ballots=BALLOTS, rule="greedy"
    )
    assert result.fairness["justified"]["complaints"] == [{"project": "3", "voters": 4, "claim": 250_000}]
    text = client.get(address(result, "result/")).content.decode()
    assert "A group of voters can object over 1 project" in text
    assert "“Lookout”: 4 supporters with a part of €250,000 together." in text


def test_equal_shares_leaves_nobody_with_a_complaint(client: Client, shared: Result) -> None:
    assert shared.fairness["justified"]["count"] == 0
    assert "No group was left out" in client.get(address(shared, "result/")).content.decode()


def test_every_other_rule_is_named_with_the_projects_that_differ(client: Client, most_votes: Result) -> None:
    page = client.get(address(most_votes, "result/fairness/"))
    text = page.content.decode()
    assert "Method of equal shares" in text
    assert "Majority judgment" in text
    assert [one["rule"] for one in most_votes.fairness["others"]].count("greedy") == 1
    assert "It would have funded “Lookout”." in text
    assert "part of the money" in text.lower()
    assert len(page.content) < 60_000


def test_the_outcome_as_data_is_the_outcome_and_is_not_sent_twice(
    client: Client,
    most_votes: Result,
    django_assert_max_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    page = client.get(address(most_votes, "result.json"))
    data = json.loads(page.content)
    assert Outcome.from_json(data) == Outcome.from_json(most_votes.outcome)
    assert data["fairness"]["covered"] == 8
    assert data["ballots_sha256"] == most_votes.fingerprint
    assert "public" in page["Cache-Control"]
    with django_assert_max_num_queries(2):
        again = client.get(address(most_votes, "result.json"), headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_the_payments_can_be_checked_with_the_file_of_ballots_alone(
    client: Client, shared: Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(client.get(address(shared, "payments.json")).content)
    ballots, payments = tmp_path / "ballots.pb", tmp_path / "payments.json"
    ballots.write_text(public_file(shared.round).text(), encoding="utf-8")
    payments.write_text(json.dumps(data), encoding="utf-8")
    command = ["check", str(ballots), str(payments)]
    assert main(command) == 0
    assert capsys.readouterr().out == f"The payments for {len(data['winners'])} projects are in order.\n"
    data["steps"][0]["price"] = 1
    payments.write_text(json.dumps(data), encoding="utf-8")
    assert main(command) == 1
    assert "it costs" in capsys.readouterr().out
    payments.write_text("[]", encoding="utf-8")
    assert main(command) == 2


def test_payments_after_completion_and_in_pots_can_be_checked_too(client: Client, tmp_path: Path) -> None:
    ways: list[dict[str, Any]] = [
        {"completion": "utilitarian"},
        {"pots": "category", "pot_budgets": {"Play": 300_000}},
    ]
    for number, more in enumerate(ways):
        result = make_published_round(
            projects=projects(), budget=900_000_00, spending_limit=None, ballots=BALLOTS, rule="equal-shares",
            rule_parameters={"utility": "cost", **more},
        )  # fmt: skip
        assert result.payments == {"format": "plaza-payments-1", "checked": True}
        ballots, payments = tmp_path / f"{number}.pb", tmp_path / f"{number}.json"
        ballots.write_text(public_file(result.round).text(), encoding="utf-8")
        payments.write_bytes(client.get(address(result, "payments.json")).content)
        assert main(["check", str(ballots), str(payments)]) == 0


def test_a_rule_without_payments_has_no_file_of_them(client: Client, most_votes: Result) -> None:
    assert client.get(address(most_votes, "payments.json")).status_code == 404
    assert (
        "there are no payments to check"
        in client.get(address(most_votes, "result/fairness/")).content.decode()
    )


@pytest.mark.parametrize("rest", ["result.json", "payments.json", "result/fairness/"])
def test_nothing_is_given_before_publication(client: Client, rest: str) -> None:
    result = make_counted_round(projects=projects(), spending_limit=None, ballots=[[1], [2]])
    assert client.get(address(result, rest)).status_code == 404
    assert client.get(f"/{result.round.process.slug}/vote/99999999/{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["result/", "result/fairness/"])
def test_the_pages_ask_little(
    client: Client,
    most_votes: Result,
    rest: str,
    django_assert_max_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    client.get(address(most_votes, rest))
    with django_assert_max_num_queries(12):
        assert client.get(address(most_votes, rest)).status_code == 200
