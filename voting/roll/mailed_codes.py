"""One-time codes that show that somebody reads the e-mail address on the roll.

A code follows from the server's key, the person, the line of the roll and a random number that the session
keeps for a quarter of an hour. So it is stored nowhere, and the task that mails it is not told it.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from voting.models import Round

DIGITS = 8
VALID = 15 * 60
PLACE = "voting_identity"


@dataclass(frozen=True, slots=True)
class Asked:
    """A code that was asked for: of which line of the roll (0 for none), and the random number behind it."""

    entry: int
    nonce: str


def ask(request: HttpRequest, round: Round, entry: int) -> Asked:
    """Begin anew: note in the session that a code was asked for."""
    asked = Asked(entry, secrets.token_hex(16))
    request.session[PLACE] = {
        "round": round.pk, "entry": entry, "nonce": asked.nonce, "until": int(time.time()) + VALID
    }  # fmt: skip
    return asked


def asked_for(request: HttpRequest, round: Round) -> Asked | None:
    """Return the code that this session waits for, while it can be used."""
    kept = request.session.get(PLACE)
    if not kept or kept["round"] != round.pk or kept["until"] < time.time():
        return None
    return Asked(kept["entry"], kept["nonce"])


def forget(request: HttpRequest) -> None:
    """Wait for no code any more."""
    request.session.pop(PLACE, None)


def code_for(user: User, asked: Asked) -> str:
    """Return the eight digits."""
    digest = salted_hmac("voting.mailed_codes", f"{user.pk}|{asked.entry}|{asked.nonce}", algorithm="sha256")
    return f"{int(digest.hexdigest(), 16) % 10**DIGITS:0{DIGITS}}"


def fits(user: User, asked: Asked, typed: str) -> bool:
    """Return whether `typed` is the code, whatever stands between its digits."""
    digits = "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())
    return constant_time_compare(digits, code_for(user, asked)) and asked.entry != 0
