"""Freezing a round: the act after which nothing of it can change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from processes.models import Process
from processes.permissions import Denied, Verdict, require
from voting.models import Round, RoundStatus
from voting.permissions import may_manage
from voting.rounds.checklist import may_freeze
from voting.rounds.proposals import put_on_ballot
from voting.rounds.rulebook import fingerprint, mark_of_draft, rules_text
from voting.rounds.state import RoundError, locked_draft, log, move
from voting.trustees.round_key import open_up, seal_up


@transaction.atomic
def freeze_round(*, actor: User | None, round: Round, now: datetime, seen: str = "") -> None:
    """Fix the rules, projects, dates and roll of a round for good, and publish their fingerprint.

    `seen` is the mark of what was read before. Raises Denied (also with the first line of the checklist that
    is not in order), and RoundError if the round is frozen or is no longer what was read.
    """
    if actor:
        require(may_manage(actor, round))
    Process.objects.select_for_update(no_key=True).get(pk=round.process_id)  # its dates must stay meanwhile
    held = locked_draft(round)
    if seen and seen != mark_of_draft(held):
        raise RoundError(
            _("This vote was changed after you opened this page. Read below what would be frozen now.")
        )
    missing = [reason for reason in may_freeze(held, now) if not reason.ok]
    if missing:
        raise Denied(Verdict(False, missing[0].text))
    keys = seal_up(held) if held.is_sealed else None
    text = rules_text(held, keys.named) if keys else rules_text(held)
    move(
        round, RoundStatus.FROZEN, rules_json=text, rules_hash=fingerprint(text), frozen_at=now,
        roll_size=held.roll_size,
    )  # fmt: skip
    if keys:
        open_up(held, keys, now)
    put_on_ballot(round, now)
    log(actor, "voting.round_frozen", round, {"round": round.title, "fingerprint": round.rules_hash}, now)
    if age := round.process.minimum_age:
        day = localdate(round.closes_at).isoformat()
        log(actor, "voting.minimum_age", round, {"round": round.title, "age": age, "day": day}, now)
    if round.only_sums:
        log(actor, "voting.only_sums", round, {"round": round.title}, now)
