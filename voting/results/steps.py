"""How the money was shared: each decision of the rule as a step that people can check with a calculator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.charts import Part, Table
from ui.money import format_money, grouped
from voting.amounts import to_minor
from voting.results.step_pictures import Picture, Scene, pictures_of
from voting.rules.exact import Number, from_json
from voting.rules.pots import POOL
from voting.rules.ties import CRITERIA

FUNDED = frozenset({"funded", "part"})
VERDICTS = {
    "funded": lambda: _("Funded"),
    "part": lambda: _("Funded in part"),
    "skipped": lambda: _("Does not fit"),
    "stopped": lambda: _("Does not fit, so the list ends here"),
}


@dataclass(frozen=True, slots=True)
class Purse:
    """A voter who supported every project so far. Amounts are minor units."""

    before: int
    now: int
    share: int
    currency: str

    @property
    def left(self) -> int:
        return max(0, self.share - self.before - self.now)

    @property
    def parts(self) -> list[Part]:
        """The stones of the meter: paid before, paid now."""
        language = get_language() or "en"
        return [
            Part(self.before, format_money(self.before, self.currency, language)),
            Part(self.now, format_money(self.now, self.currency, language), "now"),
        ]

    @property
    def label(self) -> str:
        language = get_language() or "en"
        return _("Paid %(before)s before, %(now)s now, %(left)s left of %(share)s") % {
            "before": format_money(self.before, self.currency, language),
            "now": format_money(self.now, self.currency, language),
            "left": format_money(self.left, self.currency, language),
            "share": format_money(self.share, self.currency, language),
        }


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, written out. `before` is what was spent before it, in minor units."""

    number: int
    total: int
    title: str
    funded: bool
    verdict: str
    equation: str
    note: str
    tie: str
    pot: str
    spent_before: int
    purse: Purse | None
    pictures: tuple[Picture, ...]


