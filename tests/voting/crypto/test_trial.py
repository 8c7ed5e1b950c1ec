"""Before a round opens every trustee decrypts a dummy ballot, which proves nothing else."""

from __future__ import annotations

import json

import pytest

from tests.voting.crypto.elections import draw_from, shared_key
from voting.crypto import trial
from voting.crypto.encoding import Refused
from voting.crypto.groups import GROUPS
from voting.crypto.trustees import Trustees


def test_a_trial_of_another_key_or_number_is_refused() -> None:
    keys, draw = shared_key("Ed25519", 3, 2), draw_from("trial")
    trustees = Trustees(GROUPS["Ed25519"], (keys.pedersen,))
    nonce, other = "1" * 22, "2" * 22
    said = trial.try_sheet(trustees, nonce, 1, keys.secret(1), draw)
    trial.check_trial(trustees, nonce, 1, said)
    assert trial.check_trial(trustees, nonce, 1, said).text in json.loads(said)["partial"]
    for owner, number, text in ((2, nonce, said), (1, other, said), (9, nonce, said), (1, nonce, "{}")):
        with pytest.raises(Refused):
            trial.check_trial(trustees, number, owner, text)
    stranger = trial.try_sheet(trustees, nonce, 1, keys.secret(2), draw)
    with pytest.raises(Refused, match="does not hold"):
        trial.check_trial(trustees, nonce, 1, stranger)
