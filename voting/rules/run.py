"""Run a rule by name on an election."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from voting.rules.contest import Contest, Count
from voting.rules.exact import Number, simplest
from voting.rules.frame import FRAME_PARAMETERS, Frame, prepare, read_frame
from voting.rules.model import Election
from voting.rules.outcome import Outcome
from voting.rules.pots import count_in_pots
from voting.rules.registry import Rule, get
from voting.rules.settings import Parameter, plain_value


def run(election: Election, rule_name: str, parameters: Mapping[str, Any] | None = None) -> Outcome:
    """Allocate the budget.

    parameters: the rule's own and those of the frame, as plain values; what is missing keeps its default.
    Raises ValueError for an unknown rule, parameter or value, or ballots the rule cannot use.
    """
    rule = get(rule_name)
    frame, settings = _read(rule, parameters or {})
    contest, excluded = prepare(election, frame)
    if frame.pots == "none":
        count = rule.count(contest, settings)
    else:
        count = count_in_pots(contest, frame, lambda part: rule.count(part, settings))
    return _outcome(rule, _plain(rule, settings, frame), contest, count, excluded)


def parameters(rule_name: str) -> tuple[Parameter, ...]:
    """All parameters of a rule: its own first, then those every rule shares."""
    return (*get(rule_name).parameters, *FRAME_PARAMETERS)


def _read(rule: Rule, values: Mapping[str, Any]) -> tuple[Frame, Any]:
    shared = {parameter.name for parameter in FRAME_PARAMETERS}
    frame = read_frame({name: value for name, value in values.items() if name in shared})
    return frame, rule.read({name: value for name, value in values.items() if name not in shared})


def _plain(rule: Rule, settings: Any, frame: Frame) -> dict[str, Any]:
    own = {item.name: plain_value(getattr(settings, item.name)) for item in rule.parameters}
    return own | {item.name: plain_value(getattr(frame, item.name)) for item in FRAME_PARAMETERS}


def _outcome(
    rule: Rule, plain: dict[str, Any], contest: Contest, count: Count, excluded: dict[str, str]
) -> Outcome:
    ids = [project.id for project in contest.election.projects]
    support = contest.support
    return Outcome(
        rule=rule.name,
        parameters=plain,
        selected=tuple(ids[place] for place in count.selected),
        steps=tuple(count.steps),
        ties=tuple(count.ties),
        budget=contest.election.budget,
        spent=simplest(count.spent),
        voters=contest.election.voters,
        votes=dict(zip(ids, support.votes, strict=True)),
        points=dict(zip(ids, _points(contest), strict=True)),
        part_funded=count.part_funded,
        excluded=excluded,
        start_share=count.start_share,
        share=count.share,
        increments=count.increments,
        notes=count.notes,
    )


def _points(contest: Contest) -> list[Number]:
    totals, scale = contest.support.point_sums, contest.support.scale
    return list(totals) if scale == 1 else [simplest(Fraction(total, scale)) for total in totals]
