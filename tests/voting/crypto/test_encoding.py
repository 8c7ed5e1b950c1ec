"""There is one way to write anything, and whoever reads names the place that is wrong."""

from __future__ import annotations

import pytest

from voting.crypto.encoding import Node, Refused, dumps, fingerprint
from voting.crypto.groups import GROUPS

GROUP = GROUPS["Ed25519"]


def test_other_alphabets_stay_as_they_are() -> None:
    assert dumps({"name": "Mühle 東", "n": [1, True]}) == '{"name":"Mühle 東","n":[1,true]}'
    assert fingerprint("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0"


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '{"a":1,"a":1}',
        '{"a":1}\n',
        '{"a":"\\u00e9"}',
        '{"a":1e2}',
        "{",
        "",
        "NaN",
        "[" * 100_000,
        '"\\ud800"',
    ],
)
def test_anything_but_the_canonical_form_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        Node.parse(text, "here")
    assert caught.value.place == "here"


def test_fields_are_these_in_this_order_and_no_others() -> None:
    node = Node({"a": 1, "c": 3}, "x")
    assert list(node.fields("a", "b?", "c")) == ["a", "c"]
    for names, reason in ((("a",), "unknown"), (("a", "b", "c"), "lacks"), (("c", "a"), "order")):
        with pytest.raises(Refused, match=reason):
            node.fields(*names)


@pytest.mark.parametrize("value", ["", "-1", "01", "+1", "1.0", " 1", "٣", str(GROUP.order), 1, None])
def test_a_number_below_the_order_has_one_form(value: object) -> None:
    with pytest.raises(Refused, match=r"^x: "):
        Node(value, "x").scalar(GROUP)
    assert Node(str(GROUP.order - 1), "x").scalar(GROUP) == GROUP.order - 1


def test_kinds_are_told_apart() -> None:
    for read in (
        lambda: Node(True, "x").count(),
        lambda: Node(-1, "x").count(),
        lambda: Node(1, "x").text(),
        lambda: Node("", "x").items(),
        lambda: Node([1], "x").items(2),
        lambda: Node([], "x").fields(),
        lambda: Node(1, "x").must_equal(True),
        lambda: Node("00", "x").element(GROUP),
    ):
        with pytest.raises(Refused, match=r"^x: "):
            read()
