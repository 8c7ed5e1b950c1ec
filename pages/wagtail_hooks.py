"""What the editor's menu offers: writing, not people. They are managed where the log sees it."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

PEOPLE = frozenset({"users", "groups"})


@hooks.register("construct_settings_menu")
def leave_out_people(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take the entries of people and groups out of the menu."""
    items[:] = [item for item in items if item.name not in PEOPLE]
