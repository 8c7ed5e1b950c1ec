"""Whole elections in memory, through the library as the platform will call it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from voting.crypto import ceremony, recording
from voting.crypto.archive import Archive
from voting.crypto.ballots import Ballot, seal
from voting.crypto.ceremony import Setting
from voting.crypto.credentials import credentials_text, new_code, public_key, secret_key
from voting.crypto.decryption import PartialDecryption, Tally, TrusteeKey, partially_decrypt
from voting.crypto.election import Election, Question
from voting.crypto.encoding import Node
from voting.crypto.groups import GROUPS
from voting.crypto.pedersen import Pedersen
from voting.crypto.randomness import Draw
from voting.crypto.shuffle import shuffle
from voting.crypto.signed import new_seed
from voting.crypto.tally import encrypted_tally, last_ballots, read_result
from voting.crypto.trustees import Trustees

UUID = "HeLioSDoESnoTkNow"[:14]
Choices = Sequence[Sequence[int]]


def draw_from(seed: str) -> Draw:
    """Return repeatable randomness: quick, and never for secrets outside the tests."""
    return random.Random(seed).randrange


@dataclass
class Keys:
    """A shared key and the seeds of its members."""

    setting: Setting
    seeds: list[str]
    pedersen: Pedersen
    sealed: list[str]

    def secret(self, member: int) -> int:
        """Return what a member (from 1) opens from its seed and what waits on the platform."""
        return ceremony.open_share(self.setting.group, self.seeds[member - 1], self.sealed[member - 1])


@lru_cache
def shared_key(group_name: str, size: int, threshold: int) -> Keys:
    """Hold the ceremony."""
    draw = draw_from(f"{group_name} {size} {threshold}")
    setting = Setting(GROUPS[group_name], size, threshold)
    seeds = [new_seed(draw) for _ in range(size)]
    certificates = [
        ceremony.read_certificate(setting, ceremony.certify(setting, seed, index, draw), index)
        for index, seed in enumerate(seeds, start=1)
    ]
    contributions = [
        ceremony.contribute(setting, seed, index, certificates, draw)
        for index, seed in enumerate(seeds, start=1)
    ]
    contributions = [
        ceremony.Contribution.read(Node(one.to_json(), "contribution"), setting) for one in contributions
    ]
    confirmations = [
        ceremony.confirm(
            setting, seed, index, certificates=certificates, contributions=contributions, draw=draw
        )
        for index, seed in enumerate(seeds, start=1)
    ]
    keys = [confirmation.key for confirmation in confirmations]
    pedersen = ceremony.conclude(setting, certificates, contributions, keys)
    return Keys(setting, seeds, pedersen, [confirmation.share for confirmation in confirmations])


@dataclass
class Round:
    """An election from its opening to its result; every step can be taken apart by a test."""

    questions: tuple[Question, ...]
    keys: Keys
    voters: int
    seed: str = "round"
    description: str = "a test"
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        self.group = self.keys.setting.group
        self.draw = draw_from(self.seed)
        self.codes = [new_code(self.draw) for _ in range(self.voters)]
        self.trustees = Trustees(self.group, (self.keys.pedersen,))
        self.credentials = credentials_text(public_key(self.group, UUID, code) for code in self.codes)
        self.election = Election(
            "Bürgerhaushalt", self.description, self.group, self.trustees.key, self.questions, UUID
        )
        self.archive = recording.open_record(1_790_000_000, self.election, self.trustees, self.credentials)
        self.ballots: list[Ballot] = []
        self.tally: Tally = ()
        self.partials: dict[int, PartialDecryption] = {}

    def cast(self, voter: int, choices: Choices) -> None:
        """Cast a ballot with the code of a voter."""
        secret = secret_key(self.group, UUID, self.codes[voter])
        self.ballots.append(seal(self.election, secret, choices, self.draw))
        recording.add_ballot(self.archive, self.ballots[-1])

    def close(self) -> None:
        """Close the box."""
        weights = {ballot.credential: 1 for ballot in self.ballots}
        counted = len(last_ballots(self.ballots))
        self.tally = encrypted_tally(self.election, self.ballots, weights)
        recording.close_box(self.archive, self.tally, counted=counted, weight=counted)

    def shuffle(self, owner: int) -> None:
        """Let one trustee shuffle."""
        mixed = [
            row
            for question, row in zip(self.questions, self.tally, strict=True)
            if question in self.election.mixed
        ]
        key, fingerprint = self.election.public_key, self.election.fingerprint
        shuffled = [shuffle(self.group, fingerprint, key, row, self.draw) for row in mixed]
        self.tally = recording.apply_shuffle(self.election, self.tally, shuffled)
        recording.add_shuffle(self.archive, owner, shuffled)

    def trustee_key(self, owner: int) -> TrusteeKey:
        """Return the public side of a trustee."""
        return TrusteeKey(self.group, self.election.fingerprint, self.trustees.owners[owner])

    def decrypt(self, owner: int) -> None:
        """Let one trustee open its part."""
        partial = partially_decrypt(self.trustee_key(owner), self.keys.secret(owner), self.tally, self.draw)
        self.partials[owner] = partial
        recording.add_partial(self.archive, owner, partial)

    def count(self, *members: int) -> None:
        """Close, shuffle where it is called for, open with these members, and publish the result."""
        self.close()
        if self.ballots and self.election.mixed:
            self.shuffle(members[0])
            self.shuffle(members[-1])
        recording.end_shuffles(self.archive, self.election)
        for member in members:
            self.decrypt(member)
        self.publish()

    def publish(self) -> None:
        """Publish the result of what was opened."""
        factors = self.trustees.combine(self.partials)
        self.result = read_result(self.election, self.tally, factors, len(last_ballots(self.ballots)))
        recording.add_result(self.archive, self.result)
