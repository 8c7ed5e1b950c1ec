"""A model of what voters like, to draw ballots that look like a city's and not like noise. Pure.

Each voter has a home district, two or three topics close to the heart, a purse (how much a high cost puts them off) and
an appetite (how many projects they tick). What a project means to a voter is a weight: its general appeal, times its
pull on neighbours, times the voter's topics, times what the cost takes away. Projects are then drawn by weight without
putting back, as long as the ballot's limits allow.

The home district is forgotten as soon as the ballot is drawn: a list of ballots says nothing about who cast them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from demo.city import CATEGORIES, DISTRICTS
from demo.shapes import BallotProjectData

# How many people tick one project, two, three and so on; most stop between two and five.
APPETITE = {1: 6, 2: 16, 3: 25, 4: 24, 5: 17, 6: 7, 7: 3, 8: 2}
EMPTY_BALLOTS = 0.004
TOPIC_PULL = 2.4
FAR_AWAY = 0.3
"""What is left of a local project's weight for people from another district."""


@dataclass(frozen=True, slots=True)
class Voter:
    district: str
    topics: frozenset[str]
    thrift: float
    appetite: int


def draw_ballots(
    projects: Sequence[BallotProjectData],
    n: int,
    rng: random.Random,
    max_projects: int | None,
    spending_limit: int | None,
) -> list[tuple[str, ...]]:
    """Draw `n` approval ballots: tuples of project keys, in the order of `projects`.

    No ballot names more than `max_projects` projects or costs more than `spending_limit` minor units together (None
    means no such limit). The same `rng` state gives the same ballots. A few are empty, as in any real vote.
    """
    return [_draw(projects, _voter(rng), rng, max_projects, spending_limit) for _ in range(n)]


def _voter(rng: random.Random) -> Voter:
    district = rng.choices([one.slug for one in DISTRICTS], [one.weight for one in DISTRICTS])[0]
    topics = rng.sample([one.slug for one in CATEGORIES], rng.choice((2, 2, 3)))
    appetite = 0 if rng.random() < EMPTY_BALLOTS else rng.choices(list(APPETITE), list(APPETITE.values()))[0]
    return Voter(district, frozenset(topics), rng.betavariate(2, 4), appetite)


def _draw(
    projects: Sequence[BallotProjectData],
    voter: Voter,
    rng: random.Random,
    max_projects: int | None,
    spending_limit: int | None,
) -> tuple[str, ...]:
    dearest = max(project.cost for project in projects)
    weights = {project.key: _weight(project, voter, dearest) for project in projects}
    wanted = min(voter.appetite, max_projects if max_projects is not None else len(projects))
    chosen: set[str] = set()
    left = spending_limit
    while len(chosen) < wanted:
        open_to = [p for p in projects if p.key not in chosen and (left is None or p.cost <= left)]
        if not open_to:
            break
        pick = rng.choices(open_to, [weights[project.key] for project in open_to])[0]
        chosen.add(pick.key)
        left = None if left is None else left - pick.cost
    return tuple(project.key for project in projects if project.key in chosen)


def _weight(project: BallotProjectData, voter: Voter, dearest: int) -> float:
    """What `project` means to `voter`: always above zero, without a unit."""
    weight = project.appeal
    if project.district is not None:
        weight *= project.local if project.district == voter.district else FAR_AWAY
    if project.category in voter.topics:
        weight *= TOPIC_PULL
    return weight * (1 - 0.5 * voter.thrift * project.cost / dearest)
