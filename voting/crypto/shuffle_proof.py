"""What a proof of a shuffle says, and what both sides compute of it: Wikstroem's proof as CHVote 1.3.2 and
Belenios write it, in the names of that paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from voting.crypto.bulk import spread
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import Node, sha256_hex
from voting.crypto.groups import Element, Group, group_named


@dataclass(frozen=True, slots=True)
class ShuffleProof:
    """Commitments t and the responses s, the committed permutation c and the chain of commitments c_hat."""

    t: tuple[Element, Element, Element, Element, Element]
    t_hat: tuple[Element, ...]
    s: tuple[int, int, int, int]
    s_hat: tuple[int, ...]
    s_prime: tuple[int, ...]
    c: tuple[Element, ...]
    c_hat: tuple[Element, ...]

    def to_json(self) -> list[object]:
        """Return the proof as the record has it."""
        t1, t2, t3, t41, t42 = self.t
        responses = [str(number) for number in self.s]
        return [
            [t1, t2, t3, [t41, t42], list(self.t_hat)],
            [*responses, [str(number) for number in self.s_hat], [str(number) for number in self.s_prime]],
            list(self.c),
            list(self.c_hat),
        ]

    @classmethod
    def read(cls, node: Node, group: Group, count: int) -> ShuffleProof:
        """Read the proof of a shuffle of `count` ciphertexts."""

        def elements(at: Node) -> tuple[Element, ...]:
            return tuple(spread(lambda item: item.element(group), at.items(count)))

        def scalars(at: Node) -> tuple[int, ...]:
            return tuple(item.scalar(group) for item in at.items(count))

        t, s, c, c_hat = node.items(4)
        t1, t2, t3, t4, t_hat = t.items(5)
        t41, t42 = t4.items(2)
        s1, s2, s3, s4, s_hat, s_prime = s.items(6)
        return cls(
            (t1.element(group), t2.element(group), t3.element(group), t41.element(group), t42.element(group)),
            elements(t_hat),
            (s1.scalar(group), s2.scalar(group), s3.scalar(group), s4.scalar(group)),
            scalars(s_hat),
            scalars(s_prime),
            elements(c),
            elements(c_hat),
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """That `after` holds the same messages as `before`, under this key, in this election."""

    group: Group
    fingerprint: str
    key: Element
    before: Sequence[Ciphertext]
    after: Sequence[Ciphertext]

    def committed(self, c: Sequence[Element]) -> str:
        """Return both lists and the committed permutation as the hashes have them."""
        return _listed(self.before) + _listed(self.after) + _listed(c)

    def weights(self, committed: str) -> list[int]:
        """Return the random weight u of each ciphertext, which follows from what was committed to."""
        seed = sha256_hex(f"shuffle-challenges|{self.fingerprint}|{committed}")
        return [self.group.hash(seed + sha256_hex(str(index))) for index in range(len(self.before))]

    def challenge(
        self, t: Sequence[Element], t_hat: Sequence[Element], committed: str, c_hat: Sequence[Element]
    ) -> int:
        """Return the challenge, which follows from all that was announced."""
        said = f"{_listed(t)}{_listed(t_hat)}{committed}{_listed(c_hat)}{self.key}"
        return self.group.hash(f"shuffle-challenge|{self.fingerprint}|{said}")


@lru_cache(maxsize=4)
def generators(name: str, count: int) -> tuple[Element, tuple[Element, ...]]:
    """Return h and so many generators of a group of which nobody knows a logarithm to another. Raises
    ValueError should two be the same.
    """
    group = group_named(name)
    found = spread(group.independent_generator, range(-1, count))
    if len(set(found)) != len(found):
        raise ValueError("two independent generators are the same")
    return found[0], tuple(found[1:])


def _listed(items: Sequence[object]) -> str:
    return "".join(f"{item}," for item in items)
