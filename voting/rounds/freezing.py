"""Freezing a round: the list of what is missing, and the act after which nothing can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from processes.permissions import Denied, Verdict, local, require
from processes.phases import Phase
from proposals.lifecycle import Status
from voting.casting.phrases import count_text
from voting.counting.election import rule_problem
from voting.models import Round, RoundStatus
from voting.permissions import may_manage, without_paper
from voting.roll.admission import outside, whose_vote
from voting.roll.page import WITHOUT_CODE
from voting.rounds.frozen import packing_problem
from voting.rounds.preparing import locked_draft, log, move
from voting.rounds.proposals import put_on_ballot
from voting.rounds.rulebook import fingerprint, rules_text
from voting.rounds.sums import misfits, too_many
from voting.trustees.round_key import ceremony_verdict, open_up, seal_up


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the checklist: whether it is in order, and the sentence that says so or what to do. One
    that `warns` is in order, but should be read. `where` is the page below the desk on which it is
    put right.
    """

    ok: bool
    text: str
    warns: bool = False
    where: str = ""


def may_freeze(round: Round, now: datetime) -> list[Reason]:
    """Return the checklist of a round in preparation; it may be frozen when every line is in order."""
    return [
        *_projects(round), _roll(round), *_outside(round), *_twice(round), *_ways(round), *_few(round),
        _rule(round), *_dates(round, now), _limits(round), *_sums(round), *_sealing(round), *_trustees(round),
    ]  # fmt: skip


@transaction.atomic
def freeze_round(*, actor: User | None, round: Round, now: datetime) -> None:
    """Fix the rules, projects, dates and roll of a round for good, and publish their fingerprint.

    Raises Denied (also with the first line of the checklist that is not in order) and RoundError if it is
    frozen.
    """
    if actor:
        require(may_manage(actor, round))
    held = locked_draft(round)
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
    if round.only_sums:
        log(actor, "voting.only_sums", round, {"round": round.title}, now)


def _projects(round: Round) -> Iterator[Reason]:
    costs = list(round.projects.values_list("cost", flat=True))
    if not costs:
        yield Reason(False, _("There is no project on the ballot. Add at least one."), where="collect")
        return
    yield Reason(
        True,
        ngettext("%(count)s project is on the ballot.", "%(count)s projects are on the ballot.", len(costs))
        % {"count": count_text(len(costs))},
    )
    merged = list(round.projects.filter(proposal__status=Status.MERGED).values_list("number", flat=True))
    if merged:
        numbers = ", ".join(str(number) for number in merged)
        yield Reason(False, _("These projects were merged into others: %(numbers)s.") % {"numbers": numbers})
    dear = sum(cost > round.budget for cost in costs)
    if dear and not round.source_hash:
        yield Reason(
            False,
            ngettext(
                "%(count)s project costs more than the whole budget.",
                "%(count)s projects cost more than the whole budget.",
                dear,
            )
            % {"count": count_text(dear)},
        )


def _roll(round: Round) -> Reason:
    if round.source_hash:
        return Reason(True, _("The ballots come from a file, so there is no roll."))
    if not round.roll_size:
        return Reason(False, _("The electoral roll is empty. Load it."), where="roll")
    return Reason(
        True,
        ngettext(
            "%(count)s person is on the electoral roll.",
            "%(count)s people are on the electoral roll.",
            round.roll_size,
        )
        % {"count": count_text(round.roll_size)},
    )


def _outside(round: Round) -> Iterator[Reason]:
    """Say whose vote it is, and who stands on the roll all the same."""
    whose = whose_vote(round)
    if not whose:
        return
    strangers = outside(round).count()
    if not strangers:
        yield Reason(True, whose)
        return
    text = ngettext(
        "%(whose)s %(count)s person on the roll does not live there. Take this person off the roll.",
        "%(whose)s %(count)s people on the roll do not live there. Take them off the roll.",
        strangers,
    )
    yield Reason(False, text % {"whose": whose, "count": count_text(strangers)}, where="roll")


def _twice(round: Round) -> Iterator[Reason]:
    """Warn where accounts and a list stand side by side: nothing shows who is in both."""
    by_account = Q(user__isnull=False, name="")
    accounts = round.roll.filter(by_account).count()
    if accounts and round.roll.exclude(by_account).exists():
        text = ngettext(
            "%(count)s person is on the roll with an account, the others from a list. Someone who is on "
            "both could vote twice. Keep to the list: people with an account can confirm who they are on it.",
            "%(count)s people are on the roll with an account, the others from a list. Someone who is on "
            "both could vote twice. Keep to the list: people with an account can confirm who they are on it.",
            accounts,
        )
        yield Reason(True, text % {"count": count_text(accounts)}, warns=True, where="roll")


def _ways(round: Round) -> Iterator[Reason]:
    """Say how many people have no way to vote online; paper stays open to them."""
    if round.source_hash or not round.roll_size:
        return
    without = round.roll.filter(WITHOUT_CODE).count()
    if without:
        yield Reason(
            True,
            ngettext(
                "%(count)s person has neither an account nor a code. Online they can vote only once they "
                "confirm who they are; once the rules are frozen, there are no new codes.",
                "%(count)s people have neither an account nor a code. Online they can vote only once they "
                "confirm who they are; once the rules are frozen, there are no new codes.",
                without,
            )
            % {"count": count_text(without)},
            warns=True,
        )
    else:
        yield Reason(True, _("Everyone on the roll has an account or a code."))


def _few(round: Round) -> Iterator[Reason]:
    if round.roll_size and round.roll_size < round.smallest_pool:
        text = (
            _(
                "Fewer than %(n)s people are on the roll. Where nearly everyone wants the same, even "
                "totals show it."
            )
            if round.only_sums
            else _(
                "Fewer than %(n)s people are on the roll. With so few ballots, the result alone can give "
                "away how someone voted. It is safer to open only the totals, which is a setting of the "
                "ballot."
            )
        )
        yield Reason(True, text % {"n": count_text(round.smallest_pool)}, warns=True)


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
    if window is None or round.opens_at < window.starts or round.closes_at > window.ends:
        text = _("The dates of this vote must lie inside the vote phase of the process.")
        yield Reason(False, text, where="settings")
        return
    dates = {"opens": local(round.opens_at), "closes": local(round.closes_at)}
    yield Reason(True, _("Voting runs from %(opens)s to %(closes)s.") % dates)


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
    text = verdict.reason or _("The trustees hold the key and have rehearsed.")
    yield Reason(bool(verdict), text, where="trustees")
