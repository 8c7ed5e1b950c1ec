"""What rooms above do when proposals are merged: a registry, because a proposal knows nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proposals.models import Merge, Proposal

Objection = Callable[[Proposal], str]


@dataclass(frozen=True, slots=True)
class Joiner:
    """How something that hangs on a proposal goes along with a merge, and comes back.

    `hold` locks what will be changed, before the proposals are locked. `join` and `part` run in the
    transaction of the merge and of its undoing.
    """

    hold: Callable[[Proposal], None]
    join: Callable[[Merge], None]
    part: Callable[[Merge], None]


_joiners: dict[str, Joiner] = {}
_objections: dict[str, Objection] = {}


def register_joiner(name: str, joiner: Joiner) -> None:
    """Have `joiner` take part in every merge. Raises ValueError if the name is taken."""
    if name in _joiners:
        raise ValueError(f"The joiner {name!r} is registered twice.")
    _joiners[name] = joiner


def register_objection(name: str) -> Callable[[Objection], Objection]:
    """Register a reason why a proposal cannot be merged now: a function to a sentence, or "".

    Raises ValueError if the name is taken.
    """

    def decorate(objection: Objection) -> Objection:
        if name in _objections:
            raise ValueError(f"The objection {name!r} is registered twice.")
        _objections[name] = objection
        return objection

    return decorate


def joiners() -> list[Joiner]:
    """Return all joiners in the order of their names."""
    return [_joiners[name] for name in sorted(_joiners)]


def objection_to(proposal: Proposal) -> str:
    """Return the first reason why `proposal` cannot be merged now, or ""."""
    return next(filter(None, (_objections[name](proposal) for name in sorted(_objections))), "")
