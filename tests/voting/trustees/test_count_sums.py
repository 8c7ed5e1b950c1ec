"""Trustees of a round of which only the sums are opened: they open them at once, and shuffle nothing."""

from __future__ import annotations

import pytest

from audit.models import Entry
from demo.devices import everybody, open_all, opened, shuffled
from processes.permissions import Denied
from tests.factories.verifiable import after, close, make_voted_round
from tests.factories.voting import SUMS
from tests.voting.trustees.conftest import Commits
from voting.board.record import verify_record
from voting.counting.desk import counting_of
from voting.crypto.encoding import Refused
from voting.models import Ballot, Board, Round, RoundStatus
from voting.trustees.ceremony_words import NotTaken
from voting.trustees.count import CountStage, progress_of
from voting.trustees.opening_turns import post_opening, post_promise, promise_in
from voting.trustees.turns import take_turn

pytestmark = pytest.mark.django_db


def test_sums_are_opened_at_once_and_nothing_is_shuffled(commits: Commits) -> None:
    round, seeds = make_voted_round(**SUMS)
    with commits():
        close(round)
    now, first = after(round), everybody(round)[0]
    assert progress_of(Round.objects.get(pk=round.pk), now).stage == CountStage.OPEN
    with pytest.raises(Denied, match="Nothing is shuffled"):
        take_turn(trustee=first, now=now)
    with pytest.raises(Refused, match="nothing to shuffle"):
        shuffled(first, seeds[0])
    counting = counting_of(Round.objects.get(pk=round.pk), now)
    assert counting is not None
    assert [one.text for one in counting.steps] == [
        "The box is closed.", "Trustees who have opened the totals: 0 of 2.",
    ]  # fmt: skip
    with commits():
        open_all(round, seeds, now=now, who=(2, 3))
    held = Round.objects.get(pk=round.pk)
    assert held.status == RoundStatus.COUNTED, Board.objects.get(round=round).count_problem
    assert list(held.projects.order_by("number").values_list("votes", flat=True)[:3]) == [2, 1, 1]
    assert verify_record(held).refusal is None
    said = set(Entry.objects.values_list("action", flat=True))
    assert {"voting.only_sums", "voting.sums_opened"} <= said
    assert not {"voting.shuffled", "voting.opened"} & said
    assert not Ballot.objects.exists()


def test_an_opening_of_other_sums_is_not_taken(commits: Commits) -> None:
    (round, seeds), (other, _) = make_voted_round(**SUMS), make_voted_round(((1,),), **SUMS)
    with commits():
        close(round)
        close(other)
    first, text = everybody(round)[0], opened(everybody(round)[0], seeds[0])
    with pytest.raises(NotTaken):
        post_promise(trustee=everybody(other)[0], text=promise_in(round, text), now=after(other))
    post_promise(trustee=first, text=promise_in(round, text), now=after(round))
    damaged = text.replace("decryption_factors", "decryption_factorz", 1)
    with pytest.raises(NotTaken):
        post_opening(trustee=first, text=damaged, now=after(round))
