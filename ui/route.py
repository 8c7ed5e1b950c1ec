"""The route of a process: its phases as stones on a path. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["done", "now", "next"]


@dataclass(frozen=True)
class Step:
    """One stone: what happens, when (as text, "3 to 29 March"), and whether it is done, now or next."""

    label: str
    when: str = ""
    state: State = "next"
