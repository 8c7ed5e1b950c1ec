"""What was needed to reach people on a roll goes when it is needed no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from accounts.privacy import own_data
from audit.models import Entry
from tests.factories.accounts import make_user
from tests.factories.trustees import make_trustees
from tests.factories.voting import make_draft_round, make_published_round
from voting.board.record import verify_record
from voting.models import Result, RollDraft, RollEntry, Round, RoundSecret
from voting.privacy import erase_votes
from voting.roll.forgetting import KNOWN, forget_rolls
from voting.rounds.preparing import cancel_round
from voting.rounds.state import RoundError
from voting.trustees.ceremony import resend_link

pytestmark = pytest.mark.django_db
KEPT = timedelta(days=settings.ROLL_KEPT_DAYS)
PERSONAL = {"name": "Ada", "address": "Here 1", "email": "a@example.org", "birth_date": date(1990, 5, 3)}


def known(round: Round) -> int:
    return RollEntry.objects.filter(KNOWN, round=round).count()


def test_personal_data_goes_so_many_days_after_the_result_and_the_roll_stays() -> None:
    round = make_published_round().round
    published = Result.objects.get(round=round).published_at
    assert published
    RollEntry.objects.filter(round=round).update(**PERSONAL)
    people = RollEntry.objects.filter(round=round).count()
    assert forget_rolls(published + KEPT - timedelta(minutes=1)) == 0
    assert known(round) == people
    assert forget_rolls(published + KEPT) == 1
    assert known(round) == 0
    assert RollEntry.objects.filter(round=round, voted_on__isnull=False).count() == people
    assert forget_rolls(published + KEPT) == 0
    entry = Entry.objects.get(action="voting.roll_forgotten")
    assert "Ada" not in str(entry.data)


def test_what_ties_ballots_to_people_goes_with_it_and_so_does_the_key() -> None:
    """Together they could open single ballots years later; the public record needs neither."""
    round = make_published_round().round
    published = Result.objects.get(round=round).published_at
    assert published
    entries = RollEntry.objects.filter(round=round)
    assert forget_rolls(published + KEPT - timedelta(minutes=1)) == 0
    assert RoundSecret.objects.filter(round=round).exists()
    assert not entries.filter(credential="").exists()
    assert forget_rolls(published + KEPT) == 1
    assert not RoundSecret.objects.filter(round=round).exists()
    assert not entries.exclude(credential="").exists()
    assert Entry.objects.filter(action="voting.keys_destroyed").count() == 1
    assert not Entry.objects.filter(action="voting.roll_forgotten").exists()
    assert verify_record(round).refusal is None


def test_the_trustees_of_a_vote_that_is_over_get_no_link() -> None:
    round = make_draft_round()
    trustee = make_trustees(round, now=timezone.now())[0]
    cancel_round(actor=None, round=round, reason="No money.")
    forget_rolls(round.closes_at + KEPT)
    with pytest.raises(RoundError, match="This vote is over"):
        resend_link(actor=None, trustee=trustee, now=round.closes_at + KEPT)


def test_a_cancelled_vote_counts_from_its_close_and_a_running_one_never() -> None:
    cancelled, running = (make_draft_round(voters=[make_user()]) for _ in range(2))
    cancel_round(actor=None, round=cancelled, reason="No money.")
    for round in (cancelled, running):
        RollEntry.objects.filter(round=round).update(**PERSONAL)
    assert forget_rolls(cancelled.closes_at + KEPT) == 1
    assert (known(cancelled), known(running)) == (0, 1)


def test_a_list_that_nobody_confirmed_goes_after_a_week() -> None:
    round, now = make_draft_round(), timezone.now()
    for days in (6, 8):
        RollDraft.objects.create(
            round=round, file_name=f"{days}.csv", content=b"", made_at=now - timedelta(days=days)
        )
    call_command("forget_rolls")
    assert [draft.file_name for draft in RollDraft.objects.all()] == ["6.csv"]


def test_a_person_gets_and_erases_what_the_roll_knows_of_them() -> None:
    person = make_user()
    round = make_published_round().round
    RollEntry.objects.filter(round=round).update(**PERSONAL)
    entry = RollEntry.objects.filter(round=round).first()
    assert entry
    RollEntry.objects.filter(pk=entry.pk).update(user=person)
    (told,) = own_data(person)["votes"]
    assert (told["name"], told["address"], told["email"]) == ("Ada", "Here 1", "a@example.org")
    erase_votes(person)
    entry.refresh_from_db()
    assert (entry.name, entry.address, entry.email, entry.birth_date) == ("", "", "", None)
