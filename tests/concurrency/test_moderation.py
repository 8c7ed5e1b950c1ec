"""Moderators, authors and those who report at the same moment: one decision, one appeal, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import Notice
from deliberation.models import Comment
from deliberation.services import add_comment, delete_comment
from moderation.models import Appeal, Case, Decision, HouseRule, Report
from moderation.services import appeal, decide, decide_in_place, report
from processes.permissions import Denied
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_moderator, make_user
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide, make_appeal, make_case

pytestmark = pytest.mark.django_db(transaction=True)
Outcome = Decision.Outcome


def denied(results: list[object]) -> int:
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, Denied)], results
    return [isinstance(one, Denied) for one in results].count(True)


def test_two_moderators_decide_about_one_appeal_once(tmp_path: Path) -> None:
    made, judges = make_appeal(make_comment()), [make_moderator(), make_moderator()]
    outcomes = (Outcome.UPHOLD, Outcome.RESTORE)
    results = at_once(
        [
            lambda judge=judge, outcome=outcome: decide(  # type: ignore[misc]  # bound per turn of the loop
                actor=judge, case=made.case, outcome=outcome, rule=None, note="x", now=timezone.now(), seen=0
            )
            for judge, outcome in zip(judges, outcomes, strict=True)
        ],
        tmp_path,
    )
    assert denied(results) == 1 and made.case.decisions.count() == 1


def test_an_appeal_while_it_is_shown_again_is_settled_or_refused(tmp_path: Path) -> None:
    comment = make_comment()
    decision, moderator = hide(comment), make_moderator()
    case = Case.objects.get(pk=decision.case_id)
    results = at_once(
        [
            lambda: appeal(actor=comment.author, decision=decision, text="No.", now=timezone.now()),
            lambda: decide(
                actor=moderator, case=case, outcome=Outcome.RESTORE, rule=None, note="x", now=timezone.now()
            ),
        ],
        tmp_path,
    )
    denied(results)
    comment.refresh_from_db()
    assert not comment.is_hidden
    assert not Appeal.objects.filter(closed_at=None).exists()
    assert not Case.objects.filter(closed_at=None).exists()


def test_a_report_while_it_is_decided_is_in_an_open_case_or_refused(tmp_path: Path) -> None:
    comment, reporter, moderator = make_comment(), make_user(), make_moderator()
    case = make_case(comment)
    results = at_once(
        [
            lambda: report(actor=reporter, target=comment, rule=HouseRule.INSULT, now=timezone.now()),
            lambda: decide(
                actor=moderator, case=case, outcome=Outcome.KEEP, rule=None, note="", now=timezone.now()
            ),
        ],
        tmp_path,
    )
    assert denied(results) == 0
    late = Report.objects.get(reporter=reporter)
    told = Notice.objects.filter(user=reporter).exists()  # whoever is in a closed case was answered by it
    assert told == (late.case.closed_at is not None) == (late.case == case)


def test_deleting_answering_and_hiding_at_the_same_moment_leave_one_truth(tmp_path: Path) -> None:
    comment, neighbour, moderator = make_comment(), make_user(), make_moderator()
    results = at_once(
        [
            lambda: delete_comment(actor=comment.author, comment=comment, now=timezone.now()),
            lambda: add_comment(
                actor=neighbour, proposal=comment.proposal, text="But.", parent=comment, now=timezone.now()
            ),
            lambda: decide_in_place(
                actor=moderator, target=comment, outcome=Outcome.HIDE, rule=HouseRule.INSULT, note="x",
                now=timezone.now(),
            ),
        ],
        tmp_path,
    )  # fmt: skip
    assert denied(results) >= 1
    comment.refresh_from_db()
    answered = Comment.objects.filter(parent=comment).exists()
    assert not (comment.is_hidden and comment.is_deleted)
    assert comment.presence == (
        "deleted" if comment.is_deleted and answered else "gone" if comment.is_deleted else ""
    )
