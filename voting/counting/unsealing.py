"""From the closed box to opened ballots, step by step. Each step is one transaction that posts its events; a
count that was interrupted goes on from what stands on the board.

In a round without trustees the platform takes every step. In a verifiable round it only puts the trustees'
parts together, when enough of them have spoken.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from processes.permissions import Denied, Verdict, require
from voting.board import board
from voting.board.board import Setup
from voting.board.heads import publish_head
from voting.crypto.contributions import (
    Contributions,
    Opening,
    ShuffleSignature,
    sign_commitment,
    sign_shuffle,
)
from voting.crypto.decryption import (
    PartialDecryption,
    Tally,
    TrusteeKey,
    partially_decrypt,
    prove_batch,
    read_partial,
)
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import Node, dumps, sha256_hex
from voting.crypto.groups import Element
from voting.crypto.randomness import SECURE
from voting.crypto.recording import shuffle_text
from voting.crypto.shuffle import shuffle
from voting.crypto.tally import read_result
from voting.models import Board, BoardEvent, Round
from voting.permissions import count_verdict
from voting.rounds.state import locked, log
from voting.safe import open_safe

PLATFORM = 1
"""The number of the platform among the trustees of a round that has no other."""
Values = tuple[int, ...]


def shuffle_here(round: Round, now: datetime) -> None:
    """Shuffle as the only trustee, with proof. Does nothing if it is done, or if there is nothing to
    shuffle, as where only sums are opened.
    """
    setup = board.setup_of(round)
    tally = tally_of(round, setup)
    if round.only_sums or board.END_SHUFFLES in kinds(round):
        return
    election, group, key = setup.election, setup.group, open_safe(round).key
    shuffled = (
        [shuffle(group, election.fingerprint, election.public_key, tally[0], SECURE)] if tally[0] else []
    )
    with transaction.atomic():
        held, rows = still_counting(round, now), board.locked_board(round)
        if shuffled and board.SHUFFLE not in kinds(round):
            text = shuffle_text(shuffled)
            signed = sign_shuffle(
                group, key, fingerprint=election.fingerprint, owner=PLATFORM, text=text, draw=SECURE
            )
            add_shuffle(held, rows, text, signed, now)
        if board.END_SHUFFLES not in kinds(round):
            end_shuffles(rows)


def open_here(round: Round, now: datetime) -> None:
    """Open the shuffled ballots, or only their sums, with the platform's key and with proofs. Does nothing if
    it is done.
    """
    if board.PARTIAL in kinds(round):
        return
    setup, key = board.setup_of(round), open_safe(round).key
    tally, trustee = tally_of(round, setup), trustee_key_of(setup, PLATFORM)
    partial = partially_decrypt(trustee, key, tally, SECURE)
    commitment = sha256_hex(partial.text)
    signature = sign_commitment(
        setup.group,
        key,
        fingerprint=setup.election.fingerprint,
        owner=PLATFORM,
        commitment=commitment,
        draw=SECURE,
    )
    opening = Opening(PLATFORM, commitment, signature, prove_batch(trustee, key, tally, partial, SECURE))
    with transaction.atomic():
        held, rows = still_counting(round, now), board.locked_board(round)
        if board.PARTIAL not in kinds(round):
            add_opening(held, rows, partial, opening, now)


def publish_opened(round: Round, now: datetime) -> list[Values]:
    """Join the trustees' parts and post the result; return the opened ballots (none where only sums are
    opened), which may be done again.

    Raises Denied while too few trustees have opened their part.
    """
    setup = board.setup_of(round)
    tally, partials = tally_of(round, setup), partials_of(round, setup)
    if setup.trustees.missing(list(partials)):
        raise Denied(Verdict(False, _("Not enough trustees have opened the ballots yet.")))
    result = read_result(setup.election, tally, setup.trustees.combine(partials), counted_ballots(round))
    with transaction.atomic():
        still_counting(round, now)
        rows = board.locked_board(round)
        if board.RESULT not in kinds(round):
            board.post(rows, board.RESULT, [dumps({"result": result})])
            publish_head(round=round, now=now)
    return [values for values in result[0] if isinstance(values, tuple)]


def counted_ballots(round: Round) -> int:
    """Return how many ballots are counted: the last one of every voter, as was posted at the close."""
    event = BoardEvent.objects.get(round=round, kind=board.TALLY)
    sized = Node.parse(event.texts[-1], f"event {event.height}")
    return sized.fields("num_tallied", "total_weight", "encrypted_tally")["num_tallied"].count()


def add_shuffle(round: Round, rows: Board, text: str, signed: ShuffleSignature, now: datetime) -> None:
    """Post a trustee's shuffle (checked before) on the locked board, with its signature beside it."""
    board.post(rows, board.SHUFFLE, [text, dumps({"owner": signed.owner, "payload": sha256_hex(text)})])
    before = board.contributions_of(rows, board.setup_of(round).group)
    rows.contributions = Contributions((*before.shuffles, signed), before.openings).text
    rows.save(update_fields=["contributions"])
    log(None, "voting.shuffled", round, {"round": round.title, "owner": signed.owner}, now)


