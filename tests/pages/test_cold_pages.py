"""Few queries for whoever is signed in, also on the first visit after a start, when nothing is remembered."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from deliberation.services import mark_helpful
from pages.models import CitySettings
from processes.models import Process
from proposals.models import Proposal
from proposals.services import answer_proposal, follow_proposal, support_proposal
from tests.factories.accounts import make_district, make_staff, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.merges import make_merge, make_waiting_merge
from tests.factories.pages import make_home, make_news, make_process_page, make_text
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal
from tests.factories.voting import make_open_round

pytestmark = pytest.mark.django_db
MOST = 12
HERE = "/budget/proposals/1/"
PATHS = (
    "/",
    "/budget/",
    "/budget/news/",
    "/rules/",
    "/accounts/",
    "/accounts/notices/",
    "/following/",
    "/budget/proposals/",
    "/budget/proposals/?q=bench&district=kilnfield",
    "/budget/proposals/?q=bensh",
    "/budget/proposals/?sort=support&mine=supported",
    "/budget/proposals/?view=map",
    "/budget/proposals/?view=table",
    "/budget/proposals/themes/",
    HERE,
    f"{HERE}?thread=1",
    f"{HERE}?comment=2",
    f"{HERE}history/",
    f"{HERE}share/",
)


@pytest.fixture
def reader() -> User:
    """Somebody who lives in the city and does everything that makes a page longer."""
    return make_user()


@pytest.fixture
def everything(reader: User) -> Proposal:
    """A proposal about which everything was said and done that its page can show."""
    district = make_district("Kilnfield")
    process = make_process(slug="budget", categories=["Green"], budgets={district: 100_000, None: 50_000})
    write_pages(process)
    make_open_round(voters=[reader])
    category = process.categories.get()
    proposal = make_proposal(process=process, district=district, category=category, tags=["benches"])
    other = make_proposal(process=process)
    now = timezone.now()
    support_proposal(actor=reader, proposal=other, now=now)
    follow_proposal(actor=reader, proposal=proposal, now=now)
    discuss(proposal, reader)
    make_merge(goes=other, stays=proposal)
    make_waiting_merge(goes=make_proposal(process=process), stays=proposal)
    answer_proposal(
        actor=make_staff(), proposal=proposal, headline="Yes", body="We look into it.", department="Parks",
        signatory="A. Clerk", now=now,
    )  # fmt: skip
    for _ in range(21):
        make_proposal(process=process, district=district)
    return proposal


def write_pages(process: Process) -> None:
    CitySettings.load()
    home = make_home()
    make_text(home, "Rules", "rules")
    make_news(make_process_page(home, process, "Budget"), "News", "news")


def discuss(proposal: Proposal, reader: User) -> None:
    for _ in range(3):
        comment = make_comment(proposal=proposal)
        make_comment(proposal=proposal, parent=comment)
        mark_helpful(actor=reader, comment=comment, now=timezone.now())


def queries_when_cold(client: Client, path: str) -> int:
    """How often `path` asks the database after the program has just started."""
    cache.clear()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
        count = len(asked)
    assert response.status_code == 200, path
    return count


def test_pages_ask_little_when_nothing_is_remembered(
    client: Client, reader: User, everything: Proposal
) -> None:
    sign_in(client, reader)
    counts = {path: queries_when_cold(client, path) for path in PATHS}
    assert {path: count for path, count in counts.items() if count > MOST} == {}
    assert counts[f"{HERE}?comment=2"] == counts[HERE]  # where a comment stands is read with the rest
