"""How far a count is: noted ballot by ballot but seldom, shown to staff and to everybody, and the check of
the record that belongs to it.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from demo.devices import open_all, shuffle_all
from tests.factories.accounts import make_staff, sign_in
from tests.factories.verifiable import Made, after, close, make_voted_round
from tests.factories.voting import SUMS, make_counted_round, make_open_round
from tests.voting.trustees.conftest import Commits, commits
from voting.board.lookup import voters_on_board
from voting.counting import patience, progress
from voting.counting.count import count_round
from voting.counting.progress import (
    CHECKING_BALLOT,
    CLOSING,
    OPENING,
    SHARING,
    SHUFFLING,
    STEPS,
    Progress,
    steps_of,
)
from voting.counting.run import STALE_BY_BALLOTS, resume_counts
from voting.crypto import bulk
from voting.crypto.bulk import heard, spread
from voting.crypto.shuffle_proof import generators
from voting.models import Board, CountState, Result, Round, RoundStatus
from voting.results import publishing
from voting.results.checking import check_record, kept_check
from voting.results.publishing import publish_result
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db
__all__ = ["commits"]
BALLOTS = [(1,), (2,), (), (1, 3), (3,)]
HTMX = {"hx-request": "true"}


class Heard:
    """Counts what `voting.crypto.bulk` tells, by step."""

    def __init__(self) -> None:
        self.step, self.items = "", Counter[str]()

    def begin(self, step: str) -> None:
        self.step = step

    def more(self, items: int) -> None:
        self.items[self.step] += items


def test_long_lists_tell_how_far_they_are_and_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "WORTH_SPREADING", 4)
    monkeypatch.setattr(bulk, "PART", 3)
    told: list[int] = []
    for threads in (1, 2):
        monkeypatch.setattr(bulk, "THREADS", threads)
        told.clear()
        with heard(told.append):
            assert spread(lambda item: item * item, range(10)) == [item * item for item in range(10)]
        assert told == [3, 3, 3, 1]
        assert spread(str, range(5)) == list("01234")
        assert len(told) == 4, "nobody listens any more"


def test_each_step_goes_through_all_ballots_as_often_as_it_is_said_to() -> None:
    round, listener = voted(), Heard()
    generators.cache_clear()
    with heard(listener.more):
        count_round(actor=None, round=round, now=round.closes_at, tell=listener.begin)
        listener.begin("check")
        check_record(Round.objects.get(pk=round.pk))
    found = {step: items // len(BALLOTS) for step, items in listener.items.items()}
    assert found == {
        "close": CLOSING, "shuffle": SHUFFLING, "open": OPENING, "share": SHARING, "check": passages(round),
    }  # fmt: skip


def test_the_check_of_a_round_with_trustees_goes_by_ballots_too(commits: Commits) -> None:
    round = counted_by_trustees(make_voted_round(), commits)
    listener = Heard()
    with heard(listener.more):
        check_record(round)
    assert listener.items.total() == passages(round) * voters_on_board(round)
    assert steps_of(round) == ("close", "join", "share", "check")
    assert kept_check(round), "the platform checked the record after the last trustee"


def passages(round: Round) -> int:
    """How often a check goes through all ballots: the box itself once."""
    return Progress(round)._times("check") - CHECKING_BALLOT + 1


def test_the_dearest_part_of_a_check_counts_for_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    round = make_counted_round(ballots=BALLOTS).round
    monkeypatch.setattr(progress, "EVERY", 0)
    noted = Progress(round)
    noted.begin("check")
    noted.more(len(BALLOTS))
    assert board(round).count_done == len(BALLOTS) * CHECKING_BALLOT // Progress(round)._times("check")
    noted.more(len(BALLOTS) * (passages(round) - 1))
    assert board(round).count_done == len(BALLOTS)


def test_a_note_is_written_every_few_seconds_and_not_for_every_ballot(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round, clock = voted(), [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: clock[0])
    noted = Progress(round)
    noted.begin("shuffle")
    assert board(round).count_total == len(BALLOTS)
    with django_assert_num_queries(0):
        for _ in range(3 * SHUFFLING):
            noted.more(1)
    clock[0] += progress.EVERY
    with django_assert_num_queries(1):
        noted.more(0)
    assert board(round).count_done == 3
    clock[0] += progress.EVERY
    noted.more(1000)
    assert board(round).count_done == len(BALLOTS), "never more than there are"
    noted.begin("join")
    assert (board(round).count_done, board(round).count_total) == (0, 0)


def test_everybody_sees_how_far_it_is_and_staff_what_stood_in_the_way(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    round = voted()
    close_to_a_count(round)
    staff = Client()
    sign_in(staff, make_staff())
    here = f"/{round.process.slug}/vote/{round.number}/"
    running(round, count_step="shuffle", count_done=2, count_total=5)
    for who, page, part in ((client, here, "count/"), (staff, f"{here}manage/", "manage/counting/")):
        with django_assert_max_num_queries(40 if who is staff else 12):
            shown = text(who.get(page))
        assert "Step 2 of 6: Shuffling the ballots, with proof." in shown
        assert "About 2 of 5 ballots are done in this step." in shown
        assert f'hx-get="{here}{part}"' in shown
        fragment = who.get(here + part, headers=HTMX)
        assert "About 2 of 5" in text(fragment)
        assert "HX-Refresh" not in fragment
        assert who.get(here + part).status_code == 302, "without scripts the page itself is loaded again"
    running(round, count_state=CountState.FAILED, count_problem="The rules are not the frozen ones.")
    assert "The rules are not the frozen ones." in text(staff.get(f"{here}manage/"))
    assert "The rules are not" not in text(client.get(here))
    assert "the city can let it go on from there" in text(client.get(here))
    assert client.get(f"{here}count/", headers=HTMX)["HX-Refresh"] == "true"


def test_a_count_that_goes_by_ballots_and_falls_silent_is_taken_up_soon(commits: Commits) -> None:
    round = voted()
    last = round.closes_at + timedelta(minutes=1)
    running(round, count_step="shuffle", count_done=2, count_total=5, count_at=last)
    assert resume_counts(last) == 0
    with commits():
        assert resume_counts(last + STALE_BY_BALLOTS + timedelta(seconds=1)) == 1
    assert Round.objects.get(pk=round.pk).status == RoundStatus.COUNTED


def test_a_large_record_is_checked_in_the_background_before_its_result_is_published(
    commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0)
    round = make_counted_round(ballots=BALLOTS).round
    now = round.closes_at
    with pytest.raises(RoundError, match="being checked first"):
        publish_result(actor=None, round=round, now=now)
    assert Round.objects.get(pk=round.pk).status == RoundStatus.COUNTED
    with commits(), pytest.raises(RoundError):
        publish_result(actor=None, round=round, now=now + STALE_BY_BALLOTS * 10)
    assert board(round).count_state == CountState.DONE
    monkeypatch.setattr(publishing, "check_record", None)  # it is not done again
    published = publish_result(actor=None, round=round, now=now)
    assert [check["code"] for check in published.checks] == ["record", "rules", "box", "recount"]


@pytest.mark.parametrize(
    ("group", "ballots", "contribution", "record"),
    [
        ("Ed25519", 400, True, True), ("Ed25519", 500, True, False), ("Ed25519", 2_001, False, False),
        ("RFC-3526-2048", 22, True, True), ("RFC-3526-2048", 126, False, False),
    ],
)  # fmt: skip
def test_what_is_checked_at_once_depends_on_the_kind_of_key(
    group: str, ballots: int, contribution: bool, record: bool
) -> None:
    round = Round(group=group, ballot_count=ballots)
    assert patience.may_wait(round, patience.CONTRIBUTION) is contribution
    assert patience.may_wait_for_record(round) is record


def test_a_vote_of_sums_only_has_no_step_that_shuffles() -> None:
    assert "shuffle" not in steps_of(Round(**SUMS))


def test_a_check_of_other_files_than_those_of_now_does_not_count() -> None:
    round = make_counted_round(ballots=BALLOTS).round
    check_record(round)
    assert kept_check(round)
    Board.objects.filter(round=round).update(contributions='{"shuffles":[],"openings":[]}')
    assert kept_check(round) is None
    with pytest.raises(RoundError, match="A check failed"):
        publish_result(actor=None, round=round, now=round.closes_at)


def voted() -> Round:
    """A round with BALLOTS in its box."""
    from tests.factories.accounts import make_user
    from voting.casting.sealing import cast_ballot

    voters = [make_user() for _ in BALLOTS]
    round = make_open_round(voters=voters)
    for voter, choices in zip(voters, BALLOTS, strict=True):
        cast_ballot(actor=voter, round=round, choices=list(choices), now=timezone.now())
    return Round.objects.select_related("process").get(pk=round.pk)


def close_to_a_count(round: Round) -> None:
    """Let the day of the close be over."""
    over = timezone.now() - timedelta(minutes=5)
    Round.objects.filter(pk=round.pk).update(closes_at=over)
    round.refresh_from_db()


def counted_by_trustees(made: Made, commits: Commits) -> Round:
    round, seeds = made
    with commits():
        close(round)
        shuffle_all(round, seeds, now=after(round))
        open_all(round, seeds, now=after(round))
    return Round.objects.get(pk=round.pk)


def board(round: Round) -> Board:
    return Board.objects.get(round=round)


def running(round: Round, **fields: Any) -> None:
    """Let the board say how far a worker is."""
    fields = {"count_state": CountState.RUNNING, "count_at": timezone.now(), **fields}
    Board.objects.filter(round=round).update(**fields)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_steps_have_words() -> None:
    from voting.counting.run import step_text

    assert len({step_text(step) for step in (*STEPS, "")}) == len(STEPS) + 1


def test_a_check_that_failed_is_made_anew_when_somebody_asks_again() -> None:
    """What was wrong may have been the program."""
    result = make_counted_round()
    round = Round.objects.get(pk=result.round.pk)
    failed = {**check_record(round), "ok": False}
    Result.objects.filter(round=round).update(checks=[failed])
    with pytest.raises(RoundError, match="A check failed"):
        publish_result(actor=None, round=round, now=round.closes_at)
    publish_result(actor=None, round=round, now=round.closes_at)
    assert Round.objects.get(pk=round.pk).status == RoundStatus.PUBLISHED
