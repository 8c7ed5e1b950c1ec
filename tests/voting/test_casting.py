"""One ballot per person, replaced as often as they like, and never next to a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry, Private
from processes.permissions import Denied
from tests.factories.accounts import make_user
from tests.factories.voting import make_open_round
from voting import box
from voting.casting import AlreadyVoted, BallotError, Cast, cast_ballot, cast_for_entry, cast_many
from voting.models import Ballot, Channel, RollEntry, Round
from voting.rounds import cancel_round
from voting.trackers import words_of

pytestmark = pytest.mark.django_db


def test_casting_puts_one_ballot_into_the_box_and_ticks_off_a_day() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    receipt = cast_ballot(actor=voter, round=round, choices=[3, 1], now=now)
    ballot = Ballot.objects.get(round=round)
    entry = RollEntry.objects.get(round=round, user=voter)
    assert (ballot.choices, ballot.tracker, receipt.replaced) == ([3, 1], receipt.tracker, False)
    assert (entry.voted_on, entry.channel) == (timezone.localdate(now), Channel.WEB)
    assert Round.objects.get(pk=round.pk).ballot_count == 1
    assert set(receipt.tracker.split()) <= set(words_of("en"))
    assert len(receipt.tracker.split()) == 6


def test_casting_again_replaces_and_the_old_words_vanish() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    first = cast_ballot(actor=voter, round=round, choices=[1], now=now)
    second = cast_ballot(actor=voter, round=round, choices=[2], now=now)
    assert second.replaced
    assert list(box.trackers(round)) == [second.tracker]
    assert first.tracker != second.tracker
    assert Ballot.objects.get(round=round).choices == [2]
    assert Round.objects.get(pk=round.pk).ballot_count == 1


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ([1, 2, 3, 4, 5], "more than the"),
        ([1, 1], "twice"),
        ([77], "not on this ballot"),
    ],
)
def test_what_is_no_ballot_is_refused_in_a_sentence(choices: list[int], words: str) -> None:
    voter = make_user()
    round = make_open_round(voters=[voter])
    with pytest.raises(BallotError, match=words):
        cast_ballot(actor=voter, round=round, choices=choices, now=timezone.now())
    assert box.count(round) == 0


def test_a_ballot_with_too_many_projects_is_refused() -> None:
    voter = make_user()
    round = make_open_round(voters=[voter], max_projects=2, spending_limit=None)
    with pytest.raises(BallotError, match=r"You can choose 2 projects\. Untick 1 project"):
        cast_ballot(actor=voter, round=round, choices=[1, 2, 3], now=timezone.now())


def test_who_is_not_on_the_roll_cannot_vote() -> None:
    round = make_open_round()
    with pytest.raises(Denied, match="electoral roll"):
        cast_ballot(actor=make_user(), round=round, choices=[], now=timezone.now())


def test_after_the_close_and_after_a_cancellation_nothing_is_cast() -> None:
    voter = make_user()
    round = make_open_round(voters=[voter])
    with pytest.raises(Denied, match="Voting closed on"):
        cast_ballot(actor=voter, round=round, choices=[1], now=round.closes_at)
    cancel_round(actor=None, round=round, reason="The school moved.")
    with pytest.raises(Denied, match="cancelled"):
        cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())
    assert box.count(round) == 0


def test_a_lost_ballot_cannot_become_a_second_one() -> None:
    """If the city's secret changed in the middle of a vote, nobody could vote twice."""
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    cast_ballot(actor=voter, round=round, choices=[1], now=now)
    Ballot.objects.filter(round=round).update(voter_key="0" * 64)
    with pytest.raises(AlreadyVoted):
        cast_ballot(actor=voter, round=round, choices=[2], now=now)
    assert box.count(round) == 1


def test_a_batch_writes_one_entry_and_keeps_the_days() -> None:
    now = timezone.now()
    voters = [make_user() for _ in range(5)]
    round = make_open_round(now=now, voters=voters)
    entries = list(RollEntry.objects.filter(round=round))
    today = timezone.localdate(now)
    casts = [
        Cast(entry, [1 + place], today - timedelta(days=place % 2)) for place, entry in enumerate(entries)
    ]
    before = Entry.objects.count()
    assert cast_many(round=round, casts=casts, channel=Channel.WEB, now=now) == 5
    assert Entry.objects.count() == before + 1
    assert box.count(round) == 5 == Round.objects.get(pk=round.pk).ballot_count
    assert RollEntry.objects.filter(round=round, voted_on=today).count() == 3
    with pytest.raises(AlreadyVoted):
        cast_many(round=round, casts=[Cast(RollEntry.objects.filter(round=round)[0], [1], today)],
                  channel=Channel.WEB, now=now)  # fmt: skip


def test_a_batch_with_one_bad_ballot_casts_nothing() -> None:
    now = timezone.now()
    voters = [make_user(), make_user()]
    round = make_open_round(now=now, voters=voters)
    one, other = RollEntry.objects.filter(round=round)
    today = timezone.localdate(now)
    with pytest.raises(BallotError):
        cast_many(round=round, casts=[Cast(one, [1], today), Cast(other, [99], today)],
                  channel=Channel.WEB, now=now)  # fmt: skip
    assert box.count(round) == 0


def test_somebody_without_an_account_votes_through_the_roll() -> None:
    now = timezone.now()
    round = make_open_round(now=now)
    entry = RollEntry.objects.get(round=round)
    cast_for_entry(round=round, entry=entry, choices=[2], channel=Channel.PAPER, now=now)
    entry.refresh_from_db()
    assert entry.channel == Channel.PAPER
    assert box.count(round) == 1


def test_the_log_says_that_a_ballot_was_cast_and_neither_by_whom_nor_what() -> None:
    now = timezone.now()
    voter = make_user(roles=(Role.RESIDENT,))
    round = make_open_round(now=now, voters=[voter])
    receipt = cast_ballot(actor=voter, round=round, choices=[5, 2], now=now)
    entry = Entry.objects.get(action="voting.ballot_cast")
    assert entry.data == {"round": round.title}
    assert entry.actor_commitment == ""
    hidden = Private.objects.get(entry=entry)
    assert (hidden.actor_id, hidden.subject_id, hidden.values) == (None, None, {})
    assert receipt.tracker not in str(entry.data)
