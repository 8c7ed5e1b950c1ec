"""Rounds of which only the sums are ever opened: which ballots can be added up, and which cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from voting.casting.phrases import count_text
from voting.models import BallotType, KeyGroup, Round

MOST_PROJECTS: Mapping[str, int] = {KeyGroup.ED25519: 50, KeyGroup.RFC3526: 20}
"""Every project makes each ballot longer and dearer. With so many a ballot has 28 kB (Ed25519) or 90 kB (RFC
3526), takes a second in a desktop browser, and 0.15 or 1.6 seconds of a busy server's processor to check.
"""


def misfits(
    ballot_type: str, max_projects: int | None, spending_limit: int | None
) -> Iterator[tuple[str, str]]:
    """Yield what keeps ballots with these settings from being added up: the name of a setting, and why."""
    if ballot_type != BallotType.APPROVAL:
        yield "ballot_type", _("Only ticks can be added up. Choose “Tick projects”, or open each ballot.")
    elif max_projects is None:
        yield (
            "max_projects",
            _("Say how many projects a ballot can name. Each sealed ballot proves that it names no more."),
        )
    if spending_limit is not None:
        yield (
            "spending_limit",
            _("No sealed ballot can prove how much money it spends. Leave this empty, or open each ballot."),
        )


def check_sums(round: Round) -> None:
    """Raise ValidationError, by setting, where the ballots of a round of sums cannot be added up."""
    if round.only_sums:
        found = dict(misfits(round.ballot_type, round.max_projects, round.spending_limit))
        if found:
            raise ValidationError(found)


def too_many(round: Round, projects: int) -> str:
    """Return why so many projects cannot be added up; "" where they can."""
    most = MOST_PROJECTS[round.group]
    if projects <= most:
        return ""
    return _(
        "At most %(most)s projects can be added up with this kind of key, because each one makes every "
        "ballot longer. Take projects off the ballot, or open each ballot."
    ) % {"most": count_text(most)}
