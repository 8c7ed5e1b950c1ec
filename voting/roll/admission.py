"""Whose vote a round is: the whole city's, or that of the people of its districts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import District
from voting.models import RollEntry, Round


def admitted(round: Round) -> Q:
    """Return which people or lines of a roll the districts of the round let vote (one query)."""
    districts = [district.pk for district in round.districts.all()]
    return Q(district__in=districts) if districts else Q()


def outside(round: Round) -> QuerySet[RollEntry]:
    """Return who stands on the roll and does not live in the districts of the round."""
    who = admitted(round)
    return round.roll.exclude(who) if who else round.roll.none()


def admits(districts: Iterable[District], district: District | None) -> bool:
    """Return whether somebody of `district` (None where it is not known) may vote with these districts."""
    listed = list(districts)
    return not listed or district in listed


def whose_vote(round: Round) -> str:
    """Say whose vote the round is; "" where it is the whole city's (one query, or none where the
    districts are fetched already).
    """
    names = [district.name for district in round.districts.all()]
    if not names:
        return ""
    return _("This vote is for people of %(districts)s.") % {"districts": get_text_list(names, _("and"))}
