"""A tracker is looked up in a copy of the board on any web server, without the platform."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import Visit
from tests.factories.accounts import make_user
from tests.factories.voting import make_open_round
from tests.voting.verifier.test_whole_records import served
from voting.board.static_copy import write_copy
from voting.board.trackers import tracker_of
from voting.casting.sealing import cast_ballot

pytestmark = pytest.mark.browser


@pytest.fixture
def trackers(transactional_db: None, tmp_path: Path) -> list[str]:
    """A copy of a board with a ballot, the one that replaced it, and another voter's; their words."""
    people = [make_user(), make_user()]
    round = make_open_round(voters=people)
    turns: list[tuple[User, list[int]]] = [(people[0], [1]), (people[0], [2]), (people[1], [3])]
    digests = [
        cast_ballot(actor=who, round=round, choices=choices, now=timezone.now()).digest
        for who, choices in turns
    ]
    write_copy(round=round, folder=tmp_path)
    return [tracker_of(digest, "en") for digest in digests] + [tracker_of(digests[2], "es")]


def look(page: Page, words: str) -> None:
    page.get_by_label("Your six words").fill(words)
    page.get_by_role("button", name="Look in the box").click()


def test_words_are_found_and_replaced_ones_are_said(
    visit: Visit, trackers: list[str], tmp_path: Path
) -> None:
    page = visit("/results/")
    with served(tmp_path) as address:
        page.goto(f"{address}/check.html")
        expect(page.locator("[data-list] li")).to_have_count(3)
        answers = {
            trackers[0]: "until its voter voted again",
            trackers[1]: "Yes. This ballot is in the box.",
            trackers[2].upper().replace(" ", ", "): "Yes. This ballot is in the box.",
            trackers[3]: "Yes. This ballot is in the box.",
            "zoo zoo zoo zoo zoo zoo": "No ballot with these words",
        }
        for words, answer in answers.items():
            look(page, words)
            expect(page.get_by_role("status")).to_contain_text(answer)
        assert page.locator("[data-list] li").first.inner_text() == f"{trackers[0]} (Replaced)"


def test_an_altered_copy_is_not_believed(visit: Visit, trackers: list[str], tmp_path: Path) -> None:
    archive = tmp_path / "round.bel"
    archive.write_bytes(
        archive.read_bytes().replace(b'"response":"', b'"response":"9', 1)[: archive.stat().st_size]
    )
    page = visit("/results/")
    with served(tmp_path) as address:
        page.goto(f"{address}/check.html")
        expect(page.get_by_role("status")).to_contain_text("has been changed. Use another copy.")
        archive.unlink()
        page.reload()
        expect(page.get_by_role("status")).to_contain_text("There is no file round.bel")
    assert trackers
