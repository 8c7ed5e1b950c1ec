"""Counting with trustees: they shuffle in turn, promise, open, and the platform puts the parts together."""

from __future__ import annotations

import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from audit.models import Entry
from demo.devices import board_of, everybody, fresh, open_all, opened, shuffle_all, shuffled
from processes.permissions import Denied
from tests.factories.accounts import make_staff
from tests.factories.trustees import boards_height
from tests.factories.verifiable import NOW, Made, after, close, make_voted_round
from tests.voting.trustees.conftest import Commits
from voting.board import board
from voting.board.record import verify_record
from voting.board.static_copy import write_copy
from voting.counting.run import do_count, start_count
from voting.crypto.__main__ import main
from voting.crypto.decryption import check_partial
from voting.crypto.encoding import Refused
from voting.crypto.randomness import SECURE
from voting.crypto.signed import new_seed
from voting.models import Board, BoardEvent, CountState, Round, RoundStatus, SignedHead
from voting.results.publishing import publish_result
from voting.rounds.preparing import cancel_round
from voting.trustees import opening_turns
from voting.trustees.ceremony_words import NotTaken
from voting.trustees.count import CountStage, progress_of
from voting.trustees.opening_turns import post_opening, post_promise, promise_in
from voting.trustees.reminding import remind_all
from voting.trustees.turns import LEASE, give_turn_back, post_shuffle, take_turn
from voting.verifier.trustee import CountingTrustee, shuffle_turn

pytestmark = pytest.mark.django_db


def state(round: Round) -> str:
    """What has become of a round."""
    return Round.objects.get(pk=round.pk).status


