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
with two shuffles and two openings: measured on 11,000 and 150 ballots, on two busy cores."""


def may_wait(round: Round, cost: Costs) -> bool:
    """Return whether a piece of work on all ballots is short enough to be done while somebody waits."""
    return round.ballot_count * cost[round.group] <= SECONDS
