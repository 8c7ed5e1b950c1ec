"""Who holds the key of an election: the published list, and the joining of contributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.crypto.decryption import PartialDecryption, interpolation
from voting.crypto.encoding import Node, dumps
from voting.crypto.groups import Element, Group
from voting.crypto.pedersen import Pedersen, PublicKey, read_pedersen


@dataclass(frozen=True, slots=True)
class Trustees:
    """All trustees; an owner's number is its place, from 1, counting every member of a shared key."""

    group: Group
    parts: tuple[PublicKey | Pedersen, ...]

    @property
    def text(self) -> str:
        """The list as the record has it."""
        return dumps([
            ["Single", part.to_json()] if isinstance(part, PublicKey) else ["Pedersen", part.to_json()]
            for part in self.parts
        ])  # fmt: skip

    @property
    def key(self) -> Element:
        """The key of the election."""
        group = self.group
        return group.product(
            part.key if isinstance(part, PublicKey) else group.product(row[0] for row in part.exponents)
            for part in self.parts
        )

    @property
    def owners(self) -> dict[int, Element]:
        """The public key of every owner."""
        keys: list[Element] = []
        for part in self.parts:
            keys += [part.key] if isinstance(part, PublicKey) else [key.key for key in part.keys]
        return dict(enumerate(keys, start=1))

    @property
    def signers(self) -> dict[int, Element]:
        """The key that every owner signs with: the certified one, or of a single key that key itself."""
        keys: list[Element] = []
        for part in self.parts:
            if isinstance(part, PublicKey):
                keys.append(part.key)
            else:
                keys += [certificate.verification for certificate in part.certificates]
        return dict(enumerate(keys, start=1))

    @property
    def needed(self) -> int:
        """How many owners it takes to open a ballot."""
        return sum(1 if isinstance(part, PublicKey) else part.threshold for part in self.parts)

    def missing(self, owners: Sequence[int]) -> str | None:
        """Return why these owners together cannot open a ballot, or None."""
        first = 1
        for part in self.parts:
            size = 1 if isinstance(part, PublicKey) else len(part.keys)
            there = sum(first <= owner < first + size for owner in owners)
            needed = 1 if isinstance(part, PublicKey) else part.threshold
            if there < needed:
                return f"{needed} of the owners {first} to {first + size - 1} are needed, {there} took part"
            first += size
        return None

    def combine(self, partials: Mapping[int, PartialDecryption]) -> list[list[Element]]:
        """Return alpha^(secret key) of every ciphertext; raises ValueError where too few took part."""
        reason = self.missing(list(partials))
        if reason:
            raise ValueError(reason)
        group = self.group
        exponents: dict[int, int] = {}
        first = 1
        for part in self.parts:
            if isinstance(part, PublicKey):
                exponents[first] = 1
                first += 1
                continue
            present = [index for index in range(1, len(part.keys) + 1) if first + index - 1 in partials]
            shares = interpolation(present, group.order)
            exponents.update({first + index - 1: share for index, share in shares.items()})
            first += len(part.keys)
        shape = next(iter(partials.values())).factors
        return [
            [
                group.product(
                    group.power(partials[owner].factors[question][index], exponent)
                    for owner, exponent in exponents.items()
                )
                for index in range(len(row))
            ]
            for question, row in enumerate(shape)
        ]


def read_trustees(text: str, group: Group, place: str = "trustees") -> Trustees:
    """Read the list of trustees and check everything it proves about itself."""
    node = Node.parse(text, place)
    parts: list[PublicKey | Pedersen] = []
    for item in node.items():
        kind, value = item.items(2)
        if kind.text() == "Single":
            parts.append(PublicKey.read(value, group))
        elif kind.text() == "Pedersen":
            parts.append(read_pedersen(value, group))
        else:
            raise kind.refuse("is neither Single nor Pedersen")
    trustees = Trustees(group, tuple(parts))
    if not parts:
        raise node.refuse("is empty")
    return trustees
