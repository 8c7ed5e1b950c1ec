"""What freezing a vote fixes, as labels and words to read before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from processes.permissions import local
from voting.casting.phrases import count_text, in_money, limits_of
from voting.models import Ceremony, Mode, Round, WhatOpens
from voting.roll.admission import whose_vote
from voting.rounds.rule_words import rule_words


def facts_to_freeze(round: Round) -> list[tuple[str, Any]]:
    """Return the dates, the ballot, the money and the key of a round in preparation."""
    return [
        (_("Opens"), local(round.opens_at)),
        (_("Closes"), local(round.closes_at)),
        (_("Who may vote"), whose_vote(round) or _("The whole city")),
        (_("On the roll"), count_text(round.roll_size)),
        *_ballot(round),
        (_("Money to share"), in_money(round.budget, round)),
        (_("Sharing"), rule_words(round).title),
        (_("What is opened"), _opened(round)),
        (_("The key"), _key(round)),
    ]


def _ballot(round: Round) -> Iterator[tuple[str, Any]]:
    yield _("Ballot"), round.get_ballot_type_display()
    limits = limits_of(round)
    if limits.most is not None:
        yield _("Projects on a ballot"), count_text(limits.most)
    if limits.money is not None:
        yield _("Money on a ballot"), in_money(limits.money, round)
    if limits.points is not None:
        yield _("Points of a voter"), count_text(limits.points)
    if limits.each is not None:
        yield _("Most points for one project"), count_text(limits.each)


def _opened(round: Round) -> str:
    return _("Only the totals") if round.what_opens == WhatOpens.SUMS else _("Each ballot, without a name")


def _key(round: Round) -> str:
    """Say who holds the key, and how many it takes."""
    ceremony = Ceremony.objects.filter(round=round).first() if round.mode == Mode.VERIFIABLE else None
    if ceremony is None:
        return _("This platform holds it.")
    numbers = {"needed": count_text(ceremony.needed), "size": count_text(ceremony.size)}
    return _("%(needed)s of %(size)s trustees open the box.") % numbers
