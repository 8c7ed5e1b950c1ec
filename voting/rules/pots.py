"""Money set apart for districts or categories, and what happens to what is left in the pots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from voting.rules.ballots import Ballots
from voting.rules.contest import Contest, Count
from voting.rules.exact import Number, from_json, to_json
from voting.rules.frame import Frame
from voting.rules.model import Project
from voting.rules.outcome import Json, Outcome, Step
from voting.rules.support import index_support

CITY = ""  # the pot of everything that belongs to no other pot
POOL = "pooled"


def pot_of(project: Project, pots: str) -> str:
    """The pot a project belongs to; several categories: the first."""
    if pots == "category":
        return project.categories[0] if project.categories else CITY
    return project.district


def count_in_pots(contest: Contest, frame: Frame, count_once: Callable[[Contest], Count]) -> Count:
    """Run the rule in each pot, then, if the frame says so, on what is left of the money and the projects.

    In a pot only those who voted for one of its projects take part. Projects of a pot without money of its
    own, and those of no pot, share the money that is set apart for nobody. Raises ValueError if the pots
    exceed the budget.
    """
    whole = Count()
    for pot, part in phases(contest, frame, whole):
        _add(whole, count_once(part), pot)
    return whole


def phases(contest: Contest, frame: Frame, whole: Count) -> Iterator[tuple[str, Contest]]:
    """Each pot with its contest, in turn. `whole` must hold what earlier pots decided when the next is asked
    for.
    """
    if frame.pots == "none":
        yield "", contest
        return
    budget = contest.election.budget
    if sum(frame.pot_budgets.values()) > budget:
        raise ValueError("pot_budgets: the pots hold more than the budget")
    named = {project.id: pot_of(project, frame.pots) for project in contest.election.projects}
    unknown = set(frame.pot_budgets) - set(named.values())
    if unknown:
        raise ValueError(f"pot_budgets: no project belongs to {min(unknown)!r}")
    free = budget - sum(frame.pot_budgets.values())
    for pot, money in [*frame.pot_budgets.items(), (CITY, free)]:
        inside = [
            place
            for place in _open(contest, whole)
            if (named[contest.id(place)] if named[contest.id(place)] in frame.pot_budgets else CITY) == pot
        ]
        if inside:
            yield pot or "city", _part(contest, inside, money)
    rest = _open(contest, whole)
    if frame.pooling and rest:
        election = contest.election.with_(budget=budget - whole.spent)
        support = replace(contest.support, election=election)
        yield POOL, replace(contest, election=election, eligible=tuple(rest), support=support)


def replay(contest: Contest, frame: Frame, outcome: Outcome) -> Iterator[tuple[Contest, Outcome]]:
    """A result taken apart: the contest of each pot, and what was decided in it.

    One pot for everything gives the whole contest and the whole result.
    """
    if frame.pots == "none":
        yield contest, outcome
        return
    whole = Count()
    for (pot, part), note in zip(phases(contest, frame, whole), outcome.notes["pots"], strict=False):
        decided = _decided(part, outcome, pot, note)
        yield part, decided
        whole.selected.extend(contest.election.index[name] for name in decided.selected)
        whole.part_funded.update(decided.part_funded)
        whole.spent += decided.spent


def _decided(part: Contest, outcome: Outcome, pot: str, note: Mapping[str, Json]) -> Outcome:
    """What a result says of one pot."""
    steps = tuple(step for step in outcome.steps if step.pot == pot)
    paid = {step.project: step.amount for step in steps if step.amount is not None}
    return replace(
        outcome,
        steps=steps,
        selected=tuple(step.project for step in steps if step.action == "funded"),
        part_funded=paid,
        budget=part.election.budget,
        spent=from_json(note["spent"]),
        voters=part.election.voters,
        share=None if note["share"] is None else from_json(note["share"]),
        increments=note["increments"],
        notes=note,
    )


def _open(contest: Contest, whole: Count) -> list[int]:
    """Projects that may still win."""
    gone = whole.blocked(contest) | set(whole.selected)
    return [
        place
        for place in contest.eligible
        if place not in gone and contest.id(place) not in whole.part_funded
    ]


def _part(contest: Contest, inside: list[int], money: Number) -> Contest:
    """The contest of these projects alone, among those who voted for one of them."""
    kept = np.zeros(len(contest.election.projects), dtype=np.bool_)
    kept[inside] = True
    ballots = contest.election.ballots
    keep = kept[ballots.choices]
    sizes = np.zeros(len(ballots), dtype=np.int64)
    np.add.at(sizes, ballots.rows[keep], 1)
    voted = sizes > 0
    starts = np.zeros(int(voted.sum()) + 1, dtype=np.int64)
    np.cumsum(sizes[voted], out=starts[1:])
    points = None if ballots.points is None else ballots.points[keep]
    part = Ballots(starts, ballots.choices[keep], ballots.counts[voted], points, ballots.scale)
    election = contest.election.with_(budget=money, profile=part)
    support = index_support(election, contest.support.points[keep], contest.support.scale)
    return replace(contest, election=election, support=support, eligible=tuple(inside))


def _add(whole: Count, part: Count, pot: str) -> None:
    """Append the count of one pot."""
    before = len(whole.steps)
    whole.steps.extend(_labelled(step, before, pot) for step in part.steps)
    whole.selected.extend(part.selected)
    whole.ties.extend(part.ties)
    whole.spent += part.spent
    whole.part_funded.update(part.part_funded)
    share = None if part.share is None else to_json(part.share)
    whole.notes.setdefault("pots", []).append(
        {
            "pot": pot,
            "spent": to_json(part.spent),
            "share": share,
            "increments": part.increments,
            **part.notes,
        }
    )


def _labelled(step: Step, before: int, pot: str) -> Step:
    return replace(step, number=before + step.number, pot=pot)
