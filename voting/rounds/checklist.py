"""The checklist of a round in preparation: what is in order, and what is missing before it can be frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes.permissions import local
from processes.phases import Phase
from proposals.lifecycle import Status
from voting.casting.phrases import count_text
from voting.counting.election import rule_problem
from voting.models import Round
from voting.permissions import without_paper
from voting.rounds.frozen import packing_problem
from voting.rounds.reason import Reason
from voting.rounds.roll_checklist import roll_reasons
from voting.rounds.sums import misfits, too_many
from voting.trustees.round_key import ceremony_verdict


def may_freeze(round: Round, now: datetime) -> list[Reason]:
    """Return the checklist of a round in preparation; it may be frozen when every line is in order."""
    return [
        *_projects(round), *roll_reasons(round), _rule(round), *_dates(round, now), _limits(round),
        *_sums(round), *_sealing(round), *_trustees(round),
    ]  # fmt: skip


def _projects(round: Round) -> Iterator[Reason]:
    fields = ("number", "cost", "proposal__status", "proposal__city_cost")
    rows = list(round.projects.order_by("number").values_list(*fields))
    if not rows:
        yield Reason(False, _("There is no project on the ballot. Add at least one."), where="collect")
        return
    yield Reason(
        True,
        ngettext("%(count)s project is on the ballot.", "%(count)s projects are on the ballot.", len(rows))
        % {"count": count_text(len(rows))},
    )
    merged = [number for number, _cost, status, _found in rows if status == Status.MERGED]
    if merged:
        text = _("These projects were merged into others: %(numbers)s. Take them off the ballot.")
        yield Reason(False, text % {"numbers": _numbers(merged)}, where="collect")
    anew = [number for number, cost, _status, found in rows if found is not None and found != cost]
    if anew:
        text = _("The city has costed these projects anew: %(numbers)s. Take them off and put them on again.")
        yield Reason(False, text % {"numbers": _numbers(anew)}, where="collect")
    dear = sum(cost > round.budget for _number, cost, _status, _found in rows)
    if dear and not round.source_hash:
        yield Reason(
            False,
            ngettext(
                "%(count)s project costs more than the whole budget.",
                "%(count)s projects cost more than the whole budget.",
                dear,
            )
            % {"count": count_text(dear)},
            where="settings",
        )


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _rule(round: Round) -> Reason:
    problem = rule_problem(round)
    if problem:
        text = _("The rule for sharing the money does not work: %(why)s") % {"why": problem}
        return Reason(False, text, where="rule")
    return Reason(True, _("The rule for sharing the money and the order of ties are set."))


def _dates(round: Round, now: datetime) -> Iterator[Reason]:
    if round.source_hash:
        return
    if round.closes_at <= now:
        text = _("Voting would be over already. Choose a later closing date.")
        yield Reason(False, text, where="settings")
        return
    window = round.process.timeline.window(Phase.VOTE)
    if window is None:
        yield Reason(False, _("This process has no vote phase. Give it one among its dates."))
        return
    if round.opens_at < window.starts or round.closes_at > window.ends:
        text = _("Voting must lie inside the vote phase of the process, from %(starts)s to %(ends)s.")
        told = {"starts": local(window.starts), "ends": local(window.ends)}
        yield Reason(False, text % told, where="settings")
        return
    dates = {"opens": local(round.opens_at), "closes": local(round.closes_at)}
    yield Reason(True, _("Voting runs from %(opens)s to %(closes)s.") % dates)
    if round.opens_at <= now:
        text = _("The opening date has passed: voting begins as soon as the rules are frozen.")
        yield Reason(True, text, warns=True, where="settings")


def _limits(round: Round) -> Reason:
    if round.max_projects == 0 or round.spending_limit == 0:
        text = _("With this limit, nobody could choose a project. Raise it.")
        return Reason(False, text, where="settings")
    return Reason(True, _("The limits of the ballot are set."))


def _sums(round: Round) -> Iterator[Reason]:
    """Say what keeps ballots from being added up where only sums are opened, and what that means."""
    if not round.only_sums:
        return
    limits = (round.ballot_type, round.max_projects, round.spending_limit)
    wrong = [text for _name, text in misfits(*limits)]
    wrong += filter(None, [too_many(round, round.projects.count())])
    yield from (Reason(False, text) for text in wrong)
    if not wrong:
        yield Reason(True, _("Only the totals are opened, and never a single ballot."))
        yield Reason(True, without_paper(), warns=True)


def _sealing(round: Round) -> Iterator[Reason]:
    projects = round.projects.count()
    if round.source_hash or round.only_sums or not projects:
        return
    if packing_problem(round, projects):
        yield Reason(
            False,
            _("A ballot of this kind with so many projects or points does not fit into one sealed message. "
              "Choose the other kind of key, or fewer projects or points."),
            where="settings",
        )  # fmt: skip
        return
    yield Reason(True, _("Every ballot fits into one sealed message."))


def _trustees(round: Round) -> Iterator[Reason]:
    if not round.is_verifiable:
        return
    verdict = ceremony_verdict(round)
    text = verdict.reason or _("The trustees hold the key and have tried their sheets.")
    yield Reason(bool(verdict), text, where="trustees")
