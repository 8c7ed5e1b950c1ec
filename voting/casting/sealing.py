"""Sealing on the platform, for people whose browser cannot, and for invented cities.

Where the platform holds the key of a round anyway, it may seal for a voter and says that it did. In a
verifiable round it never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from processes.permissions import YES, Verdict, require
from voting.board import board
from voting.casting.cast import AlreadyVoted, NotSealed, Receipt, post_ballot, why_no_code
from voting.casting.choices import Limits, Problem, problems
from voting.casting.phrases import limits_of, problem_text
from voting.codes import codes
from voting.crypto.ballots import Ballot, seal
from voting.crypto.randomness import SECURE
from voting.crypto.round_file import sealed_values
from voting.models import Channel, RollEntry, Round
from voting.permissions import may_vote, state_verdict
from voting.rounds.frozen import form_of, vote_of
from voting.rounds.state import locked

BATCH = 2_000
Rules = tuple[Mapping[int, int], Limits]


class BallotError(ValueError):
    """The choices are no ballot; `problems` says why and the text says it in sentences."""

    def __init__(self, round: Round, found: Sequence[Problem]) -> None:
        self.problems = tuple(found)
        super().__init__(" ".join(problem_text(problem, round) for problem in found))


@dataclass(frozen=True, slots=True)
class Cast:
    """One ballot of a batch: who, what, and on which day."""

    entry: RollEntry
    choices: Sequence[int]
    day: date
    points: Sequence[int] = ()


def cast_ballot(
    *, actor: User, round: Round, choices: Sequence[int], points: Sequence[int] = (), now: datetime
) -> Receipt:
    """Seal the ballot of `actor` here and cast it, or replace the one cast before: project numbers in the
    order chosen, and beside them what each gets where the ballot gives points.

    Raises Denied with the reason (also where only the voter's device may seal), BallotError for choices that
    are no ballot, NoCode for somebody whose code came in a letter, AlreadyVoted.
    """
    require(may_vote(actor, round, now) and on_platform_verdict(round))
    code = codes.account_code(round, RollEntry.objects.get(round=round, user=actor))
    return post_ballot(round=round, ballot=_sealed(round, code, choices, points), now=now)


def cast_with_code(
    *, round: Round, code: str, choices: Sequence[int], points: Sequence[int] = (), now: datetime
) -> Receipt:
    """Seal and cast here for the owner of a code, who needs no account.

    Raises Denied, BallotError, AlreadyVoted, and NotSealed at "code" for one on no line of the roll.
    """
    require(state_verdict(round, now) and on_platform_verdict(round))
    found = codes.entry_of_code(round, code)
    if found is None:
        raise NotSealed("code", why_no_code(code))
    return post_ballot(round=round, ballot=_sealed(round, found[1], choices, points), now=now)


@transaction.atomic
def cast_many(*, round: Round, casts: Iterable[Cast], now: datetime) -> int:
    """Seal and cast first ballots for many people whose codes the platform makes, with one entry in the log;
    return how many. For invented cities: it never runs for real voters.

    Raises Denied unless the round is open, BallotError, NoCode, and AlreadyVoted if somebody has voted.
    """
    held = locked(round)
    require(state_verdict(held, now) and on_platform_verdict(held))
    batch, rules = list(casts), ballot_rules(held)
    if any(cast.entry.voted_on or cast.entry.round_id != held.pk for cast in batch):
        raise AlreadyVoted(_("Someone in this batch has voted or is on another roll. Nothing was cast."))
    sealed = [
        _sealed(held, codes.account_code(held, cast.entry), cast.choices, cast.points, rules)
        for cast in batch
    ]
    board.post_many(board.locked_board(held), [(one.text, one.credential) for one in sealed])
    _tick_off(batch)
    Round.objects.filter(pk=held.pk).update(ballot_count=held.ballot_count + len(batch))
    data: dict[str, str | int] = {"round": held.title, "ballots": len(batch)}
    record(action="voting.ballots_cast", chain=held.process.chain, actor=None, target=held, data=data, at=now)
    return len(batch)


def on_platform_verdict(round: Round) -> Verdict:
    """Return whether the platform may seal a ballot of this round itself."""
    if not round.is_verifiable:
        return YES
    return Verdict(
        False,
        _("In this vote only your own device may seal your ballot. Allow JavaScript, or vote on paper."),
    )


def ballot_rules(round: Round) -> Rules:
    """Return the cost of each project by number, in the order of the ballot, and the limits of one ballot
    (one query).
    """
    costs = round.projects.order_by("number").values_list("number", "cost")
    return dict(costs), limits_of(round)


def check(round: Round, choices: Sequence[int], rules: Rules, points: Sequence[int] = ()) -> None:
    """Raise BallotError where `choices` with `points` are no ballot of the round."""
    found = problems(choices, *rules, points)
    if found:
        raise BallotError(round, found)


def _sealed(
    round: Round, code: str, choices: Sequence[int], points: Sequence[int], rules: Rules | None = None
) -> Ballot:
    rules = rules or ballot_rules(round)
    check(round, choices, rules, points)
    numbers = list(rules[0])
    form, election = form_of(round, len(numbers)), board.setup_of(round).election
    values = sealed_values(election.questions[0], form, vote_of(form, numbers, choices, points))
    return seal(election, codes.key_of(round, code), [values], SECURE)


def _tick_off(batch: Sequence[Cast]) -> None:
    by_day: dict[date, list[int]] = {}
    for cast in batch:
        by_day.setdefault(cast.day, []).append(cast.entry.pk)
    for day, entries in by_day.items():
        for start in range(0, len(entries), BATCH):
            part = entries[start : start + BATCH]
            RollEntry.objects.filter(pk__in=part).update(voted_on=day, channel=Channel.WEB)
