"""Simulated tastes: ballots as a city might cast them, for a dress rehearsal. Pure; a seed repeats them.

Every project has an appeal of its own. Every voter has a home district, two topics close to the heart, a
purse (how much a high cost puts them off) and an appetite (how many projects they choose). What a project
means to a voter is a weight: its appeal, times `near` in the home district (its square root for projects of
the whole city), times `topics` for a topic they love, less up to `thrift` percent for the dearest project.
Projects are then drawn by weight without putting back, as far as the ballot allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voting.rules import BallotGroup, Election

CHUNK = 1_000
LOVED_TOPICS = 2
APPETITE = {0: 1, 1: 6, 2: 16, 3: 25, 4: 24, 5: 17, 6: 6, 7: 3, 8: 2}
"""Of a hundred voters, how many choose so many projects."""

Floats = NDArray[np.float64]
Points = Callable[[list[float]], list[int]]


@dataclass(frozen=True, slots=True)
class Tastes:
    """The numbers of the model. `seed` makes the ballots repeatable."""

    voters: int = 2_000
    seed: int = 1
    near: int = 4
    topics: int = 3
    thrift: int = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """What a ballot may hold: most projects, most money, and how weights become points (None: no points)."""

    most: int | None = None
    money: float | None = None
    points: Points | None = None


def draw_ballots(election: Election, tastes: Tastes, limits: Limits) -> Iterator[BallotGroup]:
    """Yield one ballot per voter over the projects of `election`."""
    if not election.projects:
        yield BallotGroup((), count=tastes.voters)
        return
    rng = np.random.default_rng(tastes.seed)
    city = _City(election, tastes, rng)
    left = tastes.voters
    while left > 0:
        size = min(CHUNK, left)
        weights = city.weights(size, rng)
        order = np.argsort(-np.log(rng.random(weights.shape)) / weights, axis=1)
        wanted = rng.choice(list(APPETITE), size=size, p=np.array(list(APPETITE.values())) / 100)
        for row in range(size):
            yield city.ballot(order[row].tolist(), weights[row], int(wanted[row]), limits)
        left -= size


class _City:
    """The projects as the voters see them."""

    def __init__(self, election: Election, tastes: Tastes, rng: np.random.Generator) -> None:
        projects = election.projects
        self.tastes = tastes
        self.ids = [project.id for project in projects]
        self.costs = [float(project.cost) for project in projects]
        self.appeal = np.exp(0.5 * rng.standard_normal(len(projects)))
        self.districts = sorted({project.district for project in projects if project.district})
        self.topics = sorted({name for project in projects for name in project.categories})
        self.home = np.array(
            [self.districts.index(project.district) if project.district else -1 for project in projects]
        )
        self.about = np.array([[name in project.categories for name in self.topics] for project in projects])
        self.dear = np.array(self.costs) / (max(self.costs) or 1.0)

    def weights(self, size: int, rng: np.random.Generator) -> Floats:
        """Return what each project (column) means to each of `size` voters (rows)."""
        near, loved = float(self.tastes.near), float(self.tastes.topics)
        homes = rng.integers(0, max(1, len(self.districts)), size=size)
        own = np.where(self.home[None, :] == homes[:, None], near, 1.0)
        own[:, self.home < 0] = np.sqrt(near)
        weights = self.appeal[None, :] * own
        if self.topics:
            rank = np.argsort(rng.random((size, len(self.topics))), axis=1)
            hearts = np.zeros((size, len(self.topics)), dtype=np.bool_)
            np.put_along_axis(hearts, rank[:, :LOVED_TOPICS], values=True, axis=1)
            weights *= np.where(hearts.astype(np.int64) @ self.about.T.astype(np.int64) > 0, loved, 1.0)
        purse = rng.beta(2, 4, size=size) * 2 * self.tastes.thrift / 100
        return np.asarray(weights * np.maximum(0.02, 1 - purse[:, None] * self.dear[None, :]))

    def ballot(self, order: list[int], weights: Floats, wanted: int, limits: Limits) -> BallotGroup:
        """Return the ballot of one voter, who looks at the projects in this order."""
        most = wanted if limits.most is None else min(wanted, limits.most)
        chosen: list[int] = []
        left = limits.money
        for place in order:
            if len(chosen) >= most:
                break
            if left is None or self.costs[place] <= left:
                chosen.append(place)
                left = None if left is None else left - self.costs[place]
        ids = tuple(self.ids[place] for place in chosen)
        if limits.points is None:
            return BallotGroup(ids)
        given = limits.points([float(weights[place]) for place in chosen])
        pairs = [(name, points) for name, points in zip(ids, given, strict=True) if points]
        return BallotGroup(tuple(name for name, _ in pairs), points=tuple(points for _, points in pairs))


def shared_out(total: int, each: int) -> Points:
    """Return how a voter shares `total` points over the chosen projects by weight, at most `each` to one."""

    def points(weights: list[float]) -> list[int]:
        whole = sum(weights)
        given = [min(each, int(total * weight / whole)) for weight in weights]
        for place in sorted(range(len(weights)), key=lambda place: -weights[place]):
            more = min(total - sum(given), each - given[place])
            given[place] += max(0, more)
        return given

    return points


def scored(top: int) -> Points:
    """Return how a voter scores the chosen projects from 1 to `top`: the dearest to the heart highest."""

    def points(weights: list[float]) -> list[int]:
        best = max(weights, default=1.0)
        return [max(1, round(top * (weight / best) ** 0.5)) for weight in weights]

    return points
