"""Checks of what Plaza publishes beside the archive: the round, batched proofs, signed heads, the outcome."""

from __future__ import annotations

from dataclasses import dataclass

from voting.crypto.contributions import opening_statement, read_contributions, shuffle_statement
from voting.crypto.decryption import batch_holds
from voting.crypto.encoding import Node, Refused, dumps, sha256_hex
from voting.crypto.round_file import RoundFile
from voting.crypto.round_reading import read_round_file
from voting.crypto.signed import Signed
from voting.verifier.allocation import Count, Paper, count_sums, count_votes
from voting.verifier.board import Board
from voting.verifier.report import Report, how_many

FILES = ("round.json", "contributions.json", "heads.json", "outcome.json", "paper.json")


@dataclass(frozen=True, slots=True)
class Companions:
    """The texts of the files; a round without opened ballots has no outcome, one without offices no paper."""

    round: str
    contributions: str
    heads: str = "[]"
    outcome: str | None = None
    paper: str | None = None


def check_round(board: Board, text: str, report: Report) -> RoundFile:
    """Check that the round's file is the one the election, and so every ballot, is bound to."""
    election = board.election
    file = read_round_file(text, election.group)
    if election.description != file.description or file.text != text:
        raise Refused("round.json", "is not the file whose hash the election's description names")
    for place, expected, actual in (
        ("round.json.credentials", file.credentials_hash, board.credentials_text),
        ("round.json.trustees", file.trustees_hash, board.trustees_text),
    ):
        if expected != sha256_hex(actual):
            raise Refused(place, "is not the hash of the list in the archive")
    if file.setting.roll != len(board.weights):
        raise Refused("round.json.setting.roll", f"is not the number of credentials, {len(board.weights)}")
    if set(board.weights.values()) - {1}:
        raise Refused("public_credentials", "give somebody more than one vote")
    fault = file.question_fault(election.questions, election.group)
    if fault:
        raise Refused("election.questions", fault)
    if file.verifiable and board.trustees.needed < 2:
        raise Refused("round.json.verifiable", "is claimed, but one trustee alone can open every ballot")
    report.held(
        f"Projects, limits, rule, credentials and keys are those each ballot is bound to ({sha256_hex(text)})"
    )
    return file


def check_heads(board: Board, file: RoundFile, text: str, report: Report) -> None:
    """Check that every head that was signed while the board grew is still in it."""
    group, events = board.election.group, board.source.archive.events
    last = -1
    items = Node.parse(text, "heads.json").items()
    for item in items:
        signed = Signed.read(item, group)
        if not signed.by(group, file.board_key):
            raise Refused(f"{item.place}.signature", "does not hold")
        fields = Node.parse(signed.message, f"{item.place}.message").fields("uuid", "height", "head", "at")
        fields["uuid"].must_equal(board.election.uuid)
        fields["at"].text()
        height = fields["height"].count()
        if not last < height < len(events):
            raise fields["height"].refuse("is not a later event of this board")
        fields["head"].must_equal(sha256_hex(events[height].text))
        last = height
    if items:
        report.held(f"Every head that was signed while the board grew is still in it ({len(items)})")
    else:
        report.note("No head of the board is signed: that it only grew, only a head from elsewhere shows")


def check_contributions(board: Board, file: RoundFile, text: str, report: Report) -> None:
    """Check who shuffled, that openings were promised beforehand, and the batched proof of each."""
    check_shufflers(board, file, text, report)
    group, fingerprint = board.election.group, board.election.fingerprint
    openings = read_contributions(text, group).openings
    _same_owners("contributions.json.openings", [one.owner for one in openings], list(board.partials))
    for index, opening in enumerate(openings):
        place = f"contributions.json.openings[{index}]"
        partial = board.partials[opening.owner]
        if opening.commitment != sha256_hex(partial.text):
            raise Refused(f"{place}.commitment", "is not the hash of what was opened")
        statement = opening_statement(fingerprint, opening.owner, opening.commitment)
        _signed(board, place, opening.owner, Signed(statement, opening.signature))
        if not batch_holds(board.trustee_key(opening.owner), board.tally, partial, opening.proof):
            raise Refused(f"{place}.proof", "does not hold: some factor is not what the key makes")
    report.held("Every trustee promised their opening beforehand")
    report.held("One proof per trustee binds every factor they opened to its ciphertext")


