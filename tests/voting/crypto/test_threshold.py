"""Any k of n open what was sealed, fewer open nothing, and whoever cheats is named."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest

from tests.voting.crypto.elections import Round, draw_from, shared_key
from voting.crypto import bulk, ceremony, mail
from voting.crypto.ceremony import Contribution, Setting
from voting.crypto.decryption import (
    PartialDecryption,
    TrusteeKey,
    batch_holds,
    check_partial,
    interpolation,
    partially_decrypt,
    prove_batch,
    read_partial,
)
from voting.crypto.election import Homomorphic, Mixnet
from voting.crypto.elgamal import encrypt
from voting.crypto.encoding import Refused, dumps
from voting.crypto.groups import GROUPS
from voting.crypto.pedersen import Certificate
from voting.crypto.proofs import Proof
from voting.crypto.randomness import from_seed
from voting.crypto.signed import decryption_key, is_seed, new_seed, signing_key
from voting.crypto.tally import read_result
from voting.crypto.trustees import Trustees, read_trustees

GROUP = GROUPS["Ed25519"]
SETTING = Setting(GROUP, 3, 2)
SEEDS = [new_seed(draw_from(f"seed {index}")) for index in range(3)]
QUESTIONS = (Homomorphic("Which?", ("a", "b"), 0, 2), Mixnet("Packed", ("1", "2")))


@pytest.mark.parametrize(("size", "threshold"), [(3, 2), (5, 3), (2, 2), (1, 1)])
def test_every_subset_gives_the_same_result_and_fewer_give_nothing(size: int, threshold: int) -> None:
    held = Round(QUESTIONS, shared_key("Ed25519", size, threshold), voters=3)
    for voter in range(3):
        held.cast(voter, ([1, voter % 2], [voter, 7]))
    held.close()
    for member in range(1, size + 1):
        held.decrypt(member)
    results = set()
    for members in combinations(held.partials, threshold):
        factors = held.trustees.combine({member: held.partials[member] for member in members})
        results.add(read_result(held.election, held.tally, factors, 3))
    assert len(results) == 1
    assert next(iter(results))[0] == (3, 1)
    for members in combinations(held.partials, threshold - 1):
        with pytest.raises(ValueError, match="are needed"):
            held.trustees.combine({member: held.partials[member] for member in members})


def test_too_few_shares_do_not_open_even_when_nobody_counts_them() -> None:
    keys = shared_key("Ed25519", 3, 2)
    joint = Trustees(GROUP, (keys.pedersen,)).key
    secrets = {member: keys.secret(member) for member in (1, 2, 3)}
    for pair in combinations(secrets, 2):
        weights = interpolation(pair, GROUP.order)
        assert GROUP.base_power(sum(secrets[m] * weights[m] for m in pair)) == joint
    for member, secret in secrets.items():
        assert GROUP.base_power(secret * interpolation([member], GROUP.order)[member]) != joint


def certificates() -> list[Certificate]:
    return [
        ceremony.read_certificate(SETTING, ceremony.certify(SETTING, seed, index, draw_from("c")), index)
        for index, seed in enumerate(SEEDS, start=1)
    ]


def contributions() -> list[Contribution]:
    return [
        ceremony.contribute(SETTING, seed, index, certificates(), draw_from(f"p{index}"))
        for index, seed in enumerate(SEEDS, start=1)
    ]


def test_a_certificate_is_good_for_its_place_only() -> None:
    signed = ceremony.certify(SETTING, SEEDS[0], 1, draw_from("c"))
    for setting, index in ((SETTING, 2), (Setting(GROUP, 4, 2), 1), (Setting(GROUP, 3, 3), 1)):
        with pytest.raises(Refused, match="context"):
            ceremony.read_certificate(setting, signed, index)
    with pytest.raises(Refused, match="signature"):
        ceremony.read_certificate(SETTING, replace(signed, signature=Proof(1, 2)), 1)


def test_who_sends_a_wrong_share_is_named() -> None:
    honest = contributions()
    letter = mail.send(
        GROUP,
        signing_key(GROUP, SEEDS[1]),
        certificates()[0].encryption,
        dumps({"secret": "5"}),
        draw_from("x"),
    )
    wrong = replace(honest[1], shares=(letter, *honest[1].shares[1:]))
    garbled = replace(honest[1], shares=(honest[1].shares[2], *honest[1].shares[1:]))
    from_another = replace(honest[1], shares=(honest[0].shares[0], *honest[1].shares[1:]))
    for bad, reason in (
        (wrong, "does not fit"),
        (garbled, "cannot be opened"),
        (from_another, "is not from"),
    ):
        with pytest.raises(Refused, match=reason) as caught:
            ceremony.confirm(
                SETTING, SEEDS[0], 1,
                certificates=certificates(), contributions=[honest[0], bad, honest[2]], draw=draw_from("y"),
            )  # fmt: skip
        assert caught.value.place == "share from trustee 2"


def test_coefficients_signed_by_another_are_refused() -> None:
    honest = contributions()
    with pytest.raises(Refused) as caught:
        ceremony.check_contribution(SETTING, certificates(), 1, honest[1])
    assert caught.value.place.startswith("contribution 1")
    with pytest.raises(Refused, match="signature"):
        ceremony.check_contribution(SETTING, certificates(), 1, replace(honest[0], agreed=honest[1].agreed))
    with pytest.raises(Refused, match="shares"):
        ceremony.check_contribution(SETTING, certificates(), 1, replace(honest[0], shares=()))


def test_a_false_confirmation_is_refused() -> None:
    keys = [ceremony.public_key(GROUP, 5, draw_from("k"))] * 3
    with pytest.raises(Refused) as caught:
        ceremony.conclude(SETTING, certificates(), contributions(), keys)
    assert caught.value.place == "confirmation 1"


def test_a_wrong_sheet_is_noticed_before_anything_is_sent() -> None:
    with pytest.raises(Refused, match="not made from this seed"):
        ceremony.contribute(SETTING, SEEDS[1], 1, certificates(), draw_from("z"))
    keys = shared_key("Ed25519", 3, 2)
    with pytest.raises(Refused, match="cannot be opened"):
        ceremony.open_share(GROUP, keys.seeds[1], keys.sealed[0])
    assert is_seed(SEEDS[0])
    assert not is_seed(SEEDS[0][:-1] + "0")
    assert decryption_key(GROUP, SEEDS[0]) != signing_key(GROUP, SEEDS[0])


def test_the_published_list_reads_back() -> None:
    held = Round(QUESTIONS, shared_key("Ed25519", 3, 2), voters=1)
    assert read_trustees(held.trustees.text, GROUP) == held.trustees


def decrypted() -> tuple[Round, PartialDecryption, Proof]:
    held = Round(QUESTIONS, shared_key("Ed25519", 3, 2), voters=2)
    held.cast(0, ([1, 0], [1, 2]))
    held.cast(1, ([0, 0], [3, 4]))
    held.close()
    secret, draw = held.keys.secret(1), draw_from("batch")
    partial = partially_decrypt(held.trustee_key(1), secret, held.tally, draw)
    return held, partial, prove_batch(held.trustee_key(1), secret, held.tally, partial, draw)


def test_a_factor_forged_under_belenios_own_proof_is_caught_by_the_batched_one() -> None:
    """The weakness of v1: its challenge names neither ciphertext nor factor, so any can be proved."""
    held, partial, batch = decrypted()
    trustee, secret = held.trustee_key(1), held.keys.secret(1)
    assert batch_holds(trustee, held.tally, partial, batch)
    a, b = GROUP.base_power(11), GROUP.base_power(22)
    challenge = GROUP.hash(f"decrypt|{trustee.fingerprint}|{trustee.public_key}|{a},{b}")
    response = (11 - secret * challenge) % GROUP.order
    alpha = held.tally[0][0].alpha
    forged_factor = GROUP.power(
        GROUP.divide(b, GROUP.power(alpha, response)), pow(challenge, -1, GROUP.order)
    )
    forged = PartialDecryption(
        ((forged_factor, *partial.factors[0][1:]), partial.factors[1]),
        ((Proof(challenge, response), *partial.proofs[0][1:]), partial.proofs[1]),
    )
    assert forged_factor != partial.factors[0][0]
    check_partial(trustee, held.tally, forged, "forged")
    assert not batch_holds(trustee, held.tally, forged, batch)
    dishonest = prove_batch(trustee, secret, held.tally, forged, draw_from("d"))
    assert not batch_holds(trustee, held.tally, forged, dishonest)


def test_a_batch_is_bound_to_its_election_its_maker_and_its_ciphertexts() -> None:
    held, partial, batch = decrypted()
    trustee = held.trustee_key(1)
    for other in (replace(trustee, fingerprint="x"), held.trustee_key(2)):
        assert not batch_holds(other, held.tally, partial, batch)
    turned = (tuple(reversed(held.tally[0])), held.tally[1])
    assert not batch_holds(trustee, turned, partial, batch)
    assert not batch_holds(
        trustee, held.tally, partial, Proof(batch.challenge, (batch.response + 1) % GROUP.order)
    )


def test_a_contribution_of_another_shape_is_refused() -> None:
    held, partial, _ = decrypted()
    assert read_partial(partial.text, GROUP, held.tally, "p") == partial
    for factors in ((partial.factors[0],), (partial.factors[0][:1], partial.factors[1])):
        with pytest.raises(Refused, match="items"):
            read_partial(PartialDecryption(factors, partial.proofs).text, GROUP, held.tally, "p")


def test_a_long_opening_is_drawn_in_one_order_and_no_number_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "THREADS", 4)
    trustee = TrusteeKey(GROUP, "fingerprint", GROUP.base_power(5))
    tally = ((encrypt(GROUP, GROUP.generator, GROUP.generator, 3),) * 600,)
    openings = {partially_decrypt(trustee, 5, tally, from_seed("long")).text for _ in range(3)}
    assert len(openings) == 1
    responses = {proof["response"] for proof in json.loads(openings.pop())["decryption_proofs"][0]}
    assert len(responses) == 600
