"""One ballot per person, replaced as often as they like, and never next to a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry, Private
from processes.permissions import Denied
from tests.factories.accounts import make_user
from tests.factories.sealed import in_the_box, sealed_ballots
from tests.factories.voting import make_open_round
from voting.board.lookup import ballots_of
from voting.casting.cast import AlreadyVoted
from voting.casting.sealing import BallotError, Cast, cast_ballot, cast_many
from voting.codes import codes
from voting.models import Channel, CodeBy, RollEntry, Round
from voting.rounds.preparing import cancel_round

pytestmark = pytest.mark.django_db


def test_casting_puts_one_ballot_into_the_box_and_ticks_off_a_day() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    receipt = cast_ballot(actor=voter, round=round, choices=[3, 1], now=now)
    entry = RollEntry.objects.get(round=round, user=voter)
    assert in_the_box(round) == [[1, 3]]
    assert (ballots_of(round).get().payload, receipt.replaced) == (receipt.digest, False)
    assert (entry.voted_on, entry.channel) == (timezone.localdate(now), Channel.WEB)
    assert Round.objects.get(pk=round.pk).ballot_count == 1


def test_casting_again_replaces_and_both_stay_on_the_board() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    first = cast_ballot(actor=voter, round=round, choices=[1], now=now)
    second = cast_ballot(actor=voter, round=round, choices=[2], now=now)
    assert second.replaced
    assert [event.payload for event in ballots_of(round)] == [first.digest, second.digest]
    assert in_the_box(round) == [[2]]
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
    assert in_the_box(round) == []


def test_a_ballot_with_too_many_projects_is_refused() -> None:
    voter = make_user()
    round = make_open_round(voters=[voter], max_projects=2, spending_limit=None)
    with pytest.raises(BallotError, match=r"You can choose 2 projects at most\. Leave 1 out\."):
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
    assert in_the_box(round) == []


def test_a_round_is_judged_by_what_it_is_now_not_by_what_the_page_remembers() -> None:
    now, voter = timezone.now(), make_user()
    round = make_open_round(now=now, voters=[voter])
    stale = Round.objects.get(pk=round.pk)
    cancel_round(actor=None, round=round, reason="The school moved.")
    with pytest.raises(Denied, match="cancelled"):
        cast_ballot(actor=voter, round=stale, choices=[1], now=now)
    assert in_the_box(round) == []
    assert RollEntry.objects.get(round=round).voted_on is None


def test_the_roll_keeps_the_day_of_the_ballot_that_counts() -> None:
    now, voter = timezone.now(), make_user()
    round = make_open_round(now=now, voters=[voter])
    for later in (timedelta(0), timedelta(days=2)):
        cast_ballot(actor=voter, round=round, choices=[1], now=now + later)
        assert RollEntry.objects.get(round=round).voted_on == timezone.localdate(now + later)


def test_whose_code_came_in_a_letter_cannot_be_sealed_for() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter])
    RollEntry.objects.filter(round=round).update(code_by=CodeBy.LETTER)
    with pytest.raises(codes.NoCode):
        cast_ballot(actor=voter, round=round, choices=[1], now=now)
    assert in_the_box(round) == []


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
    assert cast_many(round=round, casts=casts, now=now) == 5
    assert Entry.objects.count() == before + 1
    assert len(sealed_ballots(round)) == 5 == Round.objects.get(pk=round.pk).ballot_count
    assert RollEntry.objects.filter(round=round, voted_on=today).count() == 3
    with pytest.raises(AlreadyVoted):
        again = Cast(RollEntry.objects.filter(round=round)[0], [1], today)
        cast_many(round=round, casts=[again], now=now)


def test_a_batch_with_one_bad_ballot_casts_nothing() -> None:
    now = timezone.now()
    voters = [make_user(), make_user()]
    round = make_open_round(now=now, voters=voters)
    one, other = RollEntry.objects.filter(round=round)
    today = timezone.localdate(now)
    with pytest.raises(BallotError):
        cast_many(round=round, casts=[Cast(one, [1], today), Cast(other, [99], today)], now=now)  # fmt: skip
    assert in_the_box(round) == []


def test_the_log_says_that_a_ballot_was_cast_and_neither_by_whom_nor_what() -> None:
    now = timezone.now()
    voter = make_user(roles=(Role.RESIDENT,))
    round = make_open_round(now=now, voters=[voter])
    receipt = cast_ballot(actor=voter, round=round, choices=[5, 2], now=now)
    entry = Entry.objects.get(action="voting.ballot_cast")
    assert entry.data == {"round": round.title}
    assert entry.actor_commitment == ""
    assert not Private.objects.filter(entry=entry).exists()
    assert receipt.digest not in str(entry.data)
