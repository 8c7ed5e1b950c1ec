"""Residents and staff at the same moment: one number, one support, one step, one notice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone

from audit.models import Chain, Entry
from audit.verification import check_chain
from deliberation.models import Comment, HelpfulMark
from deliberation.services import add_comment, mark_helpful
from processes.models import Process
from processes.permissions import Denied
from proposals.lifecycle import Status
from proposals.models import Move, OfficialAnswer, Proposal, Support
from proposals.services import (
    answer_proposal,
    move_proposal,
    publish_proposal,
    support_proposal,
    withdraw_proposal,
    withdraw_support,
)
from proposals.services.publishing import Repeated
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_staff, make_user
from tests.factories.deliberation import make_comment
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal, make_supporters

pytestmark = pytest.mark.django_db(transaction=True)


def entries(action: str) -> int:
    return Entry.objects.filter(action=action).count()


def unbroken(process: Process) -> bool:
    return not check_chain(Chain.objects.get(key=process.chain)).problems


def test_drafts_published_at_the_same_moment_get_numbers_without_a_gap(tmp_path: Path) -> None:
    process, now = make_process(), timezone.now()
    drafts = [make_draft(process=process) for _ in range(4)]
    acts = [partial(publish_proposal, actor=draft.author, proposal=draft, now=now) for draft in drafts]
    results = at_once([*acts, acts[0]], tmp_path)
    assert all(isinstance(result, Proposal) for result in results), results
    assert list(Proposal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert entries("proposals.published") == 4
    assert unbroken(process)


def test_the_same_words_by_two_people_at_once_are_published_once(tmp_path: Path) -> None:
    process, now = make_process(), timezone.now()
    title, body = "Shade for the tram stop", "The stop at the bridge has no tree and no roof."
    drafts = [make_draft(process=process, title=title, body=body) for _ in range(2)]
    results = at_once(
        [partial(publish_proposal, actor=draft.author, proposal=draft, now=now) for draft in drafts], tmp_path
    )
    assert sorted(type(result).__name__ for result in results) == ["Proposal", Repeated.__name__], results
    assert Proposal.objects.filter(status=Status.PUBLISHED).count() == 1


def test_the_threshold_is_reached_once_however_many_support_at_once(tmp_path: Path) -> None:
    proposal, now = make_proposal(process=make_process(support_threshold=2)), timezone.now()
    make_supporters(proposal, 1)
    people = [make_user() for _ in range(3)]
    acts = [partial(support_proposal, actor=person, proposal=proposal, now=now) for person in people]
    results = at_once([*acts, acts[0]], tmp_path)
    assert sorted(map(str, results)) == ["False", "True", "True", "True"]
    assert Proposal.objects.get().support_count == Support.objects.count() == 4
    assert entries("proposals.threshold_reached") == 1
    assert unbroken(proposal.process)


def test_a_support_that_is_given_and_taken_back_at_once_is_counted_as_it_is(tmp_path: Path) -> None:
    proposal, now = make_proposal(), timezone.now()
    (person,) = make_supporters(proposal, 1)
    both = [withdraw_support, support_proposal, withdraw_support]
    results = at_once([partial(act, actor=person, proposal=proposal, now=now) for act in both], tmp_path)
    assert all(isinstance(result, bool) for result in results), results
    assert Proposal.objects.get().support_count == Support.objects.count()


def test_two_clerks_move_a_proposal_and_its_author_withdraws_it(tmp_path: Path) -> None:
    proposal, now = make_proposal(), timezone.now()
    moving = [
        partial(move_proposal, actor=make_staff(), proposal=proposal, to=Status.UNDER_REVIEW, now=now)
        for _ in range(2)
    ]
    withdrawing = partial(withdraw_proposal, actor=proposal.author, proposal=proposal, now=now)
    results = at_once([*moving, withdrawing], tmp_path)
    assert all(isinstance(result, Proposal | Denied) for result in results), results
    steps = list(Move.objects.filter(proposal=proposal).order_by("pk").values_list("status", flat=True))
    assert steps[0] == Status.PUBLISHED and len(steps) == len(set(steps))
    assert Proposal.objects.get().status == steps[-1]


def test_an_answer_sent_twice_at_once_is_published_once(tmp_path: Path) -> None:
    proposal, staff = make_proposal(), make_staff()
    answering = partial(
        answer_proposal, actor=staff, proposal=proposal, headline="Yes, from spring", body="In March.",
        department="Parks", signatory="M. Okafor", now=timezone.now(),
    )  # fmt: skip
    results = at_once([answering, answering], tmp_path)
    assert all(isinstance(result, OfficialAnswer) for result in results), results
    assert OfficialAnswer.objects.count() == entries("proposals.answered") == 1


def test_comments_and_a_double_click_at_the_same_moment_are_numbered_in_a_row(tmp_path: Path) -> None:
    proposal, now = make_proposal(), timezone.now()
    people = [make_user() for _ in range(3)]
    acts = [
        partial(add_comment, actor=person, proposal=proposal, text="The trees first.", now=now)
        for person in people
    ]
    results = at_once([*acts, acts[0]], tmp_path)
    assert all(isinstance(result, Comment) for result in results), results
    assert sorted(Comment.objects.values_list("number", "revision")) == [(1, 1), (2, 2), (3, 3)]
    assert Proposal.objects.get().comment_count == 3


def test_marks_at_the_same_moment_are_all_counted_and_each_once(tmp_path: Path) -> None:
    comment, now = make_comment(), timezone.now()
    acts = [partial(mark_helpful, actor=make_user(), comment=comment, now=now) for _ in range(3)]
    results = at_once([*acts, acts[0]], tmp_path)
    assert sorted(map(str, results)) == ["False", "True", "True", "True"]
    assert Comment.objects.get().helpful_count == HelpfulMark.objects.count() == 3
