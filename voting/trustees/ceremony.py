"""The ceremony in which trustees make the key of a round: staff name them, and begin anew where it fails.

Nothing of it can change once the round is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.chain import Json
from processes.permissions import require
from voting.casting.phrases import count_text
from voting.models import Ceremony, Round, RoundStatus, Trustee
from voting.permissions import may_manage
from voting.rounds.state import RoundError, locked_draft, log
from voting.trustees.links import renew_link
from voting.trustees.mail import dismiss, write

MOST = 15
OVER = (RoundStatus.PUBLISHED, RoundStatus.CANCELLED)
EMPTY = {
    "certificate": "", "contribution": "", "public_key": "", "share": "", "accuses": None,
    "tried_at": None, "commitment": "", "opening": "", "reminded_at": None,
}  # fmt: skip


class Stage(StrEnum):
    """What a ceremony waits for; a trustee has done a stage when the field of that name is filled."""

    CERTIFICATE = "certificate"
    CONTRIBUTION = "contribution"
    PUBLIC_KEY = "public_key"
    TRIAL = "tried_at"
    READY = "ready"


SPOKEN = (Stage.CERTIFICATE, Stage.CONTRIBUTION, Stage.PUBLIC_KEY, Stage.TRIAL)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be named as a trustee."""

    name: str
    email: str
    language: str = ""


def stage_of(ceremony: Ceremony, trustees: list[Trustee]) -> Stage:
    """Return the first stage that somebody has not done yet, or is not there to do."""
    if len(trustees) < ceremony.size:
        return Stage.CERTIFICATE
    waiting = (stage for stage in SPOKEN if not all(getattr(one, stage) for one in trustees))
    return next(waiting, Stage.READY)


@transaction.atomic
def plan_ceremony(
    *,
    actor: User | None,
    round: Round,
    needed: int,
    size: int,
    deadline: datetime | None = None,
    now: datetime | None = None,
) -> Ceremony:
    """Set how many trustees there are, how many can open the box, and until when they should be done.

    Other numbers begin the ceremony anew. Raises Denied, and RoundError for numbers that make no sense.
    """
    held = _prepared(actor, round)
    if not 2 <= needed <= size <= MOST:
        raise RoundError(
            _("At least two trustees are needed to open the box, and no more than there are. There can be "
              "up to %(most)s.") % {"most": count_text(MOST)}
        )  # fmt: skip
    before = Ceremony.objects.select_for_update(no_key=True).filter(round=held).first()
    if before and before.trustees.filter(number__gt=size).exists():
        raise RoundError(_("More trustees are named than that. Take some off the list first."))
    ceremony, made = Ceremony.objects.update_or_create(
        round=held, defaults={"needed": needed, "size": size, "deadline": deadline}
    )
    changed = before is not None and (before.needed, before.size) != (needed, size)
    if made or changed:
        numbers: dict[str, Json] = {"round": held.title, "needed": needed, "size": size}
        log(actor, "voting.ceremony_planned", held, numbers, now)
    if deadline != (before.deadline if before else None):
        _log_deadline(actor, held, deadline, now)
    if changed and ceremony.trustees.exclude(certificate="").exists():
        begin_anew(actor, ceremony, _("The number of trustees has changed."), now)
    return ceremony


def _log_deadline(actor: User | None, round: Round, deadline: datetime | None, now: datetime | None) -> None:
    if deadline:
        data: dict[str, Json] = {"round": round.title, "deadline": deadline.isoformat(timespec="minutes")}
        log(actor, "voting.deadline_set", round, data, now)
    else:
        log(actor, "voting.deadline_dropped", round, {"round": round.title}, now)


@transaction.atomic
def name_trustee(*, actor: User | None, round: Round, person: Person, now: datetime) -> Trustee:
    """Name the next trustee and send the personal link. Raises Denied, RoundError and ValidationError."""
    held = _prepared(actor, round)
    ceremony, _made = Ceremony.objects.select_for_update(no_key=True).get_or_create(round=held)
    taken = set(ceremony.trustees.values_list("number", flat=True))
    free = next((number for number in range(1, ceremony.size + 1) if number not in taken), None)
    if free is None:
        raise RoundError(
            ngettext(
                "%(count)s trustee is named. That is all of them.",
                "%(count)s trustees are named. That is all of them.",
                ceremony.size,
            )
            % {"count": count_text(ceremony.size)}
        )
    trustee = _new(ceremony, free, person)
    _invite(trustee, now)
    said: dict[str, Json] = {"round": held.title, "trustee": free}
    log(actor, "voting.trustee_named", held, said, now)
    return trustee


