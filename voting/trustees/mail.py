"""E-mails to trustees, each in their own language. They carry the personal link, so they are sent at once and
never wait in a queue that would store it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from processes.permissions import local
from voting.models import RoundStatus, Trustee
from voting.sender import sender
from voting.trustees.links import link_of

logger = logging.getLogger(__name__)

LETTERS: Mapping[str, tuple[Any, Any]] = {
    "invited": (
        gettext_lazy("You are asked to be a trustee"),
        gettext_lazy(
            "The city asks you to keep one part of the key to a ballot box. The box can only be opened by "
            "several trustees together, and the city itself has no part. You need a printer, twenty "
            "minutes before voting opens, and another twenty after it closes."
        ),
    ),
    "resent": (
        gettext_lazy("Your new personal link"),
        gettext_lazy("Here is a new personal link. The earlier one no longer works."),
    ),
    "reminded": (
        gettext_lazy("The vote is waiting for you"),
        gettext_lazy(
            "The others can only go on when you have done your next step. Open your link to see it."
        ),
    ),
    "next": (
        gettext_lazy("Your next step is ready"),
        gettext_lazy("The other trustees have done their part. Open your link and have your sheet at hand."),
    ),
    "restarted": (
        gettext_lazy("The key is being made again"),
        gettext_lazy(
            "The key is being made again, and everyone makes a new sheet. Tear up the old one. The "
            "reason: %(reason)s"
        ),
    ),
    "ready": (
        gettext_lazy("The key is made"),
        gettext_lazy(
            "All trustees have tried their sheets. Keep yours in its envelope, where only you can find it. "
            "We will write to you when voting has closed."
        ),
    ),
    "count": (
        gettext_lazy("Voting has closed: count with us"),
        gettext_lazy("The box is closed. Open your link, have your sheet at hand and press one button."),
    ),
    "open": (
        gettext_lazy("The ballots are shuffled: open them with us"),
        gettext_lazy(
            "Enough trustees have shuffled the ballots. Open your link to open them with your part of "
            "the key."
        ),
    ),
}
DISMISSED = (
    gettext_lazy("You are no longer a trustee"),
    gettext_lazy("The city has changed the trustees of the vote “%(round)s”. You can tear up your sheet. "
                 "The reason: %(reason)s"),
)  # fmt: skip


def write(trustee: Trustee, kind: str, **values: str) -> None:
    """Mail a trustee one of LETTERS with the personal link, once the transaction is committed."""
    round, deadline = trustee.ceremony.round, trustee.ceremony.deadline
    subject, text = LETTERS[kind]
    before = round.status == RoundStatus.DRAFT and kind != "ready"
    with override(trustee.language or settings.LANGUAGE_CODE):
        context = {
            "trustee": trustee, "round": round, "number": trustee.number, "link": link_of(trustee),
            "text": str(text) % values if values else str(text), "site": sender(),
            "deadline": local(deadline) if deadline and before else "",
        }  # fmt: skip
        _send(trustee, str(subject), render_to_string("voting/mail/trustee.txt", context))


def dismiss(trustee: Trustee, reason: str) -> None:
    """Tell somebody that they are no trustee any more, and why."""
    subject, text = DISMISSED
    with override(trustee.language or settings.LANGUAGE_CODE):
        values = {"round": trustee.ceremony.round.title, "reason": reason}
        hello = _("Hello %(name)s,") % {"name": trustee.name}
        _send(trustee, str(subject), f"{hello}\n\n{str(text) % values}\n\n{sender()}")


def _send(trustee: Trustee, subject: str, text: str) -> None:
    address = trustee.email
    transaction.on_commit(lambda: send_mail(subject, text, None, [address]), robust=True)
