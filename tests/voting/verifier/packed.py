"""A whole record of a packed round: the archive and the files beside it, made through the library."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from tests.voting.crypto.elections import UUID, Round, draw_from, shared_key
from voting.crypto.contributions import (
    Contributions,
    Opening,
    ShuffleSignature,
    sign_commitment,
    sign_shuffle,
)
from voting.crypto.credentials import credentials_text, new_code, public_key
from voting.crypto.decryption import prove_batch
from voting.crypto.encoding import dumps, sha256_hex
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Kind, pack
from voting.crypto.round_file import Ballots, Limits, ListedProject, RoundFile, Setting
from voting.crypto.signed import sign, signing_key
from voting.crypto.trustees import Trustees
from voting.verifier import Record, Report, verify
from voting.verifier.allocation import Paper, count_votes
from voting.verifier.companions import Companions, head_message
from voting.verifier.paper import Marks, Office, PaperBallot, PaperList, pooled

BOARD_SECRET = 987654321
PROJECTS = (
    ListedProject("trees", 40, "Trees", "green", "North"),
    ListedProject("bench", 10, "Benches", "street", "South"),
    ListedProject("pool", "205/2", "Pool"),
    ListedProject("path", 30, "Cycle path"),
)
LIMITS = {
    Kind.APPROVAL: Limits(0, 2, money=150),
    Kind.POINTS: Limits(0, 4, points=10),
    Kind.RANKING: Limits(1, 3),
}
VOTES: dict[Kind, list[tuple[int, ...]]] = {
    Kind.APPROVAL: [(0, 1), (1, 3), (), (0, 1, 3)],
    Kind.POINTS: [(5, 5, 0, 0), (0, 1, 2, 3), (0, 0, 0, 0), (15, 0, 0, 0)],
    Kind.RANKING: [(1, 0), (3, 1, 0), (2,), (0, 1, 2)],
}
BALLOTS = {Kind.APPROVAL: Ballots.APPROVAL, Kind.POINTS: Ballots.CUMULATIVE, Kind.RANKING: Ballots.ORDINAL}
SETTING = Setting(
    "streets",
    1,
    "2026-11-20T08:00:00+00:00",
    "2026-11-27T20:00:00+00:00",
    "EUR",
    roll=9,
    smallest_pool=2,
    districts=("Altstadt", "Nord"),
)
ON_PAPER: dict[Kind, list[Marks]] = {
    Kind.APPROVAL: [
        (("trees", None), ("path", None)),
        (("trees", None), ("bench", None), ("path", None)),
        (),
    ],
    Kind.POINTS: [(("trees", 4), ("path", 6)), (("bench", 11),), ()],
    Kind.RANKING: [(("path", None), ("trees", None)), (("pool", None),), ()],
}
RULES = {Kind.APPROVAL: "equal-shares", Kind.POINTS: "equal-shares", Kind.RANKING: "greedy"}


@dataclass
class Whole:
    """The archive's bytes and the files beside it."""

    archive: bytes
    head: str
    companions: Companions
    round: Round = field(repr=False)

    def checked(self, **changes: Any) -> Report:
        """Verify, with some files replaced."""
        report = Report()
        verify(Record(BytesIO(self.archive), replace(self.companions, **changes)), report)
        return report


def round_file(kind: Kind, group: str) -> RoundFile:
    """Return the frozen file of the round that `packed_round` holds."""
    keys = shared_key(group, 3, 2)
    draw = draw_from("packed")
    codes = [new_code(draw) for _ in range(9)]
    credentials = credentials_text(public_key(GROUPS[group], UUID, code) for code in codes)
    return RoundFile(
        title="Bürgerhaushalt 2027",
        verifiable=True,
        setting=SETTING,
        ballots=BALLOTS[kind],
        limits=LIMITS[kind],
        projects=PROJECTS,
        budget=100,
        rule=RULES[kind],
        credentials_hash=sha256_hex(credentials),
        trustees_hash=sha256_hex(Trustees(GROUPS[group], (keys.pedersen,)).text),
        board_key=GROUPS[group].base_power(BOARD_SECRET),
    )


@lru_cache
def packed_round(kind: Kind = Kind.APPROVAL, group: str = "Ed25519") -> Whole:
    """Hold a round in which the last voter's ballot breaks the limits wherever a ballot can."""
    file, keys = round_file(kind, group), shared_key(group, 3, 2)
    question = file.packed_question("Your ballot")
    held = Round((question,), keys, voters=9, seed="packed", description=file.description)
    heads = []

    def sign_the_head() -> None:
        message = head_message(UUID, len(held.archive.events) - 1, held.archive.head, "2026-11-22T20:00:00Z")
        heads.append(sign(held.group, BOARD_SECRET, message, held.draw).to_json())

    for voter, vote in enumerate(VOTES[kind]):
        held.cast(voter, [pack(file.form, vote)])
        sign_the_head()
    held.close()
    shuffles: list[ShuffleSignature] = []
    for owner in (1, 2):
        held.shuffle(owner)
        secret = signing_key(held.group, keys.seeds[owner - 1])
        text = held.archive.data[held.archive.members[-3][0].split(".")[0]]
        shuffles.append(
            sign_shuffle(
                held.group, secret,
                fingerprint=held.election.fingerprint, owner=owner, text=text, draw=held.draw,
            )
        )  # fmt: skip
    held.archive.add_event("EndShuffles")
    openings: list[Opening] = []
    for owner in (1, 3):
        held.decrypt(owner)
        secret, partial = signing_key(held.group, keys.seeds[owner - 1]), held.partials[owner]
        commitment = sha256_hex(partial.text)
        signature = sign_commitment(
            held.group, secret,
            fingerprint=held.election.fingerprint, owner=owner, commitment=commitment, draw=held.draw,
        )  # fmt: skip
        proof = prove_batch(held.trustee_key(owner), keys.secret(owner), held.tally, partial, held.draw)
        openings.append(Opening(owner, commitment, signature, proof))
    held.publish()
    sign_the_head()
    opened = [values for values in held.result[0] if isinstance(values, tuple)]
    paper = paper_text(kind, held)
    ballots = listed(kind, held).ballots
    companions = Companions(
        round=file.text,
        contributions=Contributions(tuple(shuffles), tuple(openings)).text,
        heads=dumps(heads),
        outcome=count_votes(file, opened, Paper(sha256_hex(paper), ballots)).text,
        paper=paper,
    )
    return Whole(held.archive.to_bytes(), held.archive.head, companions, held)


def listed(kind: Kind, held: Round) -> PaperList:
    """Return four paper ballots from two offices, one of them invalid, and one person who left none."""
    tally = next(event for event in held.archive.events if event.type == "EncryptedTally")
    ballots = [PaperBallot(marks) for marks in ON_PAPER[kind]]
    by_office = {"Library": [*ballots[:1], PaperBallot(invalid="unreadable")], "Town hall": ballots[1:]}
    offices = (Office("Library", 3, 2, "One paper ballot was lost."), Office("Town hall", 2, 2))
    return PaperList(UUID, tally.height, sha256_hex(tally.text), offices, pooled(by_office, 2))


def paper_text(kind: Kind, held: Round) -> str:
    """Return the file paper.json, signed as the platform does."""
    return dumps(sign(held.group, BOARD_SECRET, listed(kind, held).message, held.draw).to_json())
