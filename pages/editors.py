"""Who may use the editor: council staff and administrators write, preview and publish every page.

Those who are staff in one process only have its pages: see `process_editors.py`.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from accounts.models import User
from accounts.roles import Role
from accounts.services import role_group
from processes.models import Process
from processes.permissions import process_roles

EDITORS = frozenset({Role.COUNCIL_STAFF, Role.ADMINISTRATOR})
ON_PAGES = ("add_page", "change_page", "publish_page")
ON_FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
ELSEWHERE = ("access_admin", "change_citysettings", "submit_translation")


def writes_everything(user: User) -> bool:
    """Return whether every page of the city is for `user` to write."""
    return user.is_superuser or bool(user.city_roles & EDITORS)


def may_write(user: User, process: Process | None = None) -> bool:
    """Return whether the editor is open to `user`: for the pages of `process`, or for any page."""
    held = process_roles(user)
    asked = held.values() if process is None else [held.get(process.pk, frozenset())]
    return writes_everything(user) or any(Role.COUNCIL_STAFF in roles for roles in asked)


def give_editor_rights() -> None:
    """Hang the editor's rights on the groups of the roles, and make sure that pages can be written in every
    language of the site. Safe to run again.
    """
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is None or files is None:
        return
    for language, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    for role in EDITORS:
        group = role_group(role)
        group.permissions.add(*Permission.objects.filter(codename__in=ELSEWHERE))
        give_on_pages(group, root)
        give_on_files(group, files)


def give_on_pages(group: Group, root: Page) -> None:
    """Let the group write, change and publish a page and all below it."""
    ours = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES)
    for permission in ours:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def give_on_files(group: Group, root: Collection) -> None:
    """Let the group add and choose pictures and documents; the editor looks at rights on collections."""
    apps = ("wagtailimages", "wagtaildocs")
    for permission in Permission.objects.filter(content_type__app_label__in=apps, codename__in=ON_FILES):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
