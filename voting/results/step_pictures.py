"""The pictures of one step: bars that a child can read, each with the same in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.charts import Number, Part
from ui.money import decimal, grouped
from voting.casting.kinds import GRADES
from voting.models import BallotType
from voting.rules.exact import from_json

Money = Callable[[int | str], str]
RANKED = frozenset({"greedy", "knapsack", "completion"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A bar: what it shows, its parts, the whole, and the same in words."""

    title: str
    parts: tuple[Part, ...]
    total: Number
    label: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pictures of an outcome need to know: money in words, the language, and the kind of ballots."""

    money: Money
    language: str
    budget: Number
    kind: str
    pots: bool
    by: str

    def number(self, value: int | str) -> str:
        """A score in words; amounts by cost and loads have decimals."""
        exact = Fraction(from_json(value))
        if exact.denominator == 1:
            return grouped(int(exact), self.language)
        return decimal(float(exact), 2 if exact >= 1 else 5, self.language)

    def grade(self, value: int | str) -> str:
        """A grade by its name, or a score as a number."""
        exact = Fraction(from_json(value))
        if self.kind == BallotType.GRADES and exact.denominator == 1 and 0 <= exact < len(GRADES):
            return str(GRADES[int(exact)])
        return self.number(value)


def pictures_of(step: Mapping[str, Any], titles: Mapping[str, str], scene: Scene) -> Iterator[Picture]:
    """Yield the pictures of a step: the money, and why this project came before the next."""
    yield _money_bar(step, scene)
    if step["phase"] in RANKED and step["score"] is not None and step["runner_up_score"] is not None:
        yield from _beside_next(step, titles, scene)
    elif step["phase"] == "grades" and step["score"] is not None:
        yield _grade_bar(step, scene)
    elif step["phase"] == "loads" and step["score"] is not None and step["runner_up_score"] is not None:
        yield from _beside_next(step, titles, scene)


def _money_bar(step: Mapping[str, Any], scene: Scene) -> Picture:
    """What was there before the step, and what this project takes of it."""
    before, after = Fraction(from_json(step["money_before"])), Fraction(from_json(step["money_after"]))
    cost = Fraction(from_json(step["cost"]))
    takes = before - after
    words = {"cost": scene.money(step["cost"]), "before": scene.money(step["money_before"])}
    if takes:
        label = _("%(taken)s taken of the %(before)s that was left") % {
            **words, "taken": scene.money(step["amount"] or step["cost"]),
        }  # fmt: skip
    else:
        label = _("It would take %(cost)s. Only %(before)s was left.") % words
    whole = before if scene.pots else max(Fraction(scene.budget), before)
    gone = Part(whole - before, " ")
    return Picture(_("The money"), (gone, Part(takes or cost, " ", "now")), whole, label)


def _beside_next(step: Mapping[str, Any], titles: Mapping[str, str], scene: Scene) -> Iterator[Picture]:
    """This project beside the one that was next in line."""
    mine, theirs = (Fraction(from_json(step[name])) for name in ("score", "runner_up_score"))
    longest = max(mine, theirs, Fraction(1, 10**9))
    for title, value, kind in (
        (titles.get(step["project"], step["project"]), step["score"], "now"),
        (titles.get(step["runner_up"], step["runner_up"]), step["runner_up_score"], ""),
    ):
        words = _score(step["phase"], value, scene)
        part = Part(Fraction(from_json(value)), " ", "now" if kind == "now" else "")
        yield Picture(f"{title}: {words}", (part,), longest, f"{title}: {words}")


def _score(phase: str, value: int | str, scene: Scene) -> str:
    if phase == "loads":
        return _("paid for when every supporter had saved %(money)s") % {"money": scene.money(value)}
    if scene.by.endswith("per-cost"):
        return _("%(n)s for each unit of money") % {"n": scene.number(value)}
    one = 1 if Fraction(from_json(value)) == 1 else 2
    if scene.by.startswith("points"):
        return ngettext("%(n)s point", "%(n)s points", one) % {"n": scene.number(value)}
    return ngettext("%(n)s supporter", "%(n)s supporters", one) % {"n": scene.number(value)}


def _grade_bar(step: Mapping[str, Any], scene: Scene) -> Picture:
    """The grade of the middle voter on the scale from worst to best."""
    grade = Fraction(from_json(step["score"]))
    best = max(Fraction(len(GRADES) - 1), grade)
    name = scene.grade(step["score"])
    label = _("The grade of the middle voter: %(grade)s") % {"grade": name}
    return Picture(label, (Part(grade, name, "now"),) if grade else (), best, label)
