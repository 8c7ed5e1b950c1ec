"""How the money was shared, step by step: every rule in sentences and pictures that add up."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from tests.factories.voting import make_published_round
from voting.models import Result
from voting.results.steps import Story
from voting.rounds.preparing import NewProject

pytestmark = pytest.mark.django_db

BALLOTS = [[1, 2]] * 3 + [[2]] * 2 + [[3]] * 2
WAYS: dict[str, dict[str, Any]] = {
    "greedy": {"rule": "greedy", "rule_parameters": {"by": "votes"}},
    "per cost": {"rule": "greedy", "rule_parameters": {"by": "votes-per-cost"}},
    "stop": {"rule": "greedy", "rule_parameters": {"by": "votes", "overflow": "stop"}},
    "shares": {"rule": "equal-shares", "rule_parameters": {"utility": "cost"}},
    "cardinality": {"rule": "equal-shares", "rule_parameters": {"utility": "cardinality"}},
    "completed": {
        "rule": "equal-shares",
        "rule_parameters": {"utility": "cost", "completion": "utilitarian"},
    },
    "phragmen": {"rule": "phragmen", "rule_parameters": {}},
    "judgment": {"rule": "majority-judgment", "rule_parameters": {}},
    "knapsack": {"rule": "knapsack", "rule_parameters": {"by": "votes"}},
    "pots": {
        "rule": "greedy",
        "rule_parameters": {"by": "votes", "pots": "district", "pot_budgets": {"Harbour": 400_000}},
    },
}


def made(way: str) -> Result:
    places = ("Harbour", "Harbour", "Hill", "Hill")
    projects = [
        NewProject(title=f"Idea {n}", cost=cost * 1_000_00, place=places[n - 1])
        for n, cost in enumerate((210, 300, 250, 240), 1)
    ]
    return make_published_round(
        projects=projects, budget=700_000_00, spending_limit=None, ballots=BALLOTS, **WAYS[way]
    )


def story(result: Result) -> Story:
    titles = dict(result.round.projects.values_list("key", "title"))
    return Story(result.outcome, titles, "EUR")


@pytest.mark.parametrize("way", sorted(WAYS))
def test_every_step_of_every_rule_can_be_turned_to_and_drawn(client: Client, way: str) -> None:
    result = made(way)
    steps = len(result.outcome["steps"])
    assert steps >= 1
    first = f"/{result.round.process.slug}/vote/1/result/steps/"
    for number in range(1, steps + 1):
        page = client.get(f"{first}{number}/")
        text = page.content.decode()
        view = page.context["step"]
        assert view.equation in text.replace("&amp;", "&")
        assert view.pictures
        assert all(part.amount >= 0 for picture in view.pictures for part in picture.parts)
        assert ('rel="prev"' in text) == (number > 1)
        assert ('rel="next"' in text) == (number < steps)
    assert client.get(f"{first}{steps + 1}/").status_code == 404
    assert client.get(f"{first}0/").status_code == 404


@pytest.mark.parametrize("way", sorted(WAYS))
def test_the_pictures_of_money_add_up(way: str) -> None:
    result = made(way)
    told = story(result)
    for number, step in enumerate(result.outcome["steps"], 1):
        bar = told.view(number).pictures[0]
        taken = bar.parts[1].amount
        if step["action"] in {"funded", "part"}:
            assert sum(part.amount for part in bar.parts) <= bar.total
            assert taken == (step["amount"] or step["cost"])
        else:
            assert sum(part.amount for part in bar.parts) > bar.total


def test_knapsack_says_what_the_last_project_gets() -> None:
    told = story(made("knapsack"))
    assert told.view(3).equation == "€190,000 of €250,000: all that is left"


def test_phragmen_says_how_much_each_had_saved() -> None:
    note = story(made("phragmen")).view(1).note
    assert "Its 5 supporters could pay for it once each had saved €60,000 in all." in note


def test_majority_judgment_names_the_grade_of_the_middle() -> None:
    view = story(made("judgment")).view(1)
    assert view.note.endswith("the one in the middle gave it “1”.")
    assert "The grade of the middle voter: 1" in view.pictures[1].label


def test_pots_are_named() -> None:
    told = story(made("pots"))
    named = [told.view(number).pot for number in range(1, len(told) + 1)]
    assert named[0] == "From the money of Harbour"
    assert {"From the money of the whole city", "From the money left in all pots"} & set(named)


def test_a_tie_says_what_decided_it() -> None:
    projects = [NewProject(title=f"Idea {n}", cost=cost) for n, cost in enumerate((300_00, 200_00), 1)]
    result = make_published_round(
        projects=projects, budget=400_00, spending_limit=None, ballots=[[1, 2]], rule="greedy",
        rule_parameters={"ties": "cost"},
    )  # fmt: skip
    assert story(result).view(1).tie == (
        "It was exactly tied with “Idea 1”. This decided: the cheaper project first."
    )


def test_any_step_can_be_asked_for_without_scripts(client: Client) -> None:
    first = f"/{made('greedy').round.process.slug}/vote/1/result/steps/"
    assert client.get(f"{first}?go=2")["Location"] == f"{first}2/"
    assert client.get(f"{first}?go=x").status_code == 200
    assert client.get(f"{first}?go={'9' * 300}").status_code == 200


def test_the_steps_speak_the_language_of_the_reader() -> None:
    told = made("shares")
    with override("es"):
        assert "€" in story(told).view(1).equation
        assert "\u00a0€" in story(told).view(1).equation
