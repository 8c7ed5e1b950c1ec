"""What the protocol asks of a group of prime order."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NewType

Element = NewType("Element", str)
"""A member of the group in its one string form, as the specification hashes and prints it.

Only `Group.read` makes one from outside text, so an `Element` has been checked.
"""


class NotAMember(ValueError):
    """The text is not the canonical form of an element of this group."""


class Group(ABC):
    """A cyclic group of prime order `order`, written multiplicatively."""

    name: str
    order: int
    generator: Element
    neutral: Element
    value_limit: int
    """How many 8-bit values one element can carry."""
    shift: int
    """How many low bits of a packed message are free, to land inside the group."""

    @abstractmethod
    def is_member(self, text: str) -> bool:
        """Return whether `text` is the canonical form of an element other than the neutral one."""

    @abstractmethod
    def power(self, base: Element, exponent: int) -> Element:
        """Return base^exponent."""

    @abstractmethod
    def base_power(self, exponent: int) -> Element:
        """Return generator^exponent."""

    @abstractmethod
    def multiply(self, left: Element, right: Element) -> Element:
        """Return left * right."""

    @abstractmethod
    def divide(self, left: Element, right: Element) -> Element:
        """Return left / right."""

    @abstractmethod
    def independent_generator(self, index: int) -> Element:
        """Return a generator whose logarithm nobody knows, the same for everybody; index from -1."""

    @abstractmethod
    def from_integer(self, number: int) -> str:
        """Return the string form that `number` would have as an element; it need not be one."""

    @abstractmethod
    def to_integer(self, element: Element) -> int:
        """Return the number that `from_integer` made the element of."""

    @abstractmethod
    def sort_key(self, element: Element) -> int | bytes:
        """Return the key by which encrypted tallies are sorted."""

    def read(self, text: str, *, neutral: bool = False) -> Element:
        """Return `text` as an element; raises NotAMember. `neutral` allows the neutral element too."""
        if self.is_member(text) or (neutral and text == self.neutral):
            return Element(text)
        raise NotAMember("is not an element of the group in its canonical form")

    def invert(self, element: Element) -> Element:
        """Return 1 / element."""
        return self.divide(self.neutral, element)

    def product(self, elements: Iterable[Element]) -> Element:
        """Return the product of the elements."""
        remaining = iter(elements)
        return reduce(self.multiply, remaining, next(remaining, self.neutral))

    def hash(self, text: str) -> int:
        """Return SHA-256 of the text, read as a big-endian number, modulo the order."""
        return int.from_bytes(hashlib.sha256(text.encode()).digest()) % self.order

    def encode(self, values: Sequence[int]) -> Element:
        """Return the element that carries the 8-bit values; raises ValueError where they do not fit."""
        if len(values) > self.value_limit or any(not 0 <= value < 256 for value in values):
            raise ValueError(f"{self.name} carries at most {self.value_limit} values from 0 to 255")
        start = int.from_bytes(bytes(values)) << self.shift
        for spare in range(1 << self.shift):
            text = self.from_integer(start + spare)
            if self.is_member(text):
                return Element(text)
        raise ValueError("no element of the group carries these values")

    def decode(self, element: Element, count: int) -> tuple[int, ...]:
        """Return the last `count` 8-bit values an element carries.

        Any element can be read so, as Belenios does: whoever seals one that carries nothing sensible spoils a
        ballot, never the count.
        """
        number = self.to_integer(element) >> self.shift
        return tuple((number % (1 << 8 * count)).to_bytes(count))
