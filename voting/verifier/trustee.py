"""A trustee's two turns in a count: shuffle what the board holds, and open it as far as one key can."""

from __future__ import annotations

from dataclasses import dataclass, field

from voting.crypto.ceremony import open_share
from voting.crypto.contributions import Opening, sign_commitment, sign_shuffle
from voting.crypto.decryption import partially_decrypt, prove_batch
from voting.crypto.election import Mixnet
from voting.crypto.encoding import Refused, dumps, sha256_hex
from voting.crypto.randomness import Draw, from_seed
from voting.crypto.recording import shuffle_text
from voting.crypto.shuffle import shuffle
from voting.crypto.signed import is_seed, signing_key
from voting.crypto.tally import tally_text
from voting.verifier.board import Board


@dataclass(frozen=True, slots=True)
class CountingTrustee:
    """Who counts: the number of the trustee and what is on the sheet, on a board that was verified."""

    board: Board
    owner: int
    seed: str = field(repr=False)

    def check(self) -> None:
        """Refuse a wrong sheet, a stranger, and a box that is still open, before anything is computed."""
        signers = self.board.trustees.signers
        if not is_seed(self.seed):
            raise Refused("seed", "is not 22 characters of the kind on your sheet")
        if self.owner not in signers:
            raise Refused("owner", "is no trustee of this round")
        if self.board.election.group.base_power(self.signing) != signers[self.owner]:
            raise Refused("seed", "does not fit this trustee: is it the right sheet?")
        if not self.board.source.archive.has("EncryptedTally"):
            raise Refused("board", "is still open: the count begins when the box is closed")

    @property
    def signing(self) -> int:
        """The key to sign with."""
        return signing_key(self.board.election.group, self.seed)


def closed_head(board: Board) -> str | None:
    """Return the head of the box as it was closed: the same for every trustee, however far the count is.
    None while the box is open.
    """
    events = board.source.archive.events
    return next((sha256_hex(event.text) for event in events if event.type == "EncryptedTally"), None)


def shuffle_turn(trustee: CountingTrustee, draw: Draw) -> str:
    """Shuffle in turn and return what is to be posted."""
    trustee.check()
    board, owner = trustee.board, trustee.owner
    election, group = board.election, board.election.group
    if owner in board.shuffles:
        raise Refused("owner", "has shuffled already")
    shuffled = [
        shuffle(group, election.fingerprint, election.public_key, row, draw)
        for question, row in zip(election.questions, board.tally, strict=True)
        if isinstance(question, Mixnet) and row
    ]
    if not shuffled:
        raise Refused("board", "has nothing to shuffle")
    text = shuffle_text(shuffled)
    signature = sign_shuffle(
        group, trustee.signing, fingerprint=election.fingerprint, owner=owner, text=text, draw=draw
    )
    return dumps({"shuffle": text, "signature": signature.to_json()})


def opening_draw(trustee: CountingTrustee) -> Draw:
    """Return the randomness to open with: the same for the same tally, and as secret as the sheet.

    Who has promised an opening can so make it again, anywhere, and show what was promised. Whoever changes
    the order in which an opening draws must change the name here, or one number would serve two proofs.
    """
    board, owner = trustee.board, trustee.owner
    statement = f"{board.election.fingerprint}|{owner}|{sha256_hex(tally_text(board.tally))}"
    return from_seed(sha256_hex(f"opening-draw-1|{trustee.seed}|{statement}"))


def opening_turn(trustee: CountingTrustee, sealed_share: str, draw: Draw) -> str:
    """Open the shuffled tally and return what is to be posted, its promise (the commitment) included."""
    trustee.check()
    board, owner = trustee.board, trustee.owner
    group, fingerprint = board.election.group, board.election.fingerprint
    if owner in board.partials:
        raise Refused("owner", "has opened its part already")
    if board.election.mixed and not board.source.archive.has("EndShuffles"):
        raise Refused("board", "is still being shuffled")
    secret = open_share(group, trustee.seed, sealed_share)
    key = board.trustee_key(owner)
    if group.base_power(secret) != key.public_key:
        raise Refused("your sealed share", "is not the part of this round's key")
    partial = partially_decrypt(key, secret, board.tally, draw)
    commitment = sha256_hex(partial.text)
    signature = sign_commitment(
        group, trustee.signing, fingerprint=fingerprint, owner=owner, commitment=commitment, draw=draw
    )
    proof = prove_batch(key, secret, board.tally, partial, draw)
    opening = Opening(owner, commitment, signature, proof)
    return dumps({"partial": partial.text, "opening": opening.to_json()})
