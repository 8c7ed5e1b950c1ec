"""What decides when two projects stand exactly equal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from voting.rules.exact import Number
from voting.rules.model import Election
from voting.rules.outcome import Tie

CRITERIA = {
    "id": "ascending order of the project's id, compared as text",
    "cost": "the cheaper project first",
    "cost-highest": "the more expensive project first",
    "votes": "the project with more supporters first",
    "lot": "a lot drawn from a seed that was published before voting",
}


def lot_number(seed: str, project_id: str) -> str:
    """The lot of a project: SHA-256 of "seed:id" in hexadecimal. The smallest comes first."""
    return hashlib.sha256(f"{seed}:{project_id}".encode()).hexdigest()


class TieOrder:
    """A chain of criteria such as ("cost", "votes", "lot"); the id decides where the chain does not."""

    def __init__(
        self, election: Election, votes: Sequence[int], chain: Sequence[str], seed: str = ""
    ) -> None:
        """Raises ValueError for an unknown criterion and for a lot without a seed."""
        unknown = [name for name in chain if name not in CRITERIA]
        if unknown:
            raise ValueError(f"unknown tie criterion: {unknown[0]!r}; known are {', '.join(CRITERIA)}")
        if "lot" in chain and not seed:
            raise ValueError("a lot needs a seed")
        self.election = election
        self.chain = tuple(chain) if "id" in chain else (*chain, "id")
        self.seed = seed
        places = range(len(election.projects))
        self._keys = [[_key(name, election, votes, place, seed) for place in places] for name in self.chain]
        in_order = sorted(places, key=lambda place: tuple(keys[place] for keys in self._keys))
        self.rank = [0] * len(election.projects)
        for rank, place in enumerate(in_order):
            self.rank[place] = rank

    def first(self, tied: Sequence[int]) -> int:
        """The project that goes first."""
        return min(tied, key=self.rank.__getitem__)

    def beats(self, one: int, other: int, *, cost: Number | None = None, votes: int | None = None) -> bool:
        """Whether `one` would go before `other` if it had this cost and this number of supporters instead."""
        project = self.election.projects[one]
        changed = {
            "cost": -1 if cost is None else cost,
            "cost-highest": -1 if cost is None else -cost,
            "votes": -1 if votes is None else -votes,
        }
        kept = {"cost": cost is None, "cost-highest": cost is None, "votes": votes is None}
        for name, keys in zip(self.chain, self._keys, strict=True):
            mine = keys[one] if kept.get(name, True) else changed[name]
            if mine != keys[other]:
                return bool(mine < keys[other])  # type: ignore[operator]  # both come from one key, so they compare
        return project.id < self.election.projects[other].id

    def report(self, tied: Sequence[int]) -> Tie:
        """The tie in words: who stood equal, who went first, by which criterion."""
        ordered = sorted(tied, key=self.rank.__getitem__)
        left = list(ordered)
        decided = self.chain[-1]
        for name, keys in zip(self.chain, self._keys, strict=True):
            left = [place for place in left if keys[place] == keys[ordered[0]]]
            if len(left) == 1:
                decided = name
                break
        ids = tuple(self.election.projects[place].id for place in ordered)
        return Tie(ids, ids[0], decided)


def _key(name: str, election: Election, votes: Sequence[int], place: int, seed: str) -> Number | str:
    project = election.projects[place]
    if name == "cost":
        return project.cost
    if name == "cost-highest":
        return -project.cost
    if name == "votes":
        return -int(votes[place])
    return lot_number(seed, project.id) if name == "lot" else project.id
