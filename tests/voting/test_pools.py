"""Figures of few people are shown only together with others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import District
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.voting import make_draft_round
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.counting.pools import pools_of
from voting.models import Round
from voting.results.publishing import publish_result
from voting.results.turnout import district_rows, turnout_lines
from voting.rounds.checklist import may_freeze
from voting.rounds.freezing import freeze_round

SIZES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 80), max_size=12)


@given(SIZES, st.integers(1, 60))
def test_nothing_is_said_about_fewer_than_the_smallest_group(sizes: dict[str, int], smallest: int) -> None:
    pools = pools_of(sizes, smallest)
    assert sorted([*pools.alone, *pools.together]) == sorted(sizes)
    assert all(sizes[name] >= smallest for name in pools.alone)
    together = sum(sizes[name] for name in pools.together)
    assert not pools.together or not pools.alone or together >= smallest


@given(SIZES, st.integers(1, 60))
def test_no_more_is_pooled_than_must_be(sizes: dict[str, int], smallest: int) -> None:
    pools = pools_of(sizes, smallest)
    large = [name for name in pools.together if sizes[name] >= smallest]
    if large and pools.alone:
        assert len(large) == 1
        assert sum(sizes[name] for name in pools.together if name not in large) < smallest


@pytest.mark.parametrize(
    ("sizes", "alone", "together"),
    [
        ({"N": 60, "S": 55, "E": 51}, ("N", "S", "E"), ()),
        ({"N": 60, "S": 55, "E": 3, "W": 49}, ("N", "S"), ("W", "E")),
        ({"N": 60, "S": 55, "E": 3}, ("N",), ("S", "E")),
        ({"N": 60, "S": 0}, (), ("N", "S")),
        ({"N": 9, "S": 8}, (), ("N", "S")),
        ({}, (), ()),
    ],
)
def test_small_districts_are_joined(
    sizes: dict[str, int], alone: tuple[str, ...], together: tuple[str, ...]
) -> None:
    pools = pools_of(sizes, 50)
    assert (pools.alone, pools.together) == (alone, together)


@pytest.fixture
def round(db: None) -> Round:
    """Three voters in North, two in South, one in East, where groups of two are shown."""
    homes = [District.objects.create(name=name, slug=name.lower()) for name in ("North", "South", "East")]
    voters = [make_user(district=homes[place]) for place in (0, 0, 0, 1, 1, 2)]
    found = make_draft_round(voters=voters)
    Round.objects.filter(pk=found.pk).update(smallest_pool=2)
    found.refresh_from_db()
    freeze_round(actor=None, round=found, now=found.opens_at)
    for voter in (voters[0], voters[1], voters[3], voters[4], voters[5]):
        cast_ballot(actor=voter, round=found, choices=[1], now=timezone.now())
    return found


def test_turnout_is_shown_by_district_and_never_of_one_person(round: Round, client: Client) -> None:
    rows = [["district", "North", 2, 3], ["together", "", 3, 3]]
    assert district_rows(round) == rows
    sign_in(client, make_staff())
    desk = client.get(f"/{round.process.slug}/vote/{round.number}/manage/").content.decode()
    assert "Other districts" in desk
    assert "East" not in desk
    result = count_round(actor=None, round=round, now=round.closes_at)
    assert result.facts["districts"] == rows
    publish_result(actor=None, round=result.round, now=round.closes_at)
    page = Client().get(f"/{round.process.slug}/vote/{round.number}/result/").content.decode()
    assert "Other districts" in page
    assert "East" not in page


def test_where_all_is_one_group_nothing_is_shown(round: Round) -> None:
    round.smallest_pool = 4
    assert district_rows(round) == []


@pytest.mark.django_db
def test_the_checklist_warns_of_a_small_roll_and_lets_it_be_frozen() -> None:
    round = make_draft_round(voters=[make_user()])
    before = round.opens_at - timedelta(hours=1)
    warned = [reason for reason in may_freeze(round, before) if reason.warns]
    assert [reason.ok for reason in warned] == [True]
    assert "Fewer than 50 people" in warned[0].text
    freeze_round(actor=None, round=round, now=round.opens_at)
    round.smallest_pool = 1
    assert not [reason for reason in may_freeze(round, before) if reason.warns]


def test_people_whose_district_is_not_known_have_one_name_for_it() -> None:
    lines = turnout_lines([["district", "Harbour", 60, 80], ["district", "", 55, 90]])
    assert [line.name for line in lines] == ["Harbour", "District not known"]
