"""Trustees of a round as three people with sheets of paper would be, and their part in a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import make_user
from tests.factories.voting import make_draft_round
from voting.board import board
from voting.casting.cast import cast_sealed
from voting.codes import codes
from voting.counting import unsealing
from voting.counting.count import count_round
from voting.crypto import ceremony
from voting.crypto.ballots import seal
from voting.crypto.contributions import Opening, sign_commitment, sign_shuffle
from voting.crypto.decryption import partially_decrypt, prove_batch
from voting.crypto.encoding import dumps, sha256_hex
from voting.crypto.randomness import SECURE
from voting.crypto.recording import shuffle_text
from voting.crypto.round_file import sealed_values
from voting.crypto.shuffle import shuffle
from voting.crypto.signed import new_seed, signing_key
from voting.models import Ceremony, Result, RollEntry, Round, Trustee
from voting.rounds.freezing import freeze_round
from voting.rounds.frozen import form_of, vote_of
from voting.rounds.preparing import locked
from voting.trustees.keyholders import setting_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a trustee keeps, and what waits for it on the platform."""

    number: int
    seed: str
    share: str


def hold_ceremony(round: Round, *, size: int = 3, needed: int = 2) -> list[Sheet]:
    """Hold the ceremony of a round in preparation."""
    held = Ceremony.objects.create(round=round, size=size, needed=needed)
    setting, numbers = setting_of(held), range(1, size + 1)
    seeds = [new_seed(SECURE) for _ in numbers]
    signed = [ceremony.certify(setting, seeds[n - 1], n, SECURE) for n in numbers]
    certificates = [ceremony.read_certificate(setting, signed[n - 1], n) for n in numbers]
    spoken = [ceremony.contribute(setting, seeds[n - 1], n, certificates, SECURE) for n in numbers]
    sheets = []
    for n in numbers:
        agreed = ceremony.confirm(
            setting, seeds[n - 1], n, certificates=certificates, contributions=spoken, draw=SECURE
        )
        Trustee.objects.create(
            ceremony=held, number=n, name=f"Trustee {n}", email=f"trustee{n}@example.org",
            certificate=dumps(signed[n - 1].to_json()), contribution=dumps(spoken[n - 1].to_json()),
            public_key=dumps(agreed.key.to_json()), share=agreed.share, rehearsed_at=timezone.now(),
        )  # fmt: skip
        sheets.append(Sheet(n, seeds[n - 1], agreed.share))
    return sheets


def make_verifiable_round(*, voters: Sequence[User], **fields: Any) -> tuple[Round, list[Sheet]]:
    """An open round whose key three trustees hold, two of whom open it."""
    round = make_draft_round(voters=voters, mode="verifiable", **fields)
    sheets = hold_ceremony(round)
    freeze_round(actor=None, round=round, now=round.opens_at)
    return round, sheets


def cast_from_device(round: Round, voter: User, choices: Sequence[int]) -> None:
    """Seal a ballot as the voter's own device does, and send it in."""
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form = form_of(round, len(numbers))
    code = codes.account_code(round, RollEntry.objects.get(round=round, user=voter))
    election = board.setup_of(round).election
    values = sealed_values(election.questions[0], form, vote_of(form, numbers, choices, ()))
    ballot = seal(election, codes.key_of(round, code), [values], SECURE)
    cast_sealed(round=round, text=ballot.text, now=timezone.now())


def count_together(
    round: Round, sheets: Sequence[Sheet], *, mixers: Sequence[int] = (1, 2), openers: Sequence[int] = (1, 3)
) -> Result:
    """Close the box, and let trustees shuffle and open it in turn."""
    now = round.closes_at
    unsealing.close_box(actor=None, round=round, now=now)
    if not round.only_sums:
        _shuffle_all(round, sheets, mixers, now)
    for number in openers:
        _open(round, sheets[number - 1], now)
    return count_round(actor=None, round=Round.objects.get(pk=round.pk), now=now)


def _shuffle_all(round: Round, sheets: Sequence[Sheet], mixers: Sequence[int], now: datetime) -> None:
    for number in mixers:
        _mix(round, sheets[number - 1], now)
    with transaction.atomic():
        unsealing.end_shuffles(board.locked_board(round))


def _mix(round: Round, sheet: Sheet, now: datetime) -> None:
    setup = board.setup_of(round)
    election, before = setup.election, unsealing.tally_of(round, setup)[0]
    if not before:
        return
    mixed = shuffle(setup.group, election.fingerprint, election.public_key, before, SECURE)
    text, key = shuffle_text([mixed]), signing_key(setup.group, sheet.seed)
    signed = sign_shuffle(
        setup.group, key, fingerprint=election.fingerprint, owner=sheet.number, text=text, draw=SECURE
    )
    with transaction.atomic():
        unsealing.add_shuffle(locked(round), board.locked_board(round), text, signed, now)


def _open(round: Round, sheet: Sheet, now: datetime) -> None:
    setup = board.setup_of(round)
    group, fingerprint = setup.group, setup.election.fingerprint
    tally, holder = unsealing.tally_of(round, setup), unsealing.holder_of(setup, sheet.number)
    secret = ceremony.open_share(group, sheet.seed, sheet.share)
    partial = partially_decrypt(holder, secret, tally, SECURE)
    commitment = sha256_hex(partial.text)
    signature = sign_commitment(
        group, signing_key(group, sheet.seed),
        fingerprint=fingerprint, owner=sheet.number, commitment=commitment, draw=SECURE,
    )  # fmt: skip
    proof = prove_batch(holder, secret, tally, partial, SECURE)
    opening = Opening(sheet.number, commitment, signature, proof)
    with transaction.atomic():
        unsealing.add_opening(locked(round), board.locked_board(round), partial, opening, now)


def make_verifiable_result(ballots: Sequence[Sequence[int]], **fields: Any) -> Result:
    """A verifiable round in which as many people cast `ballots`, counted by its trustees."""
    voters = [make_user() for _ in ballots] or [make_user()]
    round, sheets = make_verifiable_round(voters=voters, **fields)
    for voter, choices in zip(voters, ballots, strict=False):
        cast_from_device(round, voter, choices)
    return count_together(round, sheets)
