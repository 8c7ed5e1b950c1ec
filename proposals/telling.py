"""What authors, followers and staff are told about a proposal: short, in their language, with its page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from accounts.roles import Role
from accounts.tasks import address
from processes.models import Process
from proposals.lifecycle import Status
from proposals.models import Follow, Move, OfficialAnswer, Proposal

SALT = "proposals.unfollow"


def tell_of_move(move: Move, but: int | None) -> None:
    """Tell the authors and followers about a step, except the person with the id `but`, who took it."""
    proposal = move.proposal
    authors = authors_of(proposal)
    told = {but}
    for author in authors:
        if author.pk not in told:
            _tell_author(author, move)
            told.add(author.pk)
    for follow in followers_of(proposal, told | {author.pk for author in authors}):
        _tell_follower(follow, move)


def followers_of(proposal: Proposal, silent: Collection[int | None]) -> Iterator[Follow]:
    """Yield who follows a proposal, without those in `silent`; nobody while it is hidden."""
    follows = Follow.objects.filter(proposal=proposal).select_related("user")
    for follow in () if proposal.is_hidden else follows.iterator(chunk_size=500):
        if follow.user_id not in silent:
            yield follow


def _tell_author(author: User, move: Move) -> None:
    with speaking_to(author):
        subject = _("Your proposal is now “%(status)s”: %(title)s") % words_of(move)
        notify(user=author, subject=subject, body=reason_of(move), url=move.proposal.get_absolute_url())


def _tell_follower(follow: Follow, move: Move) -> None:
    with speaking_to(follow.user):
        subject = _("Proposal %(number)s is now “%(status)s”: %(title)s") % words_of(move)
        notify(
            user=follow.user, subject=subject, body=reason_of(move), url=move.proposal.get_absolute_url(),
            ending=how_to_stop(follow, move.proposal),
        )  # fmt: skip


def how_to_stop(follow: Follow, proposal: Proposal) -> str:
    """Return the sentence that ends what followers are told, in the active language."""
    sentence = (
        _("You support this proposal. To stop hearing about it, open this address: %(address)s")
        if follow.by_support
        else _("You follow this proposal. To stop hearing about it, open this address: %(address)s")
    )
    return sentence % {"address": address(stop_address(follow.user_id, proposal))}


def words_of(move: Move) -> dict[str, object]:
    """Return what the subjects name."""
    return {"number": move.proposal.number, "status": move.label, "title": move.proposal.title}


def reason_of(move: Move) -> str:
    """Return why, or where to read more."""
    if move.reason:
        return _("The reason: %(reason)s") % {"reason": move.reason}
    if move.by_author and move.status != Status.WITHDRAWN:
        return _("Its author had withdrawn it and took that back. Everyone's support counts as before.")
    return _("Its page shows every step so far.")


def tell_of_answer(answer: OfficialAnswer) -> None:
    """Tell the authors and followers what the city said."""
    proposal = answer.proposal
    words = {"number": proposal.number, "title": proposal.title}
    said = f"{answer.headline}\n\n{answer.body}"
    authors = {author.pk: author for author in authors_of(proposal)}
    for author in authors.values():
        with speaking_to(author):
            subject = _("The city answered your proposal: %(title)s") % words
            notify(user=author, subject=subject, body=said, url=answer.get_absolute_url())
    for follow in followers_of(proposal, authors):
        with speaking_to(follow.user):
            subject = _("The city answered proposal %(number)s: %(title)s") % words
            notify(
                user=follow.user, subject=subject, body=said, url=answer.get_absolute_url(),
                ending=how_to_stop(follow, proposal),
            )  # fmt: skip


def tell_of_threshold(proposal: Proposal) -> None:
    """Tell the authors and the council staff that a proposal has the supporters it needs."""
    count = {"count": proposal.process.support_threshold, "number": proposal.number, "title": proposal.title}
    for author in authors_of(proposal):
        with speaking_to(author):
            subject = _("Your proposal has the %(count)s supporters it needs: %(title)s") % count
            parts = [_("It can now go to the city check. We will tell you when it does.")]
            body = " ".join([*parts, *_promised(proposal.process)])
            notify(user=author, subject=subject, body=body, url=proposal.get_absolute_url())
    for person in staff_of(proposal.process):
        with speaking_to(person):
            subject = _("Proposal %(number)s has %(count)s supporters: %(title)s") % count
            body = _("It is waiting for the city check. You can move it on from its page.")
            notify(user=person, subject=subject, body=body, url=proposal.get_absolute_url())


def _promised(process: Process) -> Iterator[str]:
    if process.answers_due and process.answers_due >= timezone.localdate():
        day = date_format(process.answers_due, "DATE_FORMAT")
        yield _("The city has promised an answer by %(date)s.") % {"date": day}


def authors_of(proposal: Proposal) -> list[User]:
    """Return the author and the co-authors."""
    return [proposal.author, *(each.user for each in proposal.coauthors.select_related("user"))]


def staff_of(process: Process) -> Iterable[User]:
    """Return the council staff of the city and of the process."""
    here = Q(process_roles__role=Role.COUNCIL_STAFF, process_roles__process=process)
    return User.objects.filter(Q(role_grants__role=Role.COUNCIL_STAFF) | here, is_active=True).distinct()


def stop_address(user: int, proposal: Proposal) -> str:
    """Return the page on which a person stops following without signing in; nobody can guess another's."""
    token = signing.dumps([user, proposal.pk], salt=SALT)
    return reverse("proposals:stop", args=[proposal.process.slug, proposal.number, token])


def follower_of(token: str, proposal: Proposal) -> User | None:
    """Return whom a token was made for; None where it is none of this proposal's."""
    try:
        user, pk = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return User.objects.filter(pk=user, is_active=True).first() if pk == proposal.pk else None
