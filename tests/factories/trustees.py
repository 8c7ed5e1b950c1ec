"""Trustees who do their part in Python, with the same protocol library and through the same services as the
browser does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from voting.ceremony import Person, name_trustee, plan_ceremony
from voting.ceremony_words import (
    certificates_of,
    post_certificate,
    post_confirmation,
    post_contribution,
    post_rehearsal,
    trustees_of,
)
from voting.crypto.ceremony import Contribution, certify, confirm, contribute, open_share
from voting.crypto.encoding import Node, dumps
from voting.crypto.randomness import SECURE
from voting.crypto.rehearsal import rehearse
from voting.crypto.signed import new_seed
from voting.keyholders import setting_of
from voting.models import Board as BoardRow
from voting.models import Ceremony, Mode, Round, Trustee
from voting.opening_turns import post_opening, post_promise, promise_in
from voting.record import companions_of, write_archive
from voting.turns import post_shuffle, take_turn
from voting.verifier import Record, Report, verify
from voting.verifier.board import Board
from voting.verifier.trustee import Keyholder, opening_draw, opening_turn, shuffle_turn

NAMES = ("Ruth Calder", "Piotr Nowak", "Leyla Arslan", "Sven Aalto", "Grace Oduya")


def make_trustees(round: Round, *, now: datetime, size: int = 3, needed: int = 2) -> list[Trustee]:
    """Make a round in preparation verifiable, and name its trustees."""
    Round.objects.filter(pk=round.pk).update(mode=Mode.VERIFIABLE)
    round.mode = Mode.VERIFIABLE
    plan_ceremony(actor=None, round=round, needed=needed, size=size, now=now)
    people = [Person(name, f"{name.split()[0].lower()}@example.org", "en") for name in NAMES[:size]]
    return [name_trustee(actor=None, round=round, person=person, now=now) for person in people]


def fresh(trustee: Trustee) -> Trustee:
    """The trustee as the database has it."""
    return Trustee.objects.select_related("ceremony__round__process").get(pk=trustee.pk)


def everybody(round: Round) -> list[Trustee]:
    """All trustees of a round as the database has them."""
    return list(
        Trustee.objects.filter(ceremony=round.pk)
        .select_related("ceremony__round__process")
        .order_by("number")
    )


def certificate(trustee: Trustee, seed: str) -> str:
    """What a device makes of a sheet."""
    setting = setting_of(trustee.ceremony)
    return dumps(certify(setting, seed, trustee.number, SECURE).to_json())


def contribution(trustee: Trustee, seed: str) -> str:
    """What a device sends to all the others."""
    ceremony = trustee.ceremony
    certificates = certificates_of(ceremony, everybody(ceremony.round))
    made = contribute(setting_of(ceremony), seed, trustee.number, certificates, SECURE)
    return dumps(made.to_json())


def confirmation(trustee: Trustee, seed: str) -> tuple[str, str]:
    """The public key and the sealed share that a device makes of what the others sent."""
    ceremony, people = trustee.ceremony, everybody(trustee.ceremony.round)
    setting = setting_of(ceremony)
    read = [Contribution.read(Node.parse(one.contribution, "c"), setting) for one in people]
    made = confirm(
        setting, seed, trustee.number, certificates=certificates_of(ceremony, people), contributions=read,
        draw=SECURE,
    )  # fmt: skip
    return dumps(made.key.to_json()), made.share


def rehearsal(trustee: Trustee, seed: str) -> str:
    """What a device shows of the dummy."""
    ceremony = trustee.ceremony
    keys = trustees_of(ceremony)
    secret = open_share(keys.group, seed, trustee.share)
    return rehearse(keys, ceremony.dummy, trustee.number, secret, SECURE)


def hold_ceremony(round: Round, *, now: datetime, until: str = "rehearsal") -> list[str]:
    """Let the trustees of a round say all their words up to one; return their seeds."""
    seeds = [new_seed(SECURE) for _ in everybody(round)]
    attempt = Ceremony.objects.get(round=round).attempt
    for word in ("certificate", "contribution", "confirmation", "rehearsal"):
        for trustee, seed in zip(everybody(round), seeds, strict=True):
            say(fresh(trustee), word, seed, attempt=attempt, now=now)
        if word == until:
            break
    return seeds


def say(trustee: Trustee, word: str, seed: str, *, attempt: int, now: datetime) -> None:
    """Make one word with the sheet, and post it."""
    if word == "certificate":
        post_certificate(trustee=trustee, attempt=attempt, text=certificate(trustee, seed), now=now)
    elif word == "contribution":
        post_contribution(trustee=trustee, attempt=attempt, text=contribution(trustee, seed), now=now)
    elif word == "confirmation":
        key, share = confirmation(trustee, seed)
        post_confirmation(trustee=trustee, attempt=attempt, key=key, share=share, now=now)
    else:
        post_rehearsal(trustee=trustee, attempt=attempt, text=rehearsal(trustee, seed), now=now)


def board_of(round: Round) -> Board:
    """The board of a round as a trustee's device reads and verifies it."""
    stream, report = BytesIO(), Report()
    write_archive(round, stream)
    stream.seek(0)
    found = verify(Record(stream, companions_of(round), unfinished=True), report)
    assert found is not None, report.refusal
    return found


def shuffled(trustee: Trustee, seed: str) -> str:
    """The shuffle that a trustee would post now."""
    return shuffle_turn(Keyholder(board_of(trustee.ceremony.round), trustee.number, seed), SECURE)


def opened(trustee: Trustee, seed: str) -> str:
    """The opening that a trustee would post now."""
    keyholder = Keyholder(board_of(trustee.ceremony.round), trustee.number, seed)
    return opening_turn(keyholder, trustee.share, opening_draw(keyholder))


def shuffle_all(round: Round, seeds: Sequence[str], *, now: datetime, who: Sequence[int] = (1, 2)) -> None:
    """Let trustees shuffle one after the other."""
    for trustee in everybody(round):
        if trustee.number in who:
            take_turn(trustee=trustee, now=now)
            post_shuffle(trustee=trustee, text=shuffled(trustee, seeds[trustee.number - 1]), now=now)


def open_all(round: Round, seeds: Sequence[str], *, now: datetime, who: Sequence[int] = (1, 2)) -> None:
    """Let trustees promise and open, one after the other."""
    for trustee in everybody(round):
        if trustee.number in who:
            text = opened(trustee, seeds[trustee.number - 1])
            post_promise(trustee=trustee, text=promise_in(round, text), now=now)
            post_opening(trustee=trustee, text=text, now=now)


def boards_height(round: Round) -> int:
    """How many events the board has."""
    return BoardRow.objects.get(round=round).height
