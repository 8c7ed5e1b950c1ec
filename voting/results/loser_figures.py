"""The figures about a project that was not funded, written for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.money import decimal, format_money, grouped
from voting.amounts import to_minor
from voting.models import BallotType, Project
from voting.rules import get
from voting.rules.exact import from_json

MOST_WINNERS = 3
GRADES = "grades"


class Figures:
    """What counting stored about one project, in words; `titles` are those of the winners by key."""

    def __init__(self, project: Project, currency: str, titles: Mapping[str, str]) -> None:
        self.data: Mapping[str, Any] = project.explanation or {}
        self.project, self.currency, self.titles = project, currency, titles
        self.language = get_language() or "en"

    @property
    def order(self) -> str:
        """What the list was ordered by that the rule walked down."""
        round = self.project.round
        if round.rule == "majority-judgment":
            return GRADES
        usual = {setting.name: setting.default for setting in get(round.rule).parameters}
        return str(round.rule_parameters.get("by", usual.get("by", "votes")))

    def minor(self, name: str) -> int | None:
        """An amount of the explanation in minor units."""
        value = self.data.get(name)
        return None if value is None else to_minor(from_json(value), self.currency)

    def money(self, minor: int) -> str:
        return format_money(minor, self.currency, self.language)

    def number(self, value: int) -> str:
        return grouped(value, self.language)

    def percent(self, minor: int) -> str:
        """An amount as a part of the cost, without the sign."""
        cost = self.project.cost
        return decimal(100 * minor / cost if cost else 100.0, 1, self.language)

    def unanswered(self, question: str) -> str:
        """Why there is no figure, in the reader's language; "" where there is one."""
        source = self.data.get("unanswered", {}).get(question, "")
        return _(source) if source else ""

    def votes(self) -> str:
        """How many wanted it, and with how many points where points decided."""
        votes = self.project.votes
        if self.project.round.ballot_type != BallotType.APPROVAL and self.order.startswith("points"):
            return ngettext(
                "It had %(points)s points from %(count)s supporter.",
                "It had %(points)s points from %(count)s supporters.",
                votes,
            ) % {
                "points": self.number(self.project.points),
                "count": self.number(votes),
            }
        return ngettext("It had %(count)s supporter.", "It had %(count)s supporters.", votes) % {
            "count": self.number(votes)
        }

    def winners_paid(self) -> str:
        """The winners that its supporters paid for: the dearest by name, the others by number."""
        found = sorted(self.data.get("spending", ()), key=lambda item: -item["money"])
        names = [
            _("“%(title)s” (%(money)s from %(count)s of them)")
            % {
                "title": self.titles.get(item["project"], item["project"]),
                "money": self.money(to_minor(item["money"], self.currency)),
                "count": self.number(item["voters"]),
            }
            for item in found[:MOST_WINNERS]
        ]
        more = len(found) - len(names)
        if more:
            names.append(
                ngettext("%(count)s further project", "%(count)s further projects", more)
                % {"count": self.number(more)}
            )
        if len(names) < 2:
            return "".join(names)
        return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
