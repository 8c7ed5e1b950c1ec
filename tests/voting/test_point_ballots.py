"""Ballots of points, scores, grades and ranks: filled in, kept, checked, cast, counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import make_user, sign_in
from tests.factories.sealed import in_the_box
from tests.factories.voting import make_open_round
from voting.casting.kinds import GRADES
from voting.casting.sealing import BallotError, cast_ballot
from voting.counting.count import count_round
from voting.counting.public_file import public_file
from voting.models import Round
from voting.results.publishing import publish_result
from voting.rules import pabulib

pytestmark = pytest.mark.django_db

KINDS: dict[str, dict[str, Any]] = {
    "cumulative": {"ballot_type": "cumulative", "ballot_points": 10, "ballot_most": 6},
    "scoring": {"ballot_type": "scoring", "ballot_most": 5},
    "grades": {"ballot_type": "grades"},
    "ordinal": {"ballot_type": "ordinal", "max_projects": 3},
}


def make_round(kind: str, **more: Any) -> Round:
    """An open round of one kind of ballot."""
    fields = {"spending_limit": None, "rule_parameters": {"by": "points"}, **KINDS[kind], **more}
    return make_open_round(**fields)


@pytest.fixture
def person() -> User:
    return make_user()


@pytest.fixture
def voter(client: Client, person: User) -> Client:
    sign_in(client, person)
    return client


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


def cast(client: Client, round: Round, given: dict[str, str]) -> None:
    """Fill in, check and cast by plain forms, sending from the check what the check page holds."""
    assert client.post(address(round), given)["Location"] == address(round, "check/")
    check = client.get(address(round, "check/"))
    sent = dict(check.context["posted"]) | {"voter": check.context["voter"]}
    assert client.post(address(round, "cast/"), sent)["Location"] == address(round, "receipt/")


@pytest.mark.parametrize(
    ("kind", "given", "ends"),
    [
        ("cumulative", {"give-3": "6", "give-1": "4", "give-2": "0"}, ([[1, 4], [3, 6]], "6 points")),
        ("scoring", {"give-2": "5", "give-5": "1"}, ([[2, 5], [5, 1]], "5 points")),
        ("grades", {"give-2": "5", "give-4": "2", "give-1": "0"}, ([[2, 5], [4, 2]], "Excellent")),
        ("ordinal", {"give-2": "1", "give-4": "3", "give-1": "2"}, ([2, 1, 4], "Place 3")),
    ],
)
def test_every_kind_is_filled_in_checked_and_cast(
    voter: Client, person: User, kind: str, given: dict[str, str], ends: tuple[list[Any], str]
) -> None:
    kept, told = ends
    round = make_round(kind, voters=[person])
    assert voter.get(address(round)).status_code == 200
    voter.post(address(round), given)
    assert told in voter.get(address(round, "check/")).content.decode()
    cast(voter, round, given)
    assert in_the_box(round) == [kept]
    cast(voter, round, {"give-6": "1"})
    assert len(in_the_box(round)) == 1
    assert "not cast yet" not in voter.get("/results/").content.decode()


def test_the_draft_comes_back_with_what_is_left(voter: Client, person: User) -> None:
    round = make_round("cumulative", voters=[person])
    saved = voter.post(address(round), {"give-3": "6", "give-1": "1"}, headers={"X-Autosave": "1"})
    assert saved.status_code == 204
    text = voter.get(address(round)).content.decode()
    assert 'id="give-3" value="6"' in text
    assert "Points left: <b>3</b>" in text
    bar = voter.get("/results/").content.decode()
    assert "Points left: <b>3</b>" in bar


def test_without_scripts_a_button_adds_up(voter: Client, person: User) -> None:
    round = make_round("cumulative", voters=[person])
    answer = voter.post(address(round), {"give-3": "2", "keep": "1"}, follow=True)
    assert answer.redirect_chain == [(address(round), 302)]
    assert "Points left: <b>8</b>" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("cumulative", {"give-1": "6", "give-2": "5"}, "You gave 2 points more than the 10 you have."),
        ("cumulative", {"give-1": "7"}, "One project can get 6 at most."),
        ("cumulative", {"give-1": "-1"}, "Write whole numbers"),
        ("cumulative", {"give-1": "1e3"}, "Write whole numbers"),
        ("cumulative", {"give-1": "9" * 10_000}, "Write whole numbers"),
        ("scoring", {"give-1": "6"}, "One project can get 5 at most."),
        ("grades", {"give-1": "good"}, "Write whole numbers"),
        ("ordinal", {"give-1": "1", "give-2": "1"}, "Two projects have the same place."),
        (
            "ordinal",
            {"give-1": "1", "give-2": "2", "give-3": "3", "give-4": "4"},
            "You can choose 3 projects.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    voter: Client, person: User, kind: str, given: dict[str, str], said: str
) -> None:
    round = make_round(kind, voters=[person])
    answer = voter.post(address(round), given | {"give-5": "1"} if kind != "ordinal" else given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    if kind != "ordinal":
        assert any(card.project.number == 5 and card.given == "1" for card in answer.context["cards"])
    assert in_the_box(round) == []


def test_a_project_of_another_ballot_gets_nothing(voter: Client, person: User) -> None:
    round = make_round("scoring", voters=[person])
    cast(voter, round, {"give-99": "5", "choice": "1"})
    assert in_the_box(round) == [[]]


@pytest.mark.parametrize(
    ("kind", "choices", "points"),
    [("cumulative", [1], []), ("cumulative", [1], [11]), ("cumulative", [1, 2], [0, 5]),
     ("ordinal", [1], [3]), ("scoring", [1, 1], [2, 2])],
)  # fmt: skip
def test_the_service_takes_no_ballot_that_is_none(
    person: User, kind: str, choices: list[int], points: list[int]
) -> None:
    round = make_round(kind, voters=[person])
    with pytest.raises(BallotError):
        cast_ballot(actor=person, round=round, choices=choices, points=points, now=timezone.now())


def test_an_approval_ballot_takes_no_points(person: User) -> None:
    round = make_open_round(voters=[person])
    with pytest.raises(BallotError):
        cast_ballot(actor=person, round=round, choices=[1], points=[3], now=timezone.now())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_points_and_places_are_counted_and_stand_in_the_public_file(kind: str) -> None:
    voters = [make_user() for _ in range(3)]
    round = make_round(kind, voters=voters)
    ballots = [([1, 2], [1, 4]), ([2], [4]), ([3], [1])]
    for person, (choices, points) in zip(voters, ballots, strict=True):
        given = () if kind == "ordinal" else points
        cast_ballot(actor=person, round=round, choices=choices, points=given, now=timezone.now())
    result = count_round(actor=None, round=round, now=round.closes_at)
    published = publish_result(actor=None, round=result.round, now=round.closes_at)
    election = pabulib.parse(public_file(published.round).text())
    assert election.vote_type == ("scoring" if kind == "grades" else kind)
    points_of = dict(published.round.projects.values_list("key", "points"))
    assert points_of["2"] == (0 if kind == "ordinal" else 8)
    assert published.ballots_counted == 3


def test_grades_have_names_from_worst_to_best(voter: Client, person: User) -> None:
    text = voter.get(address(make_round("grades", voters=[person]))).content.decode()
    positions = [text.index(f">{grade}<") for grade in GRADES]
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    ("kind", "more", "sentence"),
    [
        ("cumulative", {}, "You do not have to give all your points."),
        ("scoring", {"spending_limit": 300_000_00}, "You do not have to use all the money."),
        ("ordinal", {}, "You can choose as few projects as you like."),
    ],
)
def test_how_little_a_ballot_may_hold_is_said_of_what_there_is_to_spend(
    person: User, client: Client, kind: str, more: dict[str, Any], sentence: str
) -> None:
    round = make_round(kind, voters=[person], **more)
    sign_in(client, person)
    page = client.get(f"/{round.process.slug}/vote/{round.number}/").content.decode()
    assert f"{sentence} An empty ballot is valid too." in page
    assert "use it all" not in page
