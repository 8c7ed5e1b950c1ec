"""What the editor's menu offers: writing, not people. They are managed where the log sees it.

And nobody copies what they may not change.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

PEOPLE = frozenset({"users", "groups"})


@hooks.register("construct_settings_menu")
def leave_out_people(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take the entries of people and groups out of the menu."""
    items[:] = [item for item in items if item.name not in PEOPLE]


@hooks.register("before_copy_page")
def copy_what_one_may_change(request: HttpRequest, page: Page) -> None:
    """Refuse to copy the page of others into one's own: it may be a draft."""
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
