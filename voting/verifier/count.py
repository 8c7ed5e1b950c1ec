"""From the closed box to the result: tally, shuffles, partial decryptions, and what they open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from voting.crypto import decryption
from voting.crypto.archive import Event
from voting.crypto.bulk import spread
from voting.crypto.election import Homomorphic, Mixnet
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import Node, Refused, dumps
from voting.crypto.shuffle_check import fault
from voting.crypto.shuffle_proof import ShuffleProof, Statement
from voting.crypto.tally import encrypted_tally, last_ballots, read_result, tally_text
from voting.verifier.board import Board
from voting.verifier.report import Report, how_many


def check_tally(board: Board, report: Report) -> None:
    """Check that what is opened is the last ballot of every voter."""
    event = board.source.take("EncryptedTally", 1)[0]
    counted = last_ballots(board.ballots)
    node = Node.parse(board.source.payload(event), event.place)
    fields = node.fields("num_tallied", "total_weight", "encrypted_tally")
    board.total_weight = sum(board.weights[ballot.credential] for ballot in counted)
    fields["num_tallied"].must_equal(len(counted))
    fields["total_weight"].must_equal(board.total_weight)
    board.tally = encrypted_tally(board.election, board.ballots, board.weights)
    if board.source.named(fields["encrypted_tally"]) != tally_text(board.tally):
        raise fields["encrypted_tally"].refuse("is not what the last ballot of every voter adds up to")
    report.held(f"The encrypted tally is the one of the last ballots of {how_many(len(counted), 'voter')}")


def _owned(board: Board, event: Event, earlier: Sequence[int]) -> tuple[int, str]:
    fields = Node.parse(board.source.payload(event), event.place).fields("owner", "payload")
    owner = fields["owner"].count()
    if owner not in board.trustees.owners:
        raise fields["owner"].refuse("is no trustee")
    if owner in earlier:
        raise fields["owner"].refuse("contributed before")
    return owner, board.source.named(fields["payload"])


def check_shuffles(board: Board, report: Report) -> None:
    """Check that every shuffle holds the ballots it was given."""
    questions = board.election.questions
    mixed = [index for index, question in enumerate(questions) if isinstance(question, Mixnet)]
    if not mixed:
        return
    for event in board.source.take("Shuffle"):
        owner, text = _owned(board, event, list(board.shuffles))
        board.shuffles[owner] = text
        fields = Node.parse(text, event.place).fields("ciphertexts", "proofs")
        rows = list(board.tally)
        pairs = zip(fields["ciphertexts"].items(len(mixed)), fields["proofs"].items(len(mixed)), strict=True)
        for index, (ciphertexts, proof) in zip(mixed, pairs, strict=True):
            rows[index] = _shuffled(board, rows[index], ciphertexts, proof)
        board.tally = tuple(rows)
    if board.may_end:
        return
    board.source.take("EndShuffles", 1)
    if board.ballots and not board.shuffles:
        raise Refused("shuffles", "are missing: the ballots were opened in the order they were sorted in")
    if board.shuffles:
        report.held(f"{_named(board.shuffles)} shuffled the ballots, with proof that none was changed")


def _shuffled(
    board: Board, before: Sequence[Ciphertext], ciphertexts: Node, proof: Node
) -> tuple[Ciphertext, ...]:
    election, group = board.election, board.election.group
    after = tuple(spread(lambda item: Ciphertext.read(item, group), ciphertexts.items(len(before))))
    if not before:
        raise ciphertexts.refuse("shuffles nothing")
    read = ShuffleProof.read(proof, group, len(before))
    statement = Statement(group, election.fingerprint, election.public_key, before, after)
    wrong = fault(statement, read)
    if wrong:
        raise proof.refuse(f"does not hold at {wrong}")
    return after


def check_decryptions(board: Board, report: Report) -> None:
    """Check every factor that a trustee opened the tally with."""
    for event in board.source.take("PartialDecryption"):
        owner, text = _owned(board, event, list(board.partials))
        partial = decryption.read_partial(text, board.election.group, board.tally, event.place)
        decryption.check_partial(board.trustee_key(owner), board.tally, partial, event.place)
        board.partials[owner] = partial
    if board.may_end:
        return
    missing = board.trustees.missing(list(board.partials))
    if missing:
        raise Refused("partial decryptions", missing)
    report.held(f"{_named(board.partials)} opened the tally, every factor with its proof")


def _named(owners: Iterable[int]) -> str:
    numbers = [str(owner) for owner in owners]
    return f"Trustee{'s' if len(numbers) > 1 else ''} {' and '.join(numbers)}"


def check_result(board: Board, report: Report) -> None:
    """Check that the published result is what the trustees opened."""
    event = board.source.take("Result", 1)[0]
    factors = board.trustees.combine(board.partials)
    try:
        result = read_result(board.election, board.tally, factors, board.total_weight)
    except ValueError as error:
        raise Refused(event.place, str(error)) from error
    node = Node.parse(board.source.payload(event), event.place).fields("result")["result"]
    for question, item, values in zip(board.election.questions, node.items(len(result)), result, strict=True):
        if dumps(item.value) != dumps(values):
            raise Refused(_first_difference(item, values), "is not what the trustees opened")
        kind = (
            "sums are"
            if isinstance(question, Homomorphic)
            else f"{how_many(len(values), 'ballot is', 'ballots are')}"
        )
        report.held(f"{question.question!r}: the published {kind} what the trustees opened")
    board.result = result


def _first_difference(node: Node, values: Sequence[object]) -> str:
    if not isinstance(node.value, list) or len(node.value) != len(values):
        return node.place
    for item, value in zip(node.items(), values, strict=True):
        if dumps(item.value) != dumps(value):
            return _first_difference(item, value) if isinstance(value, tuple) else item.place
    return node.place