def end_shuffles(rows: Board) -> None:
    """Say on the locked board that no more shuffles follow."""
    board.post(rows, board.END_SHUFFLES)


def add_opening(
    round: Round, rows: Board, partial: PartialDecryption, opening: Opening, now: datetime
) -> None:
    """Post what a trustee opened (checked before) on the locked board, with promise and batched proof."""
    payload = dumps({"owner": opening.owner, "payload": opening.commitment})
    board.post(rows, board.PARTIAL, [partial.text, payload])
    before = board.contributions_of(rows, board.setup_of(round).group)
    rows.contributions = Contributions(before.shuffles, (*before.openings, opening)).text
    rows.save(update_fields=["contributions"])
    action = "voting.sums_opened" if round.only_sums else "voting.opened"
    log(None, action, round, {"round": round.title, "owner": opening.owner}, now)


def kinds(round: Round) -> set[str]:
    """Return which kinds of events stand on the board besides ballots."""
    found = BoardEvent.objects.filter(round=round).exclude(kind=board.BALLOT)
    return set(found.values_list("kind", flat=True))


def trustee_key_of(setup: Setup, owner: int) -> TrusteeKey:
    """Return the public side of a trustee."""
    return TrusteeKey(setup.group, setup.election.fingerprint, setup.trustees.owners[owner])


def tally_of(round: Round, setup: Setup) -> Tally:
    """Return the ciphertexts as the last trustee left them: the tally, or the last shuffle of it."""
    last = (
        BoardEvent.objects.filter(round=round, kind__in=(board.TALLY, board.SHUFFLE))
        .order_by("height")
        .last()
    )
    assert last is not None
    node = Node.parse(last.texts[0], f"event {last.height}")
    rows = (
        node.items()
        if last.kind == board.TALLY
        else node.fields("ciphertexts", "proofs")["ciphertexts"].items()
    )
    return tuple(tuple(_ciphertext(item) for item in row.items()) for row in rows)


def partials_of(round: Round, setup: Setup) -> dict[int, PartialDecryption]:
    """Return what each trustee has opened, by number."""
    tally, found = tally_of(round, setup), {}
    for event in BoardEvent.objects.filter(round=round, kind=board.PARTIAL).order_by("height"):
        text, payload = event.texts
        owner = Node.parse(payload, f"event {event.height}").fields("owner", "payload")["owner"].count()
        found[owner] = read_partial(text, setup.group, tally, f"event {event.height}")
    return found


def still_counting(round: Round, now: datetime) -> Round:
    """Return the locked round. Raises Denied where it was cancelled, or counted, while somebody computed."""
    held = locked(round)
    require(count_verdict(held, now))
    return held


def _ciphertext(node: Node) -> Ciphertext:
    """Read what was checked when it was posted."""
    fields = node.fields("alpha", "beta")
    return Ciphertext(Element(fields["alpha"].text()), Element(fields["beta"].text()))