def test_a_round_is_counted_by_two_of_three_and_a_stranger_accepts_it(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now = after(round)
    assert {letter.to[0] for letter in mail.outbox} == {
        "ruth@example.org", "piotr@example.org", "leyla@example.org",
    }  # fmt: skip
    with commits():
        shuffle_all(round, seeds, now=now, who=(3, 1))
        open_all(round, seeds, now=now, who=(2, 3))
    held = Round.objects.get(pk=round.pk)
    assert held.status == RoundStatus.COUNTED, Board.objects.get(round=round).count_problem
    assert held.result.ballots_counted == 4
    assert list(held.projects.order_by("number").values_list("votes", flat=True)[:3]) == [2, 1, 1]
    report = verify_record(held)
    assert report.refusal is None
    assert any("promised their opening beforehand" in line for line in report.checks)
    publish_result(actor=None, round=held, now=now)
    assert progress_of(held, now).stage == CountStage.DONE


def test_a_round_without_ballots_needs_no_shuffle(commits: Commits) -> None:
    round, seeds = make_voted_round(())
    with commits():
        close(round)
    assert progress_of(Round.objects.get(pk=round.pk), NOW).stage == CountStage.OPEN
    with commits():
        open_all(round, seeds, now=after(round), who=(1, 3))
    assert state(round) == RoundStatus.COUNTED
    assert verify_record(Round.objects.get(pk=round.pk)).refusal is None


def test_two_trustees_at_once_do_not_collide(closed: Made) -> None:
    round, seeds = closed
    now, (first, second, _third) = after(round), everybody(round)
    until = take_turn(trustee=first, now=now)
    assert until == now + LEASE
    mine = shuffled(second, seeds[1])
    for act in (
        lambda: take_turn(trustee=second, now=now + timedelta(minutes=1)),
        lambda: post_shuffle(trustee=second, text=mine, now=now + timedelta(minutes=1)),
    ):
        with pytest.raises(Denied, match="Ruth Calder is shuffling now"):
            act()
    take_turn(trustee=first, now=now + timedelta(minutes=5))
    post_shuffle(trustee=first, text=shuffled(first, seeds[0]), now=now + timedelta(minutes=6))
    with pytest.raises(NotTaken, match="is not valid"):
        post_shuffle(trustee=second, text=mine, now=now + timedelta(minutes=7))
    take_turn(trustee=second, now=now + timedelta(minutes=7))


def test_a_turn_runs_out_and_can_be_given_back(closed: Made) -> None:
    round, seeds = closed
    now, (first, second, _third) = after(round), everybody(round)
    take_turn(trustee=first, now=now)
    give_turn_back(trustee=first, now=now)
    take_turn(trustee=second, now=now)
    late = now + LEASE + timedelta(seconds=1)
    take_turn(trustee=first, now=late)
    post_shuffle(trustee=first, text=shuffled(first, seeds[0]), now=late + timedelta(hours=1))
    assert progress_of(Round.objects.get(pk=round.pk), late).shuffled == (1,)


def test_a_clock_that_is_an_hour_slow_only_makes_others_wait(closed: Made) -> None:
    round, seeds = closed
    now, (first, second, _third) = after(round), everybody(round)
    take_turn(trustee=first, now=now)
    with pytest.raises(Denied, match="is shuffling now"):
        take_turn(trustee=second, now=now - timedelta(hours=1))
    post_shuffle(trustee=first, text=shuffled(first, seeds[0]), now=now - timedelta(hours=1))
    take_turn(trustee=second, now=now - timedelta(hours=1))


def test_the_box_stays_shut_before_the_close_whatever_a_clock_says() -> None:
    round, _seeds = make_voted_round()
    early = round.closes_at - timedelta(hours=1)
    with pytest.raises(Denied):
        start_count(actor=make_staff(), round=round, now=early)
    with pytest.raises(Denied, match="not closed yet"):
        take_turn(trustee=everybody(round)[0], now=early)
    assert state(round) == RoundStatus.FROZEN


def test_posting_the_same_again_changes_nothing(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now, first = after(round), everybody(round)[0]
    text = shuffled(first, seeds[0])
    for _ in range(2):
        post_shuffle(trustee=first, text=text, now=now)
    with pytest.raises(Denied, match="already shuffled"):
        post_shuffle(trustee=first, text=shuffled_again(round, seeds), now=now)
    shuffle_all(round, seeds, now=now, who=(2,))
    opening, height = opened(first, seeds[0]), boards_height(round)
    for _ in range(2):
        post_promise(trustee=first, text=promise_in(round, opening), now=now)
        post_opening(trustee=fresh(first), text=opening, now=now)
    assert boards_height(round) == height
    with commits():
        open_all(round, seeds, now=now, who=(3,))
    assert BoardEvent.objects.filter(round=round, kind=board.PARTIAL).count() == 2


def shuffled_again(round: Round, seeds: list[str]) -> str:
    """Another shuffle by the first trustee, which the device itself would refuse to make."""
    held = board_of(round)
    held.shuffles.clear()
    return shuffle_turn(CountingTrustee(held, 1, seeds[0]), SECURE)


def test_nothing_is_shown_before_enough_have_promised(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now)
    open_all(round, seeds, now=now, who=(1,))
    assert not BoardEvent.objects.filter(round=round, kind=board.PARTIAL).exists()
    second, text = everybody(round)[1], ""
    text = opened(second, seeds[1])
    post_promise(trustee=second, text=promise_in(round, text), now=now)
    assert BoardEvent.objects.filter(round=round, kind=board.PARTIAL).count() == 1
    with pytest.raises(Denied, match="Promise first"):
        post_opening(trustee=everybody(round)[2], text=opened(everybody(round)[2], seeds[2]), now=now)
    with commits():
        post_opening(trustee=fresh(second), text=text, now=now)
    assert state(round) == RoundStatus.COUNTED


def test_a_trustee_who_promised_and_vanished_is_replaced_by_the_third(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now)
    first = everybody(round)[0]
    post_promise(trustee=first, text=promise_in(round, opened(first, seeds[0])), now=now)
    with commits():
        open_all(round, seeds, now=now, who=(2, 3))
    assert state(round) == RoundStatus.COUNTED
    assert verify_record(Round.objects.get(pk=round.pk)).refusal is None


def test_what_is_opened_while_the_vote_is_cancelled_stays_off_the_board(
    closed: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now)
    open_all(round, seeds, now=now, who=(1,))
    second = everybody(round)[1]
    text = opened(second, seeds[1])

    def checked(*found: Any) -> None:
        check_partial(*found)
        cancel_round(actor=None, round=round, reason="The ballot had a misprint.", now=now)

    monkeypatch.setattr(opening_turns, "check_partial", checked)
    post_promise(trustee=second, text=promise_in(round, text), now=now)
    before = Board.objects.values_list("head", flat=True).get(round=round)
    with pytest.raises(Denied):
        post_opening(trustee=fresh(second), text=text, now=now)
    assert Board.objects.values_list("head", flat=True).get(round=round) == before
    assert fresh(second).opening == ""


def test_every_signed_head_stands_in_the_public_log(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now)
    with commits():
        open_all(round, seeds, now=now, who=(1, 3))
    signed = list(SignedHead.objects.filter(round=round).values_list("height", "head"))
    logged = Entry.objects.filter(action="voting.head_signed").order_by("number")
    assert [(entry.data["height"], entry.data["head"]) for entry in logged] == signed
    assert len(signed) > 4


def test_nobody_opens_before_the_shuffles_have_ended(closed: Made) -> None:
    round, seeds = closed
    shuffle_all(round, seeds, now=after(round), who=(1,))
    with pytest.raises(Denied, match="still being shuffled"):
        post_promise(trustee=everybody(round)[0], text="{}", now=after(round))


def test_those_whom_a_count_waits_for_are_reminded_once_a_day(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now, who=(1,))
    mail.outbox.clear()
    with commits():
        assert remind_all(now + timedelta(days=1)) == 2
        assert remind_all(now + timedelta(days=1, hours=1)) == 0
    assert {letter.to[0] for letter in mail.outbox} == {"piotr@example.org", "leyla@example.org"}


def program(round: Round, seeds: list[str], folder: Path, turn: str, number: int, *more: str) -> str:
    """Run a trustee's program on a copy of the record; return what it wrote, "" where it refused."""
    write_copy(round=round, folder=folder / "record")
    share, out = folder / "share.json", folder / f"{turn}-{number}.json"
    share.write_text(everybody(round)[number - 1].share, encoding="utf-8")
    out.unlink(missing_ok=True)
    arguments = ["trustee", turn, str(folder / "record"), "--owner", str(number), "--out", str(out)]
    arguments += ["--share", str(share)] if turn == "open" else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", StringIO(f"{seeds[number - 1]}\n"))
        done = main([*arguments, *more])
    assert (done == 0) == out.exists()
    return out.read_text(encoding="utf-8") if out.exists() else ""


def test_the_program_on_the_trustees_own_machine_makes_both_files(
    closed: Made, commits: Commits, tmp_path: Path
) -> None:
    round, seeds = closed
    now = after(round)
    for number in (1, 2):
        text = program(round, seeds, tmp_path, "shuffle", number)
        post_shuffle(trustee=everybody(round)[number - 1], text=text, now=now)
    with commits():
        for number in (1, 2):
            trustee, text = everybody(round)[number - 1], program(round, seeds, tmp_path, "open", number)
            assert program(round, seeds, tmp_path, "open", number) == text  # what was promised, made anew
            post_promise(trustee=trustee, text=promise_in(round, text), now=now)
            post_opening(trustee=fresh(trustee), text=text, now=now)
    assert state(round) == RoundStatus.COUNTED


def test_the_program_counts_only_the_box_that_a_trustee_heard_of(
    closed: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a platform could show trustees a box with the ballot of one person alone."""
    round, seeds = closed
    mailed = SignedHead.objects.get(round=round, height=boards_height(round) - 1).head
    assert program(round, seeds, tmp_path, "shuffle", 1, "--head", mailed)
    assert not program(round, seeds, tmp_path, "shuffle", 1, "--head", "0" * 64)
    assert "not the one it was noted from" in capsys.readouterr().err


def test_the_shell_closes_the_box_says_who_is_awaited_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    round, seeds = make_voted_round()
    now = after(round)
    monkeypatch.setattr(timezone, "now", lambda: now)

    def tally() -> str:
        out = StringIO()
        call_command("tally", round.process.slug, round.number, stdout=out)
        return out.getvalue()

    assert "The trustees are asked" in tally()
    assert "0 of 2 trustees have shuffled" in tally()
    shuffle_all(round, seeds, now=now)
    open_all(round, seeds, now=now)
    assert "4 ballots counted" in tally()


def test_a_wrong_sheet_is_refused_before_anything_is_computed(closed: Made) -> None:
    round, _seeds = closed
    with pytest.raises(Refused, match="is it the right sheet"):
        shuffled(everybody(round)[0], new_seed(SECURE))


def test_a_count_says_what_stood_in_the_way_and_goes_on(
    closed: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now)
    open_all(round, seeds, now=now)
    Board.objects.filter(round=round).update(count_state=CountState.WAITING)
    with monkeypatch.context() as patch:
        patch.setattr("voting.counting.count._conclude", lambda *_: 1 / 0)
        do_count(round=round, now=now)
    rows = Board.objects.get(round=round)
    assert (rows.count_state, "Nothing is lost" in rows.count_problem) == (CountState.FAILED, True)
    Board.objects.filter(round=round).update(count_state=CountState.WAITING)
    do_count(round=Round.objects.select_related("process").get(pk=round.pk), now=now)
    assert state(round) == RoundStatus.COUNTED
