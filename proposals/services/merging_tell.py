"""What people are told about a merge: short, in their language, with the page on which they can act."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from proposals.merging import settled
from proposals.models import Merge, MergeConsent, MoveAnswer, Support

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
            notify(
                user=user, subject=subject, body=_with_note(body, merge.note), url=merge.get_absolute_url()
            )


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
                body=_with_note(settled(merge), merge.end_reason),
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
                body=_with_note(body, merge.end_reason),
                url=merge.get_absolute_url(),
            )


def tell_supporters_of(merge: Merge) -> int:
    """Tell who supports the proposal that went, and not the one that stays; return how many."""
    there = Support.objects.filter(proposal=merge.stays_id, user__isnull=False).values("user")
    answered = MoveAnswer.objects.filter(merge=merge).values("user")
    waiting = (
        Support.objects.filter(proposal=merge.goes_id).exclude(user__in=there).exclude(user__in=answered)
    )
    people = User.objects.filter(pk__in=waiting.values("user"), erased_at=None)
    for user in people.iterator():
        with speaking_to(user):
            subject = _("Proposal %(goes)s, which you support, is now part of proposal %(stays)s") % numbers(
                merge
            )
            notify(user=user, subject=subject, body=_choice(merge), url=merge.get_absolute_url())
    return len(people)


def _choice(merge: Merge) -> str:
    """Say what happens with a support if its owner does nothing."""
    if merge.moves_at:
        words = {**numbers(merge), "date": date_format(localtime(merge.moves_at), "DATE_FORMAT")}
        return (
            _(
                "The authors agreed to merge them. From %(date)s your support counts for proposal "
                "%(stays)s, unless you say no. One tap on the page is enough, either way."
            )
            % words
        )
    return _(
        "The authors agreed to merge them. Your support stays with proposal %(goes)s until you move it. "
        "One tap on the page is enough."
    ) % numbers(merge)


def numbers(merge: Merge) -> dict[str, object]:
    """Return the numbers of both proposals, for sentences."""
    return {"goes": merge.goes.number, "stays": merge.stays.number}


def _with_note(body: str, note: str) -> str:
    return f"{body}\n\n{note}" if note else body


def _authors(merge: Merge, *, but: User | None = None, only_silent: bool = False) -> Iterable[User]:
    consents = merge.consents.select_related("user").order_by("pk")
    if only_silent:
        consents = consents.filter(answer=Answer.NONE)
    return [consent.user for consent in consents if consent.user != but]
