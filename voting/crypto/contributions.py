"""What trustees post beside the archive: who shuffled, what was promised before opening, batched proofs."""

from __future__ import annotations

from dataclasses import dataclass, field

from voting.crypto.encoding import Node, dumps, sha256_hex
from voting.crypto.groups import Element, Group
from voting.crypto.proofs import Proof
from voting.crypto.randomness import Draw
from voting.crypto.signed import Signed, sign


@dataclass(frozen=True, slots=True)
class ShuffleSignature:
    """That this owner made the shuffle that the archive says is theirs: the shuffle's proof does not tell."""

    owner: int
    signature: Proof

    def to_json(self) -> dict[str, object]:
        """Return the signature as it is published."""
        return {"owner": self.owner, "signature": self.signature.to_json()}


@dataclass(frozen=True, slots=True)
class Promise:
    """The signed hash of a partial decryption, posted alone before any is shown."""

    owner: int
    commitment: str
    signature: Proof

    @property
    def text(self) -> str:
        """The promise as it is posted."""
        return dumps({
            "owner": self.owner, "commitment": self.commitment, "signature": self.signature.to_json(),
        })  # fmt: skip

    def by(self, group: Group, key: Element, fingerprint: str) -> bool:
        """Return whether the trustee who signs with this key made the promise in this election."""
        statement = opening_statement(fingerprint, self.owner, self.commitment)
        return Signed(statement, self.signature).by(group, key)


@dataclass(frozen=True, slots=True)
class Opening:
    """The signed hash of a partial decryption, given before any was shown, and its batched proof."""

    owner: int
    commitment: str
    signature: Proof
    proof: Proof

    @property
    def promise(self) -> Promise:
        """What is posted first."""
        return Promise(self.owner, self.commitment, self.signature)

    def to_json(self) -> dict[str, object]:
        """Return the opening as it is published."""
        return {
            "owner": self.owner,
            "commitment": self.commitment,
            "signature": self.signature.to_json(),
            "proof": self.proof.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Contributions:
    """All of them, in the order of the events they belong to."""

    shuffles: tuple[ShuffleSignature, ...] = field(default=())
    openings: tuple[Opening, ...] = field(default=())

    @property
    def text(self) -> str:
        """The file, in its one form."""
        return dumps({
            "shuffles": [one.to_json() for one in self.shuffles],
            "openings": [one.to_json() for one in self.openings],
        })  # fmt: skip


def shuffle_statement(fingerprint: str, owner: int, text: str) -> str:
    """Return what a trustee signs of its shuffle."""
    return f"shuffle|{fingerprint}|{owner}|{sha256_hex(text)}"


def opening_statement(fingerprint: str, owner: int, commitment: str) -> str:
    """Return what a trustee signs before any factor is shown."""
    return f"opening|{fingerprint}|{owner}|{commitment}"


def sign_shuffle(
    group: Group, secret: int, *, fingerprint: str, owner: int, text: str, draw: Draw
) -> ShuffleSignature:
    """Sign a shuffle with the key that the trustee's certificate names."""
    return ShuffleSignature(
        owner, sign(group, secret, shuffle_statement(fingerprint, owner, text), draw).signature
    )


def sign_commitment(
    group: Group, secret: int, *, fingerprint: str, owner: int, commitment: str, draw: Draw
) -> Proof:
    """Sign the hash of a partial decryption."""
    return sign(group, secret, opening_statement(fingerprint, owner, commitment), draw).signature


def read_promise(text: str, group: Group, place: str = "promise") -> Promise:
    """Read a promise; who made it is checked with `by`."""
    fields = Node.parse(text, place).fields("owner", "commitment", "signature")
    return Promise(
        fields["owner"].count(), fields["commitment"].text(), Proof.read(fields["signature"], group)
    )


def read_contributions(text: str, group: Group, place: str = "contributions.json") -> Contributions:
    """Read the file; what it says is checked against the archive."""
    fields = Node.parse(text, place).fields("shuffles", "openings")
    shuffles = [item.fields("owner", "signature") for item in fields["shuffles"].items()]
    openings = [
        item.fields("owner", "commitment", "signature", "proof") for item in fields["openings"].items()
    ]
    return Contributions(
        tuple(
            ShuffleSignature(one["owner"].count(), Proof.read(one["signature"], group)) for one in shuffles
        ),
        tuple(
            Opening(
                one["owner"].count(),
                one["commitment"].text(),
                Proof.read(one["signature"], group),
                Proof.read(one["proof"], group),
            )
            for one in openings
        ),
    )
