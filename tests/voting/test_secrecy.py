"""Nothing in the product joins a name to a ballot."""

from __future__ import annotations

import json
import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Entry, Private
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.paper import key_twice
from tests.factories.sealed import in_the_box
from tests.factories.voting import make_open_round
from voting.board.record import companions_of
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.models import Ballot, BoardEvent, PaperBallot, RollEntry
from voting.paper.ticking import tick_off
from voting.rounds.preparing import NewProject

pytestmark = pytest.mark.django_db


def reachable(start: type[models.Model]) -> set[type[models.Model]]:
    """Every model that foreign keys lead to from `start`, not counting what the round itself belongs to."""
    found: set[type[models.Model]] = set()
    ahead = [start]
    while ahead:
        for field in ahead.pop()._meta.get_fields():
            target = field.related_model
            if isinstance(field, models.ForeignKey) and isinstance(target, type) and target not in found:
                found.add(target)
                ahead.append(target)
    return found


def test_no_chain_of_foreign_keys_leads_from_a_ballot_to_a_person() -> None:
    assert User not in reachable(Ballot)
    assert RollEntry not in reachable(Ballot)


def test_no_chain_of_foreign_keys_joins_a_paper_ballot_to_the_roll() -> None:
    """Those who keyed it stand beside it; whoever it came from does not, and neither does a time."""
    assert RollEntry not in reachable(PaperBallot)
    assert PaperBallot not in reachable(RollEntry)
    kinds = {type(field) for field in PaperBallot._meta.get_fields()}
    assert not kinds & {models.DateTimeField, models.DateField}


def test_what_is_published_of_paper_names_no_voter_and_keeps_no_order(client: Client) -> None:
    """Three people come in this order and vote for 5, 4, 3; nothing public or logged says so."""
    now, clerk = timezone.now(), make_staff()
    round = make_open_round(now=now, strangers=3)
    for place in (1, 2, 3):
        entry = RollEntry.objects.get(round=round, roll_number=f"M-00{place}")
        tick_off(actor=clerk, round=round, entry=entry, office="Town hall", now=now)
    key_twice(round, "Town hall", [[5], [4], [3]], now=round.closes_at)
    count_round(actor=None, round=round, now=round.closes_at)
    companions = companions_of(round)
    assert companions.paper is not None
    assert json.loads(json.loads(companions.paper)["message"])["pools"][0]["ballots"] == [["3"], ["4"], ["5"]]
    logged = str(list(Entry.objects.values())) + str(list(Private.objects.values()))
    for text in (companions.paper, companions.outcome or "", logged):
        assert "M-00" not in text


def test_nothing_refers_to_a_ballot() -> None:
    pointing = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Ballot
    ]
    assert pointing == []


def test_a_ballot_knows_neither_time_nor_order() -> None:
    kinds = {type(field) for field in Ballot._meta.get_fields()}
    assert not kinds & {models.DateTimeField, models.DateField, models.BigAutoField, models.AutoField}


def test_choices_stay_out_of_sessions_logs_and_the_audit_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Project 424242 is on the ballot; after a whole vote its number is nowhere but in the box."""
    voter = make_user()
    round = make_open_round(voters=[voter], projects=[NewProject(title="Bridge", cost=100, number=424242)])
    sign_in(client, voter)
    base = f"/{round.process.slug}/vote/{round.number}/"
    with caplog.at_level(logging.DEBUG):
        client.post(base, {"choice": ["424242"]}, headers={"X-Autosave": "1"})
        page = client.get(f"{base}check/")
        client.post(f"{base}cast/", {"choice": ["424242"], "voter": page.context["voter"]})
        receipt = client.get(f"{base}receipt/").context["words"].tracker
    assert in_the_box(round) == [[424242]]
    assert "424242" not in str(list(BoardEvent.objects.exclude(height=0).values()))
    sessions = str([session.get_decoded() for session in Session.objects.all()]) + str(dict(client.session))
    entries = str(list(Entry.objects.values())) + str(list(Private.objects.values()))
    logged = " ".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    for place in (sessions, entries, logged):
        assert "424242" not in place
        assert receipt not in place


def test_opened_ballots_are_in_another_order_than_they_were_cast() -> None:
    """With 40 voters and two ways to vote, the order of casting survives by chance once in 10^11."""
    now = timezone.now()
    voters = [make_user() for _ in range(40)]
    round = make_open_round(now=now, voters=voters)
    cast = [[1 + place % 2] for place in range(40)]
    for voter, choices in zip(voters, cast, strict=True):
        cast_ballot(actor=voter, round=round, choices=choices, now=now)
    count_round(actor=None, round=round, now=round.closes_at)
    opened = json.loads(BoardEvent.objects.get(round=round, kind="Result").data)["result"][0]
    read = [1 + (values[-1] >> 1) for values in opened]
    assert sorted(read) == sorted(choices[0] for choices in cast)
    assert read != [choices[0] for choices in cast]
