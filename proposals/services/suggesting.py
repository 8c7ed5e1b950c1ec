"""Suggested edits: residents offer other words, the authors accept or decline them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.limits import Pace
from accounts.models import User
from accounts.notices import notify, speaking_to
from audit.chain import Json
from audit.services import record
from moderation.links import may_link
from processes.permissions import Verdict, acting_as, require
from processes.phases import Act
from proposals.markup import tidy
from proposals.models import Proposal, ProposalVersion, Suggestion
from proposals.pasted import from_html
from proposals.permissions import may_accept, may_decline, may_suggest, still_open
from proposals.services.drafting import DraftFields, apply_fields
from proposals.services.editing import authors_of, publish_version
from proposals.services.locking import locked
from proposals.services.publishing import missing, refuse_repeated
from proposals.wording import Conflict, combined

State = Suggestion.State
MOST_OPEN = 5


@transaction.atomic
def suggest_change(
    *,
    actor: User,
    proposal: Proposal,
    base: int,
    title: str,
    summary: str,
    body: str,
    reason: str,
    submission: UUID | None = None,
    pace: Pace | None = None,
    now: datetime,
) -> Suggestion:
    """Suggest other words for the version `base` of a proposal, and tell its authors.

    The same words by the same `submission` again return the suggestion they made. Raises Denied, TooMany
    beyond `pace`, and ValidationError where nothing would change.
    """
    body = tidy(from_html(body))
    said = {"title": title, "summary": summary, "body": body, "reason": reason}
    made = _sent_before(actor, submission, said)
    if made:
        return made
    held = locked(proposal)
    made = _sent_before(actor, submission, said)
    if made:
        return made
    require(may_suggest(actor, held, now))
    require(_not_too_many(actor, held))
    old = ProposalVersion.objects.get(proposal=held, number=base)
    if (title, summary, body) == (old.title, old.summary, tidy(old.body)):
        raise ValidationError(_("Nothing is different yet. Change the words you would write differently."))
    words = "\n".join((title, summary, body, reason))
    require(may_link(actor, held.process, words, now, before=old.moderation_text))
    if pace:
        pace.count(actor)
    suggestion = Suggestion.objects.create(
        proposal=held, number=held.suggestions.count() + 1, author=actor, base=base,
        submission=_unused(actor, submission), created_at=now, **said,
    )  # fmt: skip
    _record("proposals.change_suggested", actor, suggestion, now)
    for author in authors_of(held):
        with speaking_to(author):
            subject = _("Someone suggests a change to your proposal “%(title)s”")
            _tell(author, suggestion, subject % {"title": held.title}, _("You decide. The page shows both."))
    return suggestion


def _sent_before(actor: User, submission: UUID | None, said: Mapping[str, str]) -> Suggestion | None:
    """Return what this very submission made. Other words under its key come from a form gone back to."""
    if submission is None:
        return None
    return Suggestion.objects.filter(author=actor, submission=submission, **said).first()


def _unused(actor: User, submission: UUID | None) -> UUID | None:
    """Return `submission` unless it has made a suggestion already."""
    if submission and Suggestion.objects.filter(author=actor, submission=submission).exists():
        return None
    return submission


def _not_too_many(actor: User, proposal: Proposal) -> Verdict:
    waiting = proposal.suggestions.filter(author=actor, state=State.OPEN).count()
    if waiting < MOST_OPEN:
        return Verdict(True)
    return Verdict(
        False, _("Five of your suggestions here are still waiting for an answer. Wait for one of them first.")
    )


@transaction.atomic
def accept_suggestion(*, actor: User, suggestion: Suggestion, answer: str = "", now: datetime) -> Proposal:
    """Publish the suggested words as a new version and return the proposal, fresh.

    What changed since the suggestion was written stays. Raises Denied, ValidationError, and Conflict where
    the same passage was changed meanwhile.
    """
    held, fresh = _held(suggestion)
    require(may_accept(actor, fresh, now))
    apply_fields(held, fitted(held, fresh))
    problems = missing(held)
    if problems:
        raise ValidationError(problems)
    refuse_repeated(held)
    _settle(fresh, State.ACCEPTED, answer, now)
    publish_version(actor=actor, proposal=held, reason=fresh.reason, suggestion=fresh, now=now)
    _record("proposals.suggestion_accepted", actor, fresh, now, version=held.version)
    with speaking_to(fresh.author):
        subject = _("Your suggestion for proposal %(number)s is accepted") % {"number": held.number}
        _tell(fresh.author, fresh, subject, answer or _("It is part of the text now. Thank you."))
    return held


def fitted(proposal: Proposal, suggestion: Suggestion) -> DraftFields:
    """Return the words of `proposal` with what `suggestion` changes. Raises Conflict."""
    base = ProposalVersion.objects.get(proposal=proposal, number=suggestion.base)
    return {
        "title": combined(base.title, proposal.title, suggestion.title),
        "summary": combined(base.summary, proposal.summary, suggestion.summary),
        "body": combined(tidy(base.body), tidy(proposal.body), suggestion.body),
    }


def fits(proposal: Proposal, suggestion: Suggestion) -> bool:
    """Return whether a suggestion can still be accepted as it is."""
    try:
        fitted(proposal, suggestion)
    except Conflict:
        return False
    return True


@transaction.atomic
def decline_suggestion(*, actor: User, suggestion: Suggestion, answer: str, now: datetime) -> None:
    """Decline a suggestion with a reason, which everybody can read. Raises Denied."""
    held, fresh = _held(suggestion)
    require(may_decline(actor, fresh))
    _settle(fresh, State.DECLINED, answer, now)
    _record("proposals.suggestion_declined", actor, fresh, now)
    with speaking_to(fresh.author):
        subject = _("Your suggestion for proposal %(number)s is declined") % {"number": held.number}
        _tell(fresh.author, fresh, subject, answer)


@transaction.atomic
def take_back_suggestion(*, actor: User, suggestion: Suggestion, now: datetime) -> None:
    """Take one's own suggestion back. Raises Denied."""
    _proposal, fresh = _held(suggestion)
    if fresh.author_id != actor.pk:
        require(Verdict(False, _("This is someone else's suggestion.")))
    require(still_open(fresh))
    _settle(fresh, State.TAKEN_BACK, "", now)
    _record("proposals.suggestion_taken_back", actor, fresh, now)


def _held(suggestion: Suggestion) -> tuple[Proposal, Suggestion]:
    held = locked(suggestion.proposal)
    fresh = Suggestion.objects.select_for_update(no_key=True).select_related("author").get(pk=suggestion.pk)
    fresh.proposal = held
    return held, fresh


def _settle(suggestion: Suggestion, state: Suggestion.State, answer: str, now: datetime) -> None:
    suggestion.state, suggestion.answer, suggestion.decided_at = state, answer, now
    suggestion.save(update_fields=["state", "answer", "decided_at"])


def _tell(user: User, suggestion: Suggestion, subject: str, body: str) -> None:
    notify(user=user, subject=subject, body=body, url=suggestion.get_absolute_url())


def _record(action: str, actor: User, suggestion: Suggestion, now: datetime, **more: Json) -> None:
    proposal = suggestion.proposal
    record(
        action=action,
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.EDIT_PROPOSAL, proposal.process),
        target=suggestion,
        data={"proposal": proposal.number, **more},
        at=now,
    )
