"""Which groups of voters are shown alone, and which only together with others, so that no figure is about a
few people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pools:
    """`alone` and `together` are names, the largest group first."""

    alone: tuple[str, ...]
    together: tuple[str, ...]


def pools_of(voters: Mapping[str, int], smallest: int) -> Pools:
    """Return which of the groups have at least `smallest` voters and are shown alone. The others are shown
    together, and if those are still too few, with the next larger groups, too.
    """
    ranked = sorted(voters, key=lambda name: (-voters[name], name))
    shown = sum(voters[name] >= smallest for name in ranked)
    while shown and shown < len(ranked) and sum(voters[name] for name in ranked[shown:]) < smallest:
        shown -= 1
    return Pools(tuple(ranked[:shown]), tuple(ranked[shown:]))
