"""Shuffling in turn: one trustee at a time takes the box as the one before left it, and hands it on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from processes.permissions import Denied, Verdict, local
from voting.board import board
from voting.board.board import Setup
from voting.board.heads import publish_head
from voting.counting.unsealing import add_shuffle, end_shuffles, tally_of
from voting.crypto.bulk import spread
from voting.crypto.contributions import ShuffleSignature, shuffle_statement
from voting.crypto.decryption import Tally
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import Node, Refused, sha256_hex
from voting.crypto.proofs import Proof
from voting.crypto.shuffle_check import fault
from voting.crypto.shuffle_proof import ShuffleProof, Statement
from voting.crypto.signed import Signed
from voting.models import Board, BoardEvent, Round, RoundStatus, Trustee
from voting.rounds.state import locked
from voting.trustees.ceremony_words import refusals
from voting.trustees.count import CountStage, Progress, progress_of
from voting.trustees.mail import write

LEASE = timedelta(minutes=10)
LONG_LEASE = timedelta(hours=4)
BYTES_PER_BALLOT, BYTES_AT_ALL = 16_000, 100_000


@transaction.atomic
def take_turn(*, trustee: Trustee, now: datetime, lease: timedelta = LEASE) -> datetime:
    """Reserve the box for a trustee who begins to shuffle; return until when. The same trustee may ask again.

    Raises Denied while it is another's turn or their own shuffle is being checked, or no turn is left.
    """
    round = locked(trustee.ceremony.round)
    rows, progress = board.locked_board(round), must_shuffle(round, trustee, now)
    if trustee.number in progress.in_check:
        raise Denied(Verdict(False, being_checked()))
    if progress.turn not in {None, trustee.number}:
        raise Denied(Verdict(False, whose_turn(progress, trustee)))
    rows.turn_owner = trustee.number
    rows.turn_until = max(now + lease, progress.until or now)
    rows.save(update_fields=["turn_owner", "turn_until"])
    return rows.turn_until


@transaction.atomic
def give_turn_back(*, trustee: Trustee, now: datetime) -> None:
    """Let the next trustee shuffle, where this one has stopped. While a shuffle is being checked, nothing is
    given back.
    """
    if trustee.number in progress_of(locked(trustee.ceremony.round), now).in_check:
        return
    turn = Board.objects.filter(round=trustee.ceremony.round, turn_owner=trustee.number)
    turn.update(turn_owner=None, turn_until=None)


def post_shuffle(*, trustee: Trustee, text: str, now: datetime) -> None:
    """Check a trustee's shuffle and post it; after the last that is needed, the box can be opened. The same
    shuffle again changes nothing.

    Raises NotTaken for what does not hold, and Denied when it is another's turn or the box has moved on.
    """
    round = Round.objects.select_related("process").get(pk=trustee.ceremony.round.pk)
    setup = board.setup_of(round)
    shuffled, signed = _signed(round, setup, trustee, text)
    if _stands(round, sha256_hex(shuffled)):
        return
    before, height = tally_of(round, setup), Board.objects.get(round=round).height
    must_shuffle(round, trustee, now)
    with refusals():
        _check(setup, before, shuffled)
    _add(trustee, shuffled, signed, height, now)


def is_posted(*, trustee: Trustee, text: str) -> bool:
    """Return whether a shuffle stands on the board already. Raises NotTaken for what is no shuffle that this
    trustee signed, and Denied before or after the count; its proof is not checked.
    """
    round = Round.objects.select_related("process").get(pk=trustee.ceremony.round.pk)
    shuffled, _sign = _signed(round, board.setup_of(round), trustee, text)
    return _stands(round, sha256_hex(shuffled))


def _signed(round: Round, setup: Setup, trustee: Trustee, text: str) -> tuple[str, ShuffleSignature]:
    must_count(round)
    with refusals():
        return _read(setup, trustee.number, text)


@transaction.atomic
def _add(trustee: Trustee, shuffled: str, signed: ShuffleSignature, height: int, now: datetime) -> None:
    round = locked(trustee.ceremony.round)
    rows, progress = board.locked_board(round), must_shuffle(round, trustee, now)
    if rows.height != height:
        raise Denied(Verdict(False, _("Another trustee was quicker. Press the button again: it continues "
                                      "from the box as it is now.")))  # fmt: skip
    if progress.turn not in {None, trustee.number}:
        raise Denied(Verdict(False, whose_turn(progress, trustee)))
    add_shuffle(round, rows, shuffled, signed, now)
    rows.turn_owner = rows.turn_until = None
    rows.save(update_fields=["turn_owner", "turn_until"])
    if len(progress.shuffled) + 1 >= progress.needed:
        end_shuffles(rows)
        for one in Trustee.objects.filter(ceremony=trustee.ceremony_id):
            write(one, "open")
    publish_head(round=round, now=now, mailed=False)


def must_count(round: Round) -> None:
    """Raise Denied unless the box is closed and not counted yet."""
    if round.status == RoundStatus.FROZEN:
        raise Denied(Verdict(False, _("The box is not closed yet. The count begins after that.")))
    if round.status != RoundStatus.COUNTING:
        raise Denied(Verdict(False, _("There is nothing left to count.")))


def must_shuffle(round: Round, trustee: Trustee, now: datetime) -> Progress:
    """Return how far the count is. Raises Denied unless a shuffle of this trustee is still wanted."""
    must_count(round)
    if round.only_sums:
        raise Denied(
            Verdict(
                False,
                _(
                    "Nothing is shuffled here, because only the totals are opened. Open them with your "
                    "part of the key."
                ),
            )
        )
    progress = progress_of(round, now)
    if progress.stage != CountStage.SHUFFLE:
        raise Denied(
            Verdict(
                False,
                _("Enough trustees have shuffled the ballots. Open them with your part of the key next."),
            )
        )
    if trustee.number in progress.shuffled:
        raise Denied(Verdict(False, _("You have already shuffled the ballots.")))
    return progress


def being_checked() -> str:
    """Say that what a trustee handed in is not taken yet."""
    return _("What you handed in is being checked. Your page says when that is done.")


def whose_turn(progress: Progress, trustee: Trustee) -> str:
    """Say who is shuffling, and until when at the latest."""
    assert progress.turn is not None and progress.until is not None
    other = Trustee.objects.get(ceremony=trustee.ceremony_id, number=progress.turn)
    if progress.turn in progress.in_check:
        text = _("The shuffle by %(name)s is being checked. Wait here: it continues by itself.")
        return text % {"name": other.name}
    values = {"name": other.name, "until": local(progress.until)}
    return (
        _("%(name)s is shuffling now, until %(until)s at the latest. Wait here: it continues by itself.")
        % values
    )


def _read(setup: Setup, owner: int, text: str) -> tuple[str, ShuffleSignature]:
    fields = Node.parse(text, "shuffle file").fields("shuffle", "signature")
    shuffled = fields["shuffle"].text()
    signature = fields["signature"].fields("owner", "signature")
    if signature["owner"].count() != owner:
        raise signature["owner"].refuse("is another trustee")
    signed = ShuffleSignature(owner, Proof.read(signature["signature"], setup.group))
    statement = shuffle_statement(setup.election.fingerprint, owner, shuffled)
    if not Signed(statement, signed.signature).by(setup.group, setup.trustees.signers[owner]):
        raise signature["signature"].refuse("does not hold")
    return shuffled, signed


def _check(setup: Setup, before: Tally, shuffled: str) -> None:
    """Check the proof that a shuffle holds exactly the ballots it was given."""
    election, group = setup.election, setup.group
    fields = Node.parse(shuffled, "shuffle").fields("ciphertexts", "proofs")
    after = spread(
        lambda item: Ciphertext.read(item, group),
        fields["ciphertexts"].items(1)[0].items(len(before[0])),
    )
    proof = ShuffleProof.read(fields["proofs"].items(1)[0], group, len(before[0]))
    statement = Statement(group, election.fingerprint, election.public_key, before[0], tuple(after))
    if fault(statement, proof):
        raise Refused("shuffle.proofs[0]", "does not hold")


def _stands(round: Round, digest: str) -> bool:
    events = BoardEvent.objects.filter(round=round, kind=board.SHUFFLE)
    return events.filter(data__contains=digest).exists()


def largest(round: Round) -> int:
    """Return how large a file of a trustee can be, in bytes."""
    return BYTES_AT_ALL + BYTES_PER_BALLOT * round.ballot_count
