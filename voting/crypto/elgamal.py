"""ElGamal encryption: a ciphertext, its product with others, and the re-encryption of one."""

from __future__ import annotations

from dataclasses import dataclass

from voting.crypto.encoding import Node
from voting.crypto.groups import Element, Group


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """alpha = g^r and beta = y^r * message."""

    alpha: Element
    beta: Element

    def __str__(self) -> str:
        return f"{self.alpha},{self.beta}"

    def to_json(self) -> dict[str, str]:
        """Return the ciphertext as the record has it."""
        return {"alpha": self.alpha, "beta": self.beta}

    @classmethod
    def read(cls, node: Node, group: Group, *, neutral: bool = False) -> Ciphertext:
        """Read a ciphertext; the sum of no ballots at all is `neutral`, no other ciphertext is."""
        fields = node.fields("alpha", "beta")
        return cls(
            fields["alpha"].element(group, neutral=neutral), fields["beta"].element(group, neutral=neutral)
        )


def encrypt(group: Group, key: Element, message: Element, randomness: int) -> Ciphertext:
    """Encrypt an element under a key."""
    return Ciphertext(group.base_power(randomness), group.multiply(group.power(key, randomness), message))


def re_encrypt(group: Group, key: Element, ciphertext: Ciphertext, randomness: int) -> Ciphertext:
    """Return another ciphertext of the same message."""
    return Ciphertext(
        group.multiply(ciphertext.alpha, group.base_power(randomness)),
        group.multiply(ciphertext.beta, group.power(key, randomness)),
    )


def add(group: Group, left: Ciphertext, right: Ciphertext) -> Ciphertext:
    """Return a ciphertext of the product of both messages: of the sum of their exponents."""
    return Ciphertext(group.multiply(left.alpha, right.alpha), group.multiply(left.beta, right.beta))
