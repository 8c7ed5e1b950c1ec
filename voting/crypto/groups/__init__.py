"""The two groups a round can use, behind one interface; their elements are canonical strings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from voting.crypto.groups.base import Element, Group, NotAMember
from voting.crypto.groups.ed25519 import Ed25519
from voting.crypto.groups.finite_field import Rfc3526

__all__ = ["GROUPS", "Element", "Group", "NotAMember", "group_named"]

GROUPS: Mapping[str, Group] = MappingProxyType({group.name: group for group in (Ed25519(), Rfc3526())})


def group_named(name: str) -> Group:
    """Return the group of that name; raises ValueError for any other."""
    if name not in GROUPS:
        raise ValueError(f"unknown group {name!r}; known are {', '.join(GROUPS)}")
    return GROUPS[name]
