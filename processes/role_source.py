"""Tells the accounts app which roles people hold in single processes: they need a second factor too."""

from __future__ import annotations

from accounts.models import User
from accounts.role_sources import role_source
from accounts.roles import Role
from processes.permissions import process_roles


@role_source
def roles_in_processes(user: User) -> frozenset[Role]:
    """Return every role that `user` holds in any process."""
    return frozenset().union(*process_roles(user).values())
