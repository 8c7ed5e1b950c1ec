"""What the platform keeps secret of a round, sealed with the server's own key so that a copy of the database
shows none of it.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache

from cryptography.fernet import InvalidToken

from accounts.server_key import cipher_for
from voting.crypto.groups import GROUPS
from voting.crypto.randomness import SECURE
from voting.models import Round, RoundSecret

PURPOSE = b"plaza.voting.safe"


class SafeClosed(Exception):
    """The secrets of a round cannot be read with the server's present key."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """`codes` is what the codes of people with an account follow from (hexadecimal), `board` signs the heads
    of the board, and `key` opens the box of a confidential round; both are exponents, 0 while there are none.
    """

    codes: str = field(repr=False)
    board: int = field(default=0, repr=False)
    key: int = field(default=0, repr=False)


def start_safe(round: Round) -> None:
    """Give a new round its secrets."""
    _write(round, Secrets(codes=secrets.token_hex(32)))


def add_keys(round: Round) -> Secrets:
    """Draw the key that signs the board and, for a round without trustees, the one that opens the box."""
    order = GROUPS[round.group].order
    key = 0 if round.is_verifiable else 1 + SECURE(order - 1)
    found = replace(open_safe(round), board=1 + SECURE(order - 1), key=key)
    _write(round, found)
    return found


def open_safe(round: Round) -> Secrets:
    """Return the secrets of a round. Raises SafeClosed where the server's key is not the one they were sealed
    with; an old key can stay readable as one of SECRET_KEY_FALLBACKS.
    """
    return _opened(RoundSecret.objects.values_list("sealed", flat=True).get(round=round))


@lru_cache(maxsize=64)
def _opened(sealed: str) -> Secrets:
    try:
        found = json.loads(cipher_for(PURPOSE).decrypt(sealed.encode()))
    except InvalidToken as error:
        raise SafeClosed("The secrets of this round were sealed with another SECRET_KEY.") from error
    return Secrets(found["codes"], int(found["board"]), int(found["key"]))


def _write(round: Round, found: Secrets) -> None:
    written = {name: str(value) for name, value in asdict(found).items()}
    sealed = cipher_for(PURPOSE).encrypt(json.dumps(written).encode()).decode()
    RoundSecret.objects.update_or_create(round=round, defaults={"sealed": sealed})
