"""Messages signed by a trustee, and the two keys a trustee derives from one seed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from voting.crypto.election import BASE58
from voting.crypto.encoding import Node
from voting.crypto.groups import Element, Group
from voting.crypto.proofs import Claim, Proof, holds, prove
from voting.crypto.randomness import Draw

SEED_LENGTH = 22


@dataclass(frozen=True, slots=True)
class Signed:
    """A text and a Schnorr signature on it."""

    message: str
    signature: Proof

    def to_json(self) -> dict[str, object]:
        """Return the message as the record has it."""
        return {"message": self.message, "signature": self.signature.to_json()}

    @classmethod
    def read(cls, node: Node, group: Group) -> Signed:
        """Read a signed message; who signed it is checked with `by`."""
        fields = node.fields("message", "signature")
        return cls(fields["message"].text(), Proof.read(fields["signature"], group))

    def by(self, group: Group, key: Element) -> bool:
        """Return whether the holder of this key signed the message."""
        return holds(group, f"sigmsg|{self.message}", [Claim(group.generator, key)], self.signature)


def sign(group: Group, secret: int, message: str, draw: Draw) -> Signed:
    """Sign a message."""
    return Signed(message, prove(group, f"sigmsg|{message}", [group.generator], secret, draw))


def new_seed(draw: Draw) -> str:
    """Return 22 random characters: all that a trustee has to keep."""
    return "".join(BASE58[draw(len(BASE58))] for _ in range(SEED_LENGTH))


def is_seed(text: str) -> bool:
    """Return whether the text has the form of a seed."""
    return len(text) == SEED_LENGTH and not set(text) - set(BASE58)


def signing_key(group: Group, seed: str) -> int:
    """Return the secret key a trustee signs with."""
    return _derived(group, "sk", seed)


def decryption_key(group: Group, seed: str) -> int:
    """Return the secret key that opens what other trustees send."""
    return _derived(group, "dk", seed)


def _derived(group: Group, purpose: str, seed: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{purpose}|{seed}".encode()).digest()) % group.order
