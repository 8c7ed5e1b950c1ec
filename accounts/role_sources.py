"""Roles that people hold in a part of the city. Apps above say where to find them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from accounts.roles import Role

if TYPE_CHECKING:
    from accounts.models import User

Source = Callable[["User"], frozenset[Role]]
_sources: list[Source] = []


def role_source(source: Source) -> Source:
    """Register a function that returns the roles a person holds anywhere beyond the whole city."""
    _sources.append(source)
    return source


def scoped_roles(user: User) -> frozenset[Role]:
    """Return every role that `user` holds somewhere, other than in the whole city."""
    return frozenset().union(*(source(user) for source in _sources))
