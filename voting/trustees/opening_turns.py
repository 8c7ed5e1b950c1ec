"""Opening the shuffled box: each trustee first promises what will be shown, then shows it. What comes early
is held back until enough have promised, so that trustees can come one after the other.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from processes.permissions import Denied, Verdict
from voting.board import board
from voting.board.board import Setup
from voting.board.heads import publish_head
from voting.counting.run import begin_count
from voting.counting.unsealing import add_opening, tally_of, trustee_key_of
from voting.crypto.contributions import Opening, Promise, read_promise
from voting.crypto.decryption import (
    PartialDecryption,
    Tally,
    batch_holds,
    check_partial,
    read_partial,
)
from voting.crypto.encoding import Node, Refused, sha256_hex
from voting.crypto.proofs import Proof
from voting.models import Board, Round, Trustee
from voting.rounds.state import locked
from voting.trustees.ceremony_words import refusals
from voting.trustees.count import CountStage, Progress, progress_of
from voting.trustees.turns import must_count

PLACE = "opening"


@transaction.atomic
def post_promise(*, trustee: Trustee, text: str, now: datetime) -> None:
    """Keep the signed hash of what a trustee will open. The same promise again changes nothing.

    Raises NotTaken for what is not this trustee's promise, and Denied before the shuffles have ended.
    """
    round = locked(trustee.ceremony.round)
    progress = must_open(round, now)
    setup = board.setup_of(round)
    held = Trustee.objects.select_for_update(no_key=True).get(pk=trustee.pk)
    if (text and held.commitment == text) or held.number in progress.opened:
        return
    with refusals():
        promise = read_promise(text, setup.group)
        _must_be_by(setup, held.number, promise)
    held.commitment = text
    held.save(update_fields=["commitment"])
    _publish(round, now)


def post_opening(*, trustee: Trustee, text: str, now: datetime) -> None:
    """Check what a trustee opened against the promise, and post it when enough have promised; the last that
    is needed begins the count. The same opening again changes nothing. Raises like `post_promise`.
    """
    round = Round.objects.select_related("process").get(pk=trustee.ceremony.round.pk)
    progress = must_open(round, now)
    if trustee.number in progress.opened:
        return
    setup = board.setup_of(round)
    held = must_promise_first(trustee)
    with refusals():
        partial, opening = read_opening(setup, tally_of(round, setup), text)
        if opening.promise.text != held.commitment:
            raise Refused(f"{PLACE}.opening", "is not what was promised")
        _check(setup, tally_of(round, setup), partial, opening)
    with transaction.atomic():
        held_round = locked(round)
        must_open(held_round, now)
        Trustee.objects.filter(pk=trustee.pk).update(opening=text)
        _publish(held_round, now)


def promise_in(round: Round, text: str) -> str:
    """Return the promise that a file with an opening begins with. Raises NotTaken."""
    with refusals():
        fields = Node.parse(text, PLACE).fields("partial", "opening")
        return _opening(fields["opening"], board.setup_of(round)).promise.text


def must_promise_first(trustee: Trustee) -> Trustee:
    """Return a trustee as the database has it. Raises Denied for one who has not promised an opening."""
    held = Trustee.objects.get(pk=trustee.pk)
    if not held.commitment:
        raise Denied(Verdict(False, _("Promise first what you will open. Load the page again.")))
    return held


def must_open(round: Round, now: datetime) -> Progress:
    """Return how far the count is. Raises Denied while or after no part can be opened."""
    must_count(round)
    progress = progress_of(round, now)
    if progress.stage == CountStage.SHUFFLE:
        raise Denied(Verdict(False, _("The box is still being shuffled. Wait for the others.")))
    return progress


def read_opening(setup: Setup, tally: Tally, text: str) -> tuple[PartialDecryption, Opening]:
    """Read what a trustee's device or program wrote."""
    fields = Node.parse(text, PLACE).fields("partial", "opening")
    partial = read_partial(fields["partial"].text(), setup.group, tally, f"{PLACE}.partial")
    return partial, _opening(fields["opening"], setup)


def _opening(node: Node, setup: Setup) -> Opening:
    one = node.fields("owner", "commitment", "signature", "proof")
    return Opening(
        one["owner"].count(),
        one["commitment"].text(),
        Proof.read(one["signature"], setup.group),
        Proof.read(one["proof"], setup.group),
    )


def _check(setup: Setup, tally: Tally, partial: PartialDecryption, opening: Opening) -> None:
    if sha256_hex(partial.text) != opening.commitment:
        raise Refused(f"{PLACE}.commitment", "is not what was promised")
    trustee = trustee_key_of(setup, opening.owner)
    check_partial(trustee, tally, partial, f"{PLACE}.partial")
    if not batch_holds(trustee, tally, partial, opening.proof):
        raise Refused(f"{PLACE}.proof", "does not hold")


def _must_be_by(setup: Setup, number: int, promise: Promise) -> None:
    if promise.owner != number:
        raise Refused("promise.owner", "was made for another trustee")
    if not promise.by(setup.group, setup.trustees.signers[number], setup.election.fingerprint):
        raise Refused("promise.signature", "does not hold")


def _publish(round: Round, now: datetime) -> None:
    """Post what is held back, once enough have promised and as long as it is needed."""
    rows = board.locked_board(round)
    progress = progress_of(round, now)
    posted = _posted(rows, round)
    if len(progress.promised) < progress.needed:
        return
    setup = board.setup_of(round)
    tally = tally_of(round, setup)
    waiting = Trustee.objects.filter(ceremony=round.pk).exclude(opening="").exclude(number__in=posted)
    for one in list(waiting)[: max(0, progress.needed - len(posted))]:
        partial, opening = read_opening(setup, tally, one.opening)
        add_opening(round, rows, partial, opening, now)
        posted.append(one.number)
    publish_head(round=round, now=now, mailed=False)
    if len(posted) >= progress.needed:
        begin_count(round, now)


def _posted(rows: Board, round: Round) -> list[int]:
    group = board.setup_of(round).group
    return [one.owner for one in board.contributions_of(rows, group).openings]
