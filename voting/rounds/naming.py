"""Rounds as commands name them: the address of a process, with /NUMBER for one of several rounds."""

from __future__ import annotations

from django.core.management.base import CommandError

from voting.models import Round


def named_round(name: str) -> Round:
    """Return the round that is named, the latest where no number is given. Raises CommandError."""
    slug, _sign, number = name.partition("/")
    rounds = Round.objects.filter(process__slug=slug).select_related("process").order_by("-number")
    if number:
        rounds = rounds.filter(number=int(number)) if number.isdecimal() else rounds.none()
    found = rounds.first()
    if found is None:
        raise CommandError(f"There is no round {name!r}.")
    return found
