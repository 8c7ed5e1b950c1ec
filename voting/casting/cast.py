"""Casting: a sealed ballot goes onto the board, once per person, replaced as often as they like until the
close.

The signature on a ballot says that its maker holds the code of somebody on the roll; nothing else is asked.
The log says that a ballot was cast and never by whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import limits
from accounts.roles import Role
from audit.services import record
from processes.permissions import require
from voting.board import board
from voting.casting.statements import lock_end, one_more_ballot, share_status, tick_off
from voting.crypto.ballots import Ballot, check_ballot, read_ballot
from voting.crypto.credentials import tidy
from voting.crypto.election import BASE58, Homomorphic
from voting.crypto.encoding import Refused, sha256_hex
from voting.crypto.homomorphic import most_letters as answer_letters
from voting.models import BoardEvent, Channel, KeyGroup, RollEntry, Round, SpoiledBallot
from voting.permissions import state_verdict, voted_on_paper

MOST_LETTERS = 20_000
"""How long a packed ballot can be; one that is added up is as much longer as its proofs take."""
AGAIN, HOUR = 20, 3_600
"""So often may one code replace its ballot in so many seconds: each stays on the board for ever, and
everybody who checks the board reads it.
"""


class NotSealed(ValueError):
    """What was sent is no sealed ballot of this round: `place` says where, the text what to do about it."""

    def __init__(self, place: str, sentence: str) -> None:
        self.place = place
        super().__init__(sentence)


class AlreadyVoted(Exception):
    """A person's vote has been taken in a way that cannot be replaced."""


class Overtaken(Exception):
    """A ballot that waited on a device came after a newer one of the same voter from elsewhere."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the voter gets: the hash of the sealed ballot (hexadecimal), whether an earlier ballot was
    replaced, and when.
    """

    digest: str
    replaced: bool
    cast_at: datetime


def cast_sealed(*, round: Round, text: str, now: datetime, since: int | None = None) -> Receipt:
    """Put a ballot that was sealed on the voter's device onto the board. The same ballot again gives the same
    receipt and changes nothing. `since` is the height of the board when it was sealed: a ballot that waited
    for a line does not replace a newer one.

    Raises NotSealed for what is no ballot of this round, Denied while it is not open, AlreadyVoted for
    somebody who voted on paper, Overtaken, and TooMany for a code that replaces its ballot all the time.
    """
    require(state_verdict(round, now))
    return post_ballot(round=round, ballot=read_sealed(round, text), now=now, since=since)


def most_letters(round: Round) -> int:
    """Return how long the text of a sealed ballot of a round can be."""
    election = board.setup_of(round).election
    closed = [question for question in election.questions if isinstance(question, Homomorphic)]
    return MOST_LETTERS + sum(answer_letters(election.group, question) for question in closed)


def read_sealed(round: Round, text: str) -> Ballot:
    """Read and check a ballot from outside: every element, every proof, the signature. Raises NotSealed."""
    election = board.setup_of(round).election
    try:
        if len(text) > most_letters(round):
            raise Refused("ballot", "is too large")
        ballot = read_ballot(text, election)
        if _is_dear(round):
            must_be_known(round, ballot)
        check_ballot(ballot, election)
    except Refused as error:
        raise NotSealed(error.place, _sentence(error)) from error
    return ballot


def _is_dear(round: Round) -> bool:
    """Whether checking a ballot takes so long that nobody without a code may ask for it."""
    return round.only_sums or round.group == KeyGroup.RFC3526


def must_be_known(round: Round, ballot: Ballot) -> None:
    """Raise NotSealed for a ballot whose maker has no code of the roll."""
    if not RollEntry.objects.filter(round=round, credential=ballot.credential).exists():
        raise NotSealed("ballot.credential", unknown_code())


