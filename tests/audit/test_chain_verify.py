"""Every single change to a chain is found, and the entry is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.chain import ADDED, CHANGED, MISSING, MOVED, Head, LogEntry, verify
from tests.audit.chains import chained, head_of, sealed

Chain = list[LogEntry]
chains = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=12
).map(chained)
FIELDS = ("at", "action", "role", "actor", "chain", "data", "target", "commitments", "prev_hash", "hash")


@st.composite
def chain_and_place(draw: st.DrawFn) -> tuple[Chain, int]:
    entries = draw(chains)
    return entries, draw(st.integers(0, len(entries) - 1))


def changed(entry: LogEntry, name: str) -> LogEntry:
    other: Any = {"x": "y"} if name in {"data", "target", "commitments"} else "f" * 64
    return replace(entry, **{name: other})


def found(entries: Chain, head: Head) -> list[tuple[int, str]]:
    return [(problem.number, problem.kind) for problem in verify(entries, head=head)]


@given(chains)
def test_an_untouched_chain_has_no_problem(entries: Chain) -> None:
    assert verify(entries, head=head_of(entries)) == []
    assert verify(entries) == []


def test_an_empty_chain_has_no_problem_unless_it_should_not_be_empty() -> None:
    assert verify([], head=head_of([])) == []
    assert found([], Head(3, "a" * 64)) == [(1, MISSING)]


@given(chain_and_place(), st.sampled_from(FIELDS))
def test_a_changed_entry_is_named(chain: tuple[Chain, int], name: str) -> None:
    entries, place = chain
    forged = [*entries[:place], changed(entries[place], name), *entries[place + 1 :]]
    assert found(forged, head_of(entries)) == [(place + 1, CHANGED)]


@given(chain_and_place(), st.sampled_from([name for name in FIELDS if name != "hash"]))
def test_a_changed_entry_with_a_new_hash_is_named(chain: tuple[Chain, int], name: str) -> None:
    entries, place = chain
    forged = [*entries[:place], sealed(changed(entries[place], name)), *entries[place + 1 :]]
    assert found(forged, head_of(entries)) == [(place + 1, CHANGED)]


@given(chain_and_place())
def test_a_missing_entry_is_named(chain: tuple[Chain, int]) -> None:
    entries, place = chain
    assert found(entries[:place] + entries[place + 1 :], head_of(entries)) == [(place + 1, MISSING)]


@given(chain_and_place())
def test_a_missing_entry_is_named_when_the_rest_is_numbered_anew(chain: tuple[Chain, int]) -> None:
    entries, place = chain
    rest = [replace(entry, number=entry.number - 1) for entry in entries[place + 1 :]]
    assert found(entries[:place] + rest, head_of(entries)) == [(place + 1, MISSING)]


def forged_after(entries: Chain, place: int) -> LogEntry:
    prev = entries[place - 1].hash if place else "0" * 64
    return sealed(replace(entries[0], number=place + 1, prev_hash=prev, data={"text": "never happened"}))


@given(chain_and_place(), st.booleans())
def test_an_added_entry_with_a_number_in_use_is_named(chain: tuple[Chain, int], first: bool) -> None:
    entries, place = chain
    at = place if first else place + 1
    forged = [*entries[:at], forged_after(entries, place), *entries[at:]]
    assert found(forged, head_of(entries)) == [(place + 1, ADDED)]


@given(chains, st.integers(0, 12))
def test_an_added_entry_is_named_when_the_rest_is_numbered_anew(entries: Chain, place: int) -> None:
    place = min(place, len(entries))
    rest = [replace(entry, number=entry.number + 1) for entry in entries[place:]]
    forged = [*entries[:place], forged_after(entries, place), *rest]
    assert found(forged, head_of(entries)) == [(place + 1, ADDED)]


@given(chain_and_place(), st.integers(-3, 0))
def test_an_added_entry_before_the_first_is_named(chain: tuple[Chain, int], number: int) -> None:
    entries, place = chain
    forged = sealed(replace(entries[place], number=number))
    assert found([forged, *entries], head_of(entries)) == [(number, ADDED)]


@given(chain_and_place(), st.data())
def test_an_entry_out_of_its_place_is_named(chain: tuple[Chain, int], data: st.DataObject) -> None:
    entries, place = chain
    to = data.draw(st.integers(0, len(entries) - 1).filter(lambda n: abs(n - place) > 1 or len(entries) < 3))
    rest = entries[:place] + entries[place + 1 :]
    forged = [*rest[:to], entries[place], *rest[to:]]
    expected = [] if to == place else [(place + 1, MOVED)]
    got = found(forged, head_of(entries))
    assert got == expected or (abs(to - place) == 1 and got == [(to + 1, MOVED)])


@given(chain_and_place(), st.data())
def test_two_entries_that_swapped_lines_are_found(chain: tuple[Chain, int], data: st.DataObject) -> None:
    entries, one = chain
    two = data.draw(st.integers(0, len(entries) - 1))
    forged = list(entries)
    forged[one], forged[two] = forged[two], forged[one]
    numbers = {number for number, kind in found(forged, head_of(entries)) if kind == MOVED}
    if one == two:
        assert numbers == set()
    elif abs(one - two) > 2:
        assert numbers == {one + 1, two + 1}
    else:
        assert numbers and numbers <= set(range(min(one, two) + 1, max(one, two) + 2))


@given(chain_and_place(), st.data())
def test_two_entries_that_swapped_numbers_are_named(chain: tuple[Chain, int], data: st.DataObject) -> None:
    entries, one = chain
    two = data.draw(st.integers(0, len(entries) - 1))
    forged = list(entries)
    forged[one] = replace(entries[two], number=one + 1)
    forged[two] = replace(entries[one], number=two + 1)
    numbers = {number for number, _ in found(forged, head_of(entries))}
    assert numbers == (set() if one == two else {one + 1, two + 1})


@given(chain_and_place())
def test_a_history_written_anew_is_found_by_the_head(chain: tuple[Chain, int]) -> None:
    entries, place = chain
    texts = [str(entry.data["text"]) for entry in entries]
    texts[place] += " and more"
    assert found(chained(texts), head_of(entries)) == [(len(entries), CHANGED)]


@given(chains, st.sets(st.integers(0, 11)))
def test_a_filtered_chain_may_have_gaps_but_no_changes(entries: Chain, left_out: set[int]) -> None:
    some = [entry for index, entry in enumerate(entries) if index not in left_out]
    assert verify(some, complete=False) == []
    if some:
        forged = [*some[:-1], replace(some[-1], role="x")]
        assert [p.number for p in verify(forged, complete=False)] == [some[-1].number]


def test_an_entry_of_another_chain_is_named() -> None:
    city, other = chained(["a", "b", "c"]), chained(["a", "b", "c"], chain="process-1")
    assert found([city[0], other[1], city[2]], head_of(city)) == [(2, CHANGED)]


@pytest.mark.parametrize("count", [1, 4])
def test_what_a_problem_says(count: int) -> None:
    entries = chained([str(n) for n in range(10)])
    (problem,) = verify(entries[: 10 - count], head=head_of(entries))
    numbers = "entry 10" if count == 1 else "entries 7 to 10"
    assert str(problem) == f"{numbers}: missing. The numbers have a gap here."
