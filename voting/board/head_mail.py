"""Mailing a signed head of the board to trustees and observers."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.tasks import address
from voting.board.trackers import tracker_of
from voting.models import Round, SignedHead, Trustee
from voting.sender import sender

logger = logging.getLogger(__name__)


@task()
def mail_head(head_id: int) -> None:
    """Mail a signed head as plain text, to each on their own. One address that fails does not stop the
    others.
    """
    signed = SignedHead.objects.select_related("round__process").get(pk=head_id)
    for to, language in readers_of(signed.round):
        with translation.override(language):
            subject, text = head_letter(signed, language)
        try:
            send_mail(subject, text, None, [to])
        except OSError:
            logger.exception("Event %s of round %s could not be mailed.", signed.height, signed.round_id)


def readers_of(round: Round) -> Iterator[tuple[str, str]]:
    """Yield the addresses that signed heads go to, each once, with the language to write in."""
    usual, seen = round.process.language, set()
    trustees = Trustee.objects.filter(ceremony__round=round).values_list("email", "language")
    observers = ((line.strip(), usual) for line in round.observers.splitlines())
    for to, language in [*trustees, *observers]:
        if to and to.lower() not in seen:
            seen.add(to.lower())
            yield to, language or usual


def head_letter(signed: SignedHead, language: str) -> tuple[str, str]:
    """Return the subject and the text of the letter, in the language that is active."""
    round = signed.round
    context = {
        "round": round,
        "signed": signed,
        "words": tracker_of(signed.head, language),
        "site": sender(),
        "address": address(reverse("voting:record", args=[round.process.slug, round.number])),
    }
    subject = _("Event %(number)s: %(title)s") % {"number": signed.height, "title": round.title}
    return subject, render_to_string("voting/mail/head.txt", context)
