"""Which work on a round somebody may wait for at a page: about two seconds of it. What takes longer is done
in the background, since web servers end a request after half a minute, and a machine can be busy.
"""

from __future__ import annotations

from collections.abc import Mapping

from voting.models import KeyGroup, Round

SECONDS = 2.0
Costs = Mapping[str, float]
CONTRIBUTION: Costs = {KeyGroup.ED25519: 0.001, KeyGroup.RFC3526: 0.016}
RECORD: Costs = {KeyGroup.ED25519: 0.0045, KeyGroup.RFC3526: 0.09}
"""Seconds per ballot to check what a trustee made (a shuffle; an opening is half of that), and a whole record
with two shuffles and two openings: measured on 11,000 and 150 ballots, on two busy cores, but for the whole
record of RFC-3526, which is worked out from its parts."""
SUMS: Costs = {KeyGroup.ED25519: 0.0025, KeyGroup.RFC3526: 0.08}
"""Seconds per ballot and project to check a record of which only sums were opened, on a busy core."""


def may_wait_for_record(round: Round) -> bool:
    """Return whether the whole record of a round is checked while somebody waits."""
    if round.only_sums:
        return may_wait(round, SUMS, times=round.projects.count())
    return may_wait(round, RECORD)


def may_wait(round: Round, cost: Costs, *, times: int = 1) -> bool:
    """Return whether a piece of work on all ballots, so many times each, is short enough to be done while
    somebody waits.
    """
    return round.ballot_count * cost[round.group] * times <= SECONDS
