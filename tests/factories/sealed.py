"""Looking into the sealed box of a round whose key the platform holds, as only tests do before the count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from voting.board import board
from voting.board.lookup import ballots_of
from voting.codes.codes import key_of, random_code
from voting.counting.ballots import stored_choices
from voting.crypto.ballots import Ballot, read_ballot, seal
from voting.crypto.ceremony import (
    Setting,
    certify,
    confirm,
    contribute,
    open_share,
    read_certificate,
)
from voting.crypto.encoding import dumps
from voting.crypto.groups import GROUPS
from voting.crypto.packing import unpack
from voting.crypto.randomness import SECURE, from_seed
from voting.crypto.round_file import sealed_values
from voting.crypto.signed import new_seed
from voting.crypto.tally import last_ballots
from voting.models import Ceremony, CodeBy, Mode, RollEntry, Round, Trustee
from voting.rounds.frozen import choices_of, form_of
from voting.safe import open_safe


def in_the_box(round: Round, key: int = 0) -> list[list[Any]]:
    """Return what the ballots that count say, as `box` stores it, in the order voters first cast one. `key`
    is needed where the platform has none.
    """
    group, key = board.setup_of(round).group, key or open_safe(round).key
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form = form_of(round, len(numbers))
    found = []
    for ballot in sealed_ballots(round):
        ciphertext = ballot.answers[0].choices
        assert not isinstance(ciphertext, tuple)
        message = group.divide(ciphertext.beta, group.power(ciphertext.alpha, key))
        vote = unpack(form, group.decode(message, form.size))
        found.append(stored_choices(choices_of(form, numbers, vote)))
    return found


def sealed_ballots(round: Round) -> list[Ballot]:
    """Return the last ballot of every voter on the board."""
    election = board.setup_of(round).election
    texts = ballots_of(round).values_list("data", flat=True)
    return last_ballots([read_ballot(text, election) for text in texts])


def sealed_for(round: Round, code: str, vote: Sequence[int], seed: str = "") -> str:
    """Return a ballot as a voter's own device seals it: `vote` is what the form of the round packs."""
    form = form_of(round, round.projects.count())
    draw = from_seed(seed) if seed else SECURE
    election = board.setup_of(round).election
    values = sealed_values(election.questions[0], form, vote)
    return seal(election, key_of(round, code), [values], draw).text


def give_code(round: Round, roll_number: str = "L1") -> str:
    """Put somebody without an account onto the roll of a round in preparation; return their code."""
    code, credential = random_code(round)
    RollEntry.objects.create(
        round=round, roll_number=roll_number, credential=credential, code_by=CodeBy.LETTER
    )
    return code


def hold_ceremony(round: Round, *, size: int = 3, needed: int = 2) -> int:
    """Make a round in preparation verifiable and let its trustees agree on a key; return the whole key, which
    nobody holds in reality.
    """
    setting = Setting(GROUPS[round.group], size, needed)
    seeds, members = [new_seed(SECURE) for _ in range(size)], range(1, size + 1)
    said = [certify(setting, seed, index, SECURE) for index, seed in zip(members, seeds, strict=True)]
    read = [read_certificate(setting, one, index) for index, one in zip(members, said, strict=True)]
    gave = [
        contribute(setting, seed, index, read, SECURE) for index, seed in zip(members, seeds, strict=True)
    ]
    made = [
        confirm(setting, seed, index, certificates=read, contributions=gave, draw=SECURE)
        for index, seed in zip(members, seeds, strict=True)
    ]
    Round.objects.filter(pk=round.pk).update(mode=Mode.VERIFIABLE)
    round.mode = Mode.VERIFIABLE
    ceremony = Ceremony.objects.create(round=round, needed=needed, size=size)
    for place, index in enumerate(members):
        Trustee.objects.create(
            ceremony=ceremony, number=index, name=f"Trustee {index}", email=f"t{index}@example.org",
            certificate=dumps(said[place].to_json()), contribution=dumps(gave[place].to_json()),
            public_key=dumps(made[place].key.to_json()), tried_at=timezone.now(),
        )  # fmt: skip
    order, some = setting.group.order, list(members)[:needed]
    shares = {index: open_share(setting.group, seeds[index - 1], made[index - 1].share) for index in some}
    return sum(share * lagrange(index, some, order) for index, share in shares.items()) % order


def lagrange(index: int, members: Sequence[int], order: int) -> int:
    """The weight of one member's share."""
    weight = 1
    for other in members:
        if other != index:
            weight = weight * other * pow(other - index, -1, order) % order
    return weight
