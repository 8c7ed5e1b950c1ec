"""What the devices of trustees and voters do, in Python: the invented people of a vote whose key trustees hold.

It uses the protocol library and the services that the browser uses; nothing here sees more than a device does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from voting.board import board
from voting.board.record import companions_of, write_archive
from voting.casting.cast import cast_sealed
from voting.codes.codes import account_code, key_of
from voting.crypto.ballots import seal
from voting.crypto.ceremony import Contribution, certify, confirm, contribute, open_share
from voting.crypto.encoding import Node, dumps
from voting.crypto.randomness import SECURE
from voting.crypto.round_file import sealed_values
from voting.crypto.trial import try_sheet
from voting.models import RollEntry, Round, Trustee
from voting.rounds.frozen import form_of, vote_of
from voting.trustees.ceremony_words import (
    certificates_of,
    post_certificate,
    post_confirmation,
    post_contribution,
    post_trial,
    trustees_of,
)
from voting.trustees.opening_turns import post_opening, post_promise, promise_in
from voting.trustees.round_key import setting_of
from voting.trustees.turns import post_shuffle, take_turn
from voting.verifier import Record, Report, verify
from voting.verifier.board import Board
from voting.verifier.trustee import CountingTrustee, opening_draw, opening_turn, shuffle_turn

WORDS = ("certificate", "contribution", "confirmation", "trial")


def fresh(trustee: Trustee) -> Trustee:
    """Return a trustee as the database has it."""
    return Trustee.objects.select_related("ceremony__round__process").get(pk=trustee.pk)


def everybody(round: Round) -> list[Trustee]:
    """Return all trustees of a round as the database has them."""
    found = Trustee.objects.filter(ceremony=round.pk).select_related("ceremony__round__process")
    return list(found.order_by("number"))


def certificate(trustee: Trustee, seed: str) -> str:
    """Return what a device makes of a sheet."""
    return dumps(certify(setting_of(trustee.ceremony), seed, trustee.number, SECURE).to_json())


def contribution(trustee: Trustee, seed: str) -> str:
    """Return what a device sends to all the others."""
    ceremony = trustee.ceremony
    certificates = certificates_of(ceremony, everybody(ceremony.round))
    return dumps(contribute(setting_of(ceremony), seed, trustee.number, certificates, SECURE).to_json())


def confirmation(trustee: Trustee, seed: str) -> tuple[str, str]:
    """Return the public key and the sealed share that a device makes of what the others sent."""
    ceremony, people = trustee.ceremony, everybody(trustee.ceremony.round)
    setting = setting_of(ceremony)
    read = [Contribution.read(Node.parse(one.contribution, "contribution"), setting) for one in people]
    made = confirm(
        setting, seed, trustee.number, certificates=certificates_of(ceremony, people), contributions=read,
        draw=SECURE,
    )  # fmt: skip
    return dumps(made.key.to_json()), made.share


def trial(trustee: Trustee, seed: str) -> str:
    """Return what a device shows of the dummy."""
    keys = trustees_of(trustee.ceremony)
    secret = open_share(keys.group, seed, trustee.share)
    return try_sheet(keys, trustee.ceremony.dummy, trustee.number, secret, SECURE)


def say(trustee: Trustee, word: str, seed: str, *, attempt: int, now: datetime) -> None:
    """Make one of WORDS with the sheet, and post it."""
    if word == "certificate":
        post_certificate(trustee=trustee, attempt=attempt, text=certificate(trustee, seed), now=now)
    elif word == "contribution":
        post_contribution(trustee=trustee, attempt=attempt, text=contribution(trustee, seed), now=now)
    elif word == "confirmation":
        key, share = confirmation(trustee, seed)
        post_confirmation(trustee=trustee, attempt=attempt, key=key, share=share, now=now)
    else:
        post_trial(trustee=trustee, attempt=attempt, text=trial(trustee, seed), now=now)


def say_all(round: Round, seeds: Sequence[str], *, now: datetime, until: str = WORDS[-1]) -> None:
    """Let all trustees of a round say their words up to one."""
    attempt = everybody(round)[0].ceremony.attempt
    for word in WORDS[: WORDS.index(until) + 1]:
        for trustee, seed in zip(everybody(round), seeds, strict=True):
            say(fresh(trustee), word, seed, attempt=attempt, now=now)


def cast_from_device(round: Round, entry: RollEntry, choices: Sequence[int], *, now: datetime) -> None:
    """Seal a ballot as the voter's device does, and cast it."""
    election = board.setup_of(round).election
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form = form_of(round, len(numbers))
    key = key_of(round, account_code(round, entry))
    values = sealed_values(election.questions[0], form, vote_of(form, numbers, list(choices), ()))
    ballot = seal(election, key, [values], SECURE)
    cast_sealed(round=round, text=ballot.text, now=now)


def board_of(round: Round) -> Board:
    """Return the board of a round as a trustee's device reads and verifies it; raises Refused."""
    stream, report = BytesIO(), Report()
    write_archive(round, stream)
    stream.seek(0)
    found = verify(Record(stream, companions_of(round), unfinished=True), report)
    if found is None:
        assert report.refusal is not None
        raise report.refusal
    return found


def shuffled(trustee: Trustee, seed: str) -> str:
    """Return the shuffle that a trustee would post now."""
    return shuffle_turn(CountingTrustee(board_of(trustee.ceremony.round), trustee.number, seed), SECURE)


def opened(trustee: Trustee, seed: str) -> str:
    """Return the opening that a trustee would post now."""
    counting = CountingTrustee(board_of(trustee.ceremony.round), trustee.number, seed)
    return opening_turn(counting, trustee.share, opening_draw(counting))


def shuffle_all(round: Round, seeds: Sequence[str], *, now: datetime, who: Sequence[int] = (1, 2)) -> None:
    """Let trustees (by number) shuffle one after the other."""
    for trustee in everybody(round):
        if trustee.number in who:
            take_turn(trustee=trustee, now=now)
            post_shuffle(trustee=trustee, text=shuffled(trustee, seeds[trustee.number - 1]), now=now)


def open_all(round: Round, seeds: Sequence[str], *, now: datetime, who: Sequence[int] = (1, 2)) -> None:
    """Let trustees (by number) promise and open, one after the other."""
    for trustee in everybody(round):
        if trustee.number in who:
            text = opened(trustee, seeds[trustee.number - 1])
            post_promise(trustee=trustee, text=promise_in(round, text), now=now)
            post_opening(trustee=trustee, text=text, now=now)