@transaction.atomic
def post_ballot(*, round: Round, ballot: Ballot, now: datetime, since: int | None = None) -> Receipt:
    """Put a checked ballot onto the board and tick its voter off. Raises like `cast_sealed`.

    Casts wait for one another only at the end of the board: the round is held against closing alone, and its
    dates are frozen.
    """
    round.status = share_status(round)
    require(state_verdict(round, now))
    digest, today = sha256_hex(ballot.text), localdate(now)
    replaced = not tick_off(round, ballot.credential, today)
    if replaced:
        entry = _voter_again(round, ballot.credential)
        if known := on_board(round, digest):
            return Receipt(digest, _replaced(known), now)
        if since is not None and _cast_since(round, ballot, since):
            raise Overtaken(
                _("You cast a newer ballot from elsewhere. It counts, and this older one was not sent.")
            )
        once_more(round, ballot, act="cast-again", limit=AGAIN)
        entry.update(voted_on=today)
    if SpoiledBallot.objects.filter(round=round, digest=digest).exists():
        raise NotSealed("ballot", _("This ballot was opened for a test and is never cast. Seal a new one."))
    board.post(lock_end(round), board.BALLOT, [ballot.text], ballot.credential)
    if not replaced:
        one_more_ballot(round)
    action = "voting.ballot_replaced" if replaced else "voting.ballot_cast"
    record(
        action=action, chain=round.process.chain, actor=None, role=Role.RESIDENT, target=round,
        data={"round": round.title}, at=now,
    )  # fmt: skip
    return Receipt(digest, replaced, now)


def _voter_again(round: Round, credential: str) -> QuerySet[RollEntry]:
    """Return the line of a voter who has voted before, held. Raises NotSealed and AlreadyVoted."""
    entry = RollEntry.objects.filter(round=round, credential=credential)
    channel = entry.select_for_update(no_key=True).values_list("channel", flat=True).first()
    if channel is None:
        raise NotSealed("ballot.credential", unknown_code())
    if channel == Channel.PAPER:
        raise AlreadyVoted(voted_on_paper())
    return entry


def once_more(round: Round, ballot: Ballot, *, act: str, limit: int) -> None:
    """Count one `act` with the code that signed a ballot. Raises TooMany beyond `limit` in an hour."""
    limits.check_name(f"{round.pk}/{ballot.credential}", act=act, limit=limit, seconds=HOUR)


def unknown_code() -> str:
    """Say that a code is on no line of the roll."""
    return _(
        "This code is not on the electoral roll of this vote. Compare it with the one you were sent, "
        "character by character."
    )


def why_no_code(typed: str) -> str:
    """Say what is wrong with a typed code: a sign that none has, their number, or that nobody has it."""
    signs = "".join(typed.replace("-", "").split())
    strange = next((sign for sign in signs if sign not in BASE58), "")
    if strange:
        return code_sign().format(sign=strange)
    return unknown_code() if tidy(typed) else code_short().format(n=len(signs))


def code_short() -> str:
    """Say that a code has too few signs or too many: {n}."""
    return _("A code has 22 letters and digits. You typed {n}.")


def code_sign() -> str:
    """Say that a code has a {sign} that is in none."""
    return _("No code has “{sign}” in it. Codes never have 0, O, I or l.")


def on_board(round: Round, digest: str) -> BoardEvent | None:
    """Return the event of a ballot with this hash, if it is in the box."""
    return BoardEvent.objects.filter(round=round, kind=board.BALLOT, payload=digest).first()


def _cast_since(round: Round, ballot: Ballot, height: int) -> bool:
    same = BoardEvent.objects.filter(round=round, kind=board.BALLOT, credential=ballot.credential)
    return same.filter(height__gte=height).exists()


def _replaced(event: BoardEvent) -> bool:
    """Whether a ballot on the board took the place of an earlier one."""
    same = BoardEvent.objects.filter(round=event.round_id, kind=board.BALLOT, credential=event.credential)
    return same.filter(height__lt=event.height).exists()


def _sentence(error: Refused) -> str:
    """Say in words what is wrong with a ballot that was sent."""
    if error.place in {"ballot.election_uuid", "ballot.election_hash"}:
        return _("This ballot was sealed for another vote. Open the ballot of this vote and seal it again.")
    if error.reason == "does not hold":
        return _("The seal of this ballot is not valid. Your choices are still here: seal it again.")
    return _("This ballot did not arrive whole. Your choices are still here: seal it again.")
