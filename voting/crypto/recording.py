"""Writing a record: each act of a round appends its data and one event to the archive."""

from __future__ import annotations

from collections.abc import Sequence

from voting.crypto.archive import Archive
from voting.crypto.ballots import Ballot
from voting.crypto.decryption import PartialDecryption, Tally
from voting.crypto.election import Election, Mixnet
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import dumps
from voting.crypto.shuffle_proof import ShuffleProof
from voting.crypto.tally import Result, tally_text
from voting.crypto.trustees import Trustees

Shuffled = tuple[tuple[Ciphertext, ...], ShuffleProof]
"""What one shuffle makes of one question."""


def open_record(timestamp: int, election: Election, trustees: Trustees, credentials: str) -> Archive:
    """Begin the record of a round that is open; `credentials` is the public list."""
    archive = Archive(timestamp)
    setup = {
        "election": archive.add_data(election.text),
        "trustees": archive.add_data(trustees.text),
        "credentials": archive.add_data(credentials),
    }
    archive.add_event("Setup", archive.add_data(dumps(setup)))
    return archive


def add_ballot(archive: Archive, ballot: Ballot) -> None:
    """Put a ballot into the box; it was checked before."""
    archive.add_event("Ballot", archive.add_data(ballot.text))


def close_box(archive: Archive, tally: Tally, *, counted: int, weight: int) -> None:
    """Close the box and publish what is to be opened."""
    archive.add_event("EndBallots")
    digest = archive.add_data(tally_text(tally))
    sized = {"num_tallied": counted, "total_weight": weight, "encrypted_tally": digest}
    archive.add_event("EncryptedTally", archive.add_data(dumps(sized)))


def add_shuffle(archive: Archive, owner: int, shuffled: Sequence[Shuffled]) -> None:
    """Publish a trustee's shuffle of every shuffled question."""
    digest = archive.add_data(shuffle_text(shuffled))
    archive.add_event("Shuffle", archive.add_data(dumps({"owner": owner, "payload": digest})))


def shuffle_text(shuffled: Sequence[Shuffled]) -> str:
    """Return a shuffle as the record has it."""
    ciphertexts = [[ciphertext.to_json() for ciphertext in row] for row, _ in shuffled]
    return dumps({"ciphertexts": ciphertexts, "proofs": [proof.to_json() for _, proof in shuffled]})


def end_shuffles(archive: Archive, election: Election) -> None:
    """Say that no more shuffles follow; a round without shuffled questions has nothing to say."""
    if election.mixed:
        archive.add_event("EndShuffles")


def apply_shuffle(election: Election, tally: Tally, shuffled: Sequence[Shuffled]) -> Tally:
    """Return the tally with the shuffled rows in their places."""
    fresh = iter(shuffled)
    return tuple(
        next(fresh)[0] if isinstance(question, Mixnet) else row
        for question, row in zip(election.questions, tally, strict=True)
    )


def add_partial(archive: Archive, owner: int, partial: PartialDecryption) -> None:
    """Publish what a trustee opened."""
    digest = archive.add_data(partial.text)
    archive.add_event("PartialDecryption", archive.add_data(dumps({"owner": owner, "payload": digest})))


def add_result(archive: Archive, result: Result) -> None:
    """Publish the result."""
    archive.add_event("Result", archive.add_data(dumps({"result": result})))
