"""Spoiling: a sealed ballot that its voter opens for a test is never cast, whoever gets hold of its text."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from processes.permissions import require
from voting.casting.cast import NotSealed, must_be_known, on_board, once_more, read_sealed
from voting.crypto.encoding import sha256_hex
from voting.models import Round, SpoiledBallot
from voting.permissions import state_verdict
from voting.rounds.state import locked

TESTS = 20
"""So many ballots may one code have tested in an hour."""


def spoil_ballot(*, round: Round, text: str, now: datetime) -> str:
    """Take note that a sealed ballot was opened and must not be cast; return its hash. Again changes nothing.

    Raises NotSealed for what is no ballot of this round or lies in the box already, Denied while the round is
    not open, and TooMany for a code that tests all the time.
    """
    require(state_verdict(round, now))
    ballot = read_sealed(round, text)
    must_be_known(round, ballot)
    once_more(round, ballot, act="seal-test", limit=TESTS)
    digest = sha256_hex(ballot.text)
    with transaction.atomic():
        held = locked(round)
        require(state_verdict(held, now))
        if on_board(held, digest):
            raise NotSealed("ballot", _("This ballot is already in the box, so it cannot be tested."))
        _row, new = SpoiledBallot.objects.get_or_create(round=held, digest=digest)
        if new:
            data: dict[str, str | int] = {"round": held.title}
            record(
                action="voting.seal_tested", chain=held.process.chain, actor=None, target=held, data=data,
                at=now,
            )  # fmt: skip
    return digest
