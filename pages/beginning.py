"""Beginning the page of a process that has none, as a draft that its staff go on to write in the editor."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from pages.editors import may_write
from pages.models import HomePage, ProcessPage
from processes.models import Process
from processes.permissions import Denied, Verdict, require


def may_begin(user: User, process: Process) -> Verdict:
    """Return whether `user` may begin the page of `process`: who may write it, where there is a home page."""
    if not may_write(user, process):
        return Verdict(False, _("This is for council staff."))
    if not HomePage.objects.exists():
        return Verdict(False, _("There is no home page yet to put it under."))
    return Verdict(True)


@transaction.atomic
def begin_page(*, actor: User, process: Process) -> ProcessPage:
    """Return the page of `process`; where there is none, one in its language that nobody else reads yet.

    The editor's own history says who began it. Raises Denied, and ValidationError where another page has its
    address.
    """
    require(may_begin(actor, process))
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)  # a double click begins one
    there: ProcessPage | None = ProcessPage.objects.filter(process=process).order_by("pk").first()
    if there:
        return there
    homes = HomePage.objects.select_related("locale").order_by("pk")
    home = homes.filter(locale__language_code=process.language).first() or homes.first()
    if home is None:
        raise Denied(may_begin(actor, process))
    page = ProcessPage(
        title=process.title, slug=process.slug, process=process, locale=home.locale, owner=actor, live=False
    )
    home.add_child(instance=page)
    page.save_revision(user=actor, log_action=False)
    log(instance=page, action="wagtail.create", user=actor, content_changed=True)
    return page
