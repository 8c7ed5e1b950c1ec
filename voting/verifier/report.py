"""What a verification found: each check in a sentence, and where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from voting.crypto.encoding import Refused


def how_many(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun: "1 ballot", "3 ballots". `more` is a plural that is no plain s."""
    return f"{number} {one if number == 1 else more or one + 's'}"


@dataclass
class Report:
    """The checks that held, what a reader should know besides, and the first thing that is wrong."""

    checks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusal: Refused | None = None
    tell: Callable[[str], None] = field(default=lambda _: None, repr=False)
    """Called with every line as soon as it is known."""

    @property
    def accepted(self) -> bool:
        """Whether everything held."""
        return self.refusal is None

    def held(self, sentence: str) -> None:
        """Add a check that held."""
        self.checks.append(sentence)
        self.tell(f"  ok  {sentence}")

    def note(self, sentence: str) -> None:
        """Add what a reader should know."""
        self.notes.append(sentence)
        self.tell(f"note  {sentence}")

    def refuse(self, refusal: Refused) -> None:
        """End with what is wrong."""
        self.refusal = refusal
        self.tell(f"  NO  {refusal}")
