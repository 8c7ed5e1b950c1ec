"""Fixed vectors: whoever checks the log in another language must get the same bytes and hashes."""

from __future__ import annotations

from typing import Any

import pytest

from audit.chain import GENESIS, Json, LogEntry, canonical, commitment, merkle_tree_head

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
# Tree heads of the reference implementation of RFC 6962 for the first n leaves.
TREE_HEADS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("count", range(9))
def test_merkle_tree_heads_are_those_of_rfc_6962(count: int) -> None:
    assert merkle_tree_head(LEAVES[:count]) == TREE_HEADS[count]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, b"null"),
        (True, b"true"),
        (-12, b"-12"),
        ("€ “é” \n\t\\ \x1f /", '"€ “é” \\n\\t\\\\ \\u001f /"'.encode()),
        ({"b": [1, {}], "a": "x"}, b'{"a":"x","b":[1,{}]}'),
        ({"10": 1, "1": 2, "a": 3, "B": 4}, b'{"1":2,"10":1,"B":4,"a":3}'),
    ],
)
def test_canonical_bytes(value: Json, expected: bytes) -> None:
    assert canonical(value) == expected


@pytest.mark.parametrize("value", [1.5, float("nan"), (1,), {1: 2}, {"é": 1}, {"a": {1, 2}}, b"x"])
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "a\0b", {"a\0": 1}, "\ud800"])
def test_what_not_everyone_can_read_is_refused(value: Json) -> None:
    with pytest.raises(ValueError):
        canonical(value)


def test_entry_hash_vector() -> None:
    entry = LogEntry(
        chain="process-3",
        number=1,
        at="2026-03-17T14:02:00.000000Z",
        action="proposals.published",
        role="resident",
        prev_hash=GENESIS,
        hash="",
        target={"type": "proposals.proposal", "id": "88", "number": 88},
        data={"district": "Holt Hill"},
        commitments={"title": "ab" * 32},
        actor="cd" * 32,
    )
    assert canonical(entry.content()).decode() == (
        '{"action":"proposals.published","actor":"' + "cd" * 32 + '","at":"2026-03-17T14:02:00.000000Z",'
        '"chain":"process-3","commitments":{"title":"' + "ab" * 32 + '"},"data":{"district":"Holt Hill"},'
        '"number":1,"role":"resident","target":{"id":"88","number":88,"type":"proposals.proposal"}}'
    )
    assert entry.expected_hash() == "2c5bfdd90339175ac7c3ba36551385899b270afa9948a5c8b90240ed4ecc6db8"


def test_commitment_vector() -> None:
    assert (
        commitment(bytes(range(16)), "Ana Reyes")
        == "12e2def48f5b16adfa9601bd3c022bfb3fae15718d6c665e62552724555a5e63"
    )
    with pytest.raises(ValueError):
        commitment(b"short", "Ana Reyes")
