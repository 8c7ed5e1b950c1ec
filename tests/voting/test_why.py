"""Why a project was not funded: every family of rules tells it in its own words, on the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from tests.factories.voting import make_draft_round, make_published_round
from voting.models import Project, Result
from voting.results.why import Why, why_not
from voting.rounds.preparing import NewProject
from voting.rounds.rule_messages import UNANSWERED
from voting.rules.explain import SENTENCES
from voting.templatetags.result_tags import percent

pytestmark = pytest.mark.django_db

IDEAS = [NewProject(title=f"Idea {n}", cost=cost * 1_000_00) for n, cost in enumerate((300, 200, 500), 1)]
BALLOTS = [[1, 2]] * 3 + [[1, 3]] * 2 + [[3]]
FAMILIES = {"shares": "their whole shares", "loads": "had earned", "lists": "on the list"}
RULES: dict[str, dict[str, Any]] = {
    "greedy": {"rule": "greedy", "rule_parameters": {"by": "votes"}},
    "per cost": {"rule": "greedy", "rule_parameters": {"by": "votes-per-cost"}},
    "stopped": {"rule": "greedy", "rule_parameters": {"by": "votes", "overflow": "stop"}},
    "knapsack": {"rule": "knapsack", "rule_parameters": {"by": "votes"}},
    "majority": {"rule": "majority-judgment", "rule_parameters": {}},
    "shares": {"rule": "equal-shares", "rule_parameters": {"utility": "cost"}},
    "phragmen": {"rule": "phragmen", "rule_parameters": {}},
}


def published(way: str, **more: Any) -> Result:
    fields = {"projects": IDEAS, "budget": 600_000_00, "spending_limit": None, "ballots": BALLOTS}
    return make_published_round(**{**fields, **RULES[way], **more})


def shown(result: Result, number: int) -> Why:
    """What the result page says about this project; every sentence of it stands there in full."""
    page = Client().get(f"/{result.round.process.slug}/vote/1/result/?project={number}")
    told = page.context["why"]
    assert page.context["loser"].number == number
    text = page.content.decode()
    assert all(told.sentences)
    for sentence in (told.headline, *told.sentences, told.enough, *told.unknown):
        assert escape(sentence) in text
    assert isinstance(told, Why)
    return told


@pytest.mark.parametrize(
    ("way", "family"),
    [("greedy", "lists"), ("per cost", "lists"), ("stopped", "lists"), ("knapsack", "lists"),
     ("majority", "lists"), ("shares", "shares"), ("phragmen", "loads")],
)  # fmt: skip
def test_no_family_speaks_in_the_words_of_another(way: str, family: str) -> None:
    result = published(way, budget=550_000_00)
    losers = list(result.round.projects.filter(rank=None).values_list("number", flat=True))
    words = " ".join(sentence for number in losers for sentence in shown(result, number).sentences)
    assert {name for name, phrase in FAMILIES.items() if phrase in words.lower()} == {family}


def test_a_list_tells_the_place_the_money_left_and_the_votes_it_lacked() -> None:
    told = shown(published("greedy"), 3)
    assert told.headline == "€400,000 short of €500,000"
    assert told.sentences == (
        "It had 3 supporters.",
        "By number of supporters, it was number 3 on the list.",
        "When its turn came, €100,000 was left.",
        "It needed 3 more votes to come early enough.",
        "Under this rule voters have no money of their own to spend, so none of it went elsewhere.",
    )
    assert (told.enough, told.unknown) == ("a cost of €100,000 or less, or 3 more supporters.", ())


def test_a_list_that_ended_before_says_so() -> None:
    four = [*IDEAS, NewProject(title="Idea 4", cost=50_000_00)]
    told = shown(published("stopped", projects=four, ballots=[*BALLOTS, [4]]), 4)
    assert (told.headline, told.have) == ("Other projects came first.", None)
    assert "The list ended before its turn came." in told.sentences


def test_grades_have_no_number_of_further_supporters_and_the_page_says_why() -> None:
    told = shown(published("majority"), 3)
    assert "By the grade of the middle voter, it was number 3 on the list." in told.sentences
    assert told.enough == "a cost of €100,000 or less."
    assert told.unknown == (
        "Further voters would move the middle grade of every project, so no single number can be given.",
    )


def test_shares_tell_where_the_money_went() -> None:
    """Six voters have 100,000 each. Idea 1 takes 60,000 from five of them; one of the three for Idea 3 keeps
    all.
    """
    result = published("shares")
    told = shown(result, 3)
    assert told.headline == "€320,000 short of €500,000"
    assert told.sentences == (
        "3 supporters had €180,000 left between them, 36.0% of the cost.",
        "Before that, their money went to “Idea 1” (€120,000 from 2 of them).",
        "Even with their whole shares, 2 more supporters were needed to pay for it.",
    )
    assert told.enough == "a cost of €180,000 or less, or 3 more supporters."
    assert "With their whole shares they could have paid for it." in shown(result, 2).sentences


def test_what_is_left_over_is_spent_by_a_list_after_the_shares() -> None:
    told = shown(published("shares", rule_parameters={"utility": "cost", "completion": "utilitarian"}), 3)
    assert told.sentences[-1] == (
        "When the money left over was spent, it was number 2 on the list, and €100,000 was left."
    )


def test_phragmen_tells_what_was_earned_and_where_it_went() -> None:
    told = shown(published("phragmen"), 3)
    assert told.headline == "Too little money was left for it."
    assert told.sentences == (
        "By the end its 3 supporters had earned €500,000 and not spent it, 100.0% of the cost.",
        "Before that, what they had earned went to “Idea 1” (€120,000 from 2 of them).",
    )
    assert told.enough == "a cost of €259,999 or less, or 6 more supporters."


@pytest.mark.parametrize("way", ["shares", "phragmen"])
def test_a_project_that_nobody_wanted_says_so(way: str) -> None:
    told = shown(published(way, ballots=[[1]] * 3, rule_parameters={}), 3)
    assert "It had no supporters, so no money of theirs went anywhere." in told.sentences
    assert told.unknown
    assert " 0 supporters" not in " ".join(told.sentences)


def test_a_project_funded_in_part_reads_what_it_gets() -> None:
    told = shown(published("knapsack"), 3)
    assert (told.headline, told.have) == ("€400,000 short of €500,000", 100_000_00)
    assert told.sentences[-1].endswith("so it gets what was left: €100,000.")


def test_too_few_supporters_are_counted() -> None:
    told = shown(published("greedy", rule_parameters={"by": "votes", "minimum_votes": 4}), 2)
    assert told.headline == "It had fewer supporters than the rules require."
    assert told.sentences == ("It had 3 supporters.", "It was 1 supporter short.")


def test_large_numbers_are_grouped_and_many_winners_are_summed_up() -> None:
    round = make_draft_round(rule="equal-shares")
    spending = [{"project": str(n), "voters": 1000 * n, "money": 10 * n} for n in range(1, 6)]
    found = {
        "reason": "",
        "unspent": 1500,
        "votes_lacked": 2345,
        "further_supporters": 6789,
        "spending": spending,
    }
    project = Project(round=round, cost=2000_00, votes=12345, explanation=found)
    titles = {str(n): f"Idea {n}" for n in range(1, 6)}
    told = why_not(project, "EUR", titles)
    assert told.sentences == (
        "12,345 supporters had €1,500 left between them, 75.0% of the cost.",
        "Before that, their money went to “Idea 5” (€50 from 5,000 of them), “Idea 4” (€40 from 4,000 of "
        "them), “Idea 3” (€30 from 3,000 of them) and 2 further projects.",
        "Even with their whole shares, 2,345 more supporters were needed to pay for it.",
    )
    assert told.enough == "6,789 more supporters."
    with override("es"):
        assert "12.345" in why_not(project, "EUR", titles).sentences[0]


def test_every_reason_for_a_missing_figure_can_be_translated() -> None:
    """The rules know no Django: voting.rule_messages has to repeat what the result page shows of them."""
    assert sorted(UNANSWERED) == sorted(SENTENCES)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(2549, 2553, "99.8%"), (99_999, 100_000, "99.9%"), (4, 4, "100%"), (95, 100, "95%"), (1, 3, "33.3%"),
     (0, 13, "0%"), (1, 100_000, "0.1%")],
)  # fmt: skip
def test_nearly_all_is_not_all_and_a_few_are_not_nobody(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said
