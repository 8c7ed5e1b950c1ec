"""Spoiling: a sealed ballot that its voter opens for a test is never cast, whoever gets hold of its text."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from processes.permissions import require
from voting.casting.cast import NotSealed, on_board, read_sealed
from voting.crypto.encoding import sha256_hex
from voting.models import Round, SpoiledBallot
from voting.permissions import state_verdict
from voting.rounds.preparing import locked


def spoil_ballot(*, round: Round, text: str, now: datetime) -> str:
    """Take note that a sealed ballot was opened and must not be cast; return its hash. Again changes nothing.

    Raises NotSealed for what is no ballot of this round or lies in the box already, Denied while the round is
    not open.
    """
    require(state_verdict(round, now))
    digest = sha256_hex(read_sealed(round, text).text)
    with transaction.atomic():
        held = locked(round)
        require(state_verdict(held, now))
        if on_board(held, digest):
            raise NotSealed("ballot", _("This ballot is in the box already, so it cannot be tested."))
        _row, new = SpoiledBallot.objects.get_or_create(round=held, digest=digest)
        if new:
            data: dict[str, str | int] = {"round": held.title}
            record(
                action="voting.seal_tested", chain=held.process.chain, actor=None, target=held, data=data,
                at=now,
            )  # fmt: skip
    return digest
