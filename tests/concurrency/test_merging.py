"""Merges at the same moment: one of them, never a circle, and nobody counts twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from deliberation.models import Comment
from deliberation.services import add_comment
from processes.permissions import Denied
from proposals.lifecycle import Status
from proposals.models import Merge, MergeState, Pair, Proposal, Support
from proposals.services import answer_merge, answer_move, propose_merge, support_proposal, undo_merge
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_moderator, make_user
from tests.factories.deliberation import make_comment
from tests.factories.merges import make_merge, make_waiting_merge
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal, make_supporters

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def proposing(actor: User, goes: Proposal, stays: Proposal) -> Act:
    return lambda: propose_merge(actor=actor, goes=goes, stays=stays, now=timezone.now())


def test_two_merges_in_opposite_directions_are_one_merge(tmp_path: Path) -> None:
    process, moderator = make_process(), make_moderator()
    one, two = make_proposal(process=process), make_proposal(process=process)
    results = at_once([proposing(moderator, one, two), proposing(moderator, two, one)], tmp_path)
    assert [isinstance(result, Denied) for result in results].count(True) == 1, results
    assert Merge.objects.count() == 1


def test_three_people_propose_the_same_and_it_is_asked_once(tmp_path: Path) -> None:
    process, moderator = make_process(), make_moderator()
    one, two = make_proposal(process=process), make_proposal(process=process)
    results = at_once([proposing(moderator, one, two)] * 3, tmp_path)
    assert all(isinstance(result, Merge) for result in results), results
    assert Merge.objects.count() == 1


def test_the_last_two_authors_answer_at_the_same_moment(tmp_path: Path) -> None:
    merge = make_waiting_merge()

    def agreeing(author: User) -> Act:
        return lambda: answer_merge(actor=author, merge=merge, agree=True, now=timezone.now())

    results = at_once([agreeing(merge.goes.author), agreeing(merge.stays.author)], tmp_path)
    assert all(isinstance(result, Merge) for result in results), results
    merge.refresh_from_db()
    assert merge.state == MergeState.DONE


def test_moving_and_supporting_at_the_same_moment_count_once(tmp_path: Path) -> None:
    process = make_process()
    goes, stays = make_proposal(process=process), make_proposal(process=process)
    (ann,) = make_supporters(goes, 1)
    merge = make_merge(goes=goes, stays=stays)
    # E731: named lambdas, because each act is one call that the annotation types
    moving: Act = lambda: answer_move(actor=ann, merge=merge, moves=True, now=timezone.now())  # noqa: E731  typed
    supporting: Act = lambda: support_proposal(actor=ann, proposal=stays, now=timezone.now())  # noqa: E731  typed
    results = at_once([moving, supporting, moving], tmp_path)
    assert not [result for result in results if isinstance(result, Exception)], results
    assert Support.objects.filter(proposal=stays, user=ann).count() == 1
    assert Proposal.objects.get(pk=stays.pk).support_count == 1


def test_a_comment_during_the_merge_is_in_one_discussion_or_refused(tmp_path: Path) -> None:
    process = make_process()
    goes, stays = make_proposal(process=process), make_proposal(process=process)
    first = make_comment(goes)
    merge = make_waiting_merge(goes=goes, stays=stays, actor=goes.author)
    # E731: as above
    agreeing: Act = lambda: answer_merge(  # noqa: E731  typed
        actor=stays.author, merge=merge, agree=True, now=timezone.now()
    )
    commenting: Act = lambda: add_comment(  # noqa: E731  typed
        actor=make_user(), proposal=goes, text="Just now.", now=timezone.now()
    )
    results = at_once([agreeing, commenting], tmp_path)
    assert isinstance(results[0], Merge), results
    assert isinstance(results[1], (Comment, Denied)), results
    assert not Comment.objects.filter(proposal=goes).exists()
    expected = 2 if isinstance(results[1], Comment) else 1
    assert Comment.objects.filter(proposal=stays, origin=goes).count() == expected
    assert first.pk in Comment.objects.filter(proposal=stays).values_list("pk", flat=True)


def test_undoing_twice_at_the_same_moment_undoes_once(tmp_path: Path) -> None:
    merge, moderator = make_merge(), make_moderator()
    undoing: Act = lambda: undo_merge(  # noqa: E731  typed
        actor=moderator, merge=merge, reason="Not the same.", now=timezone.now()
    )
    results = at_once([undoing, undoing], tmp_path)
    assert not [result for result in results if isinstance(result, Exception)], results
    assert Proposal.objects.get(pk=merge.goes_id).status == Status.PUBLISHED


def test_a_pair_found_from_both_sides_is_stored_once(tmp_path: Path) -> None:
    process = make_process()
    one, two = make_proposal(process=process), make_proposal(process=process)

    def storing() -> object:
        return Pair.objects.bulk_create(
            [Pair(process=process, first=one, second=two, score=0.9)], ignore_conflicts=True
        )

    at_once([storing, storing, storing], tmp_path)
    assert Pair.objects.count() == 1
