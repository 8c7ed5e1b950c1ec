"""Hide everything that one account wrote: spam comes in volume, and reading it once is enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from moderation.letters import Letters
from moderation.models import Decision, HouseRule, Moderated
from moderation.services.deciding import Many, decide_in_place
from processes.permissions import Denied


def hide_all(*, actor: User, targets: Iterable[Moderated], rule: HouseRule, note: str, now: datetime) -> Many:
    """Hide each of `targets` for the same reason, each in a transaction and with a log entry of its own.

    What is refused (hidden or deleted meanwhile, the moderator's own) is named and does not keep the others.
    Each person is told once.
    """
    many, letters = Many(), Letters()
    for target in targets:
        try:
            made = decide_in_place(
                actor=actor, target=target, outcome=Decision.Outcome.HIDE, rule=rule, note=note, now=now,
                letters=letters,
            )  # fmt: skip
            many.decided.append(made)
        except Denied as no:
            many.refused.append((target.moderation_label, str(no)))
    letters.send()
    return many
