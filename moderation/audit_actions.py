"""What the log says about moderation: the rule and the reason, never the words that were hidden."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from audit.actions import Action, register
from audit.chain import Json
from moderation.judges import Judge
from moderation.models import Decision, HouseRule


def rule_label(data: Mapping[str, Json]) -> str:
    """Write a house rule with its number; what was kept has none where the moderator named none."""
    rule = str(data["rule"])
    return str(HouseRule(rule).label) if rule else "–"


def judge_label(data: Mapping[str, Json]) -> str:
    """Write how whoever decided about an appeal stands to the first decision."""
    return str(Judge(str(data["judge"])).label)


def made_label(data: Mapping[str, Json]) -> str:
    """Write what had been decided."""
    return str(Decision.DONE[Decision.Outcome(str(data["made"]))])


def register_decision(code: str, sentence: StrPromise) -> None:
    """Declare an act about a thing under a rule; `label` says what the thing is."""
    register(Action(code, sentence, shown={"rule": rule_label}))


register_decision("moderation.reported", _("Reported “{label}” under rule {rule}."))
register_decision("moderation.kept", _("Kept “{label}” visible after a report under rule {rule}."))
register_decision("moderation.hid", _("Hid “{label}” under rule {rule}."))
register(Action("moderation.restored", _("Showed “{label}” again.")))
register(
    Action(
        "moderation.taken_back",
        _("Took back a decision about “{label}” right after it was taken: {made}."),
        shown={"made": made_label},
    )
)
register(Action("moderation.appealed", _("Appealed against the decision to hide “{label}”.")))
register(
    Action(
        "moderation.upheld",
        _("Decided after an appeal that “{label}” stays hidden, {judge}."),
        shown={"judge": judge_label},
    )
)
register(
    Action(
        "moderation.appeal_granted",
        _("Decided after an appeal to show “{label}” again, {judge}."),
        shown={"judge": judge_label},
    )
)
register(
    Action(
        "moderation.appeal_ended",
        _("An appeal about “{label}” ended without a decision, because its author erased the account."),
    )
)
