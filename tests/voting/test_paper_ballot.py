"""The paper ballot that an office prints and hands out."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.voting import SUMS, make_draft_round, make_open_round
from voting.models import Round

pytestmark = pytest.mark.django_db


def blank(client: Client, round: Round) -> tuple[int, str]:
    answer = client.get(f"/{round.process.slug}/vote/{round.number}/paper/ballot/")
    main = BeautifulSoup(answer.content, "html.parser").main
    assert main
    return answer.status_code, " ".join(main.get_text(" ").split())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"max_projects": 3}, "Tick up to 3 projects you want built, up to €900,000 in total."),
        ({"ballot_type": "cumulative", "ballot_points": 10}, "You have 10 points."),
        ({"ballot_type": "ordinal", "max_projects": 2}, "Place 1 is what you want most. At most 2 projects."),
        ({"ballot_type": "grades"}, "0 Reject, 1 Poor, 2 Acceptable, 3 Good, 4 Very good, 5 Excellent."),
    ],
)
def test_it_lists_every_project_and_says_what_to_write(
    client: Client, fields: dict[str, Any], says: str
) -> None:
    round = make_open_round(**fields)
    sign_in(client, make_staff())
    status, words = blank(client, round)
    assert status == 200
    assert says in words
    assert "change your mind" not in words
    assert "Draft." not in words
    for project in round.projects.all():
        assert f"{project.number} {project.title}" in words
    manage = client.get(f"/{round.process.slug}/vote/{round.number}/manage/").content.decode()
    assert "paper/ballot/" in manage


def test_before_the_rules_are_frozen_it_is_a_draft(client: Client) -> None:
    sign_in(client, make_staff())
    assert "Draft. Not to be handed out." in blank(client, make_draft_round())[1]


def test_it_is_for_staff_and_not_where_only_sums_are_opened(client: Client) -> None:
    round = make_open_round()
    sign_in(client, make_user())
    assert blank(client, round)[0] == 403
    sign_in(client, make_staff())
    status, words = blank(client, make_open_round(**SUMS))
    assert status == 403
    assert "Nobody can vote on paper in this vote." in words
