"""A vote of which only the sums are opened, at browsers: sealed by the voter's device, tested by another one,
counted, and shown with what sums can tell.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from processes.phases import Phase, Window
from tests.browser.city import Server
from tests.browser.conftest import Clock, Visit
from tests.browser.test_sealed_ballot import address, cast, check, tick, watched, words_on
from tests.browser.test_tested_seal import check_elsewhere, words_in
from tests.browser.test_whole_round import do, supporters
from tests.browser.trustees import AtHome, links
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process
from tests.factories.verifiable import after, close, make_voted_round
from tests.factories.voting import SUMS, make_open_round
from voting.board.lookup import ballots_of
from voting.board.record import verify_record
from voting.models import Ballot, Round
from voting.verifier.__main__ import main

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)


def test_a_vote_of_sums_from_the_ballot_to_the_result(
    transactional_db: None, visit: Visit, city: Server, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    now, voter, other = timezone.now(), make_user(), make_user()
    vote = Window(Phase.VOTE, now - DAY, now + 8 * DAY)
    process = make_process(now=now, windows=[vote, Window(Phase.RESULT, vote.ends, vote.ends + 30 * DAY)])
    round = make_open_round(
        now=now, process=process, voters=[voter, other], opens_at=vote.starts, closes_at=vote.ends, **SUMS
    )

    page = visit(address(round), user=voter, width=360)
    complaints = watched(page)
    expect(page.get_by_text("Single ballots stay sealed.")).to_be_visible()
    tick(page, 3, 1)
    check(page)
    page.get_by_text("Want to test that this device seals honestly?").click()
    before = words_in(page, "[data-test-words]")
    page.get_by_role("button", name="Test the seal").click()
    expect(page.get_by_text("This ballot is thrown away. Nothing was cast.")).to_be_visible()
    text = page.get_by_label("Or copy this text to").input_value()
    assert page.locator("[data-opened-square] svg path").get_attribute("d")
    assert len(text) < 600
    elsewhere = check_elsewhere(visit, round, text)
    expect(elsewhere.get_by_text("The seal is honest")).to_be_visible()
    assert words_in(elsewhere, "[data-result] .words") == before
    assert elsewhere.locator("[data-choices] li").all_inner_texts() == ["Project 1", "Project 3"]
    lie = check_elsewhere(visit, round, json.dumps({**json.loads(text), "vote": [0, 1]}))
    expect(lie.get_by_text("The seal is not honest")).to_be_visible()
    cast(page)
    assert words_on(page) != before
    expect(page.get_by_text("No single ballot is ever opened.")).to_be_visible()
    assert complaints == []

    second = visit(address(round), user=other)
    tick(second, 1)
    check(second)
    cast(second)
    words_on(second)
    assert ballots_of(round).count() == 2

    clock.put(vote.ends + timedelta(hours=1))
    staff = visit(user=make_staff())
    do(staff, round, "Open the box and count")
    do(staff, round, "Publish the result")
    expect(staff.get_by_text("The result is published.").first).to_be_visible()
    assert not Ballot.objects.exists()
    assert main([city.url + address(round, "record/")]) == 0
    assert "The sums of 2 ballots, none of them opened" in capsys.readouterr().out
    page.goto(city.url + address(round, "result/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2 projects get built")
    expect(page.get_by_text("Only the totals were opened.")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="The totals", exact=True).click()
    assert json.loads(file.value.path().read_text())["voters"] == 2
    page.goto(city.url + address(round, "result/projects/"))
    assert supporters(page)[:2] == [("Project 1", "2"), ("Project 3", "1")]


def test_trustees_open_the_sums_at_home_and_shuffle_nothing(
    transactional_db: None, visit: Visit, city: Server, clock: Clock
) -> None:
    round, seeds = make_voted_round(((1, 2), (1,), ()), **SUMS)
    clock.put(after(round))
    mail.outbox.clear()
    close(round)
    first, _second, third = (AtHome(visit, link) for link in links())
    first.waits_for("open")
    expect(first.page.get_by_text("No single ballot is opened.")).to_be_visible()
    first.type_sheet(seeds[0])
    first.waits_for("wait")
    expect(first.page.get_by_text("Trustees who have opened the totals: 1 of 2.")).to_be_visible()
    third.type_sheet(seeds[2])
    for person in (first, third):
        person.waits_for("done")
    held = Round.objects.get(pk=round.pk)
    assert list(held.projects.order_by("number").values_list("votes", flat=True)[:3]) == [2, 1, 0]
    assert verify_record(held).refusal is None
    assert not Ballot.objects.exists()
