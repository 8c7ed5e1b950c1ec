"""What the log says about processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from audit.actions import Action, register
from audit.chain import Json
from ui.money import format_money


def budget_place(data: Mapping[str, Json]) -> str:
    """Write the district a budget is for, or "the whole city"."""
    return str(data["district"]) if data["district"] else _("the whole city")


def budget_amount(data: Mapping[str, Json]) -> str:
    """Write an amount of minor units with its currency."""
    return format_money(int(str(data["amount"])), str(data["currency"]))


def supports_after_merge(data: Mapping[str, Json]) -> str:
    """Write what happens with supports of people who say nothing."""
    return _("supports then move") if data["supports"] == "move" else _("supports move only when asked")


def who_starts(data: Mapping[str, Json]) -> str:
    """Write who sends a proposal with enough supporters to the city check."""
    return _("it starts by itself") if data["start"] == "itself" else _("council staff start it")


def details(data: Mapping[str, Json]) -> str:
    """Write what a process says about itself, as far as it is a rule."""
    parts = [
        _("supporters needed: %(n)s") % {"n": data["supporters"]},
        _("minimum age: %(n)s") % {"n": data["age"]} if data["age"] else "",
    ]
    return "; ".join(filter(None, parts))


def day_named(key: str) -> Callable[[Mapping[str, Json]], str]:
    """Return how to write the day under `key` in the reader's language."""
    return lambda data: date_format(date.fromisoformat(str(data[key])), "DATE_FORMAT")


def role_name(data: Mapping[str, Json]) -> str:
    """Write the name of a role."""
    return str(Role(str(data["role"])).label)


register(Action("processes.created", gettext_lazy("Opened the process “{title}”.")))
register(Action("processes.timeline_set", gettext_lazy("Set the dates of “{title}”.")))
register(
    Action(
        "processes.budget_set",
        gettext_lazy("Set the budget for {place} to {amount}."),
        shown={"place": budget_place, "amount": budget_amount},
    )
)
register(
    Action(
        "processes.role_granted",
        gettext_lazy("Gave a person the role “{role}” in this process."),
        shown={"role": role_name},
    )
)
register(
    Action(
        "processes.role_revoked",
        gettext_lazy("Took the role “{role}” in this process from a person."),
        shown={"role": role_name},
    )
)
register(
    Action(
        "processes.merging_set",
        gettext_lazy("Set how proposals are merged. Days to answer: {days}; {supports}."),
        shown={"supports": supports_after_merge},
    )
)
register(
    Action(
        "processes.review_set",
        gettext_lazy("Set how the city check of a proposal with enough supporters starts: {how}."),
        shown={"how": who_starts},
    )
)
register(
    Action(
        "processes.answers_promised",
        gettext_lazy("Promised that the city answers every proposal by {day}."),
        shown={"day": day_named("day")},
    )
)
register(
    Action(
        "processes.answers_moved",
        gettext_lazy("Moved the day by which the city answers every proposal from {before} to {day}."),
        shown={"before": day_named("before"), "day": day_named("day")},
    )
)
register(
    Action(
        "processes.answers_not_promised",
        gettext_lazy("Took back the promise that the city answers every proposal by {before}."),
        shown={"before": day_named("before")},
    )
)
register(
    Action(
        "processes.details_set",
        gettext_lazy("Set what “{title}” says about itself: {details}."),
        shown={"details": details},
    )
)
register(Action("processes.topics_set", gettext_lazy("Set the topics: {topics}.")))
register(Action("processes.published", gettext_lazy("Made the process “{title}” public.")))
