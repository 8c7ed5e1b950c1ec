"""From the setup to the closed box: the election, its keys, its credentials and every ballot."""

from __future__ import annotations

from voting.crypto.archive import Event
from voting.crypto.ballots import Ballot, check_ballot, read_ballot
from voting.crypto.bulk import spread
from voting.crypto.credentials import read_credentials
from voting.crypto.election import read_election
from voting.crypto.encoding import Node, Refused
from voting.crypto.tally import last_ballots
from voting.crypto.trustees import read_trustees
from voting.verifier.board import Board, Source
from voting.verifier.report import Report, how_many


def check_setup(source: Source, report: Report) -> Board:
    """Check what was fixed before the first ballot."""
    archive = source.archive
    report.held(
        f"The archive is whole: {how_many(len(archive.events), 'event')}, each tied to the one before"
    )
    report.note(f"Its head is {archive.head}: compare it with one you got elsewhere")
    event = source.take("Setup", 1)[0]
    fields = Node.parse(source.payload(event), event.place).fields("election", "trustees", "credentials")
    election = read_election(source.named(fields["election"]))
    report.held(f"The election {election.name!r} is well formed; its fingerprint is {election.fingerprint}")
    trustees_text = source.named(fields["trustees"])
    trustees = read_trustees(trustees_text, election.group)
    if trustees.key != election.public_key:
        raise Refused("election.public_key", "is not the key that the trustees hold together")
    report.held(f"Its key is the one that its trustees hold together ({len(trustees.owners)})")
    credentials_text = source.named(fields["credentials"])
    weights = read_credentials(credentials_text, election.group)
    if election.mixed and set(weights.values()) - {1}:
        raise Refused("public_credentials", "has a weight other than 1 beside a shuffled question")
    report.held(f"{how_many(len(weights), 'public credential')}, all different and well formed")
    return Board(source, election, trustees, trustees_text, credentials_text, weights)


def check_ballots(board: Board, report: Report) -> None:
    """Check every ballot in the box."""
    events = board.source.take("Ballot")

    def checked(event: Event) -> Ballot | Refused:
        try:
            ballot = read_ballot(board.source.payload(event), board.election, event.place)
            if ballot.credential not in board.weights:
                raise Refused(f"{event.place}.credential", "is not on the list of public credentials")
            check_ballot(ballot, board.election, event.place)
        except Refused as refused:
            return refused
        return ballot

    seen: set[str | None] = set()
    for event, found in zip(events, spread(checked, events), strict=True):
        if isinstance(found, Refused):
            raise found
        if event.payload in seen:
            raise Refused(event.place, "is a ballot that was cast before")
        seen.add(event.payload)
        board.ballots.append(found)
    voters = len(last_ballots(board.ballots))
    report.held(
        f"{how_many(len(events), 'ballot')} of {how_many(voters, 'voter')}: "
        "each credential is listed, each proof and signature holds"
    )
