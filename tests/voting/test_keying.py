"""Paper ballots are keyed twice by two people, and settled where they disagree."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Entry
from processes.permissions import Denied
from tests.factories.accounts import make_staff, make_user
from tests.factories.paper import key_twice, tick_people
from tests.factories.voting import make_open_round
from voting.counting.count import count_round
from voting.models import BallotType, PaperBallot, Round
from voting.paper.keying import (
    Turn,
    key_paper_ballots,
    next_serial,
    own_keying,
    settle_paper_ballot,
    turn_of,
    unsettled,
)
from voting.paper.keying_page import compared
from voting.paper.marks import MarksError, Value, breaks_limits, read_marks, said, typed
from voting.rounds.state import RoundError

HALL = "Town hall"
KINDS = {"approval": ("2 1", [1, 2]), "ordinal": ("2 1", [2, 1]), "cumulative": ("2=3 1=5", [[1, 5], [2, 3]]),
         "scoring": ("2=3 1=0", [[2, 3]]), "grades": ("1:4", [[1, 4]])}  # fmt: skip


def key(who: User, round: Round, turn: Turn, ballots: dict[int, Value], office: str = HALL) -> None:
    key_paper_ballots(actor=who, round=round, office=office, turn=turn, ballots=ballots, now=round.closes_at)


def ballot(round: Round, serial: int = 1) -> PaperBallot:
    return PaperBallot.objects.get(round=round, office=HALL, serial=serial)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_ballot_is_typed_in_one_line(kind: str) -> None:
    text, stored = KINDS[kind]
    round = Round(ballot_type=kind)
    assert read_marks(text, round, {1, 2, 3}) == stored
    assert read_marks(typed(stored), round, {1, 2, 3}) == stored
    assert read_marks(text.replace(" ", " , "), round, {1, 2, 3}) == stored


@pytest.mark.parametrize(
    "text", ["", "4", "1 1", "1=2", "x", "invalid", "invalid:ugly", "1 -2", "1 ²", "9" * 40]
)
def test_what_cannot_be_on_a_paper_ballot_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(MarksError, match=r"\.$"):
        read_marks(text, Round(ballot_type=BallotType.APPROVAL), {1, 2, 3})


@pytest.mark.parametrize("text", ["1", "1=", "=1", "1=2 1=3", "1=2=3"])
def test_points_are_typed_with_their_project(text: str) -> None:
    with pytest.raises(MarksError):
        read_marks(text, Round(ballot_type=BallotType.CUMULATIVE), {1, 2, 3})


def test_blank_and_invalid_paper_ballots_have_words() -> None:
    round = Round(ballot_type=BallotType.APPROVAL)
    assert read_marks("0", round, {1}) == read_marks(" Blank ", round, {1}) == []
    assert read_marks("invalid: unclear", round, {1}) == {"invalid": "unclear"}
    assert [said(value) for value in ([], None, {"invalid": "unclear"}, [1, 2])] == [
        "Blank", "Not keyed", "Invalid: It is not clear what is meant", "1 2",
    ]  # fmt: skip


@given(st.text(max_size=30), st.sampled_from(sorted(BallotType)))
def test_whatever_is_typed_is_a_paper_ballot_that_reads_back_or_a_sentence(text: str, kind: str) -> None:
    round = Round(ballot_type=kind)
    try:
        value = read_marks(text, round, {1, 2, 3})
    except MarksError:
        return
    assert read_marks(typed(value), round, {1, 2, 3}) == value


@pytest.mark.django_db
def test_a_paper_ballot_that_two_people_key_alike_is_settled() -> None:
    round = make_open_round(strangers=2)
    one, two = make_staff(), make_staff()
    key(one, round, Turn.FIRST, {1: [1, 2], 2: []})
    assert ballot(round).settled is None
    key(two, round, Turn.SECOND, {1: [1, 2], 2: [3]})
    assert (ballot(round).settled, ballot(round, 2).settled) == ([1, 2], None)
    assert [row.serial for row in unsettled(round, HALL)] == [2]
    assert (turn_of(one, round, HALL), turn_of(two, round, HALL)) == (Turn.FIRST, Turn.SECOND)
    assert own_keying(two, round, HALL, Turn.SECOND) == [(2, [3]), (1, [1, 2])]
    assert next_serial(round, HALL, Turn.SECOND) == 3
    assert next_serial(round, "Library", Turn.FIRST) == 1


@pytest.mark.django_db
def test_one_person_cannot_key_an_office_twice() -> None:
    round, one = make_open_round(), make_staff()
    key(one, round, Turn.FIRST, {1: [1]})
    with pytest.raises(RoundError, match="Someone else must do this one"):
        key(one, round, Turn.SECOND, {2: [1]})
    key(one, round, Turn.SECOND, {1: [1]}, office="Library")
    row = ballot(round)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBallot.objects.filter(pk=row.pk).update(second=[1], second_by=one)


@pytest.mark.django_db
def test_nobody_writes_over_the_work_of_somebody_else_and_nothing_is_half_written() -> None:
    round, one, two = make_open_round(), make_staff(), make_staff()
    key(one, round, Turn.FIRST, {2: [1]})
    with pytest.raises(RoundError, match="Someone else has already done this keying of paper ballot 2"):
        key(two, round, Turn.FIRST, {1: [3], 2: [3]})
    assert PaperBallot.objects.filter(round=round).count() == 1
    assert ballot(round, 2).first == [1]


@pytest.mark.django_db
def test_whoever_misread_a_paper_ballot_corrects_it_and_the_log_says_so() -> None:
    round, one, two = make_open_round(), make_staff(), make_staff()
    key(one, round, Turn.FIRST, {1: [1]})
    key(one, round, Turn.FIRST, {1: [2]})
    assert not Entry.objects.filter(action="voting.sheet_corrected").exists()
    key(two, round, Turn.SECOND, {1: [1]})
    key(one, round, Turn.FIRST, {1: [1]})
    assert ballot(round).settled == [1]
    assert Entry.objects.filter(action="voting.sheet_corrected").count() == 1
    key(one, round, Turn.FIRST, {1: [3]})
    assert ballot(round).settled is None


@pytest.mark.django_db
def test_a_third_person_settles_a_difference() -> None:
    round, one, two = make_open_round(), make_staff(), make_staff()
    key_twice(round, HALL, [[1]], now=round.closes_at, people=(one, two))
    key(two, round, Turn.SECOND, {1: [2]})
    settle = {"round": round, "office": HALL, "serial": 1, "now": round.closes_at}
    for who in (one, two):
        with pytest.raises(RoundError, match="someone who did neither"):
            settle_paper_ballot(actor=who, value=[1], **settle)  # type: ignore[arg-type]
    third = make_staff()
    settle_paper_ballot(actor=third, value={"invalid": "unclear"}, **settle)  # type: ignore[arg-type]
    assert ballot(round).settled == {"invalid": "unclear"}
    with pytest.raises(RoundError, match="settled by a third look"):
        key(two, round, Turn.SECOND, {1: [1]})
    settle_paper_ballot(actor=third, value=[2], **settle)  # type: ignore[arg-type]
    assert ballot(round).settled == [2]


@pytest.mark.django_db
@pytest.mark.parametrize("turn", ["first", "second"])
def test_the_database_lets_nobody_settle_what_they_keyed(turn: str) -> None:
    round, one, two = make_open_round(), make_staff(), make_staff()
    key(one, round, Turn.FIRST, {1: [1], 2: [1]})
    key(two, round, Turn.SECOND, {1: [2]})
    rows = PaperBallot.objects.filter(round=round)
    for serial, fields in (
        (1, {"settled": [1], "settled_by": {"first": one, "second": two}[turn], "third_look": True}),
        (1, {"settled": [1], "settled_by": make_staff()}),
        (1, {"settled": [1]}),
        (2, {"settled": [1]}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.filter(serial=serial).update(**fields)
    assert not rows.filter(settled__isnull=False).exists()


@pytest.mark.django_db
def test_a_third_look_stays_one_when_the_account_of_who_had_it_is_deleted() -> None:
    round, one, two, third = make_open_round(), make_staff(), make_staff(), make_staff()
    key(one, round, Turn.FIRST, {1: [1]})
    key(two, round, Turn.SECOND, {1: [2]})
    settle_paper_ballot(actor=third, round=round, office=HALL, serial=1, value=[2], now=round.closes_at)
    PaperBallot.objects.filter(round=round).update(settled_by=None)
    with pytest.raises(RoundError, match="settled by a third look"):
        key(one, round, Turn.FIRST, {1: [2]})
    assert ballot(round).settled == [2]


@pytest.mark.django_db
def test_who_keyed_a_paper_ballot_does_not_see_what_the_other_keyed_and_a_third_person_does() -> None:
    round, one, two = make_open_round(), make_staff(), make_staff()
    key(one, round, Turn.FIRST, {1: [1]})
    key(two, round, Turn.SECOND, {1: [2, 3]})
    shown = [compared(who, round, HALL)[0] for who in (one, two, make_staff())]
    other = "Keyed differently by someone else"
    assert [(row.first, row.second) for row in shown] == [("1", other), (other, "2 3"), ("1", "2 3")]


@pytest.mark.django_db
def test_a_paper_ballot_that_only_one_keyed_is_keyed_again_or_is_none() -> None:
    round, one = make_open_round(), make_staff()
    key(one, round, Turn.FIRST, {1: [1], 31: [1]})
    third = {"actor": make_staff(), "round": round, "office": HALL, "now": round.closes_at}
    with pytest.raises(RoundError, match="First key it a second time"):
        settle_paper_ballot(serial=31, value=[1], **third)  # type: ignore[arg-type]
    settle_paper_ballot(serial=31, value=None, **third)  # type: ignore[arg-type]
    assert [row.serial for row in unsettled(round, HALL)] == [1]
    with pytest.raises(RoundError, match="nothing to settle"):
        settle_paper_ballot(serial=31, value=None, **third)  # type: ignore[arg-type]
    key(make_staff(), round, Turn.SECOND, {1: [1]})
    with pytest.raises(RoundError, match="nothing to settle"):
        settle_paper_ballot(serial=1, value=[2], **third)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_paper_ballots_are_keyed_after_the_close_and_before_the_count_by_staff() -> None:
    now = timezone.now()
    round, clerk = make_open_round(now=now, strangers=1), make_staff()
    with pytest.raises(Denied, match="after voting has closed"):
        key_paper_ballots(actor=clerk, round=round, office=HALL, turn=Turn.FIRST, ballots={1: [1]}, now=now)
    with pytest.raises(Denied, match="council staff"):
        key(make_user(), round, Turn.FIRST, {1: [1]})
    tick_people(round, HALL, 1, now=now)
    key_twice(round, HALL, [[1]], now=round.closes_at)
    count_round(actor=None, round=round, now=round.closes_at + timedelta(hours=1))
    with pytest.raises(Denied, match="counted"):
        key(clerk, round, Turn.FIRST, {2: [1]})


@pytest.mark.django_db
def test_the_log_of_keying_never_says_what_a_paper_ballot_says() -> None:
    round, one = make_open_round(), make_staff()
    key(one, round, Turn.FIRST, {1: [1], 2: [2, 3]})
    entry = Entry.objects.get(action="voting.sheets_keyed")
    assert entry.data == {"round": round.title, "office": HALL, "turn": "first", "sheets": 2}


@pytest.mark.django_db
def test_a_paper_ballot_beyond_the_limits_is_keyed_as_it_is_and_known_not_to_count() -> None:
    round = make_open_round(max_projects=2)
    costs = dict(round.projects.values_list("number", "cost"))
    assert breaks_limits([1, 2, 3], round, costs)
    assert not breaks_limits([1, 2], round, costs)
    assert not breaks_limits({"invalid": "unclear"}, round, costs)


@pytest.mark.django_db
def test_one_more_paper_ballot_does_not_read_all_the_others() -> None:
    """An office keys thousands of paper ballots, one request each."""
    round, clerk = make_open_round(), make_staff()
    key(clerk, round, Turn.FIRST, {number: [1] for number in range(1, 41)})
    with CaptureQueriesContext(connection) as queries:
        key(clerk, round, Turn.FIRST, {41: [1]})
    read = [query["sql"] for query in queries if 'FROM "voting_paperballot"' in query["sql"]]
    assert read
    assert all("LIMIT 1" in sql or '"serial" IN (41)' in sql for sql in read)
