"""Voters were promised the dates of a vote when its rules were frozen: the vote phase must hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from processes.models import Process
from processes.permissions import local
from processes.phases import Phase, Window
from processes.promises import keeps_dates
from voting.models import Round, RoundStatus


@keeps_dates
def frozen_votes(process: Process, windows: Sequence[Window], now: datetime) -> Iterator[str]:
    """Yield a sentence for each frozen vote that is not over and would no longer lie in the vote phase."""
    phase = next((window for window in windows if window.phase is Phase.VOTE), None)
    frozen = Round.objects.filter(process=process, status=RoundStatus.FROZEN, closes_at__gt=now)
    for round in frozen.order_by("number"):
        if phase is None or round.opens_at < phase.starts or round.closes_at > phase.ends:
            words = {
                "vote": round.title, "opens": local(round.opens_at), "closes": local(round.closes_at),
            }  # fmt: skip
            yield (
                _(
                    "The rules of “%(vote)s” are frozen: it takes ballots from %(opens)s to %(closes)s. "
                    "Leave the vote phase around these dates."
                )
                % words
            )
