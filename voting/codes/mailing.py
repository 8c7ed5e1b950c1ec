"""Voting codes by e-mail: drawn, kept as public keys and sent in one go by a task that is given no code."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from processes.permissions import require
from voting.codes.issuing import Drawn, keep_keys
from voting.codes.letter_words import language_of
from voting.codes.links import ballot_link, code_link
from voting.models import CodeBy, RollEntry, Round
from voting.permissions import may_manage
from voting.rounds.state import RoundError, locked_draft
from voting.sender import sender

MAILS_IN_A_TASK = 50
MAILS_AT_ONCE = 1_000
logger = logging.getLogger(__name__)


@transaction.atomic
def mail_codes(*, actor: User, round: Round, entries: Sequence[RollEntry]) -> int:
    """Have codes mailed to those of these people who have an address; return how many.

    Raises Denied, and RoundError if the round is frozen.
    """
    from voting.tasks import mail_codes as task

    require(may_manage(actor, round))
    locked_draft(round)
    keys = [entry.credential for entry in entries if entry.email]
    for start in range(0, len(keys), MAILS_IN_A_TASK):
        part = keys[start : start + MAILS_IN_A_TASK]
        transaction.on_commit(partial(task.enqueue, round.pk, part, actor.pk))
    return len(keys)


def mail_one(*, actor: User | None, round: Round, drawn: Drawn, now: datetime) -> bool:
    """Keep the key of a code and mail the code; return whether the mail was sent. If not, it is as if the
    code had never been drawn.

    Raises RoundError if the round is frozen or the person got another code at the same moment.
    """
    entry = drawn.entry
    before = {"credential": entry.credential, "code_by": entry.code_by}
    keep_keys(actor=actor, round=round, drawn=[drawn], way="mail", now=now)
    try:
        _send(round, drawn)
    except (OSError, SMTPException):
        logger.error("The mail with the voting code of line %s could not be sent.", entry.pk)
        _take_back(round, drawn, before)
        return False
    return True


def _send(round: Round, drawn: Drawn) -> None:
    with override(language_of(drawn.entry.language, round)):
        words = {
            "round": round, "code": drawn.code, "address": ballot_link(round), "name": drawn.entry.name,
            "link": code_link(round, drawn.code), "site": sender(),
        }  # fmt: skip
        subject = _("Your voting code for “%(vote)s”") % {"vote": round.title}
        text = render_to_string("voting/mail/code.txt", words)
    send_mail(" ".join(subject.split()), text, None, [drawn.entry.email])


@transaction.atomic
def _take_back(round: Round, drawn: Drawn, before: dict[str, str]) -> None:
    try:
        locked_draft(round)
    except RoundError:  # frozen meanwhile: the key stands, and the person can vote on paper
        return
    RollEntry.objects.filter(pk=drawn.entry.pk, credential=drawn.key, code_by=CodeBy.LETTER).update(**before)


def send_identity_code(entry: RollEntry, code: str) -> None:
    """Mail a one-time code to the address on the roll."""
    with override(language_of(entry.language, entry.round)):
        subject = _("Your code to confirm who you are")
        text = render_to_string(
            "voting/mail/identity.txt", {"round": entry.round, "code": code, "site": sender()}
        )
    send_mail(subject, text, None, [entry.email])