def check_shufflers(board: Board, file: RoundFile, text: str, report: Report) -> None:
    """Check that enough trustees shuffled and each signed its shuffle: before anybody opens anything."""
    found = read_contributions(text, board.election.group).shuffles
    _same_owners("contributions.json.shuffles", [one.owner for one in found], list(board.shuffles))
    for index, one in enumerate(found):
        statement = shuffle_statement(board.election.fingerprint, one.owner, board.shuffles[one.owner])
        _signed(board, f"contributions.json.shuffles[{index}]", one.owner, Signed(statement, one.signature))
    if file.verifiable and board.ballots and 0 < len(board.shuffles) < board.trustees.needed:
        raise Refused("shuffles", f"are {len(board.shuffles)}: so few trustees could link votes")
    if not file.only_sums:
        report.held("Every trustee who shuffled signed their shuffle")


def _signed(board: Board, place: str, owner: int, message: Signed) -> None:
    if not message.by(board.election.group, board.trustees.signers[owner]):
        raise Refused(f"{place}.signature", "does not hold")


def _same_owners(place: str, named: list[int], expected: list[int]) -> None:
    if named != expected:
        raise Refused(place, f"is of owners {named}, but the archive is of owners {expected}")


def check_outcome(
    board: Board, file: RoundFile, text: str | None, report: Report, paper: Paper | None = None
) -> None:
    """Recompute the allocation from the opened ballots and the paper ballots, or from the sums."""
    if text is None:
        raise Refused("outcome.json", "is missing")
    if file.only_sums and paper:
        raise Refused("paper.json", "is there, but a round of sums takes no paper ballots")
    try:
        count = _counted(board, file, paper)
    except ValueError as error:
        raise Refused("round.json.rule", str(error)) from error
    published = Node.parse(text, "outcome.json")
    if count.text != text:
        raise _difference(published, Node.parse(count.text, "outcome.json"))
    report.held(
        f"{_ballots_of(board, file, count, paper)}: the rule {file.rule!r} "
        f"gives exactly the published outcome, {how_many(len(count.outcome.selected), 'project')}"
    )


def _counted(board: Board, file: RoundFile, paper: Paper | None) -> Count:
    """Run the rule on what the record says was opened; raises ValueError where it cannot use that."""
    assert board.result is not None
    if file.only_sums:
        sums = [value for value in board.result[0] if isinstance(value, int)]
        return count_sums(file, sums, board.total_weight)
    opened = [values for values in board.result[0] if isinstance(values, tuple)]
    return count_votes(file, opened, paper)


def _ballots_of(board: Board, file: RoundFile, count: Count, paper: Paper | None) -> str:
    """Say what the rule was run on."""
    if file.only_sums:
        return f"The sums of {how_many(board.total_weight, 'ballot')}, none of them opened"
    assert board.result is not None
    listed = f" and {how_many(len(paper.ballots), 'paper ballot')}" if paper else ""
    invalid = len(count.invalid) + len(count.invalid_on_paper)
    return f"{how_many(len(board.result[0]), 'opened ballot')}{listed}, {invalid} of them invalid"


def _difference(published: Node, expected: Node) -> Refused:
    """Return the refusal of the first part of the outcome that is not what was computed."""
    names = ("invalid", "paper?", "outcome")
    found, right = published.fields(*names), expected.fields(*names)
    if "paper" in found and "paper" not in right:
        return Refused("paper.json", "is missing, though the outcome counts its paper ballots")
    for name, node in right.items():
        if name not in found:
            return published.refuse("does not count the list paper.json")
        if dumps(found[name].value) != dumps(node.value):
            return found[name].refuse("is not what the ballots and the rule give")
    return published.refuse("is not written as it must be")


def head_message(uuid: str, height: int, head: str, at: str) -> str:
    """Return what the platform signs of the board; `at` is the time, in ISO form."""
    return dumps({"uuid": uuid, "height": height, "head": head, "at": at})
