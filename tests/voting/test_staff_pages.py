"""The pages on which staff run a vote: freezing, where it stands, and reports about what is built."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from processes.phases import Phase
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.processes import force_phase
from tests.factories.voting import make_counted_round, make_draft_round, make_open_round, make_published_round
from voting.models import Round
from voting.rounds.deeds import done_words
from voting.rounds.desk import checklist
from voting.rounds.setup import change_round

pytestmark = pytest.mark.django_db


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


def test_staff_freeze_with_a_confirmation_and_read_what_is_missing(client: Client) -> None:
    round = make_draft_round()
    sign_in(client, make_staff())
    assert "The electoral roll is empty" in client.get(address(round, "manage/")).content.decode()
    refused = client.post(address(round, "manage/freeze/"))
    assert refused.status_code == 422
    ready = make_draft_round(voters=[make_user()])
    assert client.post(address(ready, "manage/freeze/")).status_code == 302
    assert Round.objects.get(pk=ready.pk).rules_hash


def test_a_round_says_where_it_stands_to_staff_and_its_title_has_a_language(client: Client) -> None:
    now = timezone.now()
    later = make_open_round(opens_at=now + timedelta(days=2))
    assert f'<h1 lang="en">{later.title}</h1>' in client.get(address(later)).content.decode()
    sign_in(client, make_staff())
    page = client.get(address(later, "manage/")).content.decode()
    assert "Opens on" in page
    assert "Frozen" not in page
    assert "Voting is running normally" in client.get(address(make_open_round(), "manage/")).content.decode()


def test_a_report_about_a_project_is_offered_once_it_can_be_written(client: Client) -> None:
    sign_in(client, make_staff())
    round = make_published_round().round
    force_phase(round.process, Phase.RESULT, timezone.now())
    page = client.get(address(round, "manage/")).content.decode()
    assert "Delivery reports start on" in page
    assert "manage/delivery/" not in page
    early = client.get(address(round, "manage/delivery/1/")).content.decode()
    assert "Delivery reports start on" in early
    assert "Publish the report" not in early
    force_phase(round.process, Phase.DELIVERY, timezone.now())
    assert "manage/delivery/1/" in client.get(address(round, "manage/")).content.decode()
    assert "Publish the report" in client.get(address(round, "manage/delivery/1/")).content.decode()


def test_what_staff_write_about_the_building_is_on_the_result_page(client: Client) -> None:
    sign_in(client, make_staff())
    round = make_published_round().round
    force_phase(round.process, Phase.DELIVERY, timezone.now())
    assert client.get(address(round, "result/")).status_code == 200
    sent = {"state": "in_work", "note": "The diggers came on Monday."}
    assert client.post(address(round, "manage/delivery/1/"), sent).status_code == 302
    page = client.get(address(round, "result/")).content.decode()
    assert "The diggers came on Monday." in page
    assert "Under way" in page
    client.post(address(round, "manage/delivery/1/"), {**sent, "note": "The pipe is in."})
    client.logout()
    page = client.get(address(round, "result/")).content.decode()
    assert "The pipe is in." in page
    assert "The diggers" not in page


def test_staff_read_what_they_freeze_and_freeze_nothing_that_changed_meanwhile(client: Client) -> None:
    round = make_draft_round(voters=[make_user()], max_projects=3)
    sign_in(client, make_staff())
    page = address(round, "manage/freeze/")
    shown = client.get(page)
    for words in ("€900,000", "Most votes first", "This platform holds it.", "The whole city"):
        assert words in shown.content.decode()
    sent = {"seen": shown.context["seen"]}
    change_round(actor=None, round=round, max_projects=2)
    refused = client.post(page, sent)
    assert refused.status_code == 422
    assert "was changed after you opened this page" in refused.content.decode()
    assert client.post(page, {"seen": refused.context["seen"]}).status_code == 302


def test_before_voting_begins_nobody_is_told_that_it_is_open(client: Client) -> None:
    round = make_open_round(opens_at=timezone.now() + timedelta(days=2))
    sign_in(client, make_staff())
    page = client.get(address(round, "manage/")).content.decode()
    assert "Voting has not begun." in page
    assert "Voting is still open" not in page


def test_between_the_close_and_the_count_the_desk_says_when_counting_begins(client: Client) -> None:
    round = make_open_round()
    lines = checklist(round, round.closes_at + timedelta(seconds=1))
    assert [line.ok for line in lines][:2] == [True, False]
    assert "Counting" in lines[1].text


def test_a_count_that_is_over_is_not_said_to_have_begun(client: Client) -> None:
    round = make_counted_round().round
    assert "The ballots are counted." in done_words(round, "count")
    assert "has begun" in done_words(make_open_round(), "count")


def test_after_the_close_nobody_is_told_to_tick(client: Client) -> None:
    round = make_open_round()
    assert "Tick" in client.get(address(round)).content.decode()
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    page = client.get(address(round)).content.decode()
    assert "You can change your mind" not in page
    assert "Your ticks stay on this device" not in page
