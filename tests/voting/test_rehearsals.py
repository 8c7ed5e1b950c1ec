"""Dress rehearsals: rules side by side on ballots that do not count, and the chosen one into the round."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from processes.permissions import Denied
from tests.factories.accounts import make_district, make_staff, make_user, sign_in
from tests.factories.voting import make_draft_round, make_open_round, make_published_round
from voting.counting.public_file import public_file
from voting.models import Rehearsal, RehearsalState, Round
from voting.rehearsal.rehearsing import run_rehearsal, set_candidate, start_rehearsal
from voting.rounds.preparing import NewProject
from voting.rounds.state import RoundError
from voting.tasks import rehearse

pytestmark = pytest.mark.django_db

GREEDY = {"rule": "greedy", "parameters": {"by": "votes", "overflow": "skip"}}
PER_COST = {"rule": "greedy", "parameters": {"by": "votes-per-cost", "overflow": "skip"}}
SHARES = {"rule": "equal-shares", "parameters": {"utility": "cost"}}
SMALL = {"kind": "simulated", "voters": 60, "seed": 7, "near": 4, "topics": 3, "thrift": 50}


@pytest.fixture
def person() -> User:
    return make_staff()


@pytest.fixture
def staff(client: Client, person: User) -> Client:
    sign_in(client, person)
    return client


@pytest.fixture
def round() -> Round:
    return make_draft_round(projects=projects(), voters=[make_user()])


def projects() -> list[NewProject]:
    harbour, hill = make_district("Harbour"), make_district("Hill")
    places = (harbour, hill, None)
    return [
        NewProject(
            title=f"Idea {n}", cost=(40 + 37 * n) * 1_000_00, district=places[n % 3],
            category=("Play", "Green")[n % 2],
        )
        for n in range(9)
    ]  # fmt: skip


@pytest.fixture
def ready(person: User, round: Round) -> Rehearsal:
    """A rehearsal of three rules."""
    made = start_rehearsal(actor=person, round=round, now=timezone.now())
    Rehearsal.objects.filter(pk=made.pk).update(candidates=[GREEDY, PER_COST, SHARES])
    made.refresh_from_db()
    return made


def result_of(rehearsal: Rehearsal) -> dict[str, Any]:
    """What the finished rehearsal found."""
    rehearsal.refresh_from_db()
    found: dict[str, Any] = rehearsal.result or {}
    return found


def address(rehearsal: Rehearsal, rest: str = "") -> str:
    round = rehearsal.round
    return f"/{round.process.slug}/vote/{round.number}/manage/rehearsals/{rehearsal.pk}/{rest}"


def test_staff_rehearse_by_plain_forms_and_see_what_differs(
    staff: Client,
    ready: Rehearsal,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert staff.post(address(ready), SMALL).status_code == 302
    ready.refresh_from_db()
    assert (ready.state, ready.done, ready.total) == (RehearsalState.DONE, 4, 4)
    page = staff.get(address(ready))
    text = page.content.decode()
    assert "60 simulated voters, seed 7." in text
    assert text.count("Fair to every group") == 3
    assert "Yes: no group is left out." in text
    assert "Money and votes by place" in text
    assert len(page.content) < 60_000
    columns = result_of(ready)["columns"]
    assert columns[0]["winners"] != columns[2]["winners"]
    assert "Compared with (1):" in text
    assert "It does not fund “Idea" in text


def test_the_chosen_rule_goes_into_the_round_and_the_log(
    staff: Client,
    ready: Rehearsal,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(ready), SMALL)
    assert staff.post(address(ready, "use/2/")).status_code == 302
    ready.round.refresh_from_db()
    assert (ready.round.rule, ready.round.rule_parameters) == ("equal-shares", {"utility": "cost"})
    assert Entry.objects.filter(action="voting.rule_chosen").count() == 1
    assert Entry.objects.filter(action="voting.rehearsed").get().data["rules"] == 3
    assert staff.post(address(ready, "use/9/")).status_code == 404


def test_what_goes_into_the_round_is_what_was_counted(
    staff: Client,
    ready: Rehearsal,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    """Sixty voters with so much money raise their shares in bigger steps; the page and the round say so."""
    raising: dict[str, Any] = {
        "rule": "equal-shares",
        "parameters": {"utility": "cost", "completion": "add1"},
    }
    Rehearsal.objects.filter(pk=ready.pk).update(candidates=[raising])
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(ready), SMALL)
    assert "Step of raising the shares" in staff.get(address(ready)).content.decode()
    staff.post(address(ready, "use/0/"))
    ready.round.refresh_from_db()
    step = ready.round.rule_parameters["increment"]
    assert step == 900_000 // 60 // 1_000
    assert ready.round.rule_parameters == {**raising["parameters"], "increment": step}


def test_a_frozen_round_takes_no_rule_from_a_rehearsal(
    staff: Client,
    ready: Rehearsal,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(ready), SMALL)
    Round.objects.filter(pk=ready.round_id).update(
        status="frozen", opens_at=timezone.now() + timedelta(days=1)
    )
    before = Round.objects.get(pk=ready.round_id).rule_parameters
    answer = staff.post(address(ready, "use/1/"), follow=True)
    assert "frozen" in answer.content.decode()
    assert Round.objects.get(pk=ready.round_id).rule_parameters == before


def test_a_past_vote_is_counted_with_its_own_projects_and_money(
    person: User,
    staff: Client,
    ready: Rehearsal,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    past = make_published_round(ballots=[[1, 2], [2], [4]], now=timezone.now() - timedelta(days=400)).round
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(ready), {**SMALL, "kind": "round", "past": str(past.pk)})
    ready.refresh_from_db()
    assert result_of(ready)["voters"] == 3
    assert result_of(ready)["budget"] == past.budget
    assert "Ballots of a past vote" in staff.get(address(ready)).content.decode()


def test_an_uploaded_file_is_counted(
    staff: Client,
    ready: Rehearsal,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    text = public_file(make_published_round(ballots=[[1, 2], [2], [4], [4]]).round).text()
    file = SimpleUploadedFile("other.pb", text.encode())
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(ready), {**SMALL, "kind": "file", "file": file})
    ready.refresh_from_db()
    assert (ready.state, result_of(ready)["voters"]) == (RehearsalState.DONE, 4)
    with django_capture_on_commit_callbacks(execute=True):  # the file is kept for a second try
        staff.post(address(ready), {**SMALL, "kind": "file"})
    ready.refresh_from_db()
    assert result_of(ready)["voters"] == 4


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"kind": "file"}, "Choose a file."), ({"kind": "round"}, "Choose a past vote."),
     ({"kind": "x"}, "cannot be chosen"),
     ({"voters": "many"}, "whole number"), ({"voters": "99999999"}, "50,000"), ({"seed": "-1"}, "0")],
)  # fmt: skip
def test_wrong_ballots_get_a_sentence_and_nothing_runs(
    staff: Client, ready: Rehearsal, sent: dict[str, str], said: str
) -> None:
    answer = staff.post(address(ready), {**SMALL, **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    ready.refresh_from_db()
    assert ready.state == RehearsalState.DRAFT


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00", "not a text file"), (b"META\nkey;value\nbudget;x\n", "not a Pabulib file")],
)
def test_a_file_that_is_none_is_refused_with_the_reason(
    staff: Client, ready: Rehearsal, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile("other.pb", content)
    answer = staff.post(address(ready), {**SMALL, "kind": "file", "file": file})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_rule_that_cannot_count_says_so_beside_the_others(
    person: User,
    ready: Rehearsal,
    staff: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    wrong = {"by": "votes", "exclusive": [["1", "no-such"]]}
    set_candidate(actor=person, rehearsal=ready, place=1, rule="greedy", parameters=wrong, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(ready), SMALL)
    text = staff.get(address(ready)).content.decode()
    assert "This rule cannot count these ballots" in text
    assert text.count("Fair to every group") == 2


def test_a_running_rehearsal_survives_a_reload_and_refuses_changes(
    staff: Client, person: User, ready: Rehearsal
) -> None:
    now = timezone.now()
    run_rehearsal(actor=person, rehearsal=ready, ballots=SMALL, now=now)  # the task waits for the commit
    Rehearsal.objects.filter(pk=ready.pk).update(state=RehearsalState.RUNNING, done=2)
    text = staff.get(address(ready)).content.decode()
    assert "2 of 4 parts done." in text
    fragment = staff.get(address(ready), headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith("<section")
    assert 'hx-trigger="every 2s"' in fragment
    with pytest.raises(RoundError):
        run_rehearsal(actor=person, rehearsal=ready, ballots=SMALL, now=now)
    later = now + timedelta(hours=1)
    run_rehearsal(actor=person, rehearsal=ready, ballots=SMALL, now=later)  # the first one died


def test_the_task_runs_once(person: User, ready: Rehearsal) -> None:
    run_rehearsal(actor=person, rehearsal=ready, ballots=SMALL, now=timezone.now())
    rehearse.call(ready.pk)
    first = Rehearsal.objects.get(pk=ready.pk)
    assert first.state == RehearsalState.DONE
    Rehearsal.objects.filter(pk=ready.pk).update(result=None)
    rehearse.call(ready.pk)
    assert Rehearsal.objects.get(pk=ready.pk).result is None


def test_candidates_are_set_changed_and_taken_away_by_plain_forms(staff: Client, ready: Rehearsal) -> None:
    page = staff.get(address(ready, "rule/3/?rule=knapsack"))
    sent = {key: value for key, value in page.context["form"].initial.items() if value is not False}
    posted = {f"rule-{key}": value for key, value in sent.items()} | {"rule": "knapsack"}
    assert staff.post(address(ready, "rule/3/"), posted).status_code == 302
    ready.refresh_from_db()
    assert [one["rule"] for one in ready.candidates] == ["greedy", "greedy", "equal-shares", "knapsack"]
    staff.post(address(ready), {"drop": "0"})
    staff.post(address(ready), {"drop": "x"})
    ready.refresh_from_db()
    assert [one["rule"] for one in ready.candidates] == ["greedy", "equal-shares", "knapsack"]


def test_no_more_than_five_rules_stand_side_by_side(person: User, ready: Rehearsal) -> None:
    Rehearsal.objects.filter(pk=ready.pk).update(candidates=[GREEDY] * 5)
    ready.refresh_from_db()
    with pytest.raises(RoundError):
        set_candidate(
            actor=person, rehearsal=ready, place=9, rule="greedy", parameters={}, now=timezone.now()
        )


def test_only_staff_rehearse_and_only_before_the_vote(person: User, round: Round) -> None:
    now = timezone.now()
    with pytest.raises(Denied):
        start_rehearsal(actor=make_user(), round=round, now=now)
    with pytest.raises(Denied):
        start_rehearsal(actor=person, round=make_open_round(), now=now)
    assert start_rehearsal(actor=person, round=round, now=now).candidates[0]["rule"] == round.rule


def test_old_rehearsals_are_not_kept_for_ever(person: User, round: Round) -> None:
    made = [start_rehearsal(actor=person, round=round, now=timezone.now()) for _ in range(12)]
    assert set(round.rehearsals.values_list("pk", flat=True)) == {one.pk for one in made[2:]}


def test_the_pages_ask_little(
    staff: Client,
    ready: Rehearsal,
    django_assert_max_num_queries: Callable[..., AbstractContextManager[object]],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(ready), SMALL)
    for page in (address(ready), address(ready, "rule/0/"), address(ready).rsplit("/", 2)[0] + "/"):
        staff.get(page)
        with django_assert_max_num_queries(12):
            assert staff.get(page).status_code == 200
