"""Looking into the sealed box of a round whose key the platform holds, as only tests do before the count."""

from __future__ import annotations

from typing import Any

from voting import board, box
from voting.crypto.ballots import Ballot, read_ballot
from voting.crypto.packing import unpack
from voting.crypto.tally import last_ballots
from voting.frozen import choices_of, form_of
from voting.lookup import ballots_of
from voting.models import Round
from voting.safe import open_safe


def in_the_box(round: Round) -> list[list[Any]]:
    """Return what the ballots that count say, as `box` stores it, in the order voters first cast one."""
    group, key = board.setup_of(round).group, open_safe(round).key
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form = form_of(round, len(numbers))
    found = []
    for ballot in sealed_ballots(round):
        ciphertext = ballot.answers[0].choices
        assert not isinstance(ciphertext, tuple)
        message = group.divide(ciphertext.beta, group.power(ciphertext.alpha, key))
        vote = unpack(form, group.decode(message, form.size))
        found.append(box.written(choices_of(form, numbers, vote)))
    return found


def sealed_ballots(round: Round) -> list[Ballot]:
    """Return the last ballot of every voter on the board."""
    election = board.setup_of(round).election
    texts = ballots_of(round).values_list("data", flat=True)
    return last_ballots([read_ballot(text, election) for text in texts])
