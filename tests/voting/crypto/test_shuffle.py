"""A shuffle keeps every message, proves it, and no other list of ciphertexts can be put in its place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import draw_from
from tests.voting.verifier.records import altered, at, leaves
from voting.crypto.elgamal import Ciphertext, encrypt, re_encrypt
from voting.crypto.encoding import Node, dumps
from voting.crypto.groups import GROUPS, Group
from voting.crypto.shuffle import shuffle
from voting.crypto.shuffle_check import fault
from voting.crypto.shuffle_proof import ShuffleProof, Statement

GROUP = GROUPS["Ed25519"]
SECRET = 1234567
KEY = GROUP.base_power(SECRET)


def box(group: Group, count: int, secret: int = SECRET) -> list[Ciphertext]:
    draw = draw_from(f"box {count}")
    key = group.base_power(secret)
    return [encrypt(group, key, group.encode([index]), draw(group.order)) for index in range(count)]


def opened(group: Group, ciphertexts: list[Ciphertext]) -> list[int]:
    messages = [group.divide(c.beta, group.power(c.alpha, SECRET)) for c in ciphertexts]
    return [group.decode(message, 1)[0] for message in messages]


@given(count=st.integers(1, 9), seed=st.integers(0, 999))
@settings(max_examples=12, deadline=None)
def test_a_shuffle_keeps_the_messages_and_proves_it(count: int, seed: int) -> None:
    before = box(GROUP, count)
    after, proof = shuffle(GROUP, "f", KEY, before, draw_from(str(seed)))
    assert fault(Statement(GROUP, "f", KEY, before, after), proof) is None
    assert sorted(opened(GROUP, list(after))) == list(range(count))
    assert not set(after) & set(before)


def test_every_order_comes_out_equally_often() -> None:
    before = box(GROUP, 3)
    orders = [
        tuple(opened(GROUP, list(shuffle(GROUP, "f", KEY, before, draw_from(f"o{n}"))[0])))
        for n in range(120)
    ]
    counts = {order: orders.count(order) for order in set(orders)}
    assert len(counts) == 6
    assert max(counts.values()) < 45


def test_the_finite_field_shuffles_too() -> None:
    group = GROUPS["RFC-3526-2048"]
    key = group.base_power(SECRET)
    before = box(group, 2)
    after, proof = shuffle(group, "f", key, before, draw_from("field"))
    statement = Statement(group, "f", key, before, after)
    assert fault(statement, proof) is None
    assert fault(replace(statement, fingerprint="g"), proof) is not None


BEFORE = box(GROUP, 3)
AFTER, PROOF = shuffle(GROUP, "f", KEY, BEFORE, draw_from("altered"))
STATEMENT = Statement(GROUP, "f", KEY, BEFORE, AFTER)


@pytest.mark.parametrize("path", list(leaves(json.loads(dumps(PROOF.to_json())))), ids=str)
def test_every_altered_field_of_the_proof_is_noticed(path: tuple[int, ...]) -> None:
    document = json.loads(dumps(PROOF.to_json()))
    parent = at(document, path[:-1])
    parent[path[-1]] = altered(parent[path[-1]], GROUP)
    read = ShuffleProof.read(Node(document, "proof"), GROUP, 3)
    assert fault(STATEMENT, read) is not None


def test_another_list_cannot_take_its_place() -> None:
    swapped = (AFTER[1], AFTER[0], AFTER[2])
    doubled = (AFTER[0], AFTER[0], AFTER[2])
    fresh = (re_encrypt(GROUP, KEY, AFTER[0], 7), *AFTER[1:])
    foreign = (encrypt(GROUP, KEY, GROUP.encode([9]), 7), *AFTER[1:])
    for after in (swapped, doubled, fresh, foreign):
        assert fault(replace(STATEMENT, after=after), PROOF) is not None
    assert fault(replace(STATEMENT, before=list(reversed(BEFORE))), PROOF) is not None
    assert fault(replace(STATEMENT, key=GROUP.generator), PROOF) is not None
