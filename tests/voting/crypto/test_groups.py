"""Both groups keep the laws of a group, read only what is canonical, and carry messages."""

from __future__ import annotations

import gmpy2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.groups import GROUPS, Element, Group, NotAMember, group_named
from voting.crypto.groups.finite_field import PRIME

BOTH = pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
ED25519, FIELD = GROUPS["Ed25519"], GROUPS["RFC-3526-2048"]
ED25519_PRIME = 2**255 - 19

LOW_ORDER = (
    "0000000000000000000000000000000000000000000000000000000000000000",
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
    "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826",
)
EXPONENTS = st.one_of(st.integers(0, 3), st.integers(0, 2**256))


@BOTH
@given(a=EXPONENTS, b=EXPONENTS)
@settings(max_examples=15, deadline=None)
def test_powers_and_products_agree(group: Group, a: int, b: int) -> None:
    ga, gb = group.base_power(a), group.base_power(b)
    assert group.multiply(ga, gb) == group.base_power(a + b)
    assert group.divide(ga, gb) == group.base_power(a - b)
    assert group.power(ga, b) == group.base_power(a * b)
    assert group.multiply(ga, group.invert(ga)) == group.neutral
    assert group.product([ga, gb, group.neutral]) == group.base_power(a + b)
    assert group.read(ga, neutral=True) == ga


@BOTH
def test_the_neutral_element_is_handled_though_libsodium_refuses_it(group: Group) -> None:
    assert group.base_power(0) == group.base_power(group.order) == group.neutral
    assert group.power(group.generator, group.order) == group.neutral
    assert group.power(group.neutral, 7) == group.neutral
    assert group.read(group.neutral, neutral=True) == group.neutral
    with pytest.raises(NotAMember):
        group.read(group.neutral)


@BOTH
@pytest.mark.parametrize("text", ["", " ", "0", "-2", "02", "x", "2 ", "٢", "1e5", "G" * 64])
def test_what_is_not_canonical_is_not_read(group: Group, text: str) -> None:
    with pytest.raises(NotAMember):
        group.read(text)


@pytest.mark.parametrize("text", LOW_ORDER)
def test_points_of_low_order_are_refused(text: str) -> None:
    with pytest.raises(NotAMember):
        ED25519.read(text)


def test_points_outside_the_subgroup_or_written_otherwise_are_refused() -> None:
    outside = next(f"{n:064x}" for n in range(2, 99) if not ED25519.is_member(f"{n:064x}"))
    for text in (outside, ED25519.base_power(5).upper(), f"{ED25519_PRIME + 1:064x}", "f" * 64):
        with pytest.raises(NotAMember):
            ED25519.read(text)


def test_the_prime_is_the_one_of_the_rfc_and_its_non_residues_are_refused() -> None:
    with gmpy2.context(precision=2100):
        pi = int(gmpy2.floor(gmpy2.const_pi() * gmpy2.mpfr(2) ** 1918))
    assert 2**2048 - 2**1984 - 1 + 2**64 * (pi + 124476) == PRIME
    assert gmpy2.is_prime(PRIME)
    assert gmpy2.is_prime(PRIME // 2)
    for number in (
        PRIME - 1,
        PRIME + 4,
        int(PRIME) * 2 + 2,
        next(n for n in range(3, 99) if gmpy2.jacobi(n, PRIME) < 0),
    ):
        with pytest.raises(NotAMember):
            FIELD.read(str(number))


@BOTH
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_a_message_comes_out_as_it_went_in(group: Group, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.integers(0, 255), max_size=group.value_limit))
    element = group.encode(values)
    assert group.is_member(element)
    assert group.decode(element, len(values)) == tuple(values)


@BOTH
def test_what_does_not_fit_is_refused(group: Group) -> None:
    full = [255] * group.value_limit
    assert group.decode(group.encode(full), len(full)) == tuple(full)
    for values in ([0] * (group.value_limit + 1), [256], [-1]):
        with pytest.raises(ValueError, match="carries at most"):
            group.encode(values)


@BOTH
def test_any_element_can_be_read_so_that_nobody_can_spoil_a_count(group: Group) -> None:
    assert group.decode(group.encode([1, 2]), 1) == (2,)
    assert len(group.decode(group.generator, 4)) == 4


@BOTH
def test_independent_generators_are_members_and_differ(group: Group) -> None:
    found = [group.independent_generator(index) for index in range(-1, 20)]
    assert len(set(found)) == len(found)
    assert all(group.is_member(element) for element in found)
    assert group.generator not in found


def test_the_hash_is_the_number_below_the_order() -> None:
    assert FIELD.hash("abc") == 0xBA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD
    assert ED25519.hash("abc") == FIELD.hash("abc") % ED25519.order


def test_an_unknown_group_is_named() -> None:
    with pytest.raises(ValueError, match="P-256"):
        group_named("P-256")
    assert isinstance(group_named("Ed25519").generator, str)
    assert Element("2") == FIELD.generator
