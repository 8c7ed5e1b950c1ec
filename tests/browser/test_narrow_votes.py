"""Pages of a vote that carry much, on the narrowest screens: nothing runs off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.devices import open_all, shuffle_all
from processes.phases import Phase
from tests.browser.conftest import Visit
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process
from tests.factories.trustees import hold_ceremony, make_trustees
from tests.factories.verifiable import after, close, make_voted_round
from tests.factories.voting import make_draft_round, make_open_round, make_published_round
from tests.looking import NARROW, NARROWEST, troubles
from voting.models import Board, CountState, Round
from voting.results.publishing import publish_result
from voting.trustees.ceremony import plan_ceremony

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_the_settings_and_the_trustees_of_a_vote_in_preparation(visit: Visit) -> None:
    now = timezone.now()
    round = make_draft_round(now=now)
    make_trustees(round, now=now)
    hold_ceremony(round, now=now, until="certificate")
    plan_ceremony(actor=None, round=round, needed=2, size=3, deadline=now + timedelta(days=3), now=now)
    path = f"/{round.process.slug}/vote/{round.number}/manage/"
    page = visit(f"{path}settings/", user=make_staff())
    assert troubles(page) == []
    page.get_by_role("button", name="Save").first.click()
    page.goto(page.url.split("/manage/")[0] + "/manage/trustees/")
    assert troubles(page) == []
    page.goto(page.url.replace("trustees/", ""))
    assert troubles(page) == []


def test_a_count_that_is_running(visit: Visit) -> None:
    round, _seeds = make_voted_round()
    close(round)
    Board.objects.filter(round=round).update(
        count_state=CountState.RUNNING, count_step="check", count_done=45_678, count_total=123_456,
        count_at=timezone.now(),
    )  # fmt: skip
    path = f"/{round.process.slug}/vote/{round.number}/"
    page = visit(path)
    assert page.get_by_text("About 45,678 of 123,456 ballots are done in this step.").is_visible()
    assert troubles(page) == []
    desk = visit(f"{path}manage/", user=make_staff())
    assert desk.get_by_text("About 45,678 of 123,456 ballots are done in this step.").is_visible()
    assert troubles(desk) == []
    Board.objects.filter(round=round).update(count_done=56_789)
    desk.get_by_text("About 56,789 of 123,456").wait_for()


@pytest.mark.parametrize("trustees", [True, False])
def test_the_check_of_a_result(visit: Visit, trustees: bool) -> None:
    round = published_by_trustees() if trustees else make_published_round().round
    page = visit(f"/{round.process.slug}/vote/{round.number}/result/verify/")
    for details in page.locator("main summary").all():
        details.click()
    assert troubles(page) == []


def published_by_trustees() -> Round:
    """A published round whose ballots two of three trustees opened."""
    round, seeds = make_voted_round()
    close(round)
    shuffle_all(round, seeds, now=after(round))
    open_all(round, seeds, now=after(round))
    counted = Round.objects.select_related("process").get(pk=round.pk)
    publish_result(actor=None, round=counted, now=after(round))
    return counted


@pytest.mark.parametrize("width", [NARROWEST, NARROW])
def test_what_is_left_is_read_in_full_beside_a_long_button(visit: Visit, width: int) -> None:
    person = make_user()
    round = make_open_round(voters=[person])
    page = visit(f"/{round.process.slug}/vote/{round.number}/", user=person, width=width)
    page.evaluate("document.querySelector('.cast .btn').firstChild.data = 'Revisar mi papeleta ahora '")
    page.evaluate("document.querySelector('.cast .left span').textContent = 'Quedan 9.000.000 €'")
    left, button = (page.locator(f".cast {one}").first.bounding_box() for one in (".left span", ".btn"))
    assert left and button
    assert left["x"] + left["width"] < button["x"]
    assert page.locator(".cast .meter").evaluate("e => e.getBoundingClientRect().width") > left["width"] - 1
    assert troubles(page) == []


@pytest.mark.parametrize("width", [NARROWEST, NARROW])
def test_a_long_sum_in_a_result_has_a_line_of_its_own(visit: Visit, width: int) -> None:
    round = make_published_round(process=make_process(phase=Phase.VOTE, currency="PLN")).round
    page = visit(f"/{round.process.slug}/vote/{round.number}/result/", width=width)
    page.evaluate(
        "document.querySelectorAll('.facts .sum').forEach(e => e.textContent = 'zł\\u00a015,713,327')"
    )
    facts = page.locator(".facts").first
    ends = facts.evaluate(
        "e => [...e.querySelectorAll('dd, .sum')].map(d => d.getBoundingClientRect().right)"
    )
    assert max(ends) <= facts.evaluate("e => e.getBoundingClientRect().right")
    assert troubles(page) == []
