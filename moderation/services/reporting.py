"""Tell the moderators that something breaks a house rule."""

from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.limits import Pace
from accounts.models import User
from moderation.models import Case, Decision, HouseRule, Moderated, Report
from moderation.permissions import may_report
from moderation.services.cases import open_case
from moderation.services.logging import log
from processes.permissions import Denied, Verdict, require


@transaction.atomic
def report(
    *,
    actor: User,
    target: Moderated,
    rule: HouseRule,
    note: str = "",
    pace: Pace | None = None,
    now: datetime,
) -> Report:
    """Tell the moderators that `target` breaks `rule`; `note` says how. What it says now is kept with it.

    The same rule and note again return the report they made, so a double click is harmless. Raises Denied
    with a sentence (own text, hidden already, reported otherwise already, kept after such a report), TooMany
    beyond `pace`.
    """
    require(may_report(actor, target))
    case = open_case(target=target, now=now)
    target = type(target).for_moderation().get(pk=target.pk)
    require(may_report(actor, target))
    before = Report.objects.filter(case=case, reporter=actor).first()  # the case is locked
    if before and (before.rule, before.note) == (rule, note):
        return before
    if before:
        raise Denied(Verdict(False, _("You have already reported this. The moderators will look at it.")))
    _refuse_settled(actor, case, target)
    if pace:
        pace.count(actor)
    made = Report.objects.create(
        case=case, reporter=actor, rule=rule, note=note, said=target.moderation_text, created_at=now
    )
    log(actor, "moderation.reported", target, now, rule=rule.value)
    return made


def _refuse_settled(actor: User, case: Case, target: Moderated) -> None:
    """Raise Denied where the moderators have kept these very words after a report by the same person."""
    kind = ContentType.objects.get_for_model(target)
    before = Report.objects.filter(
        reporter=actor, case__content_type=kind, case__object_id=target.pk, said=target.moderation_text
    ).exclude(case=case)
    kept = {"case__decisions__outcome": Decision.Outcome.KEEP, "case__decisions__taken_back_at": None}
    if before.filter(**kept).exists():
        raise Denied(
            Verdict(
                False,
                _("You reported this before, and the moderators decided that it stays. It has not changed."),
            )
        )
