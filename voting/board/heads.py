"""Heads of the board that the platform signs, writes into the public log and mails out: whoever has an
earlier one sees if anything was taken out of the box.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.timezone import localdate

from voting.board import board
from voting.board.head_mail import mail_head
from voting.casting.statements import share_status
from voting.models import Round, RoundStatus, SignedHead
from voting.rounds.state import log
from voting.safe import SafeClosed

logger = logging.getLogger(__name__)
GROWING = (RoundStatus.FROZEN, RoundStatus.COUNTING)


@transaction.atomic
def publish_head(*, round: Round, now: datetime, mailed: bool = True) -> SignedHead | None:
    """Sign the present head of a board, log it, and mail it to trustees and observers, unless it is one of
    the many of a count that are not `mailed`. Does nothing where it is signed already.
    """
    share_status(round)
    board.locked_board(round)
    signed = board.sign_head(round, now)
    if signed is None:
        return None
    data: dict[str, str | int] = {"round": round.title, "height": signed.height, "head": signed.head}
    log(None, "voting.head_signed", round, data, now)
    if mailed:
        transaction.on_commit(partial(mail_head.enqueue, signed.pk), robust=True)
    return signed


def publish_heads(*, now: datetime) -> int:
    """Publish the head of every board that is still growing and was not signed today; return how many. One
    that cannot be signed does not stop the others.
    """
    rounds = Round.objects.filter(status__in=GROWING, board__isnull=False).select_related("process")
    done = 0
    for round in rounds:
        try:
            done += not _signed_today(round, now) and publish_head(round=round, now=now) is not None
        except SafeClosed:
            logger.exception("The head of round %s cannot be signed.", round.pk)
    return done


def _signed_today(round: Round, now: datetime) -> bool:
    last = SignedHead.objects.filter(round=round).order_by("height").values_list("at", flat=True).last()
    return last is not None and localdate(last) >= localdate(now)
