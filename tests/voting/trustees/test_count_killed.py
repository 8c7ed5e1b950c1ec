"""A count whose worker is killed at any moment goes on where it stopped; nothing is counted twice or lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from demo.devices import everybody
from processes.permissions import Denied
from processes.phases import Phase
from tests.browser.city import database_file
from tests.concurrency.threads import at_once
from tests.conftest import REPO
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process
from tests.factories.verifiable import after, close, make_voted_round
from tests.factories.voting import make_draft_round
from voting.board import board
from voting.board.record import verify_record
from voting.casting.sealing import Cast, cast_many
from voting.counting.count import count_round
from voting.counting.progress import STEPS
from voting.counting.run import STALE, do_count, resume_counts, start_count
from voting.models import Board, BoardEvent, CountState, Result, RollEntry, Round, RoundStatus
from voting.results.checking import kept_check
from voting.rounds.freezing import freeze_round
from voting.trustees.turns import take_turn

VOTERS = 40


class Killed(BaseException):
    """What a test raises where a worker is killed."""


def voted_round() -> Round:
    """A round of the platform's own key whose close lies behind us, with ballots in its box."""
    now = timezone.now()
    process = make_process(phase=Phase.RESULT, now=now)
    window = process.timeline.window(Phase.VOTE)
    assert window
    round = make_draft_round(
        now=now, process=process, voters=[make_user() for _ in range(VOTERS)], opens_at=window.starts,
        closes_at=window.ends,
    )  # fmt: skip
    freeze_round(actor=None, round=round, now=window.starts - timedelta(hours=1))
    during = window.starts + timedelta(hours=1)
    entries = RollEntry.objects.filter(round=round).order_by("pk")
    casts = [Cast(entry, [1 + place % 6], during.date()) for place, entry in enumerate(entries)]
    cast_many(round=round, casts=casts, now=during)
    return fresh(round)


def fresh(round: Round) -> Round:
    return Round.objects.select_related("process").get(pk=round.pk)


def assert_counted_once(round: Round) -> None:
    """One result, each step once on the board, and a stranger accepts it."""
    kinds = list(
        BoardEvent.objects.filter(round=round).exclude(kind=board.BALLOT).values_list("kind", flat=True)
    )
    assert kinds == [
        board.SETUP, board.END_BALLOTS, board.TALLY, board.SHUFFLE, board.END_SHUFFLES, board.PARTIAL,
        board.RESULT,
    ]  # fmt: skip
    assert fresh(round).status == RoundStatus.COUNTED
    assert Result.objects.get(round=round).ballots_counted == VOTERS
    assert verify_record(fresh(round)).refusal is None


@pytest.mark.django_db
@pytest.mark.parametrize("last", STEPS[:-1])
def test_a_worker_killed_between_two_steps(last: str) -> None:
    round = voted_round()

    def tell(step: str) -> None:
        if step == last:
            raise Killed

    with pytest.raises(Killed):
        count_round(actor=None, round=fresh(round), now=timezone.now(), tell=tell)
    assert not Result.objects.filter(round=round).exists()
    count_round(actor=None, round=fresh(round), now=timezone.now())
    assert_counted_once(round)


@pytest.mark.django_db
@pytest.mark.parametrize("last", STEPS)
def test_the_clock_goes_on_with_a_count_that_stands_still(
    last: str, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    round, now = voted_round(), timezone.now()

    def killed(*_: Any, **_named: Any) -> None:
        raise Killed

    part = {
        "close": "count.close_box", "shuffle": "count.unsealing.shuffle_here",
        "open": "count.unsealing.open_here", "join": "count.unsealing.publish_opened",
        "share": "count._conclude", "check": "run.check_record",
    }  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(f"voting.counting.{part[last]}", killed)
        with django_capture_on_commit_callbacks(execute=True):
            start_count(actor=make_staff(), round=round, now=now)
    rows = Board.objects.get(round=round)
    assert (rows.count_state, rows.count_step) == (CountState.RUNNING, last)
    assert resume_counts(now) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert resume_counts(timezone.now() + STALE + timedelta(minutes=1)) == 1
    assert_counted_once(round)
    assert kept_check(round), "the record is checked, too"


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_at_every_step(tmp_path: Path) -> None:
    round = voted_round()
    with where_processes_see_it(tmp_path) as env:
        for line in ("Closing", "Shuffling", "Opening", "Putting", "Sharing", "Checking"):
            killed = tally(round, env, kill_at=line)
            assert killed in {-signal.SIGKILL, 0}, line
        if fresh(round).status != RoundStatus.COUNTED:
            assert tally(round, env) == 0
        assert_counted_once(round)


@contextmanager
def where_processes_see_it(folder: Path) -> Iterator[dict[str, str]]:
    """Put the test database where another process can open it; give the environment for that."""
    env = {**os.environ, "SECRET_KEY": settings.SECRET_KEY, "DATA_DIR": str(folder)}
    if connection.vendor == "sqlite":
        env.pop("DATABASE_URL", None)
        with database_file(folder / "db.sqlite3"):
            yield env
        return
    base = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    yield {**env, "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}"}


def tally(round: Round, env: dict[str, str], kill_at: str = "") -> int:
    """Count in a process of its own, killed once it says that it begins with a step; return its end."""
    command = [sys.executable, "manage.py", "tally", round.process.slug, str(round.number)]
    with subprocess.Popen(command, cwd=REPO, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for said in process.stdout:
            if kill_at and said.startswith(kill_at):
                process.kill()
        return process.wait()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_count_once(tmp_path: Path) -> None:
    round = voted_round()

    def work() -> object:
        return count_round(actor=None, round=fresh(round), now=timezone.now())

    results = at_once([work, work], tmp_path)
    counted = [result for result in results if isinstance(result, Result)]
    refused = [result for result in results if isinstance(result, Denied)]
    assert (len(counted), len(refused)) == (1, 1), results
    assert_counted_once(round)


@pytest.mark.django_db(transaction=True)
def test_two_trustees_who_press_the_button_at_once_get_one_turn(tmp_path: Path) -> None:
    round, _seeds = make_voted_round(((1,), (2,)))
    close(round)
    now, people = after(round), everybody(round)
    results = at_once([partial(take_turn, trustee=one, now=now) for one in people], tmp_path)
    assert sum(isinstance(result, datetime) for result in results) == 1, results
    assert sum(isinstance(result, Denied) for result in results) == 2, results


@pytest.mark.django_db
def test_a_task_that_comes_twice_counts_once(django_capture_on_commit_callbacks: Any) -> None:
    round = voted_round()
    with django_capture_on_commit_callbacks(execute=True):
        start_count(actor=make_staff(), round=round, now=timezone.now())
    for state in (CountState.DONE, CountState.WAITING):
        Board.objects.filter(round=round).update(count_state=state)
        do_count(round=fresh(round), now=timezone.now())
    assert_counted_once(round)
    assert Board.objects.get(round=round).count_state == CountState.DONE


@pytest.mark.django_db
def test_the_shell_names_a_round_that_is_not_there() -> None:
    with pytest.raises(Exception, match="There is no round"):
        call_command("tally", "nowhere", 1, stdout=StringIO())
