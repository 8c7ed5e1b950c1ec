"""Voting codes of the people on the roll, and the public keys that stand for them in the election.

Nothing here stores a code. The code of somebody with an account follows from the round's secret and the
roll number, and is made anew when the person is there to vote; a code for a letter is drawn at random,
given out once, and known to its owner alone.
"""

from __future__ import annotations

import hashlib
import hmac

from voting.crypto.credentials import code_of, new_code, public_key, secret_key, tidy
from voting.crypto.groups import GROUPS, Element
from voting.crypto.randomness import SECURE
from voting.models import CodeBy, RollEntry, Round
from voting.safe import open_safe

BATCH = 500


class CodesGivenOut(Exception):
    """Codes have left the house: what is published of them cannot be made anew."""


class NoCode(Exception):
    """The platform cannot make this person's code: only its owner has it."""


def account_code(round: Round, entry: RollEntry) -> str:
    """Return the code of somebody on the roll who uses an account. Raises NoCode for anybody else's."""
    if entry.code_by != CodeBy.ACCOUNT:
        raise NoCode(entry.roll_number)
    return _derived(bytes.fromhex(open_safe(round).codes), entry.roll_number)


def account_credentials(round: Round, roll_numbers: list[str]) -> list[Element]:
    """Return what is published of the codes of people with these numbers on the roll, in their order."""
    group, secret = GROUPS[round.group], bytes.fromhex(open_safe(round).codes)
    return [public_key(group, round.uuid, _derived(secret, roll_number)) for roll_number in roll_numbers]


def random_code(round: Round) -> tuple[str, Element]:
    """Return a fresh code that is stored nowhere, and its public key."""
    code = new_code(SECURE)
    return code, public_key(GROUPS[round.group], round.uuid, code)


def renew_credentials(round: Round) -> None:
    """Put what is published of everybody's code into another group, after the round has changed to it.

    Raises CodesGivenOut where codes are out that the platform does not have. Call it inside a transaction.
    """
    entries = RollEntry.objects.filter(round=round)
    if entries.exclude(code_by=CodeBy.ACCOUNT).exists():
        raise CodesGivenOut
    listed = list(entries.only("pk", "roll_number"))
    for entry, key in zip(
        listed, account_credentials(round, [one.roll_number for one in listed]), strict=True
    ):
        entry.credential = key
    RollEntry.objects.bulk_update(listed, ["credential"], batch_size=BATCH)


def key_of(round: Round, code: str) -> int:
    """Return the secret key of a code in this round."""
    return secret_key(GROUPS[round.group], round.uuid, code)


def entry_of_code(round: Round, typed: str) -> tuple[RollEntry, str] | None:
    """Return the person on the roll whose code was typed, and the code with its dashes; None for no code of
    this round.
    """
    code = tidy(typed)
    if code is None:
        return None
    credential = public_key(GROUPS[round.group], round.uuid, code)
    entry = RollEntry.objects.filter(round=round, credential=credential).first()
    return (entry, code) if entry else None


def is_known(round: Round, credential: str) -> bool:
    """Return whether somebody on the roll has this public key, whether they have voted or not."""
    return bool(credential) and RollEntry.objects.filter(round=round, credential=credential).exists()


def _derived(secret: bytes, roll_number: str) -> str:
    digest = hmac.new(secret, roll_number.encode(), hashlib.sha256).digest()
    return code_of(int.from_bytes(digest))
