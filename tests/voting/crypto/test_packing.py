"""Every vote comes back as it was packed, and nothing else reads as a vote."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.groups import GROUPS
from voting.crypto.packing import Form, Kind, Unreadable, pack, unpack


@st.composite
def votes(draw: st.DrawFn) -> tuple[Form, tuple[int, ...]]:
    form = Form(draw(st.sampled_from(Kind)), draw(st.integers(1, 60)), draw(st.integers(0, 5)))
    places = st.integers(0, form.projects - 1)
    if form.kind is Kind.POINTS:
        scores = st.lists(st.integers(0, 15), min_size=form.projects, max_size=form.projects)
        return form, tuple(draw(scores))
    if form.kind is Kind.APPROVAL:
        return form, tuple(sorted(draw(st.sets(places))))
    longest = min(form.longest, form.projects)
    form = Form(form.kind, form.projects, longest)
    return form, tuple(draw(st.lists(places, unique=True, max_size=longest)))


@given(votes())
def test_a_vote_comes_back(case: tuple[Form, tuple[int, ...]]) -> None:
    form, vote = case
    assert unpack(form, pack(form, vote)) == vote


@given(votes(), st.data())
def test_bytes_that_read_as_a_vote_are_the_bytes_of_that_vote(
    case: tuple[Form, tuple[int, ...]], data: st.DataObject
) -> None:
    form, vote = case
    values = list(pack(form, vote))
    values[data.draw(st.integers(0, len(values) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = unpack(form, values)
    except Unreadable:
        return
    assert list(pack(form, read)) == values


def test_rankings_are_numbered_without_a_gap() -> None:
    form = Form(Kind.RANKING, 4, 3)
    every = [ranking for length in range(4) for ranking in permutations(range(4), length)]
    packed = {int.from_bytes(bytes(pack(form, ranking)[4:])) for ranking in every}
    assert packed == set(range(form.limit))


@pytest.mark.parametrize(
    ("form", "ed25519", "field"),
    [
        (Form(Kind.APPROVAL, 208), True, True),
        (Form(Kind.APPROVAL, 209), False, True),
        (Form(Kind.APPROVAL, 2001), False, False),
        (Form(Kind.POINTS, 52), True, True),
        (Form(Kind.POINTS, 53), False, True),
        (Form(Kind.RANKING, 200, 10), True, True),
    ],
)
def test_what_fits_is_known_before_a_round_opens(form: Form, ed25519: bool, field: bool) -> None:
    assert form.fits(GROUPS["Ed25519"]) is ed25519
    assert form.fits(GROUPS["RFC-3526-2048"]) is field


@pytest.mark.parametrize(
    ("form", "vote"),
    [
        (Form(Kind.APPROVAL, 3), (3,)),
        (Form(Kind.APPROVAL, 3), (1, 1)),
        (Form(Kind.APPROVAL, 3), (-1,)),
        (Form(Kind.POINTS, 2), (1,)),
        (Form(Kind.POINTS, 2), (1, 16)),
        (Form(Kind.RANKING, 5, 2), (0, 1, 2)),
        (Form(Kind.RANKING, 5, 2), (0, 0)),
    ],
)
def test_what_is_no_vote_is_not_packed(form: Form, vote: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"named twice|points are|at most"):
        pack(form, vote)


def test_garbage_is_caught_by_the_mark_the_zeros_and_the_unused_bits() -> None:
    form = Form(Kind.APPROVAL, 10)
    good = pack(form, (1, 9))
    for place, value in ((0, 0xB1), (0, 0), (1, 1), (3, 128), (4, 4)):
        bad = (*good[:place], value, *good[place + 1 :])
        with pytest.raises(Unreadable):
            unpack(form, bad)
    for bad in (good[:-1], (*good, 0), ()):
        with pytest.raises(Unreadable):
            unpack(form, bad)
