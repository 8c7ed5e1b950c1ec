"""A trustee's browser hands in a shuffle that is too large to be checked at once: the page waits, goes on by
itself when it is taken, and does not shuffle over and over where it is refused.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.trustees import AtHome, links
from tests.factories.verifiable import close, make_voted_round
from tests.looking import troubles
from voting.counting import patience
from voting.models import BoardEvent, HandedIn, HandedState
from voting.trustees import handing_in

REFUSED = "The signature or proof is not valid. Nothing was stored. (shuffle.proofs[0])"


def test_a_page_waits_while_a_shuffle_is_checked(
    visit: Visit, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0)
    monkeypatch.setattr(handing_in, "_enqueue", lambda *_: None)  # the worker is busy with something else
    round, seeds = make_voted_round()
    close(round)
    person = AtHome(visit, links()[0])
    person.type_sheet(seeds[0])
    person.waits_for("check")
    assert troubles(person.page) == []

    HandedIn.objects.update(state=HandedState.REFUSED, place="shuffle.proofs[0]", problem=REFUSED)
    person.waits_for("shuffle")
    expect(person.page.get_by_text(REFUSED)).to_be_visible()
    expect(person.page.locator("#seed")).to_be_visible()
    assert troubles(person.page) == []
    person.page.wait_for_timeout(1500)
    assert sum("/say/shuffle/" in line for line in person.sent) == 1, "it does not try again by itself"

    person.type_sheet(seeds[0])
    person.waits_for("check")
    handed = HandedIn.objects.get()
    handing_in.check_handed_in(trustee_id=handed.pk, now=handed.at)
    person.waits_for("wait")
    expect(person.page.get_by_text("Trustees who have shuffled the ballots: 1 of 2.")).to_be_visible()


def test_a_browser_that_is_shown_another_box_than_its_trustee_counts_nothing(
    visit: Visit, transactional_db: None
) -> None:
    round, seeds = make_voted_round()
    close(round)
    person = AtHome(visit, links()[0])
    box = person.page.locator("[data-closed]")
    assert len(box.locator(".words li").all_inner_texts()) == 6
    box.evaluate("one => { one.dataset.closed = '0'.repeat(64) }")
    person.type_sheet(seeds[0])
    expect(person.page.get_by_text("is not the box whose six words were shown")).to_be_visible()
    person.page.wait_for_timeout(3000)
    assert sum("/say/turn/" in line for line in person.sent) == 1, "it does not try again by itself"
    assert not any("/say/shuffle/" in line for line in person.sent)
    assert not BoardEvent.objects.filter(round=round, kind="Shuffle").exists()
