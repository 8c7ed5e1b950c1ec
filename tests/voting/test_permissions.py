"""Role by phase by act, in one aligned table; and what the state of a round adds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.roles import Role
from processes.models import Process
from processes.permissions import may
from processes.phases import Act, Phase
from tests.factories.accounts import make_user
from tests.factories.processes import force_phase, make_process
from tests.factories.voting import make_counted_round, make_draft_round, make_open_round, make_published_round
from voting.models import Round
from voting.permissions import (
    may_count,
    may_key,
    may_manage,
    may_publish,
    may_report_delivery,
    may_tick_off,
    may_vote,
)

pytestmark = pytest.mark.django_db

ACTS = {
    "vote": Act.VOTE, "tick": Act.TICK_OFF, "count": Act.COUNT, "publish": Act.PUBLISH_RESULT,
    "deliver": Act.REPORT_DELIVERY,
}  # fmt: skip
WHO = ("visitor", "resident", "moderator", "council_staff", "valuator", "trustee", "juror", "administrator")

# Each cell: v vote, t tick off a voter on paper, c count, p publish, d report delivery; a dot is no.
TABLE = """
                collect review  support vote    result  delivery
visitor         .....   .....   .....   .....   .....   .....
resident        .....   .....   .....   v....   .....   .....
moderator       .....   .....   .....   .....   .....   .....
council_staff   .....   .....   .....   .t...   ..cp.   ..cpd
valuator        .....   .....   .....   .....   .....   .....
trustee         .....   .....   .....   .....   .....   .....
juror           .....   .....   .....   .....   .....   .....
administrator   .....   .....   .....   .t...   ..cp.   ..cpd
"""


def test_the_table_of_role_phase_and_act() -> None:
    now = timezone.now()
    people = {name: make_user(roles=(Role(name),)) for name in WHO[1:]}
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    found: dict[str, list[str]] = {}
    for phase in head:
        process = make_process(phase=Phase(phase), now=now)
        for name in WHO:
            person = people.get(name, AnonymousUser())
            cell = "".join(act[0] if may(person, ACTS[act], process, now) else "." for act in ACTS)
            found.setdefault(name, []).append(cell)
    assert found == {name: cells for name, *cells in rows}


def in_phase(round: Round, phase: Phase) -> Process:
    """Move the process of a round to another phase, for what the state of the round then allows."""
    return force_phase(round.process, phase, timezone.now())


def test_voting_needs_an_open_round_and_a_place_on_the_roll() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    assert may_vote(voter, round, now)
    assert may_vote(make_user(), round, now).reason.startswith("You are not on the electoral roll")
    assert may_vote(AnonymousUser(), round, now).reason == "Sign in to do this."
    assert may_vote(voter, round, round.opens_at - timedelta(minutes=1)).reason.startswith("Voting opens on")
    assert may_vote(voter, round, round.closes_at).reason.startswith("Voting closed on")
    assert (
        may_vote(voter, make_draft_round(voters=[voter]), now).reason == "This vote is still being prepared."
    )


def test_the_opening_date_is_told_before_a_visitor_is_asked_to_sign_in() -> None:
    now = timezone.now()
    round = make_open_round(now=now, opens_at=now + timedelta(days=1))
    assert may_vote(AnonymousUser(), round, now).reason.startswith("Voting opens on")


def test_the_phase_must_allow_the_vote_even_if_the_round_is_open() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    in_phase(round, Phase.SUPPORT)
    assert may_vote(voter, round, now).reason.startswith("Voting opens on")


def test_counting_publishing_and_reporting_come_in_that_order() -> None:
    now = timezone.now()
    staff, resident = make_user(roles=(Role.COUNCIL_STAFF,)), make_user()
    open_round = make_open_round(now=now)
    in_phase(open_round, Phase.DELIVERY)
    assert may_count(staff, open_round, now).reason.startswith("The box stays shut")
    assert may_count(staff, open_round, open_round.closes_at)
    assert not may_count(resident, open_round, open_round.closes_at)
    assert may_publish(staff, open_round, now).reason == "The ballots are not counted yet."
    counted = make_counted_round(now=now).round
    in_phase(counted, Phase.DELIVERY)
    assert may_publish(staff, counted, now)
    assert may_count(staff, counted, now).reason == "The ballots are counted."
    assert may_report_delivery(staff, counted, now).reason == "The result is not published yet."
    published = make_published_round(now=now).round
    in_phase(published, Phase.DELIVERY)
    assert may_report_delivery(staff, published, now)
    assert not may_report_delivery(resident, published, now)
    assert may_publish(staff, published, now).reason == "The result has already been published."


def test_ticking_off_ends_where_keying_begins() -> None:
    now = timezone.now()
    staff, resident = make_user(roles=(Role.COUNCIL_STAFF,)), make_user()
    round = make_open_round(now=now)
    assert may_tick_off(staff, round, now)
    assert not may_tick_off(resident, round, now)
    assert may_tick_off(staff, round, round.closes_at).reason.startswith("Voting closed on")
    assert may_key(staff, round, now).reason.startswith("Paper ballots are keyed after voting has closed")
    assert may_key(staff, round, round.closes_at)
    assert not may_key(resident, round, round.closes_at)
    counted = make_counted_round(now=now).round
    assert may_key(staff, counted, counted.closes_at).reason == "The ballots are counted."


def test_only_staff_manage() -> None:
    round = make_draft_round()
    allowed = {role for role in Role if may_manage(make_user(roles=(role,)), round)}
    assert allowed == {Role.COUNCIL_STAFF, Role.ADMINISTRATOR}
