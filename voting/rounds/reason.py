"""One line of a checklist on the desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the checklist: whether it is in order, and the sentence that says so or what to do. One
    that `warns` is in order, but should be read. `where` is the page on which it is put
    right, as the desk sees it.
    """

    ok: bool
    text: str
    warns: bool = False
    where: str = ""
