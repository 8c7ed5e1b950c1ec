"""What the pages about trustees need besides their steps: what is public, and what a lost sheet means."""

from __future__ import annotations

from django.utils.translation import ngettext

from voting.board import board
from voting.casting.phrases import count_text
from voting.fingerprints import Fingerprint, fingerprint_of
from voting.models import BoardEvent, Ceremony, Round, RoundStatus, Trustee
from voting.trustees.ceremony_words import trustees_of


def words_for(trustee: Trustee) -> dict[str, object]:
    """Return everything public that a trustee's device needs for the next step, and its own sealed share."""
    ceremony = trustee.ceremony
    everybody = list(ceremony.trustees.all())
    said: dict[str, object] = {
        "group": ceremony.round.group, "size": ceremony.size, "threshold": ceremony.needed,
        "index": trustee.number, "attempt": ceremony.attempt, "share": trustee.share,
        "certificates": [one.certificate for one in everybody if one.certificate],
        "contributions": [one.contribution for one in everybody if one.contribution],
    }  # fmt: skip
    if ceremony.dummy and ceremony.round.status == RoundStatus.DRAFT:
        said |= {"nonce": ceremony.dummy, "trustees": trustees_of(ceremony).text}
    return said


def loss_sentences(ceremony: Ceremony) -> list[str]:
    """Say what happens if sheets are lost, before it is too late to change the numbers."""
    spare = ceremony.size - ceremony.needed
    said = []
    if spare:
        said.append(
            ngettext(
                "%(count)s lost sheet of %(size)s: nothing happens.",
                "%(count)s lost sheets of %(size)s: nothing happens.",
                spare,
            )
            % {"count": count_text(spare), "size": count_text(ceremony.size)}
        )
    fatal = {"count": count_text(spare + 1), "size": count_text(ceremony.size)}
    said.append(
        ngettext(
            "%(count)s lost sheet of %(size)s: the ballots cannot be counted, by anyone, ever.",
            "%(count)s lost sheets of %(size)s: the ballots cannot be counted, by anyone, ever.",
            spare + 1,
        )
        % fatal
    )
    return said


def key_of_box(round: Round) -> Fingerprint | None:
    """Return the fingerprint of the key that ballots are sealed with; None before there is one."""
    if round.status != RoundStatus.DRAFT and round.frozen_at:
        return fingerprint_of(str(board.setup_of(round).election.public_key))
    ceremony = Ceremony.objects.filter(round=round).exclude(dummy="").first()
    return fingerprint_of(str(trustees_of(ceremony).key)) if ceremony else None


def closed_box(round: Round) -> Fingerprint | None:
    """Return the head of the box as it was closed, which trustees compare before they count; None before."""
    closed = BoardEvent.objects.filter(round=round, kind=board.TALLY).values_list("head", flat=True).first()
    return Fingerprint(closed) if closed else None
