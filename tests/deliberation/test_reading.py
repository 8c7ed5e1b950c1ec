"""One page of a discussion: the right threads, few queries, and nothing of what is hidden."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deliberation.models import Comment
from deliberation.reading import OPENED, REPLIES, THREADS, Reading, Spot, read, spot_of
from deliberation.scene import scene_of
from deliberation.services import mark_helpful
from deliberation.threads import threads_html
from processes.permissions import Person
from proposals.models import Proposal
from tests.factories.accounts import make_district, make_staff, make_user
from tests.factories.deliberation import make_comment, make_long_discussion
from tests.factories.moderation import hide
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


def html_of(proposal: Proposal, spot: Spot | None = None, user: Person | None = None) -> str:
    reader, now = user or AnonymousUser(), timezone.now()
    return threads_html(read_page(proposal, spot, reader), scene_of(proposal, now, reader))


def read_page(proposal: Proposal, spot: Spot | None = None, user: Person | None = None) -> Reading:
    return read(proposal, spot or Spot(), user or AnonymousUser(), timezone.now())


@pytest.mark.parametrize("length", [50, 2000])
@pytest.mark.parametrize("spot", [Spot(), Spot(before=30), Spot(comment=3), Spot(thread=1, after=3)])
def test_any_page_of_any_discussion_takes_five_queries_at_most(length: int, spot: Spot) -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, length)
    reader = make_user()
    with CaptureQueriesContext(connection) as queries:
        html_of(proposal, spot, reader)
    assert len(queries) <= 5


def test_two_thousand_comments_cost_about_as_much_as_two_hundred() -> None:
    def cost(length: int) -> float:
        proposal = make_proposal()
        make_long_discussion(proposal, length)
        html_of(proposal)
        times = []
        for _ in range(5):
            start = time.process_time()
            html_of(proposal)
            times.append(time.process_time() - start)
        return min(times)

    few, many = cost(200), cost(2000)
    assert many < 3 * few + 0.002


def test_newest_threads_first_each_with_its_first_replies() -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 200)
    reading = read_page(proposal, Spot())
    assert [row.number for row in reading.threads] == [196 - 5 * n for n in range(THREADS)]
    assert {len(rows) for rows in reading.replies.values()} == {REPLIES}
    assert (reading.older, reading.newer) == (20, 0)
    html = html_of(proposal)
    assert html.count("Show 1 more reply") == THREADS and "Show 20 more comments" in html


def test_older_pages_say_how_many_are_newer() -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 200)
    reading = read_page(proposal, Spot(before=101))
    assert reading.threads[0].number == 96
    assert (reading.older, reading.newer) == (0, 20)


@pytest.mark.parametrize(("number", "first"), [(1, 1), (3, 1), (56, 56), (197, 196), (150, 196)])
def test_a_comment_is_on_the_page_its_address_opens(number: int, first: int) -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 200)
    reading = read_page(proposal, Spot(comment=number))
    assert reading.threads[0].number == first
    assert f'id="c-{number}"' in html_of(proposal, Spot(comment=number))


def test_a_long_thread_opens_in_parts_with_a_way_back() -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 121, replies_each=120)
    html = html_of(proposal, Spot(thread=1))
    assert html.count('class="cm re"') == OPENED and f"Show {OPENED} of 70 more replies" in html
    html = html_of(proposal, Spot(comment=110))
    assert 'id="c-110"' in html and "Show the first replies" in html
    assert html_of(proposal, Spot(thread=1, after=100)).count('class="cm re"') == 20


def test_a_thread_or_comment_that_is_not_there_shows_the_first_page() -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 10)
    for spot in (Spot(thread=999), Spot(comment=999), Spot(before=0)):
        assert read_page(proposal, spot).newer == (2 if spot.before == 0 else 0)


@pytest.mark.parametrize("value", ["", "-1", "abc", "1e3", "٣", "9" * 30, "1.5", " 7"])
def test_nonsense_in_the_address_is_ignored(value: str) -> None:
    assert spot_of({"before": value, "thread": value, "after": value, "comment": value}) == Spot()


def test_the_words_and_name_of_a_hidden_comment_are_nowhere() -> None:
    author = make_user(display_name="Rude Rudi")
    comment = make_comment(text="Gerda Blum lives there.", author=author)
    make_comment(parent=make_comment(parent=comment), text="Please stop.")
    hide(comment)
    html = html_of(comment.proposal)
    assert "Gerda" not in html and "Rude Rudi" not in html
    assert "A moderator hid this comment on" in html
    comment.refresh_from_db()
    assert f"/{comment.hidden_entry}/" in html and "Please stop." in html


def test_an_answer_to_a_hidden_reply_names_nobody() -> None:
    root = make_comment()
    rude = make_comment(parent=root, author=make_user(display_name="Rude Rudi"))
    make_comment(parent=rude)
    assert "in reply to <bdi>Rude Rudi</bdi>" in html_of(root.proposal)
    hide(rude)
    html = html_of(root.proposal)
    assert "Rudi" not in html and "in reply to a hidden comment" in html


def test_markup_is_text_and_each_text_carries_its_language() -> None:
    comment = make_comment(
        text="<script>alert(1)</script>\n\nשלום 🚰", language="es", author=make_user(display_name="<b>Eve")
    )
    html = html_of(comment.proposal)
    assert "<script>" not in html and "<b>Eve" not in html
    assert 'lang="es"' in html and 'dir="auto">שלום 🚰' in html


def test_names_of_districts_are_text() -> None:
    home = make_district("Kiln <i>field")
    html = html_of(make_comment(author=make_user(district=home)).proposal)
    assert "Kiln &lt;i&gt;field" in html


def test_readers_see_who_speaks_for_whom() -> None:
    proposal = make_proposal()
    make_comment(proposal, author=proposal.author)
    make_comment(proposal, author=make_staff())
    html = html_of(proposal)
    assert html.count(">author</span>") == 1 and html.count(">City</span>") == 1


def test_erased_people_have_no_name_and_no_district() -> None:
    comment = make_comment(author=make_user(display_name="Paul Adeyemi"))
    comment.author.erased_at = timezone.now()
    comment.author.save()
    html = html_of(comment.proposal)
    assert "Paul" not in html and "Former member" in html


def test_ones_own_marks_are_pressed() -> None:
    comment, reader = make_comment(), make_user()
    mark_helpful(actor=reader, comment=comment, now=timezone.now())
    assert 'value="0" aria-pressed="true"' in html_of(comment.proposal, user=reader)
    assert 'value="1" aria-pressed="false"' in html_of(comment.proposal, user=make_user())


def test_a_closed_discussion_offers_nothing_to_press() -> None:
    proposal = make_proposal()
    Comment.objects.filter(pk=make_comment(proposal).pk).update(helpful_count=3)
    proposal.status = "withdrawn"
    html = html_of(proposal)
    assert "<button" not in html and "data-reply" not in html
    assert "Helpful, 3" in html
