"""What the checklist of a round in preparation says about its electoral roll."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voting.casting.phrases import count_text
from voting.models import Round
from voting.roll.admission import outside, whose_vote
from voting.roll.page import WITHOUT_CODE
from voting.rounds.reason import Reason


def roll_reasons(round: Round) -> Iterator[Reason]:
    """Yield whether anybody is on the roll, who should not be, and what staff should know of the others."""
    yield _size(round)
    yield from _outside(round)
    yield from _twice(round)
    yield from _ways(round)
    yield from _few(round)


def _size(round: Round) -> Reason:
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
            where="codes",
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
        yield Reason(
            True,
            text % {"n": count_text(round.smallest_pool)},
            warns=True,
            where="" if round.only_sums else "settings",
        )
