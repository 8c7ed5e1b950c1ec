"""A round in which trustees use Chromium and the box is Python's, as the platform will hold it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from playwright.sync_api import Page

from tests.voting.crypto.elections import UUID, Keys, Round, draw_from, shared_key
from tests.voting.verifier.packed import BALLOTS, BOARD_SECRET, PROJECTS, SETTING
from voting.crypto import ceremony, recording
from voting.crypto.ceremony import Contribution, Setting
from voting.crypto.contributions import Contributions, Opening, ShuffleSignature, read_promise
from voting.crypto.credentials import credentials_text, new_code, public_key
from voting.crypto.decryption import read_partial
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import Node, dumps, sha256_hex
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Kind, pack
from voting.crypto.pedersen import PublicKey
from voting.crypto.proofs import Proof
from voting.crypto.round_file import Limits, Opened, RoundFile, sealed_values
from voting.crypto.shuffle_proof import ShuffleProof
from voting.crypto.signed import Signed, new_seed, sign
from voting.crypto.tally import last_ballots
from voting.crypto.trustees import Trustees
from voting.verifier import Record, Report, verify
from voting.verifier.allocation import count_sums, count_votes
from voting.verifier.board import Board
from voting.verifier.companions import Companions, head_message
from voting.verifier.trustee import CountingTrustee, opening_turn, shuffle_turn

Answer = dict[str, Any]
Worker = Callable[..., Answer]


def worker(page: Page, name: str = "trustee-worker") -> Worker:
    """Return a function that runs one task in a fresh worker and returns all it answered."""
    task = "async ([name, job]) => (await import('/trustees.js')).answered(name, job)"
    return lambda **job: page.evaluate(task, [name, job])


def result(answer: Answer) -> Any:
    """Return the result; fail with the sentence of the error."""
    assert "result" in answer, answer
    return answer["result"]


def hold_ceremony(trustee: Worker, group_name: str, size: int = 3, threshold: int = 2) -> Keys:
    """Hold a ceremony of trustees in Chromium; Python checks every word, as the platform does."""
    setting = Setting(GROUPS[group_name], size, threshold)
    seeds = [new_seed(draw_from(f"{group_name} {index}")) for index in range(size)]

    def said(task: str, index: int, **heard: Any) -> Any:
        known = {"group": group_name, "size": size, "threshold": threshold}
        return result(trustee(task=task, index=index, seed=seeds[index - 1], **known, **heard))

    numbers = range(1, size + 1)
    texts = [said("certify", index) for index in numbers]
    certificates = [
        ceremony.read_certificate(setting, Signed.read(Node.parse(text, "certificate"), setting.group), index)
        for index, text in enumerate(texts, start=1)
    ]
    posted = [said("contribute", index, certificates=texts) for index in numbers]
    contributions = [Contribution.read(Node.parse(text, "contribution"), setting) for text in posted]
    confirmed = [said("confirm", index, certificates=texts, contributions=posted) for index in numbers]
    keys = [PublicKey.read(Node.parse(one["key"], "key"), setting.group) for one in confirmed]
    pedersen = ceremony.conclude(setting, certificates, contributions, keys)
    return Keys(setting, seeds, pedersen, [one["share"] for one in confirmed])


class Counted(Round):
    """A packed round whose trustees post texts: every text is read strictly before it is recorded."""

    def __init__(
        self, keys: Keys, kind: Kind = Kind.APPROVAL, voters: int = 4, opened: Opened = Opened.BALLOTS
    ) -> None:
        group = keys.setting.group
        draw = draw_from("packed")
        credentials = credentials_text(public_key(group, UUID, new_code(draw)) for _ in range(voters))
        self.file = RoundFile(
            title="Bürgerhaushalt 2027",
            verifiable=True,
            setting=replace(SETTING, roll=voters),
            ballots=BALLOTS[kind],
            limits=Limits(0, 3),
            projects=PROJECTS,
            budget=100,
            rule="greedy",
            credentials_hash=sha256_hex(credentials),
            trustees_hash=sha256_hex(Trustees(group, (keys.pedersen,)).text),
            board_key=group.base_power(BOARD_SECRET),
            opened=opened,
        )
        questions = (self.file.question("Your ballot"),)
        super().__init__(questions, keys, voters, seed="packed", description=self.file.description)
        self.signatures: list[ShuffleSignature] = []
        self.openings: list[Opening] = []
        self.heads: list[object] = []

    def sign_head(self) -> None:
        """Sign the head of the board, as the platform does every day."""
        height = len(self.archive.events) - 1
        message = head_message(UUID, height, self.archive.head, "2026-11-22T20:00:00Z")
        self.heads.append(sign(self.group, BOARD_SECRET, message, self.draw).to_json())

    @property
    def files(self) -> dict[str, str]:
        """The board as a trustee's page fetches it."""
        companions = self.companions()
        return {
            "archive": base64.b64encode(self.archive.to_bytes()).decode(),
            "round": companions.round,
            "contributions": companions.contributions,
            "heads": companions.heads,
        }

    def companions(self, outcome: str | None = None) -> Companions:
        """The files beside the archive."""
        contributions = Contributions(tuple(self.signatures), tuple(self.openings)).text
        return Companions(self.file.text, contributions, dumps(self.heads), outcome)

    def board(self) -> Board:
        """Verify the board in Python."""
        report = Report()
        record = Record(BytesIO(self.archive.to_bytes()), self.companions(), unfinished=True)
        board = verify(record, report)
        assert board is not None, str(report.refusal)
        return board

    def post_shuffle(self, owner: int, text: str) -> None:
        """Record a shuffle that a trustee posted."""
        posted = Node.parse(text, "posted").fields("shuffle", "signature")
        inner = Node.parse(posted["shuffle"].text(), "shuffle").fields("ciphertexts", "proofs")
        count = len(self.tally[0])
        row = inner["ciphertexts"].items(1)[0].items(count)
        after = tuple(Ciphertext.read(item, self.group) for item in row)
        proof = ShuffleProof.read(inner["proofs"].items(1)[0], self.group, count)
        recording.add_shuffle(self.archive, owner, [(after, proof)])
        self.tally = (after,)
        signed = posted["signature"].fields("owner", "signature")
        self.signatures.append(
            ShuffleSignature(signed["owner"].count(), Proof.read(signed["signature"], self.group))
        )

    def post_opening(self, owner: int, promised: str, text: str) -> None:
        """Record an opening that a trustee posted, and that was promised."""
        promise = read_promise(promised, self.group)
        assert promise.by(self.group, self.trustees.signers[owner], self.election.fingerprint)
        posted = json.loads(text)
        assert promise.commitment == sha256_hex(posted["partial"])
        partial = read_partial(posted["partial"], self.group, self.tally, "posted")
        recording.add_partial(self.archive, owner, partial)
        self.partials[owner] = partial
        proof = Proof.read(Node(posted["opening"]["proof"], "proof"), self.group)
        self.openings.append(Opening(owner, promise.commitment, promise.signature, proof))
        assert self.openings[-1].to_json() == posted["opening"]
        assert self.openings[-1].promise.text == promised

    def outcome(self) -> str:
        """Publish the result and return what the rule gives."""
        self.publish()
        if self.file.only_sums:
            sums = [value for value in self.result[0] if isinstance(value, int)]
            return count_sums(self.file, sums, len(last_ballots(self.ballots))).text
        opened = [values for values in self.result[0] if isinstance(values, tuple)]
        return count_votes(self.file, opened).text


