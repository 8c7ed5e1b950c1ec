"""How commands name a round: by the address of its process and its number, as two arguments or as one."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError

from voting.models import Round


def add_round_arguments(parser: ArgumentParser) -> None:
    """Let a command take PROCESS and NUMBER."""
    parser.add_argument("process", help="the address of the process")
    parser.add_argument("number", type=int, help="the number of the vote in its process")


def named_round(process: str, number: int) -> Round:
    """Return the round that is named. Raises CommandError if there is none."""
    found = Round.objects.filter(process__slug=process, number=number).select_related("process").first()
    if found is None:
        raise CommandError(f"There is no round {number} of {process!r}.")
    return found


def round_called(name: str) -> Round:
    """Return the round that PROCESS/NUMBER names, or PROCESS alone the latest of it. Raises CommandError."""
    process, _sign, number = name.partition("/")
    if number.isdecimal():
        return named_round(process, int(number))
    latest = Round.objects.filter(process__slug=process).select_related("process").order_by("-number").first()
    if number or latest is None:
        raise CommandError(f"There is no round {name!r}.")
    return latest
