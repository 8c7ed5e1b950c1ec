"""What is true can be proved; what is false, altered or said of something else does not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import draw_from
from voting.crypto.groups import GROUPS
from voting.crypto.proofs import Claim, Proof, holds, one_of_holds, prove, prove_one_of

GROUP = GROUPS["Ed25519"]
G, H = GROUP.generator, GROUP.independent_generator(0)
SECRETS = st.integers(1, GROUP.order - 1)


def both(secret: int) -> list[Claim]:
    return [Claim(base, GROUP.power(base, secret)) for base in (G, H)]


@given(secret=SECRETS, seed=st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_a_true_equality_is_proved_and_bound_to_its_label_and_claims(secret: int, seed: int) -> None:
    proof = prove(GROUP, "label", [G, H], secret, draw_from(str(seed)))
    assert holds(GROUP, "label", both(secret), proof)
    assert not holds(GROUP, "other", both(secret), proof)
    assert not holds(GROUP, "label", both(secret + 1), proof)
    assert not holds(GROUP, "label", list(reversed(both(secret))), proof)
    assert not holds(
        GROUP, "label", both(secret), replace(proof, response=(proof.response + 1) % GROUP.order)
    )
    assert not holds(
        GROUP, "label", both(secret), replace(proof, challenge=(proof.challenge + 1) % GROUP.order)
    )


@given(secret=SECRETS)
@settings(max_examples=10, deadline=None)
def test_an_equality_that_is_false_cannot_be_proved_with_either_secret(secret: int) -> None:
    false = [Claim(G, GROUP.power(G, secret)), Claim(H, GROUP.power(H, secret + 1))]
    for known in (secret, secret + 1):
        assert not holds(GROUP, "label", false, prove(GROUP, "label", [G, H], known, draw_from("x")))


@given(secret=SECRETS, options=st.integers(1, 5), data=st.data())
@settings(max_examples=15, deadline=None)
def test_one_of_several_is_proved_whichever_it_is(secret: int, options: int, data: st.DataObject) -> None:
    true = data.draw(st.integers(0, options - 1))
    claims = [both(secret) if index == true else [Claim(G, H), Claim(H, G)] for index in range(options)]
    draw = draw_from(f"{secret} {true}")
    proofs = prove_one_of(GROUP, "label", claims, true=true, secret=secret, draw=draw)
    assert one_of_holds(GROUP, "label", claims, proofs)
    assert not one_of_holds(GROUP, "other", claims, proofs)
    assert not one_of_holds(GROUP, "label", claims, proofs[:-1])
    other = data.draw(st.integers(0, options - 1))
    proofs[other] = Proof(proofs[other].challenge, (proofs[other].response + 1) % GROUP.order)
    assert not one_of_holds(GROUP, "label", claims, proofs)


@pytest.mark.parametrize("true", [0, 1, 2])
def test_none_of_several_cannot_be_proved(true: int) -> None:
    claims = [[Claim(G, H), Claim(H, G)] for _ in range(3)]
    proofs = prove_one_of(GROUP, "label", claims, true=true, secret=5, draw=draw_from("none"))
    assert not one_of_holds(GROUP, "label", claims, proofs)
