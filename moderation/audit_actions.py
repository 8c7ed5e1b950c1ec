"""What the log says about moderation: the rule and the reason, never the words that were hidden."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from audit.actions import Action, register
from audit.chain import Json
from moderation.models import HouseRule


def rule_label(data: Mapping[str, Json]) -> str:
    """Write a house rule with its number."""
    return str(HouseRule(str(data["rule"])).label)


def register_decision(code: str, sentence: StrPromise) -> None:
    """Declare an act about a thing under a rule; `label` says what the thing is."""
    register(Action(code, sentence, shown={"rule": rule_label}))


register_decision("moderation.reported", _("Reported “{label}” under rule {rule}."))
register_decision("moderation.kept", _("Kept “{label}” visible after a report under rule {rule}."))
register_decision("moderation.hid", _("Hid “{label}” under rule {rule}."))
register(Action("moderation.restored", _("Showed “{label}” again.")))
