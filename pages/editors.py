"""Who may use the editor: council staff and administrators write, preview and publish every page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission, Page

from accounts.roles import Role
from accounts.services import role_group

EDITORS = (Role.COUNCIL_STAFF, Role.ADMINISTRATOR)
ON_PAGES = ("add_page", "change_page", "publish_page")
ELSEWHERE = ("access_admin", "add_image", "change_image", "choose_image", "add_document", "change_document",
             "choose_document", "change_citysettings")  # fmt: skip


def give_editor_rights(**kwargs: Any) -> None:
    """Receiver of post_migrate: hang the editor's rights on the groups of the roles. Safe to run again."""
    root = Page.get_first_root_node()
    if root is None:
        return
    for role in EDITORS:
        group = role_group(role)
        group.permissions.add(*Permission.objects.filter(codename__in=ELSEWHERE))
        for permission in Permission.objects.filter(
            codename__in=ON_PAGES, content_type__app_label="wagtailcore"
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