def opening(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """Return as much of an outcome's JSON as its first step needs, and how many steps there are."""
    kept = {key: outcome[key] for key in ("totals", "share", "parameters", "rule")}
    return {**kept, "steps": outcome["steps"][:1], "count": len(outcome["steps"])}


class Story:
    """The steps of one outcome (its JSON, or its `opening`), with the titles of the projects by key."""

    def __init__(
        self, outcome: Mapping[str, Any], titles: Mapping[str, str], currency: str, kind: str = "approval"
    ) -> None:
        self.outcome, self.titles, self.currency, self.kind = outcome, titles, currency, kind
        self.steps: list[Mapping[str, Any]] = outcome["steps"]
        self.language = get_language() or "en"

    def __len__(self) -> int:
        return int(self.outcome.get("count", len(self.steps)))

    def view(self, number: int) -> StepView:
        """Return the step of this number, from 1. Raises IndexError."""
        if number < 1:
            raise IndexError(number)
        step = self.steps[number - 1]
        budget = from_json(self.outcome["totals"]["budget"])
        pots = self.outcome["parameters"].get("pots", "none") != "none"
        return StepView(
            number=number,
            total=len(self),
            title=self.titles.get(step["project"], step["project"]),
            funded=step["action"] in FUNDED,
            verdict=VERDICTS[step["action"]](),
            equation=self._equation(step),
            note=self._note(step),
            tie=self._tie(step),
            pot=self._pot(step["pot"]),
            spent_before=0 if pots else to_minor(budget - from_json(step["money_before"]), self.currency),
            purse=self._purse(number),
            pictures=tuple(pictures_of(step, self.titles, self._scene(pots=pots))),
        )

    def _scene(self, *, pots: bool) -> Scene:
        budget = from_json(self.outcome["totals"]["budget"])
        by = str(self.outcome["parameters"].get("by", "votes"))
        return Scene(self._money, self.language, budget, self.kind, pots, by)

    def _pot(self, name: str) -> str:
        """The pot a step takes its money from, in words; "" where there is one for everything."""
        if name == POOL:
            return _("From the money left in all pots")
        if name == "city":
            return _("From the money of the whole city")
        return _("From the money of %(pot)s") % {"pot": name} if name else ""

    def table(self) -> Table:
        """Return all steps as a table."""
        head = (_("Step"), _("Cost"), _("Supporters"), self._last_column(), _("Outcome"))
        return Table(head, tuple(self._row(place, step) for place, step in enumerate(self.steps, 1)))

    def _last_column(self) -> str:
        by_shares = any(step["price"] is not None for step in self.steps)
        return _("Each paid") if by_shares else _("Left before it")

    def _row(self, place: int, step: Mapping[str, Any]) -> tuple[str, ...]:
        price = self._money(step["price"]) if step["price"] is not None else self._money(step["money_before"])
        return (
            f"{place}. {self.titles.get(step['project'], step['project'])}",
            self._money(step["cost"]),
            grouped(step["votes"], self.language),
            price,
            VERDICTS[step["action"]](),
        )

    def _money(self, value: int | str) -> str:
        return format_money(to_minor(from_json(value), self.currency), self.currency, self.language)

    def _equation(self, step: Mapping[str, Any]) -> str:
        cost, before = self._money(step["cost"]), self._money(step["money_before"])
        if step["phase"] == "shares" and not step["paid_rest"] and self._by_heads(step):
            voters = ngettext("%(n)s supporter", "%(n)s supporters", step["votes"]) % {
                "n": grouped(step["votes"], self.language)
            }
            return _("%(cost)s ÷ %(voters)s = %(price)s each") % {
                "cost": cost, "voters": voters, "price": self._money(step["price"]),
            }  # fmt: skip
        if step["phase"] == "shares":
            return ngettext(
                "%(cost)s, paid by %(n)s supporter", "%(cost)s, paid by %(n)s supporters", step["votes"]
            ) % {"cost": cost, "n": grouped(step["votes"], self.language)}
        if step["action"] == "part":
            return _("%(amount)s of %(cost)s: all that is left") % {
                "amount": self._money(step["amount"]), "cost": cost,
            }  # fmt: skip
        if step["action"] == "funded":
            after = self._money(step["money_after"])
            return _("%(before)s − %(cost)s = %(after)s left") % {
                "before": before, "cost": cost, "after": after,
            }  # fmt: skip
        return _("%(cost)s is more than the %(before)s left") % {"cost": cost, "before": before}

    def _by_heads(self, step: Mapping[str, Any]) -> bool:
        """Whether every supporter paid the same, so that the division can be written out."""
        return bool(step["votes"]) and Fraction(from_json(step["cost"])) == step["votes"] * Fraction(
            from_json(step["price"])
        )

    def _note(self, step: Mapping[str, Any]) -> str:
        if step["phase"] == "shares" and step["paid_rest"]:
            return _("%(full)s of them paid %(price)s each, %(rest)s paid all they had left.") % {
                "full": grouped(step["paid_full"] or 0, self.language),
                "price": self._money(step["price"]),
                "rest": grouped(step["paid_rest"], self.language),
            }
        if step["phase"] in {"loads", "grades"} and step["score"] is not None:
            return self._saved_or_graded(step)
        if step["phase"] == "completion":
            return _(
                "Money that nobody's share could use goes to the most wanted projects, from the top of "
                "the list down."
            )
        if step["score"] is not None and self.outcome["parameters"].get("by") == "points":
            return ngettext(
                "It had %(points)s points from %(n)s supporter.",
                "It had %(points)s points from %(n)s supporters.",
                step["votes"],
            ) % {
                "points": grouped(int(from_json(step["score"])), self.language),
                "n": grouped(step["votes"], self.language),
            }
        if step["phase"] != "shares":
            return ngettext("It had %(n)s supporter.", "It had %(n)s supporters.", step["votes"]) % {
                "n": grouped(step["votes"], self.language)
            }
        return ""

    def _saved_or_graded(self, step: Mapping[str, Any]) -> str:
        if step["phase"] == "loads":
            return ngettext(
                "Everyone saves at the same speed, and pays their part of what they voted for. Its %(n)s "
                "supporter could pay for it after saving %(money)s in all.",
                "Everyone saves at the same speed, and pays their part of what they voted for. Its %(n)s "
                "supporters could pay for it once each had saved %(money)s in all.",
                step["votes"],
            ) % {"n": grouped(step["votes"], self.language), "money": self._money(step["score"])}
        return _(
            "Line all voters up from the worst grade to the best: the one in the middle gave it “%(grade)s”."
        ) % {"grade": self._scene(pots=False).grade(step["score"])}

    def _tie(self, step: Mapping[str, Any]) -> str:
        tie = step["tie"]
        if not tie:
            return ""
        others = [self.titles.get(key, key) for key in tie["projects"] if key != tie["chosen"]]
        return _("It was exactly tied with %(others)s. This decided: %(how)s.") % {
            "others": ", ".join(_("“%(title)s”") % {"title": title} for title in others),
            "how": _(CRITERIA[tie["decided_by"]]),
        }

    def _purse(self, number: int) -> Purse | None:
        share = self.outcome["share"]
        if share is None or self.steps[number - 1]["phase"] != "shares":
            return None
        if self.outcome["parameters"].get("utility") == "points":
            return None
        whole: Number = from_json(share)
        paid: list[Number] = [from_json(step["price"]) for step in self.steps[:number]]
        before = min(whole, sum(paid[:-1], Fraction(0)))
        now = min(paid[-1], whole - before)
        spent, paying, share_of_all = (to_minor(amount, self.currency) for amount in (before, now, whole))
        return Purse(spent, paying, share_of_all, self.currency)
