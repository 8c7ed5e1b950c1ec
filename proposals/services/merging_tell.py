"""What people are told about a merge: short, in their language, with the page on which they can act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from proposals.merging import settled
from proposals.models import Merge, MergeConsent, MoveAnswer, Support
from ui.counts import counted

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


def tell_done(merge: Merge, others: Sequence[Merge] = (), *, but: User | None = None) -> None:
    """Tell the authors that their proposals are one, and everyone asked about `others` that these come to
    nothing: once each, whatever they have to do with it.
    """
    ended = _people_of(others)
    for user in _authors(merge, but=but):
        with speaking_to(user):
            subject = _("Proposal %(goes)s is now part of proposal %(stays)s") % numbers(merge)
            body = _(
                "All authors agreed. Comments of both are in one discussion, supporters are asked where they "
                "want to count, and proposal %(goes)s can still be read."
            ) % numbers(merge)
            parts = [body, choice(merge) if has_choice(user, merge) else "", *_apart(ended.pop(user, []))]
            text = "\n\n".join(filter(None, parts))
            notify(user=user, subject=subject, body=text, url=merge.get_absolute_url())
    for user, mine in ended.items():
        with speaking_to(user):
            _tell_apart(user, mine)


def tell_ended(merge: Merge, *, but: User | None = None) -> None:
    """Tell the authors and who asked that the two proposals stay apart."""
    for user in _people_of([merge]):
        if user != but:
            with speaking_to(user):
                _tell_apart(user, [merge])


def _tell_apart(user: User, merges: Sequence[Merge]) -> None:
    first = merges[0]
    subject = _("Proposals %(goes)s and %(stays)s stay separate") % numbers(first)
    body = with_note(settled(first), first.end_reason)
    if len(merges) > 1:
        subject = _("%(count)s proposed merges have come to nothing") % {"count": counted(len(merges))}
        body = "\n".join([*_apart(merges), "", first.end_reason])
    notify(user=user, subject=subject, body=body, url=first.get_absolute_url())


def _apart(merges: Iterable[Merge]) -> list[str]:
    return [_("Proposals %(goes)s and %(stays)s stay separate.") % numbers(merge) for merge in merges]


def _people_of(merges: Iterable[Merge]) -> dict[User, list[Merge]]:
    """Return the authors who were asked about `merges` and who asked, each with theirs."""
    found: dict[User, list[Merge]] = {}
    for merge in merges:
        for user in dict.fromkeys([*_authors(merge), merge.proposer]):
            found.setdefault(user, []).append(merge)
    return found


def has_choice(user: User, merge: Merge) -> bool:
    """Return whether `user` supports the proposal that went and has not said where that should count."""
    supports = Support.objects.filter(user=user)
    if not supports.filter(proposal=merge.goes_id).exists():
        return False
    there = supports.filter(proposal=merge.stays_id).exists()
    return not there and not MoveAnswer.objects.filter(merge=merge, user=user).exists()


def choice(merge: Merge) -> str:
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
