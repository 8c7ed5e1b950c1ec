"""A person gets to know that they voted, nobody how; erasure leaves the vote."""

from __future__ import annotations

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.privacy import own_data, run_erasers
from audit.models import Entry
from tests.factories.accounts import make_user
from tests.factories.voting import make_draft_round, make_open_round
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.models import RollEntry, Round

pytestmark = pytest.mark.django_db


def test_the_download_says_that_a_person_voted_and_not_how() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    receipt = cast_ballot(actor=voter, round=round, choices=[2, 1], now=now)
    held = own_data(voter)
    (vote,) = held["votes"]
    assert (vote["vote"], vote["voted_on"]) == (round.title, timezone.localdate(now))
    of_the_roll = {"roll_number", "name", "address", "email", "birth_date"}
    assert set(vote) == {"vote", "process", "voted_on", "voted_by", "office"} | of_the_roll
    assert receipt.digest not in json.dumps(held, cls=DjangoJSONEncoder, default=str)


def test_erasing_a_voter_leaves_the_ballot_and_the_count() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    draft = make_draft_round(now=now, voters=[voter, make_user()])
    cast_ballot(actor=voter, round=round, choices=[1], now=now)
    run_erasers(voter)
    assert not RollEntry.objects.filter(user=voter).exists()
    assert RollEntry.objects.get(round=round).voted_on
    assert Round.objects.get(pk=draft.pk).roll_size == 1 == RollEntry.objects.filter(round=draft).count()
    assert count_round(actor=None, round=round, now=round.closes_at).ballots_counted == 1
    shortened = Entry.objects.get(action="voting.roll_shortened")
    assert (shortened.target_id, shortened.data["people"]) == (str(draft.pk), 1)
