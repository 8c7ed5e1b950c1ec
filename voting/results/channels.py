"""Ballots online and on paper, side by side, as the result page shows them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from voting.counting.opened import Opened
from voting.models import Round
from voting.rules import Outcome
from voting.verifier.paper import PaperBallot


def channel_facts(round: Round, outcome: Outcome, found: Opened | None) -> dict[str, Any]:
    """Return what is known of each way of voting; nothing of a round whose ballots came as a file.

    `votes` (per project: online, on paper) is there only if each way has at least the smallest number of
    ballots that is shown alone.
    """
    if found is None:
        return {"invalid": []}
    count, on_paper = found.count, found.valid_on_paper
    web = found.ballots - len(count.invalid)
    offices = found.paper.offices if found.paper else ()
    facts: dict[str, Any] = {
        "web": {"ballots": web, "invalid": len(count.invalid)},
        "paper": {"ballots": len(on_paper), "invalid": len(count.invalid_on_paper)},
        "reasons": sorted(Counter(one.reason for one in count.invalid_on_paper).items()),
        "offices": [[office.name, office.ticked, office.ballots, office.reason] for office in offices],
    }  # fmt: skip
    if on_paper and min(web, len(on_paper)) >= round.smallest_pool:
        facts["votes"] = votes_by_channel(outcome, on_paper)
    return {"invalid": [[one.ballot, one.reason] for one in count.invalid], "channels": facts}


def votes_by_channel(outcome: Outcome, paper: list[PaperBallot]) -> list[list[Any]]:
    """Return for each project, the most wanted first, how many chose it online and how many on paper."""
    on_paper = Counter(project for ballot in paper for project, _points in ballot.marks)
    ranked = sorted(outcome.votes.items(), key=lambda item: (-item[1], item[0]))
    return [[key, votes - on_paper[key], on_paper[key]] for key, votes in ranked]
