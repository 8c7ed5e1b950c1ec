"""Council staff of one process write, preview and publish its pages and its news in the editor, no others."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.roles import Role
from pages.editors import give_on_pages
from pages.models import ProcessPage
from processes.models import Process, ProcessRole

PREFIX = f"{Role.COUNCIL_STAFF.value} of process "
CHOOSE = ("choose_document",)
OWN_FILES = ("add_document", "change_document", "choose_document")


def give_all() -> None:
    """Put everybody into the groups that follow from their roles in processes. Safe to run again."""
    for held in ProcessRole.objects.filter(role=Role.COUNCIL_STAFF).select_related("process", "user"):
        group_of(held.process).user_set.add(held.user)


def group_of(process: Process) -> Group:
    """Return the group of those who write about one process, made with its rights where it is missing."""
    group, created = Group.objects.get_or_create(name=f"{PREFIX}{process.pk}")
    if created:
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        give_on_documents(group, process)
        for page in ProcessPage.objects.filter(process=process):
            give_on_pages(group, page)
    return group


def give_on_documents(group: Group, process: Process) -> None:
    """Let the group link every document of the city, and put its own into a collection of its own."""
    root = Collection.get_first_root_node()
    if root is None:
        return
    own = root.add_child(name=process.title)
    for collection, codenames in ((root, CHOOSE), (own, OWN_FILES)):
        for right in Permission.objects.filter(codename__in=codenames):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)


def role_given(instance: ProcessRole, raw: bool = False, **_kwargs: Any) -> None:
    """Receiver: somebody has a role in a process."""
    if instance.role == Role.COUNCIL_STAFF and not raw:
        group_of(instance.process).user_set.add(instance.user_id)


def role_taken(instance: ProcessRole, **_kwargs: Any) -> None:
    """Receiver: somebody has it no more."""
    if instance.role == Role.COUNCIL_STAFF:
        group = Group.objects.filter(name=f"{PREFIX}{instance.process_id}").first()
        if group is not None:
            group.user_set.remove(instance.user_id)


def page_written(instance: ProcessPage, raw: bool = False, **_kwargs: Any) -> None:
    """Receiver: the page of a process is there, or is about another one now."""
    if raw:
        return
    others = GroupPagePermission.objects.filter(page_id=instance.pk, group__name__startswith=PREFIX)
    others.exclude(group__name=f"{PREFIX}{instance.process_id}").delete()
    group = Group.objects.filter(name=f"{PREFIX}{instance.process_id}").first()
    if group is not None:
        give_on_pages(group, instance)


def connect() -> None:
    """Listen to roles in processes and to their pages."""
    post_save.connect(role_given, sender=ProcessRole, dispatch_uid="process-editors-given")
    post_delete.connect(role_taken, sender=ProcessRole, dispatch_uid="process-editors-taken")
    post_save.connect(page_written, sender=ProcessPage, dispatch_uid="process-editors-page")
