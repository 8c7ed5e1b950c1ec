"""Pictures and PDF files of a proposal: added, described, ordered and taken away by its authors.

On a published proposal each of these is a new version. What is taken away is really deleted; the history
keeps only what it was described as. What another author took away meanwhile stays away, and nothing happens.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from accounts.models import User
from audit.services import record
from processes.permissions import Person, Verdict, acting_as, require
from processes.phases import Act
from proposals.lifecycle import Status
from proposals.models import Attachment, Picture, Proposal
from proposals.models.picture import file_name, pdf_name
from proposals.permissions import may_edit, may_edit_draft
from proposals.pictures import Unusable, encoded
from proposals.services.filing import delete, delete_later
from proposals.services.locking import locked
from proposals.services.versions import keep_version

MOST_PICTURES = 6
MOST_FILES = 3
PDF_BYTES = 10 * 1024 * 1024
PDF_HEAD = 1024


def may_illustrate(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may change pictures and files: whoever may change the words."""
    check = may_edit_draft if proposal.status == Status.DRAFT else may_edit
    return check(user, proposal, now)


def add_picture(
    *, actor: User, proposal: Proposal, file: BinaryIO, size: int, alt: str, now: datetime
) -> Picture:
    """Add a picture; an empty `alt` says that it only decorates. Raises Denied, Unusable."""
    require(may_illustrate(actor, proposal, now))
    image = encoded(file, size)
    picture = Picture(
        proposal=proposal, alt=alt, width=image.width, height=image.height, added_by=actor, added_at=now
    )
    stored = [_store(file_name(picture.token, width), data) for width, data in image.files.items()]
    try:
        with transaction.atomic():
            held = _held(actor, proposal, now)
            count = held.pictures.count()
            if count >= MOST_PICTURES:
                raise Unusable(_("A proposal can have up to %(count)s pictures.") % {"count": MOST_PICTURES})
            picture.position = _next_place(held.pictures.values_list("position", flat=True))
            picture.save()
            _note(actor, held, "proposals.picture_added", gettext_noop("Added a picture."), now)
    except BaseException:
        delete(stored)
        raise
    return picture


@transaction.atomic
def describe_picture(*, actor: User, picture: Picture, alt: str, now: datetime) -> None:
    """Say anew what a picture shows. Raises Denied."""
    held = _held(actor, picture.proposal, now)
    if not held.pictures.filter(pk=picture.pk).exclude(alt=alt).update(alt=alt):
        return
    _note(
        actor, held, "proposals.picture_described", gettext_noop("Changed the description of a picture."), now
    )


@transaction.atomic
def move_picture_up(*, actor: User, picture: Picture, now: datetime) -> None:
    """Show a picture one place earlier; the first one stays. Raises Denied."""
    held = _held(actor, picture.proposal, now)
    order = list(held.pictures.all())
    at = next((place for place, each in enumerate(order) if each.pk == picture.pk), 0)
    if at == 0:
        return
    order[at - 1 : at + 1] = [order[at], order[at - 1]]
    for place, each in enumerate(order):
        each.position = place
    Picture.objects.bulk_update(order, ["position"])
    _note(actor, held, "proposals.pictures_ordered", gettext_noop("Changed the order of the pictures."), now)


@transaction.atomic
def remove_picture(*, actor: User, picture: Picture, now: datetime) -> None:
    """Take a picture away and delete its files. Raises Denied."""
    held = _held(actor, picture.proposal, now)
    if not held.pictures.filter(pk=picture.pk).delete()[0]:
        return
    delete_later([picture])
    _note(actor, held, "proposals.picture_removed", gettext_noop("Removed a picture."), now)


def attach_file(
    *, actor: User, proposal: Proposal, file: BinaryIO, size: int, title: str, now: datetime
) -> Attachment:
    """Add a PDF file under a random name. Raises Denied, Unusable."""
    require(may_illustrate(actor, proposal, now))
    if size > PDF_BYTES:
        raise Unusable(_("The file is larger than 10 MB. Make it smaller, then add it again."))
    data = file.read(PDF_BYTES + 1)
    if b"%PDF-" not in data[:PDF_HEAD]:
        raise Unusable(_("This is not a PDF file. Save it as PDF, then add it again."))
    attachment = Attachment(proposal=proposal, title=title, size=len(data), added_by=actor, added_at=now)
    stored = _store(pdf_name(attachment.token), data)
    try:
        with transaction.atomic():
            held = _held(actor, proposal, now)
            count = held.attachments.count()
            if count >= MOST_FILES:
                raise Unusable(_("A proposal can have up to %(count)s files.") % {"count": MOST_FILES})
            attachment.position = _next_place(held.attachments.values_list("position", flat=True))
            attachment.save()
            _note(actor, held, "proposals.file_added", gettext_noop("Added a PDF file."), now)
    except BaseException:
        delete([stored])
        raise
    return attachment


@transaction.atomic
def remove_file(*, actor: User, attachment: Attachment, now: datetime) -> None:
    """Take a PDF file away and delete it. Raises Denied."""
    held = _held(actor, attachment.proposal, now)
    if not held.attachments.filter(pk=attachment.pk).delete()[0]:
        return
    delete_later([attachment])
    _note(actor, held, "proposals.file_removed", gettext_noop("Removed a PDF file."), now)


def _held(actor: User, proposal: Proposal, now: datetime) -> Proposal:
    held = locked(proposal)
    require(may_illustrate(actor, held, now))
    return held


def _store(name: str, data: bytes) -> str:
    return default_storage.save(name, ContentFile(data))


def _next_place(places: Iterable[int]) -> int:
    return max(places, default=-1) + 1


def _note(actor: User, held: Proposal, action: str, reason: str, now: datetime) -> None:
    """Log the act; on a published proposal it makes a version, with the reason in the process's language."""
    if held.status != Status.DRAFT:
        with override(held.process.language):
            keep_version(actor=actor, proposal=held, reason=_(reason), now=now)
    act = Act.PROPOSE if held.status == Status.DRAFT else Act.EDIT_PROPOSAL
    record(
        action=action,
        chain=held.process.chain,
        actor=actor,
        role=acting_as(actor, act, held.process),
        target=held,
        at=now,
    )
