"""A large shuffle or opening is checked in the background: the trustee reads so, the turn stays, and nothing
is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from demo.devices import board_of, everybody, fresh, opened, shuffle_all, shuffled
from processes.permissions import Denied
from tests.concurrency.threads import at_once
from tests.factories.trustees import boards_height
from tests.factories.verifiable import Made, after, close, make_voted_round
from tests.voting.trustees.conftest import Commits
from voting.board.record import verify_record
from voting.counting import patience
from voting.crypto.contributions import sign_shuffle
from voting.crypto.encoding import Node, dumps
from voting.crypto.randomness import SECURE
from voting.models import HandedIn, HandedState, Round, RoundStatus, Trustee
from voting.safe import open_safe
from voting.tasks import check_contribution
from voting.trustees import handing_in
from voting.trustees.ceremony_words import NotTaken
from voting.trustees.count import progress_of
from voting.trustees.handing_in import OPENING, SHUFFLE, STALE, hand_in, resume_checks
from voting.trustees.lines import lines_of
from voting.trustees.links import _secret
from voting.trustees.opening_turns import post_promise, promise_in
from voting.trustees.reminding import awaited
from voting.trustees.steps import Task, step_of
from voting.trustees.turns import LEASE, give_turn_back, take_turn
from voting.verifier.trustee import CountingTrustee

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a test raises where a worker is killed."""


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every round be so large that nobody waits for a check."""
    monkeypatch.setattr(patience, "SECONDS", 0)


def test_a_shuffle_is_kept_checked_and_posted_while_the_turn_stays(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now, (first, second, _third) = after(round), everybody(round)
    text = shuffled(first, seeds[0])
    with commits():
        assert hand_in(trustee=first, word=SHUFFLE, text=text, now=now) is False
        assert hand_in(trustee=first, word=SHUFFLE, text=text, now=now) is False, "the same again"
        assert step_of(fresh(first), now).task == Task.CHECK
        later = now + LEASE + timedelta(minutes=5)
        assert "is being checked" in step_of(fresh(second), later).waiting
        assert [line.text for line in lines_of(first.ceremony, now)].count("Can shuffle the ballots.") == 2
        assert [one.number for one in awaited(first.ceremony, now)] == [2, 3], "nobody is reminded of that"
        for act in (
            lambda: take_turn(trustee=second, now=later),
            lambda: hand_in(trustee=second, word=SHUFFLE, text=shuffled(second, seeds[1]), now=later),
            lambda: take_turn(trustee=first, now=later),
        ):
            with pytest.raises(Denied, match="is being checked"):
                act()
        give_turn_back(trustee=first, now=now)
        assert progress_of(fresh(first).ceremony.round, now).turn == 1, "the turn is not given back meanwhile"
    assert progress_of(fresh(first).ceremony.round, now).shuffled == (1,)
    assert not HandedIn.objects.exists()
    assert hand_in(trustee=first, word=SHUFFLE, text=text, now=now) is True
    assert step_of(fresh(second), now).task == Task.SHUFFLE


def test_a_shuffle_that_does_not_hold_is_refused_with_its_place_and_the_trustee_may_try_again(
    closed: Made, commits: Commits
) -> None:
    round, seeds = closed
    now, first, height = after(round), everybody(round)[0], boards_height(round)
    with commits():
        assert hand_in(trustee=first, word=SHUFFLE, text=wrong(round, seeds), now=now) is False
    handed = HandedIn.objects.get(trustee=first)
    assert (handed.state, handed.place, handed.text) == (HandedState.REFUSED, "shuffle.proofs[0]", "")
    step = step_of(fresh(first), now)
    assert (step.task, "shuffle.proofs[0]" in step.refused) == (Task.SHUFFLE, True)
    assert boards_height(round) == height
    assert progress_of(fresh(first).ceremony.round, now + LEASE - timedelta(seconds=1)).turn == 1
    assert progress_of(fresh(first).ceremony.round, now + LEASE + timedelta(seconds=1)).turn is None
    with commits():
        hand_in(trustee=first, word=SHUFFLE, text=shuffled(first, seeds[0]), now=now)
    assert boards_height(round) == height + 1


def wrong(round: Round, seeds: list[str]) -> str:
    """A shuffle that its trustee signed, with a proof that does not hold."""
    trustee = CountingTrustee(board_of(round), 1, seeds[0])
    made = Node.parse(shuffled(everybody(round)[0], seeds[0]), "x").fields("shuffle", "signature")
    said = made["shuffle"].value
    assert isinstance(said, str)
    parts = Node.parse(said, "x").value
    assert isinstance(parts, dict)
    parts["ciphertexts"][0].reverse()
    text = dumps(parts)
    election = trustee.board.election
    signed = sign_shuffle(
        election.group, trustee.signing, fingerprint=election.fingerprint, owner=1, text=text, draw=SECURE
    )
    return dumps({"shuffle": text, "signature": signed.to_json()})


@pytest.mark.parametrize("text", ["", "nonsense", '{"shuffle":"","signature":{}}'])
def test_nonsense_is_refused_at_once_and_takes_no_turn(closed: Made, text: str) -> None:
    round, _seeds = closed
    now, first = after(round), everybody(round)[0]
    with pytest.raises(NotTaken):
        hand_in(trustee=first, word=SHUFFLE, text=text, now=now)
    assert progress_of(fresh(first).ceremony.round, now).turn is None
    assert not HandedIn.objects.exists()


@pytest.mark.parametrize("place", ["turns._check", "turns._add"])
def test_a_check_that_was_killed_begins_anew_and_posts_once(
    closed: Made, commits: Commits, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    round, seeds = closed
    now, first, height = after(round), everybody(round)[0], boards_height(round)

    def killed(*_: Any, **_named: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, commits():
        patch.setattr(f"voting.trustees.{place}", killed)
        hand_in(trustee=first, word=SHUFFLE, text=shuffled(first, seeds[0]), now=now)
    assert HandedIn.objects.get().state == HandedState.RUNNING
    assert resume_checks(timezone.now()) == 0
    with commits():
        assert resume_checks(timezone.now() + STALE + timedelta(seconds=1)) == 1
    for _ in range(2):
        check_contribution.call(first.pk, now.isoformat())
    assert boards_height(round) == height + 1


def test_a_worker_killed_between_posting_and_forgetting_posts_nothing_twice(
    closed: Made, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, seeds = closed
    now, first, height = after(round), everybody(round)[0], boards_height(round)
    text = shuffled(first, seeds[0])
    with commits():
        hand_in(trustee=first, word=SHUFFLE, text=text, now=now)
    HandedIn.objects.create(
        trustee=first, word=SHUFFLE, text=text, state=HandedState.RUNNING, at=now - STALE * 2
    )
    with commits():
        assert resume_checks(now) == 1
    assert boards_height(round) == height + 1
    assert not HandedIn.objects.exists()


def test_something_unforeseen_is_said_and_holds_nobody_up(
    closed: Made, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, seeds = closed
    now, first = after(round), everybody(round)[0]
    with monkeypatch.context() as patch, commits():
        patch.setattr("voting.trustees.turns._check", lambda *_: 1 / 0)
        hand_in(trustee=first, word=SHUFFLE, text=shuffled(first, seeds[0]), now=now)
    assert "Hand it in again" in step_of(fresh(first), now).refused


def test_openings_are_checked_in_the_background_too_and_the_last_begins_the_count(
    closed: Made, commits: Commits
) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now)
    first, second, _third = everybody(round)
    texts = {one: opened(one, seed) for one, seed in zip((first, second), seeds, strict=False)}
    with pytest.raises(Denied, match="Promise first"):
        hand_in(trustee=first, word=OPENING, text=texts[first], now=now)
    with commits():
        for trustee, text in texts.items():
            post_promise(trustee=trustee, text=promise_in(round, text), now=now)
            assert hand_in(trustee=fresh(trustee), word=OPENING, text=text, now=now) is False
            assert step_of(fresh(trustee), now).task == Task.CHECK
    assert Round.objects.get(pk=round.pk).status == RoundStatus.COUNTED
    assert verify_record(Round.objects.get(pk=round.pk)).refusal is None
    assert not HandedIn.objects.exists()


def test_an_opening_that_was_not_promised_is_refused(closed: Made, commits: Commits) -> None:
    round, seeds = closed
    now = after(round)
    shuffle_all(round, seeds, now=now)
    first = everybody(round)[0]
    text = opened(first, seeds[0])
    post_promise(trustee=first, text=promise_in(round, text), now=now)
    Trustee.objects.filter(pk=first.pk).update(commitment="another")
    with commits():
        hand_in(trustee=fresh(first), word=OPENING, text=text, now=now)
    step = step_of(fresh(first), now)
    assert (step.task, "opening" in step.refused) == (Task.OPEN, True)


@pytest.mark.django_db(transaction=True)
def test_two_trustees_who_hand_in_at_once_do_not_collide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_in, "_enqueue", lambda *_: None)
    round, seeds = make_voted_round(((1,), (2,)))
    close(round)
    now, people = after(round), everybody(round)
    texts = [shuffled(one, seed) for one, seed in zip(people, seeds, strict=True)]
    acts: list[Callable[[], object]] = [
        partial(hand_in, trustee=one, word=SHUFFLE, text=text, now=now)
        for one, text in zip(people, texts, strict=True)
    ]
    results = at_once(acts, tmp_path)
    assert sum(result is False for result in results) == 1, results
    assert sum(isinstance(result, Denied) for result in results) == 2, results
    assert HandedIn.objects.get().trustee.number == progress_of(people[0].ceremony.round, now).turn


def test_the_page_says_that_it_is_being_checked_and_then_why_it_was_refused(
    closed: Made, client: Client, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, seeds = closed
    now, first = after(round), everybody(round)[0]
    monkeypatch.setattr(timezone, "now", lambda: now)
    page = f"/{round.process.slug}/vote/{round.number}/trustee/"
    assert open_safe(round)
    client.post(f"{page}enter/", {"secret": _secret(first)})
    with commits():
        answer = client.post(f"{page}say/shuffle/", {"text": file(wrong(round, seeds))})
        assert (answer.status_code, answer.json()) == (202, {})
        text = client.get(page).content.decode()
        assert "What you handed in is being checked" in text
        assert 'data-task="check"' in text
    text = client.get(page).content.decode()
    assert 'data-task="shuffle"' in text
    assert "data-refused" in text
    assert "What you handed in was not accepted." in text
    assert "shuffle.proofs[0]" in text
    with commits():
        sent = client.post(f"{page}file/", {"text": file(shuffled(first, seeds[0]))}, follow=True)
        assert "Your file is here and is being checked." in sent.content.decode()
    assert "Trustees who have shuffled the ballots: 1 of 2." in client.get(page).content.decode()


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("text.json", text.encode(), "application/json")
