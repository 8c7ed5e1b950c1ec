"""Reporting, deciding, restoring: what it does, who may, and what the author and the log are told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from audit.models import Entry
from moderation.models import Case, Decision, HouseRule, Moderated, Report
from moderation.services import decide, decide_in_place, report
from processes.giving_roles import grant_process_role
from processes.permissions import Denied
from proposals.models import Proposal
from tests.factories.accounts import make_moderator, make_staff, make_user
from tests.factories.moderation import hide, make_case, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
Outcome = Decision.Outcome


def log(target: Moderated) -> list[tuple[str, str]]:
    entries = Entry.objects.filter(action__startswith="moderation.", target_id=str(target.pk))
    return list(entries.order_by("pk").values_list("action", "role"))


def test_several_reports_make_one_case_and_one_person_counts_once() -> None:
    target, person, now = make_proposal(), make_user(), timezone.now()
    case = make_case(target)
    report(actor=person, target=target, rule=HouseRule.INSULT, now=now)
    with pytest.raises(Denied, match=r"You have already reported this\."):
        report(actor=person, target=target, rule=HouseRule.ADVERTISING, now=now)
    assert Case.objects.get() == case
    assert Report.objects.count() == 2
    assert len(log(target)) == 2


def test_nobody_reports_their_own_words() -> None:
    target = make_proposal()
    with pytest.raises(Denied, match=r"You wrote this yourself\."):
        report(actor=target.author, target=target, rule=HouseRule.INSULT, now=timezone.now())
    assert not Case.objects.exists()


def test_hiding_sets_rule_and_log_entry_and_tells_the_author_kindly() -> None:
    target, moderator = make_proposal(), make_moderator(display_name="Jonas Weir")
    decision = decide(
        actor=moderator,
        case=make_case(target),
        outcome=Outcome.HIDE,
        rule=HouseRule.PRIVATE_PERSON,
        note="Rule 4 protects private people. Say it without the name.",
        now=timezone.now(),
    )
    target.refresh_from_db()
    assert (target.is_hidden, target.hidden_rule) == (True, "private_person")
    assert Case.objects.get().closed_at == decision.decided_at
    entry = Entry.objects.get(chain__key=target.process.chain, number=target.hidden_entry or 0)
    assert entry.sentence == "Hid “Proposal 1” under rule 4. No naming of private people."
    assert entry.role == "moderator"
    notice = Notice.objects.get(user=target.author)
    assert "Rule 4 protects private people." in notice.body
    assert "you can appeal until" in notice.body and notice.url == f"/moderation/appeal/{decision.pk}/"
    assert "Jonas Weir" not in notice.body + str(entry.data) + entry.sentence


def test_restoring_shows_it_again_and_the_log_keeps_both() -> None:
    target = make_proposal()
    hide(target)
    restore(target)
    assert not target.is_hidden
    assert (target.hidden_rule, target.hidden_at, target.hidden_entry) == ("", None, None)
    assert [action for action, _role in log(target)] == ["moderation.hid", "moderation.restored"]
    assert Notice.objects.count() == 2
    with pytest.raises(Denied, match=r"This is already visible\."):
        restore(target)


def test_the_second_moderator_gets_a_sentence_and_changes_nothing() -> None:
    target, now = make_proposal(), timezone.now()
    case = make_case(target)
    decide(actor=make_moderator(), case=case, outcome=Outcome.KEEP, rule=None, note="", now=now)
    with pytest.raises(Denied, match=r"Another moderator has already decided this: Kept visible\."):
        decide(
            actor=make_moderator(), case=case, outcome=Outcome.HIDE, rule=HouseRule.INSULT, note="x", now=now
        )
    target.refresh_from_db()
    assert not target.is_hidden
    assert Decision.objects.count() == 1
    assert not Notice.objects.filter(user=target.author).exists()


def test_after_a_decision_a_new_report_opens_a_new_case() -> None:
    target, now = make_proposal(), timezone.now()
    decide(actor=make_moderator(), case=make_case(target), outcome=Outcome.KEEP, rule=None, note="", now=now)
    make_case(target)
    assert Case.objects.count() == 2
    assert Case.objects.filter(closed_at=None).count() == 1


def test_moderators_do_not_decide_about_themselves() -> None:
    author = make_user(roles=(Role.RESIDENT, Role.MODERATOR))
    target = make_proposal(author=author)
    with pytest.raises(Denied, match=r"Another moderator has to decide\."):
        decide(
            actor=author, case=make_case(target), outcome=Outcome.KEEP, rule=None, note="", now=timezone.now()
        )
    assert not Decision.objects.exists()


def test_a_moderator_of_one_process_decides_there_only() -> None:
    here, there, person = make_process(), make_process(), make_user(roles=())
    grant_process_role(actor=make_staff(), process=here, user=person, role=Role.MODERATOR)
    hide(make_proposal(process=here), moderator=person)
    with pytest.raises(Denied, match=r"This is for moderators\."):
        hide(make_proposal(process=there), moderator=person)
    assert Proposal.objects.filter(visibility="hidden").count() == 1


def test_hiding_in_place_closes_the_open_case() -> None:
    target = make_proposal()
    case = make_case(target)
    decide_in_place(
        actor=make_moderator(), target=target, outcome=Outcome.HIDE, rule=HouseRule.INSULT, note="x",
        now=timezone.now(),
    )  # fmt: skip
    assert Case.objects.get(pk=case.pk).closed_at
    assert Case.objects.count() == 1


def test_the_author_reads_the_note_in_their_own_language_frame() -> None:
    target = make_proposal(author=make_user(language="es"))
    hide(target)
    assert "Please say it again without the insult." in Notice.objects.get(user=target.author).body
