"""Offices tick people off who vote on paper: once, on the same roll, while the round is open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.limits import TooMany
from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from processes.permissions import Denied
from processes.phases import Phase
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.paper import key_twice, tick_people
from tests.factories.processes import force_phase
from tests.factories.sealed import give_code
from tests.factories.voting import make_draft_round, make_open_round
from voting.casting.sealing import cast_ballot
from voting.models import RollEntry, Round
from voting.paper import ticking
from voting.paper.ticking import Undo, days_of, find_person, offices, tick_off, undo_tick
from voting.rounds.freezing import freeze_round
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db

HALL = "Town hall"


def entry_of(round: Round, roll_number: str = "M-001") -> RollEntry:
    return RollEntry.objects.get(round=round, roll_number=roll_number)


def test_somebody_is_ticked_off_once_with_the_day_and_the_office() -> None:
    now, clerk = timezone.now(), make_staff()
    round = make_open_round(now=now, strangers=2)
    line = tick_off(actor=clerk, round=round, entry=entry_of(round), office=f"  {HALL} ", now=now)
    assert (line.channel, line.voted_on, line.office) == ("paper", timezone.localdate(now), HALL)
    with pytest.raises(RoundError, match=r"voted on paper on .*Town hall"):
        tick_off(actor=clerk, round=round, entry=entry_of(round), office="Library", now=now)
    assert entry_of(round).office == HALL
    assert offices(round.process) == [HALL]
    assert days_of(round, HALL) == [(timezone.localdate(now), 1)]
    entry = Entry.objects.get(action="voting.ticked_off")
    assert entry.data == {"round": round.title, "office": HALL}
    assert "M-001" not in str(Entry.objects.filter(action__startswith="voting.tick").values())


def test_who_voted_online_gets_no_paper_ballot_and_reads_the_way_on() -> None:
    now, voter = timezone.now(), make_user()
    round = make_open_round(now=now, voters=[voter])
    cast_ballot(actor=voter, round=round, choices=[1], now=now)
    entry = RollEntry.objects.get(round=round, user=voter)
    with pytest.raises(RoundError, match=r"vote online again until the close.*second vote"):
        tick_off(actor=make_staff(), round=round, entry=entry, office=HALL, now=now)
    assert RollEntry.objects.get(pk=entry.pk).channel == "web"


def test_who_voted_on_paper_casts_nothing_online() -> None:
    now, voter = timezone.now(), make_user()
    round = make_open_round(now=now, voters=[voter])
    entry = RollEntry.objects.get(round=round, user=voter)
    tick_off(actor=make_staff(), round=round, entry=entry, office=HALL, now=now)
    with pytest.raises(Denied, match="on paper"):
        cast_ballot(actor=voter, round=round, choices=[1], now=now)


def test_who_voted_on_paper_reads_so_before_choosing(client: Client) -> None:
    now, voter = timezone.now(), make_user()
    draft = make_draft_round(now=now, voters=[voter])
    give_code(draft)
    freeze_round(actor=None, round=draft, now=now)
    round = Round.objects.get(pk=draft.pk)
    entry = RollEntry.objects.get(round=round, user=voter)
    tick_off(actor=make_staff(), round=round, entry=entry, office=HALL, now=now)
    sign_in(client, voter)
    page = client.get(round.get_absolute_url()).content.decode()
    assert "You have voted on paper." in page
    assert "Choose your projects" not in page
    assert "counts unless you cast another" not in page
    receipt = client.get(f"{round.get_absolute_url()}receipt/").content.decode()
    assert "You have voted on paper." in receipt
    assert "cast again" not in receipt


def test_a_tick_is_taken_back_the_same_day_by_the_same_office() -> None:
    now, clerk, voter = timezone.now(), make_staff(), make_user()
    round = make_open_round(now=now, voters=[voter])
    entry = RollEntry.objects.get(round=round, user=voter)
    tick_off(actor=clerk, round=round, entry=entry, office=HALL, now=now)
    for office, moment in (("Library", now), (HALL, now + timedelta(days=1))):
        with pytest.raises(RoundError, match="same day only"):
            undo_tick(actor=clerk, round=round, entry=entry, office=office, reason=Undo.NO_BALLOT, now=moment)
    line = undo_tick(
        actor=make_staff(), round=round, entry=entry, office=HALL, reason=Undo.WRONG_PERSON, now=now
    )
    assert (line.channel, line.voted_on, line.office) == ("", None, "")
    assert Entry.objects.get(action="voting.tick_undone").data["reason"] == "wrong_person"
    cast_ballot(actor=voter, round=round, choices=[1], now=now)


def test_a_tick_stays_once_paper_ballots_of_the_office_are_keyed() -> None:
    now, clerk = timezone.now(), make_staff()
    round = make_open_round(now=now, strangers=1, closes_at=now + timedelta(seconds=1))
    tick_people(round, HALL, 1, now=now)
    key_twice(round, HALL, [[1]], now=round.closes_at)
    with pytest.raises(RoundError, match="being keyed"):
        undo_tick(
            actor=clerk, round=round, entry=entry_of(round), office=HALL, reason=Undo.NO_BALLOT,
            now=round.closes_at,
        )  # fmt: skip


def test_an_unknown_reason_or_no_office_is_refused() -> None:
    now, clerk = timezone.now(), make_staff()
    round = make_open_round(now=now, strangers=1)
    with pytest.raises(RoundError, match="name of your office"):
        tick_off(actor=clerk, round=round, entry=entry_of(round), office="  ", now=now)
    tick_people(round, HALL, 1, now=now)
    with pytest.raises(ValueError, match="mood"):
        undo_tick(actor=clerk, round=round, entry=entry_of(round), office=HALL, reason="mood", now=now)
    assert entry_of(round).channel == "paper"


@pytest.mark.parametrize("role", [role for role in Role if role not in {"council_staff", "administrator"}])
def test_only_staff_tick_off(role: Role) -> None:
    now = timezone.now()
    round = make_open_round(now=now, strangers=1)
    person = make_user(roles=(role,))
    with pytest.raises(Denied):
        tick_off(actor=person, round=round, entry=entry_of(round), office=HALL, now=now)
    with pytest.raises(Denied):
        find_person(actor=person, round=round, roll_number="M-001", now=now)
    assert entry_of(round).channel == ""


def test_nobody_is_ticked_off_before_after_or_outside_the_phase() -> None:
    now, clerk = timezone.now(), make_staff()
    round = make_open_round(now=now, strangers=1)
    for moment in (round.opens_at - timedelta(seconds=1), round.closes_at):
        with pytest.raises(Denied, match=r"Voting (opens|closed)"):
            tick_off(actor=clerk, round=round, entry=entry_of(round), office=HALL, now=moment)
    force_phase(round.process, Phase.RESULT, now)
    with pytest.raises(Denied, match="Nobody can be ticked off any more"):
        tick_off(
            actor=clerk, round=Round.objects.get(pk=round.pk), entry=entry_of(round), office=HALL, now=now
        )


def test_a_line_of_another_round_is_not_ticked() -> None:
    now = timezone.now()
    one, other = make_open_round(now=now, strangers=1), make_open_round(now=now, strangers=1)
    with pytest.raises(RollEntry.DoesNotExist):
        tick_off(actor=make_staff(), round=one, entry=entry_of(other), office=HALL, now=now)


def named(round: Round, roll_number: str, name: str, born: date) -> None:
    RollEntry.objects.filter(round=round, roll_number=roll_number).update(name=name, birth_date=born)


def test_only_exact_matches_are_found() -> None:
    now, clerk, born = timezone.now(), make_staff(), date(1984, 3, 9)
    round = make_open_round(now=now, strangers=3)
    named(round, "M-001", "Mira Okafor", born)

    def search(**what: object) -> str:
        return find_person(actor=clerk, round=round, now=now, **what).roll_number  # type: ignore[arg-type]

    assert search(roll_number=" M-002 ") == "M-002"
    assert search(name="mira  okafor", born=born) == "M-001"
    for what in (
        {"roll_number": "M-00"}, {"roll_number": "M"}, {"name": "Mira", "born": born},
        {"name": "Mira Okafor"},
        {"name": "Mira Okafor", "born": date(1984, 3, 8)}, {"name": "", "born": born}, {},
    ):  # fmt: skip
        with pytest.raises(RoundError, match="Nobody found"):
            search(**what)
    named(round, "M-003", "Mira Okafor", born)
    with pytest.raises(RoundError, match="Two people"):
        search(name="Mira Okafor", born=born)


def test_searching_all_the_time_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    now, clerk = timezone.now(), make_staff()
    round = make_open_round(now=now, strangers=1)
    monkeypatch.setattr(ticking, "SEARCHES", 2)

    def search(who: User) -> None:
        find_person(actor=who, round=round, roll_number="M-001", now=now)

    search(clerk)
    search(clerk)
    with pytest.raises(TooMany):
        search(clerk)
    search(make_staff())
