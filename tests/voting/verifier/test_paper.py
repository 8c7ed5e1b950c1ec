"""The list of ballots on paper: what it must be, and that nothing in it can be changed, left out or added."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.verifier.packed import BOARD_SECRET, Whole, listed, packed_round
from tests.voting.verifier.records import altered, at, leaves
from voting.crypto.encoding import dumps, sha256_hex
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Kind
from voting.crypto.signed import sign
from voting.verifier.allocation import count_votes
from voting.verifier.paper import PaperBallot, pooled

GROUP = GROUPS["Ed25519"]


def signed(whole: Whole, message: str) -> str:
    """Sign a list with the board's own key, as a platform that cheats would."""
    return dumps(sign(GROUP, BOARD_SECRET, message, whole.round.draw).to_json())


def with_message(whole: Whole, change: Callable[[Any], object]) -> str:
    message = json.loads(listed(Kind.APPROVAL, whole.round).message)
    change(message)
    return signed(whole, dumps(message))


def test_a_list_changed_anywhere_and_signed_again_is_refused() -> None:
    """Whoever holds the board's key can sign another list: then the outcome names another one."""
    whole = packed_round()
    message = json.loads(listed(Kind.APPROVAL, whole.round).message)
    for path in leaves(message):
        document = json.loads(dumps(message))
        parent = at(document, path[:-1])
        parent[path[-1]] = altered(parent[path[-1]], GROUP)
        refusal = whole.checked(paper=signed(whole, dumps(document))).refusal
        assert refusal is not None, path
        assert refusal.place.startswith(("paper.json", "outcome.json.paper")), (path, str(refusal))


def stuff(message: Any, ballots: int) -> None:
    """Put paper ballots into an office that ticked nobody off for them, and explain them."""
    hall = message["pools"][1]["ballots"]
    hall.extend([["trees"]] * ballots)
    hall.sort(key=dumps)
    message["offices"][1].update(sheets=2 + ballots, reason="A clerk forgot to tick.")


CHANGES: Mapping[str, tuple[Callable[[Any], object], str]] = {
    "another board": (lambda m: m.update(head="0" * 64), "paper.json.message.head"),
    "an earlier moment": (lambda m: m.update(height=m["height"] - 1), "paper.json.message.height"),
    "an office left out": (lambda m: m["offices"].pop(), "paper.json.message.pools"),
    "an office twice": (lambda m: m["offices"].append(m["offices"][-1]), "paper.json.message.offices"),
    "a ballot left out": (lambda m: m["pools"][0]["ballots"].pop(), "paper.json.message.pools[0].ballots"),
    "a difference not explained": (
        lambda m: m["offices"][0].update(reason=""), "paper.json.message.offices[0].reason",
    ),
    "an explanation of nothing": (
        lambda m: m["offices"][1].update(reason="x"), "paper.json.message.offices[1].reason",
    ),
    "an order that tells": (
        lambda m: m["pools"][1]["ballots"].reverse(), "paper.json.message.pools[1].ballots",
    ),
    "a project that is none": (
        lambda m: m["pools"][1]["ballots"].__setitem__(0, ["sea"]),
        "paper.json.message.pools[1].ballots[0][0]",
    ),
    "a project twice": (
        lambda m: m["pools"][1]["ballots"].__setitem__(0, ["pool", "pool"]),
        "paper.json.message.pools[1].ballots[0][1]",
    ),
    "a reason that is none": (
        lambda m: m["pools"][0]["ballots"][1].update(invalid="ugly"),
        "paper.json.message.pools[0].ballots[1].invalid",
    ),
    "more than the roll": (
        lambda m: m["offices"][0].update(ticked=4), "paper.json.message.offices",
    ),
    "more paper ballots than the roll": (lambda m: stuff(m, 3), "paper.json.message.pools"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_wrong_list_is_refused_by_its_place(change: str) -> None:
    act, place = CHANGES[change]
    whole = packed_round()
    refusal = whole.checked(paper=with_message(whole, act)).refusal
    assert refusal is not None
    assert refusal.place == place, str(refusal)


def test_a_difference_stands_in_the_report() -> None:
    said = "Library: 3 people ticked off, 2 paper ballots. The city says: One paper ballot was lost."
    assert said in packed_round().checked().notes


def test_a_list_left_out_or_put_in_later_is_refused() -> None:
    whole = packed_round()
    assert str(whole.checked(paper=None).refusal).startswith("paper.json: is missing")
    file = check_round_of(whole)
    opened = [values for values in whole.round.result[0] if isinstance(values, tuple)]
    without = count_votes(file, opened).text
    assert whole.checked(paper=None, outcome=without).accepted
    assert str(whole.checked(outcome=without).refusal) == "outcome.json: does not count the list paper.json"


def check_round_of(whole: Whole) -> Any:
    from voting.crypto.round_reading import read_round_file

    return read_round_file(whole.companions.round, GROUP)


def test_a_list_signed_by_somebody_else_is_refused() -> None:
    whole = packed_round()
    message = listed(Kind.APPROVAL, whole.round).message
    other = dumps(sign(GROUP, BOARD_SECRET + 1, message, whole.round.draw).to_json())
    assert str(whole.checked(paper=other).refusal) == "paper.json.signature: does not hold"


def test_a_small_office_shown_alone_is_refused() -> None:
    whole = packed_round()
    small = pooled(
        {
            "Library": [PaperBallot(), PaperBallot(invalid="unreadable")],
            "Town hall": [PaperBallot(), PaperBallot()],
        },
        1,
    )
    paper = replace(listed(Kind.APPROVAL, whole.round), pools=small)

    def shrink(message: Any) -> None:
        message["pools"] = json.loads(paper.message)["pools"]
        message["offices"][0].update(ticked=1, sheets=1, reason="")
        message["pools"][0]["ballots"].pop()

    refusal = whole.checked(paper=with_message(whole, shrink)).refusal
    assert str(refusal) == "paper.json.message.pools[0].ballots: are fewer than 2, shown alone"


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 9), max_size=8),
    st.integers(1, 12),
)
def test_pools_hold_every_paper_ballot_and_none_is_small_unless_it_is_alone(
    offices: dict[str, int], smallest: int
) -> None:
    ballots = {
        name: [PaperBallot(((name, place),)) for place in range(count)] for name, count in offices.items()
    }
    pools = pooled(ballots, smallest)
    assert sorted(name for pool in pools for name in pool.offices) == sorted(offices)
    assert sum(len(pool.ballots) for pool in pools) == sum(offices.values())
    assert len(pools) <= 1 or all(len(pool.ballots) >= smallest for pool in pools)
    for pool in pools:
        assert {name for ballot in pool.ballots for name, _points in ballot.marks} <= set(pool.offices)
        if len(pool.offices) > 1 and len(pools) > 1:
            assert any(offices[name] < smallest for name in pool.offices)


def test_the_outcome_binds_the_list() -> None:
    whole = packed_round()
    assert whole.companions.paper is not None
    assert whole.companions.outcome is not None
    assert json.loads(whole.companions.outcome)["paper"]["list"] == sha256_hex(whole.companions.paper)