@transaction.atomic
def replace_trustee(
    *, actor: User | None, trustee: Trustee, person: Person, reason: str, now: datetime
) -> Trustee:
    """Put somebody else (or the same person with a new sheet) in the place of a trustee, before the round is
    frozen. The ceremony begins anew and everybody is told why. Raises like `name_trustee`.
    """
    ceremony = _held(actor, trustee)
    if not reason.strip():
        raise RoundError(_("Say why. All trustees are told the reason."))
    number, same = trustee.number, trustee.email.lower() == person.email.strip().lower()
    if not same:
        dismiss(trustee, reason.strip())
    Trustee.objects.filter(pk=trustee.pk).delete()
    fresh = _new(ceremony, number, person)
    data: dict[str, Json] = {"round": ceremony.round.title, "trustee": number, "reason": reason.strip()}
    log(actor, "voting.trustee_replaced", ceremony.round, data, now)
    begin_anew(actor, ceremony, reason.strip(), now, but=fresh)
    _invite(fresh, now, "restarted" if same else "invited", reason.strip() if same else "")
    return fresh


@transaction.atomic
def drop_trustee(*, actor: User | None, trustee: Trustee, reason: str, now: datetime) -> None:
    """Take a trustee off the list before the round is frozen; the ceremony begins anew. Raises like
    `replace_trustee`.
    """
    ceremony = _held(actor, trustee)
    if not reason.strip():
        raise RoundError(_("Say why. All trustees are told the reason."))
    dismiss(trustee, reason.strip())
    Trustee.objects.filter(pk=trustee.pk).delete()
    data: dict[str, Json] = {
        "round": ceremony.round.title,
        "trustee": trustee.number,
        "reason": reason.strip(),
    }
    log(actor, "voting.trustee_dropped", ceremony.round, data, now)
    if ceremony.trustees.exclude(certificate="").exists():
        begin_anew(actor, ceremony, reason.strip(), now)


@transaction.atomic
def resend_link(*, actor: User | None, trustee: Trustee, now: datetime) -> None:
    """Send a trustee a new link; the old one opens nothing any more. Raises Denied, and RoundError for a vote
    that is over.
    """
    if actor:
        require(may_manage(actor, trustee.ceremony.round))
    if Round.objects.filter(pk=trustee.ceremony_id, status__in=OVER).exists():
        raise RoundError(_("This vote is over. Its trustees no longer need a link."))
    held = Trustee.objects.select_for_update(no_key=True).get(pk=trustee.pk)
    _invite(held, now, "resent")
    data: dict[str, Json] = {"round": held.ceremony.round.title, "trustee": held.number}
    log(actor, "voting.trustee_link_sent", held.ceremony.round, data, now)


def begin_anew(
    actor: User | None, ceremony: Ceremony, reason: str, now: datetime | None, *, but: Trustee | None = None
) -> None:
    """Clear what trustees have said and tell everybody (`but` one) why. Call it inside a transaction."""
    ceremony.attempt += 1
    ceremony.dummy, ceremony.reason = "", reason
    ceremony.save(update_fields=["attempt", "dummy", "reason"])
    ceremony.trustees.update(**EMPTY)
    others = ceremony.trustees.exclude(pk=but.pk) if but else ceremony.trustees.all()
    for trustee in others:
        write(trustee, "restarted", reason=reason)
    data: dict[str, Json] = {"round": ceremony.round.title, "attempt": ceremony.attempt, "reason": reason}
    log(actor, "voting.ceremony_restarted", ceremony.round, data, now)


def end_ceremony(ceremony: Ceremony, reason: str) -> None:
    """Let all trustees go, where the platform is to hold the key after all. Call it inside a transaction."""
    for trustee in ceremony.trustees.all():
        dismiss(trustee, reason)
    ceremony.delete()


def _prepared(actor: User | None, round: Round) -> Round:
    if actor:
        require(may_manage(actor, round))
    held = locked_draft(round)
    if not held.is_verifiable:
        raise RoundError(_("In this vote the platform holds the key. Choose trustees in its settings first."))
    return held


def _held(actor: User | None, trustee: Trustee) -> Ceremony:
    held = _prepared(actor, trustee.ceremony.round)
    return Ceremony.objects.select_for_update(no_key=True).select_related("round__process").get(round=held)


def _new(ceremony: Ceremony, number: int, person: Person) -> Trustee:
    email, name = person.email.strip().lower(), " ".join(person.name.split())
    if not name:
        raise ValidationError({"name": _("Give the trustee's name. Everyone can read it.")})
    validate_email(email)
    if ceremony.trustees.filter(email=email).exists():
        raise ValidationError({"email": _("Someone with this address is already a trustee.")})
    return Trustee.objects.create(
        ceremony=ceremony, number=number, name=name[:120], email=email, language=person.language
    )


def _invite(trustee: Trustee, now: datetime, kind: str = "invited", reason: str = "") -> None:
    renew_link(trustee, now)
    if reason:
        write(trustee, kind, reason=reason)
    else:
        write(trustee, kind)
