"""What people are told about a merge: short, in their language, with the page on which they can act."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from proposals.merging import settled
from proposals.models import Merge, MergeConsent

Answer = MergeConsent.Answer


def ask_authors(merge: Merge, among: Iterable[User] | None = None) -> None:
    """Ask every author who has not answered, or only `among` these."""
    for user in _authors(merge, only_silent=True) if among is None else among:
        with speaking_to(user):
            subject = _("Should proposals %(goes)s and %(stays)s become one?") % numbers(merge)
            body = _(
                "A merge has been proposed: proposal %(goes)s, “%(going)s”, would become part of proposal "
                "%(stays)s, “%(staying)s”. Nothing happens unless every author says yes. Please answer by "
                "%(date)s."
            ) % {
                **numbers(merge),
                "going": merge.goes.title,
                "staying": merge.stays.title,
                "date": date_format(localtime(merge.answer_by), "DATETIME_FORMAT"),
            }
            notify(user=user, subject=subject, body=with_note(body, merge.note), url=merge.get_absolute_url())


def tell_done(merge: Merge, *, but: User | None = None) -> None:
    """Tell the authors that their proposals are one."""
    for user in _authors(merge, but=but):
        with speaking_to(user):
            subject = _("Proposal %(goes)s is now part of proposal %(stays)s") % numbers(merge)
            body = _(
                "All authors agreed. Comments of both are in one discussion, supporters are asked where they "
                "want to count, and proposal %(goes)s can still be read."
            ) % numbers(merge)
            notify(user=user, subject=subject, body=body, url=merge.get_absolute_url())


def tell_ended(merge: Merge, *, but: User | None = None) -> None:
    """Tell the authors and who asked that the two proposals stay apart."""
    for user in {*_authors(merge, but=but), *([merge.proposer] if merge.proposer != but else [])}:
        with speaking_to(user):
            subject = _("Proposals %(goes)s and %(stays)s stay separate") % numbers(merge)
            notify(
                user=user,
                subject=subject,
                body=with_note(settled(merge), merge.end_reason),
                url=merge.get_absolute_url(),
            )


def tell_undone(merge: Merge, *, but: User | None = None) -> None:
    """Tell the authors that the two proposals are apart again, and why."""
    for user in _authors(merge, but=but):
        with speaking_to(user):
            subject = _("Proposals %(goes)s and %(stays)s are separate again") % numbers(merge)
            body = _(
                "A moderator undid the merge. Supports, followers and comments are back where they were "
                "before; anything newer stays where it was written."
            )
            notify(
                user=user,
                subject=subject,
                body=with_note(body, merge.end_reason),
                url=merge.get_absolute_url(),
            )


def numbers(merge: Merge) -> dict[str, object]:
    """Return the numbers of both proposals, for sentences."""
    return {"goes": merge.goes.number, "stays": merge.stays.number}


def with_note(body: str, note: str) -> str:
    """Return `body` with what a person wrote below it, if they wrote anything."""
    return f"{body}\n\n{note}" if note else body


def _authors(merge: Merge, *, but: User | None = None, only_silent: bool = False) -> Iterable[User]:
    consents = merge.consents.select_related("user").order_by("pk")
    if only_silent:
        consents = consents.filter(answer=Answer.NONE)
    return [consent.user for consent in consents if consent.user != but]
