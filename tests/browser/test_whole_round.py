"""A whole vote with trustees, at browsers from the roll to the result: three people make the key, two people
vote and one of them again, two trustees count, a stranger checks the public record, and everybody reads it.
"""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from processes.phases import Phase, Window
from tests.browser.city import Server
from tests.browser.conftest import Clock, Visit
from tests.browser.test_sealed_ballot import address, cast, check, origin, words_on
from tests.browser.trustees import AtHome, links
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process
from tests.factories.trustees import make_trustees
from tests.factories.voting import make_draft_round
from voting.board.lookup import ballots_of
from voting.board.trackers import tracker_of
from voting.models import BoardEvent, Round
from voting.verifier.__main__ import main

pytestmark = pytest.mark.browser
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ROLL = b"number,name\nM-001,Ada Quist\n"


@pytest.fixture
def round(transactional_db: None) -> Round:
    """A vote in preparation: nobody is on the roll yet, and the trustees are named. It opens tomorrow."""
    now = timezone.now()
    vote = Window(Phase.VOTE, now + DAY, now + 8 * DAY)
    process = make_process(now=now, windows=[vote, Window(Phase.RESULT, vote.ends, vote.ends + 30 * DAY)])
    made = make_draft_round(now=now, process=process, opens_at=vote.starts, closes_at=vote.ends)
    make_trustees(made, now=now)
    return made


def fill_the_roll(staff: Page, round: Round) -> None:
    """Add a list of one person without an account, and everybody who has one."""
    staff.goto(origin(staff) + address(round, "manage/roll/"))
    file: FilePayload = {"name": "roll.csv", "mimeType": "text/csv", "buffer": ROLL}
    staff.locator("input[type=file]").set_input_files(file)
    staff.get_by_role("button", name="Check the list").click()
    staff.get_by_role("button", name="Add this 1 person").click()
    staff.get_by_role("link", name="Everyone with an account").click()
    staff.get_by_role("button", name="Put the residents on the roll").click()
    expect(staff.get_by_text("The residents are on the roll.")).to_be_visible()


def print_the_letter(staff: Page, round: Round) -> str:
    """Issue the codes; return what the QR code in the only letter says, as a path of the city."""
    staff.goto(origin(staff) + address(round, "manage/codes/"))
    staff.get_by_label("A table for mail merge").check()
    with staff.expect_download() as file:
        staff.get_by_role("button", name="Issue the codes").click()
    table = Path(file.value.path()).read_text(encoding="utf-8-sig")
    (letter,) = csv.DictReader(StringIO(table))
    link = urlsplit(letter["link"])
    return f"{link.path}#{link.fragment}"


def make_the_key(people: list[AtHome]) -> None:
    for person in people:
        person.make_sheet()
        person.confirm_sheet()
    for person in people:
        person.waits_for("try")
        person.type_sheet()
    for person in people:
        person.waits_for("ready")


def do(staff: Page, round: Round, deed: str) -> None:
    """Press a button of the desk, and the one that asks once more."""
    staff.goto(origin(staff) + address(round, "manage/"))
    staff.get_by_role("link", name=deed).click()
    staff.get_by_role("button", name=deed).click()


def vote(page: Page, *numbers: int) -> str:
    """Choose, check and cast; return the six words of the receipt. The device seals, and kept no choice."""
    expect(page.locator("input[name=choice]:checked")).to_have_count(0)
    for number in numbers:
        page.locator(f"input[name=choice][value='{number}']").click()
    check(page)
    cast(page)
    return words_on(page)


def knows_the_box(person: AtHome, round: Round) -> None:
    """Compare the box that a browser checked with the e-mail about it."""
    closed = BoardEvent.objects.get(round=round, kind="EncryptedTally")
    words = person.page.locator("[data-box-words] li").all_inner_texts()
    assert words == tracker_of(closed.head, "en").split()
    assert any(" ".join(words) in str(letter.body) for letter in mail.outbox)
    expect(person.page.get_by_text("People whose ballots are in it: 2")).to_be_visible()


def count(people: list[AtHome], round: Round) -> None:
    """Let two trustees come back, shuffle and open; the third stays away."""
    ruth, _piotr, leyla = people
    ruth.come_back()
    ruth.waits_for("shuffle")
    shown = ruth.page.locator("[data-closed] .words li").all_inner_texts()
    ruth.type_sheet()
    ruth.waits_for("wait")
    expect(ruth.page.get_by_text("Trustees who have shuffled the ballots: 1 of 2.")).to_be_visible()
    assert shown == ruth.page.locator("[data-box-words] li").all_inner_texts()
    leyla.come_back()
    leyla.waits_for("shuffle")
    leyla.type_sheet()
    for person in (ruth, leyla):
        person.waits_for("done")
        knows_the_box(person, round)


def look_up(page: Page, words: str, answer: str) -> None:
    """Ask for six words in the public box."""
    page.get_by_label("Your six words").fill(words)
    page.get_by_role("button", name="Look in the box").click()
    expect(page.get_by_text(answer)).to_be_visible()


def supporters(page: Page) -> list[tuple[str, str]]:
    """What the page says of each project, the most supporters first."""
    names = page.locator("tbody th").all_inner_texts()
    return list(zip(names, page.locator("tbody [data-l=Supporters]").all_inner_texts(), strict=True))


def test_a_vote_from_the_roll_to_the_result(
    round: Round, visit: Visit, city: Server, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    resident, staff = make_user(), visit(user=make_staff())
    fill_the_roll(staff, round)
    letter = print_the_letter(staff, round)
    people = [AtHome(visit, link) for link in links()]
    make_the_key(people)
    do(staff, round, "Freeze the rules")
    expect(staff.get_by_text("Their fingerprint is in the public log.")).to_be_visible()
    for person in people:
        person.close()

    clock.put(round.opens_at + HOUR)
    page = visit(address(round), user=resident, width=360)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or "") if "/sealed/" in one.url else None)
    first = vote(page, 6)
    clock.put(round.opens_at + 2 * DAY)
    page.goto(city.url + address(round))
    again = vote(page, 1, 2)
    expect(page.get_by_text("This ballot replaced your earlier one.")).to_be_visible()
    assert sent == list(ballots_of(round).values_list("data", flat=True))
    other = vote(visit(letter, width=360), 1)

    clock.put(round.closes_at + HOUR)
    mail.outbox.clear()
    do(staff, round, "Open the box and count")
    expect(staff.get_by_text("Trustees who have shuffled the ballots: 0 of 2.")).to_be_visible()
    assert len(links()) == 3
    count(people, round)
    do(staff, round, "Publish the result")
    expect(staff.get_by_text("The result is published.").first).to_be_visible()

    assert main([city.url + address(round, "record/")]) == 0
    assert "3 ballots of 2 voters" in capsys.readouterr().out
    page.goto(city.url + address(round, "box/"))
    look_up(page, first, "This ballot was in the box until its voter voted again.")
    for words in (again, other):
        look_up(page, words, "Yes. This ballot is in the box.")
    page.goto(city.url + address(round, "result/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2 projects get built")
    page.goto(city.url + address(round, "result/projects/"))
    assert supporters(page)[:2] == [("Project 1", "2"), ("Project 2", "1")]
    assert {said for _name, said in supporters(page)[2:]} == {"0"}
