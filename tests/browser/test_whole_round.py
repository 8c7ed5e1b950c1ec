"""A whole vote with trustees: three make the key at their browsers, people vote and vote again, staff open
the box, two trustees count, a stranger checks the public record, and everybody reads the result.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from demo.devices import cast_from_device
from processes.phases import Phase
from tests.browser.city import Server
from tests.browser.conftest import Visit
from tests.browser.trustees import AtHome, links
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process
from tests.factories.trustees import make_trustees
from tests.factories.voting import make_draft_round
from voting.freezing import freeze_round
from voting.models import RollEntry, Round
from voting.verifier.__main__ import main

pytestmark = pytest.mark.browser
BALLOTS = ((1, 2), (1,), (3,), (), (2, 3))


@pytest.fixture
def round(transactional_db: None) -> Round:
    """A vote in preparation whose dates lie behind us, so that staff can open the box in the real present."""
    now = timezone.now()
    process = make_process(phase=Phase.RESULT, now=now, title="Streets for Children")
    window = process.timeline.window(Phase.VOTE)
    assert window
    made = make_draft_round(
        now=now, process=process, voters=[make_user() for _ in BALLOTS], opens_at=window.starts,
        closes_at=window.ends,
    )  # fmt: skip
    make_trustees(made, now=now)
    return made


def make_the_key(people: list[AtHome]) -> None:
    for person in people:
        person.make_sheet()
        person.confirm_sheet()
    for person in people:
        person.waits_for("rehearse")
        person.type_sheet()
    for person in people:
        person.waits_for("ready")


def vote(round: Round) -> None:
    """Everybody votes, and the first one again."""
    entries = list(RollEntry.objects.filter(round=round).order_by("pk"))
    during = round.opens_at + timedelta(hours=1)
    cast_from_device(round, entries[0], (6,), now=during)
    for entry, choices in zip(entries, BALLOTS, strict=True):
        cast_from_device(round, entry, choices, now=during)


def test_a_vote_from_the_roll_to_the_result(
    round: Round, visit: Visit, city: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [AtHome(visit, link) for link in links()]
    make_the_key(people)
    freeze_round(actor=None, round=round, now=round.opens_at - timedelta(hours=1))
    vote(Round.objects.select_related("process").get(pk=round.pk))

    address = f"/{round.process.slug}/vote/{round.number}"
    staff = visit(f"{address}/manage/", user=make_staff())
    mail.outbox.clear()
    staff.get_by_role("link", name="Open the box and count").click()
    staff.get_by_role("button", name="Open the box and count").click()
    expect(staff.get_by_text("0 of 2 trustees have shuffled the box.")).to_be_visible()
    assert len(links()) == 3

    ruth, piotr, leyla = people
    piotr.close()
    ruth.waits_for("shuffle")
    ruth.type_sheet()
    ruth.waits_for("wait")
    expect(ruth.page.get_by_text("1 of 2 trustees have shuffled the box.")).to_be_visible()
    leyla.come_back()
    leyla.waits_for("shuffle")
    leyla.type_sheet()
    for person in (ruth, leyla):
        person.waits_for("done")

    staff.reload()
    staff.get_by_role("link", name="Publish the result").click()
    staff.get_by_role("button", name="Publish the result").click()
    expect(staff.get_by_text("The result is published.").first).to_be_visible()
    assert main([f"{city.url}{address}/record/"]) == 0
    said = capsys.readouterr().out
    assert "6 ballots of 5 voters" in said
    page = visit(f"{address}/result/", width=360)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert list(round.projects.order_by("number").values_list("votes", flat=True)) == [2, 2, 2, 0, 0, 0]
