"""What people do about things that break a house rule: report them, and decide."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from audit.chain import Json
from audit.models import Entry
from audit.services import record
from moderation.models import Case, Decision, HouseRule, Moderated, Report, Visibility
from moderation.permissions import may_decide, may_report
from moderation.telling import tell_author
from processes.permissions import Denied, Verdict, acting_as, require
from processes.phases import Act

Outcome = Decision.Outcome
ACTIONS = {
    Outcome.KEEP: "moderation.kept",
    Outcome.HIDE: "moderation.hid",
    Outcome.RESTORE: "moderation.restored",
}


@transaction.atomic
def report(*, actor: User, target: Moderated, rule: HouseRule, note: str = "", now: datetime) -> Report:
    """Tell the moderators that `target` breaks `rule`; `note` says how.

    Raises Denied with a sentence (own text, hidden already, reported already).
    """
    require(may_report(actor, target))
    case = open_case(target=target, now=now)
    try:
        with transaction.atomic():
            made = Report.objects.create(case=case, reporter=actor, rule=rule, note=note, created_at=now)
    except IntegrityError as error:
        raise Denied(
            Verdict(False, _("You have already reported this. The moderators will look at it."))
        ) from error
    _record(actor, "moderation.reported", target, {"rule": rule.value}, now)
    return made


@transaction.atomic
def decide(
    *, actor: User, case: Case, outcome: Outcome, rule: HouseRule | None, note: str, now: datetime
) -> Decision:
    """Keep, hide or restore the thing that `case` is about, and send `note` to its author.

    Keeping and hiding close the case. Raises Denied with a sentence when somebody was faster, or when the
    person may not decide.
    """
    case = Case.objects.select_for_update().select_related("process").get(pk=case.pk)
    target = target_of(case)
    require(may_decide(actor, target, now))
    target.hold()
    _refuse_stale(case, target, outcome)
    decision = Decision.objects.create(
        case=case, moderator=actor, outcome=outcome, rule=rule or "", note=note, decided_at=now
    )
    if not case.closed_at:
        Case.objects.filter(pk=case.pk).update(closed_at=now)
    _carry_out(actor, decision, target)
    tell_author(decision, target)
    return decision


@transaction.atomic
def decide_in_place(
    *, actor: User, target: Moderated, outcome: Outcome, rule: HouseRule | None, note: str, now: datetime
) -> Decision:
    """Decide about something nobody has reported, from the page where it stands. Raises as `decide` does."""
    require(may_decide(actor, target, now))
    case = latest_case(target) if outcome == Outcome.RESTORE else None
    case = case or open_case(target=target, now=now)
    return decide(actor=actor, case=case, outcome=outcome, rule=rule, note=note, now=now)


def open_case(*, target: Moderated, now: datetime) -> Case:
    """Return the open case about `target`, or open one."""
    kind = ContentType.objects.get_for_model(target)
    case, _created = Case.objects.get_or_create(
        content_type=kind,
        object_id=target.pk,
        closed_at=None,
        defaults={"process": target.moderation_process, "opened_at": now},
    )
    return case


def latest_case(target: Moderated) -> Case | None:
    """Return the newest case about `target`, open or closed."""
    kind = ContentType.objects.get_for_model(target)
    return Case.objects.filter(content_type=kind, object_id=target.pk).order_by("-pk").first()


def target_of(case: Case) -> Moderated:
    """Return the thing that `case` is about, fresh and locked. Raises Denied where it is gone."""
    model = ContentType.objects.get_for_id(case.content_type_id).model_class()
    target = model._default_manager.select_for_update().filter(pk=case.object_id).first() if model else None
    if not isinstance(target, Moderated):
        raise Denied(Verdict(False, _("This is no longer there.")))
    return target


def _refuse_stale(case: Case, target: Moderated, outcome: Outcome) -> None:
    """Raise Denied where the decision comes too late or would change nothing."""
    if outcome == Outcome.RESTORE:
        if not target.is_hidden:
            raise Denied(Verdict(False, _("This is already visible.")))
    elif case.closed_at:
        last = case.decisions.order_by("-pk").first()
        made = last.in_words if last else ""
        raise Denied(
            Verdict(False, _("Another moderator has already decided this: %(made)s.") % {"made": made})
        )


def _carry_out(actor: User, decision: Decision, target: Moderated) -> None:
    """Log the decision and set the visibility it asks for."""
    hide = decision.outcome == Outcome.HIDE
    data: dict[str, Json] = {} if decision.outcome == Outcome.RESTORE else {"rule": decision.rule}
    action = ACTIONS[Outcome(decision.outcome)]
    entry = _record(actor, action, target, data, decision.decided_at)
    if decision.outcome == Outcome.KEEP:
        return
    target.visibility = Visibility.HIDDEN if hide else Visibility.VISIBLE
    target.hidden_rule = decision.rule if hide else ""
    target.hidden_at = decision.decided_at if hide else None
    target.hidden_entry = entry.number if hide else None
    target.save(update_fields=["visibility", "hidden_rule", "hidden_at", "hidden_entry"])
    target.visibility_changed()


def _record(actor: User, action: str, target: Moderated, data: dict[str, Json], now: datetime) -> Entry:
    with override(settings.LANGUAGE_CODE):
        label = target.moderation_label
    return record(
        action=action,
        chain=target.moderation_process.chain,
        actor=actor,
        role=acting_as(actor, Act.MODERATE, target.moderation_process) if "reported" not in action else "",
        target=target,
        data={"label": label, **data},
        at=now,
    )
