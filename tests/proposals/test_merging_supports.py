"""Whose support counts where once two proposals are one: supporters say so themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Notice
from accounts.privacy import run_erasers
from audit.models import Entry
from processes.handling import set_merging
from processes.models import Process
from processes.permissions import Denied
from proposals.lifecycle import Status
from proposals.models import MovedSupport, Proposal, Support
from proposals.services import (
    answer_move,
    move_silent_supporters,
    support_proposal,
    undo_merge,
    withdraw_support,
)
from tests.factories.accounts import make_moderator, make_user
from tests.factories.merges import make_merge
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal, make_supporters

pytestmark = pytest.mark.django_db
REASON = "One asks for a crossing, the other for a bridge."


def two() -> tuple[Proposal, Proposal]:
    process = make_process()
    return make_proposal(process=process), make_proposal(process=process)


def supporters(proposal: Proposal) -> set[int]:
    proposal.refresh_from_db()
    people = set(Support.objects.filter(proposal=proposal).values_list("user_id", flat=True))
    assert proposal.support_count == len(people)
    return people


def test_supporters_move_only_when_they_say_so() -> None:
    goes, stays = two()
    ann, bob, cai = make_supporters(goes, 3)
    support_proposal(actor=cai, proposal=stays, now=timezone.now())
    merge = make_merge(goes=goes, stays=stays)
    assert supporters(stays) == {cai.pk}
    assert answer_move(actor=ann, merge=merge, moves=True, now=timezone.now())
    assert not answer_move(actor=ann, merge=merge, moves=True, now=timezone.now())
    answer_move(actor=cai, merge=merge, moves=True, now=timezone.now())
    answer_move(actor=bob, merge=merge, moves=False, now=timezone.now())
    assert supporters(stays) == {ann.pk, cai.pk}
    assert supporters(goes) == {ann.pk, bob.pk, cai.pk}
    answer_move(actor=ann, merge=merge, moves=False, now=timezone.now())
    assert supporters(stays) == {cai.pk}
    with pytest.raises(Denied, match="did not support"):
        answer_move(actor=make_user(), merge=merge, moves=True, now=timezone.now())


def test_supporters_are_told_once_and_those_of_both_are_not_asked(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    goes, stays = two()
    ann, bob = make_supporters(goes, 2)
    support_proposal(actor=bob, proposal=stays, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        merge = make_merge(goes=goes, stays=stays)
    told = Notice.objects.filter(subject__contains="which you support")
    assert [notice.user_id for notice in told] == [ann.pk]
    assert "until you move it" in told[0].body
    from proposals.tasks import tell_supporters

    tell_supporters.enqueue(merge.pk)
    assert told.count() == 1


def test_silent_supporters_move_after_the_notice_where_the_process_says_so() -> None:
    goes, stays = two()
    set_merging(actor=None, process=goes.process, notice_days=7, moves_supporters=True)
    ann, bob = make_supporters(goes, 2)
    merge = make_merge(goes=goes, stays=stays)
    assert merge.moves_at is not None
    answer_move(actor=bob, merge=merge, moves=False, now=timezone.now())
    assert move_silent_supporters(now=merge.moves_at - timedelta(minutes=1)) == 0
    assert move_silent_supporters(now=merge.moves_at) == 1
    assert move_silent_supporters(now=merge.moves_at) == 0
    assert supporters(stays) == {ann.pk}
    assert Entry.objects.get(action="proposals.supports_moved").data["supports"] == 1


def test_a_merge_of_a_merge_takes_supporters_all_the_way() -> None:
    process = make_process()
    first, second, third = (make_proposal(process=process) for _ in range(3))
    (ann,) = make_supporters(first, 1)
    one = make_merge(goes=first, stays=second)
    two_ = make_merge(goes=second, stays=third)
    answer_move(actor=ann, merge=one, moves=True, now=timezone.now())
    assert supporters(second) == {ann.pk} == supporters(third)
    with pytest.raises(Denied, match="Undo that first"):
        undo_merge(actor=make_moderator(), merge=one, reason=REASON, now=timezone.now())
    undo_merge(actor=make_moderator(), merge=two_, reason=REASON, now=timezone.now())
    assert supporters(third) == set()
    assert supporters(second) == {ann.pk}
    answer_move(actor=ann, merge=one, moves=False, now=timezone.now())
    assert supporters(second) == set()


def test_a_support_that_two_merges_brought_survives_the_undoing_of_one() -> None:
    process = make_process()
    first, second, stays = (make_proposal(process=process) for _ in range(3))
    ann = make_user()
    for proposal in (first, second):
        support_proposal(actor=ann, proposal=proposal, now=timezone.now())
    merges = [make_merge(goes=goes, stays=stays) for goes in (first, second)]
    for merge in merges:
        answer_move(actor=ann, merge=merge, moves=True, now=timezone.now())
    assert MovedSupport.objects.count() == 2
    undo_merge(actor=make_moderator(), merge=merges[0], reason=REASON, now=timezone.now())
    assert supporters(stays) == {ann.pk}
    undo_merge(actor=make_moderator(), merge=merges[1], reason=REASON, now=timezone.now())
    assert supporters(stays) == set()


def test_supporters_that_a_merge_brings_together_reach_the_number_needed_and_it_is_told(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    process = make_process(support_threshold=3)
    goes, stays = make_proposal(process=process), make_proposal(process=process)
    ann, _bob = make_supporters(goes, 2)
    make_supporters(stays, 2)
    merge = make_merge(goes=goes, stays=stays)
    with django_capture_on_commit_callbacks(execute=True):
        answer_move(actor=ann, merge=merge, moves=True, now=timezone.now())
    stays.refresh_from_db()
    assert (stays.support_count, bool(stays.reached_at)) == (3, True)
    assert Notice.objects.filter(
        user=stays.author, subject__contains="has the 3 supporters it needs"
    ).exists()


def test_silent_supporters_may_start_the_city_check() -> None:
    process = make_process(support_threshold=2)
    set_merging(actor=None, process=process, notice_days=7, moves_supporters=True)
    Process.objects.filter(pk=process.pk).update(review_at_threshold=True)
    goes, stays = make_proposal(process=process), make_proposal(process=process)
    make_supporters(goes, 1)
    make_supporters(stays, 1)
    merge = make_merge(goes=goes, stays=stays)
    assert merge.moves_at
    assert move_silent_supporters(now=merge.moves_at) == 1
    stays.refresh_from_db()
    assert (stays.support_count, stays.status) == (2, Status.UNDER_REVIEW)


@pytest.mark.parametrize("both", [True, False])
def test_a_support_that_was_taken_back_is_not_moved_again_in_silence(both: bool) -> None:
    goes, stays = two()
    set_merging(actor=None, process=goes.process, notice_days=7, moves_supporters=True)
    (ann,) = make_supporters(goes, 1)
    if both:
        support_proposal(actor=ann, proposal=stays, now=timezone.now())
    merge = make_merge(goes=goes, stays=stays)
    if not both:
        answer_move(actor=ann, merge=merge, moves=True, now=timezone.now())
    withdraw_support(actor=ann, proposal=Proposal.objects.get(pk=stays.pk), now=timezone.now())
    assert supporters(stays) == set()
    assert merge.moves_at
    assert move_silent_supporters(now=merge.moves_at) == 0
    assert supporters(stays) == set()


def test_numbers_stay_true_when_a_supporter_who_moved_erases_the_account_and_the_merge_is_undone() -> None:
    goes, stays = two()
    ann, bob = make_supporters(goes, 2)
    make_supporters(stays, 1)
    merge = make_merge(goes=goes, stays=stays)
    for person in (ann, bob):
        answer_move(actor=person, merge=merge, moves=True, now=timezone.now())
    run_erasers(ann)
    assert not Support.objects.filter(user=ann).exists()
    stays.refresh_from_db()
    assert stays.support_count == 3
    undo_merge(actor=make_moderator(), merge=merge, reason=REASON, now=timezone.now())
    for proposal, count in ((goes, 2), (stays, 1)):
        proposal.refresh_from_db()
        assert proposal.support_count == count == proposal.supports.count()


def test_who_erased_the_account_keeps_nobody_from_being_told(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    goes, stays = two()
    make_supporters(goes, 1)
    (cai,) = make_supporters(stays, 1)
    run_erasers(cai)
    with django_capture_on_commit_callbacks(execute=True):
        make_merge(goes=goes, stays=stays)
    assert Notice.objects.filter(subject__contains="which you support").count() == 1
