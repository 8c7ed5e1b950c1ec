"""A ballot is sealed within its limits, read in one form only, and refused however it is altered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import Round, draw_from, shared_key
from tests.voting.verifier.records import Path, altered, at, leaves
from voting.crypto.ballots import Ballot, check_ballot, read_ballot, seal
from voting.crypto.credentials import new_code, secret_key, tidy
from voting.crypto.election import CannotSeal, Homomorphic, Mixnet
from voting.crypto.encoding import Refused, dumps
from voting.crypto.groups import GROUPS
from voting.crypto.proofs import prove

QUESTIONS = (
    Homomorphic("Which?", ("a", "b", "c"), 1, 2),
    Homomorphic("Or none?", ("a", "b"), 1, 1, blank=True),
    Mixnet("Packed", tuple("12345")),
)
ROUND = Round(QUESTIONS, shared_key("Ed25519", 3, 2), voters=3)
ELECTION, GROUP = ROUND.election, ROUND.group
GOOD = ([1, 0, 1], [0, 0, 1], [1, 2, 3, 4, 5])


def sealed(choices: Sequence[Sequence[int]] = GOOD, secret: int = 5) -> Ballot:
    return seal(ELECTION, secret, choices, draw_from("ballot"))


def check(text: str) -> None:
    check_ballot(read_ballot(text, ELECTION), ELECTION)


@given(
    first=st.lists(st.integers(0, 1), min_size=3, max_size=3).filter(lambda row: 1 <= sum(row) <= 2),
    second=st.sampled_from([[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    third=st.lists(st.integers(0, 255), min_size=5, max_size=5),
    secret=st.integers(1, GROUP.order - 1),
)
@settings(max_examples=8, deadline=None)
def test_every_allowed_ballot_is_accepted(
    first: list[int], second: list[int], third: list[int], secret: int
) -> None:
    ballot = seal(ELECTION, secret, [first, second, third], draw_from(str(secret)))
    check(ballot.text)
    assert len(ballot.tracker) == 43


@pytest.mark.parametrize(
    "choices",
    [
        ([1, 1, 1], GOOD[1], GOOD[2]),
        ([0, 0, 0], GOOD[1], GOOD[2]),
        ([2, 0, 0], GOOD[1], GOOD[2]),
        ([1, 0], GOOD[1], GOOD[2]),
        (GOOD[0], [1, 1, 0], GOOD[2]),
        (GOOD[0], [0, 0, 0], GOOD[2]),
        (GOOD[0], GOOD[1], [1, 2, 3, 4]),
        (GOOD[0], GOOD[1], [1, 2, 3, 4, 256]),
        (GOOD[0], GOOD[1]),
    ],
)
def test_choices_beyond_the_limits_cannot_be_sealed(choices: Sequence[Sequence[int]]) -> None:
    with pytest.raises(CannotSeal):
        sealed(choices)


def body_fields() -> list[Path]:
    return list(leaves(json.loads(sealed().text)))


@pytest.mark.parametrize("path", body_fields(), ids=lambda path: ".".join(map(str, path)))
def test_every_altered_field_is_refused_at_its_place(path: Path) -> None:
    document = json.loads(sealed().text)
    parent = at(document, path[:-1])
    parent[path[-1]] = altered(parent[path[-1]], GROUP)
    with pytest.raises(Refused) as caught:
        check(dumps(document))
    # A field that still can be what it is breaks the hash that the signature signs; the others are named.
    assert caught.value.place in {
        "ballot." + _dotted(path),
        "ballot.signature.hash",
        "ballot.signature.proof",
    }


def _dotted(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def test_a_false_proof_is_named_even_under_a_good_signature() -> None:
    """A voter may sign anything with the own credential: the proofs alone must catch it."""
    honest = sealed()
    for place, answer in (("answers[0]", 0), ("answers[1]", 1), ("answers[2]", 2)):
        answers = list(honest.answers)
        answers[answer] = seal(ELECTION, 6, GOOD, draw_from("other voter")).answers[answer]
        stolen = Ballot(ELECTION.uuid, ELECTION.fingerprint, honest.credential, tuple(answers))
        with pytest.raises(Refused) as caught:
            check(_signed(stolen, 5).text)
        assert caught.value.place.startswith(f"ballot.{place}.")


def _signed(ballot: Ballot, secret: int) -> Ballot:
    label = f"sig|{ballot.body_hash}"
    return replace(ballot, signature=prove(GROUP, label, [GROUP.generator], secret, draw_from("s")))


def test_a_ballot_of_another_round_is_refused() -> None:
    other = Round(QUESTIONS, shared_key("Ed25519", 3, 2), voters=3, description="another")
    text = seal(other.election, 5, GOOD, draw_from("x")).text
    with pytest.raises(Refused) as caught:
        check(text)
    assert caught.value.place == "ballot.election_hash"


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"election_uuid":1}', "x" * 5_000_000, "\x00"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check(text)


def test_other_ways_to_write_the_same_ballot_are_refused() -> None:
    text = sealed().text
    document = json.loads(text)
    turned = dict(reversed(document.items()))
    for other in (text + "\n", " " + text, json.dumps(document), dumps(turned), dumps({**document, "x": 1})):
        with pytest.raises(Refused):
            check(other)
    low_order = text.replace(document["answers"][2]["choices"]["alpha"], "0" * 64)
    with pytest.raises(Refused, match="not an element"):
        check(low_order)


@given(st.integers(0, 2**64))
@settings(max_examples=20)
def test_a_code_is_understood_however_it_is_typed(seed: int) -> None:
    code = new_code(draw_from(str(seed)))
    assert tidy(code) == tidy(code.replace("-", "")) == tidy(f"  {code.replace('-', ' ')}\n") == code
    assert tidy(code[:-1]) is tidy(f"{code}1") is tidy(code[:-1] + "0") is None


def test_a_code_means_another_key_in_another_round() -> None:
    group = GROUPS["Ed25519"]
    code = "12345-6789AB-CDEFG-HJKLMN"
    keys = {secret_key(group, uuid, code) for uuid in ("a" * 14, "b" * 14)}
    assert len(keys) == 2
