"""Decide: keep, hide, show again, and after an appeal keep hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from moderation import claims
from moderation.judges import Judge, judge_of
from moderation.letters import Letters
from moderation.models import Appeal, Case, Decision, HouseRule, Moderated, Visibility
from moderation.permissions import may_decide, may_uphold
from moderation.services.cases import held_case, latest_case, open_case, target_of
from moderation.services.logging import log
from moderation.telling import tell_author, tell_reporters
from processes.permissions import Denied, Verdict, require

Outcome = Decision.Outcome
ACTIONS = {
    Outcome.KEEP: "moderation.kept",
    Outcome.HIDE: "moderation.hid",
    Outcome.RESTORE: "moderation.restored",
    Outcome.UPHOLD: "moderation.upheld",
}


@transaction.atomic
def decide(
    *,
    actor: User,
    case: Case,
    outcome: Outcome,
    rule: HouseRule | None,
    note: str,
    now: datetime,
    seen: int | None = None,
    letters: Letters | None = None,
) -> Decision:
    """Decide about the thing that `case` is about, and send `note` to its author.

    An appeal is decided by somebody else than who hid the thing; who hid it may show it again. `seen` is the
    number of decisions in the case that the moderator knew of. `letters` are those of an act about many
    things, which sends them. Raises Denied with a sentence when somebody was faster, or when the person may
    not decide.
    """
    case = held_case(case)
    target = target_of(case)
    require(may_decide(actor, target, now))
    target.hold()
    appeal = waiting_appeal(case)
    _refuse_late(case, seen)
    _refuse_useless(case, target, outcome, appeal)
    if appeal and outcome == Outcome.UPHOLD:
        require(may_uphold(actor, appeal, now))
    decision = Decision.objects.create(
        case=case, moderator=actor, outcome=outcome, note=note, decided_at=now,
        rule=target.hidden_rule if target.is_hidden else rule or reported_rule(case),
    )  # fmt: skip
    settled = {case.pk, appeal.case_id} if appeal else {case.pk}
    Case.objects.filter(pk__in=settled, closed_at=None).update(closed_at=now)
    if appeal:
        Appeal.objects.filter(pk=appeal.pk).update(answer=decision, closed_at=now)
    _carry_out(actor, decision, target, judge_of(actor, appeal) if appeal else None)
    told = letters if letters is not None else Letters()
    tell_author(decision, target, appeal, told)
    tell_reporters(decision, target, appeal, told)
    if letters is None:
        told.send()
    transaction.on_commit(lambda: claims.release(case, actor))
    return decision


@transaction.atomic
def decide_in_place(
    *,
    actor: User,
    target: Moderated,
    outcome: Outcome,
    rule: HouseRule | None,
    note: str,
    now: datetime,
    letters: Letters | None = None,
) -> Decision:
    """Decide about something nobody has reported, from the page where it stands. Raises as `decide` does."""
    require(may_decide(actor, target, now))
    case = latest_case(target) if outcome in {Outcome.RESTORE, Outcome.UPHOLD} else None
    case = case or open_case(target=target, now=now)
    return decide(
        actor=actor, case=case, outcome=outcome, rule=rule, note=note, now=now, letters=letters
    )  # fmt: skip


@dataclass(slots=True)
class Many:
    """What came of a decision about several cases: those decided, and those refused with the reason."""

    decided: list[Decision] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def decide_many(
    *, actor: User, cases: Iterable[Case], outcome: Outcome, rule: HouseRule | None, note: str, now: datetime
) -> Many:
    """Keep or hide the things of several cases for the same reason, each in a transaction of its own.

    Appeals are not decided in passing. What is refused is named and does not keep the others. Each person is
    told once.
    """
    many, letters = Many(), Letters()
    for case in cases:
        try:
            if outcome not in {Outcome.KEEP, Outcome.HIDE} or case.open_appeal:
                raise Denied(Verdict(False, _("An appeal is decided by itself.")))
            made = decide(
                actor=actor, case=case, outcome=outcome, rule=rule, note=note, now=now, letters=letters
            )
            many.decided.append(made)
        except Denied as no:
            many.refused.append((case.thing.moderation_label, str(no)))
    letters.send()
    return many


def reported_rule(case: Case) -> str:
    """Return the house rule that most reports of `case` name, "" if nobody reported it."""
    counts = case.reports.order_by().values_list("rule").annotate(n=Count("pk"))
    return next((rule for rule, _n in counts.order_by("-n", "rule")), "")


def waiting_appeal(case: Case) -> Appeal | None:
    """Return the appeal about the thing of `case` that waits, in this case or a newer one, which it locks."""
    waiting = Appeal.objects.select_related("decision__case", "case").filter(
        case__content_type=case.content_type_id, case__object_id=case.object_id, closed_at=None
    )
    appeal = waiting.first()
    if appeal and appeal.case_id != case.pk:
        held_case(appeal.case)
        return waiting.first()
    return appeal


def _refuse_late(case: Case, seen: int | None) -> None:
    """Raise Denied where somebody has decided since the moderator looked."""
    if seen is not None and seen != case.decisions.count():
        raise Denied(_decided_already(case))


def _refuse_useless(case: Case, target: Moderated, outcome: Outcome, appeal: Appeal | None) -> None:
    """Raise Denied where the decision comes too late or would change nothing."""
    if outcome == Outcome.RESTORE and not target.is_hidden:
        raise Denied(Verdict(False, _("This is already visible.")))
    if outcome == Outcome.UPHOLD and appeal is None:
        raise Denied(_decided_already(case))
    if outcome in {Outcome.KEEP, Outcome.HIDE}:
        if case.closed_at:
            raise Denied(_decided_already(case))
        if target.is_hidden:
            raise Denied(Verdict(False, _("Another moderator has already hidden this.")))
    if outcome == Outcome.HIDE and target.is_deleted:
        raise Denied(Verdict(False, _("Its author has deleted this. There is nothing to hide.")))


def _decided_already(case: Case) -> Verdict:
    last = case.decisions.order_by("-pk").first()
    if last is None:
        return Verdict(False, _("There is nothing to decide here any more."))
    made = {"made": last.in_words}
    return Verdict(False, _("Another moderator has already decided this: %(made)s.") % made)


def _carry_out(actor: User, decision: Decision, target: Moderated, judge: Judge | None) -> None:
    """Log the decision and set the visibility it asks for."""
    outcome = Outcome(decision.outcome)
    action = ACTIONS[outcome]
    data = {"rule": decision.rule} if outcome in {Outcome.KEEP, Outcome.HIDE} else {}
    if judge:
        data["judge"] = judge.value
        action = "moderation.appeal_granted" if outcome == Outcome.RESTORE else action
    entry = log(actor, action, target, decision.decided_at, **data)
    if outcome == Outcome.HIDE:
        set_visibility(target, decision, entry.number)
    elif outcome == Outcome.RESTORE:
        set_visibility(target, None)


def set_visibility(target: Moderated, decision: Decision | None, entry: int | None = None) -> None:
    """Hide `target` by `decision`, which the log has as number `entry`; show it for None."""
    target.visibility = Visibility.HIDDEN if decision else Visibility.VISIBLE
    target.hidden_rule = decision.rule if decision else ""
    target.hidden_at = decision.decided_at if decision else None
    target.hidden_entry = entry
    target.save(update_fields=["visibility", "hidden_rule", "hidden_at", "hidden_entry"])
    target.visibility_changed()