def counted(*, openings: bool = True, kind: Kind = Kind.APPROVAL) -> Counted:
    """A round of trustees in Python, two of whom shuffled and one of whom opened."""
    keys = shared_key("Ed25519", 3, 2)
    held = Counted(keys, kind)
    for voter, vote in enumerate(((0, 2), (1,), (3, 1))):
        held.cast(voter, [pack(held.file.form, vote)])
    held.cast(0, [pack(held.file.form, (2,))])
    held.sign_head()
    held.close()
    for owner in (1, 2):
        held.post_shuffle(
            owner, shuffle_turn(CountingTrustee(held.board(), owner, keys.seeds[owner - 1]), held.draw)
        )
    recording.end_shuffles(held.archive, held.election)
    if openings:
        trustee = CountingTrustee(held.board(), 1, keys.seeds[0])
        said = opening_turn(trustee, keys.sealed[0], held.draw)
        opening = json.loads(said)["opening"]
        promise = dumps({name: opening[name] for name in ("owner", "commitment", "signature")})
        held.post_opening(1, promise, said)
    return held


def voted_for_sums(keys: Keys) -> Counted:
    """A round of which only the sums are opened, with its box closed: the first voter voted twice."""
    held = Counted(keys, opened=Opened.SUMS)
    for voter, vote in ((0, (0, 2)), (1, (1,)), (2, ()), (0, (2,))):
        held.cast(voter, [sealed_values(held.questions[0], held.file.form, vote)])
    held.sign_head()
    held.close()
    return held
