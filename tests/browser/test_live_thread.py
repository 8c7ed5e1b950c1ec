"""Two browsers on one discussion: what one writes, the other sees; nothing moves under a reader's eyes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from deliberation.services import delete_comment
from tests.browser.conftest import Visit
from tests.factories.accounts import make_user
from tests.factories.deliberation import make_comment, make_long_discussion
from tests.factories.moderation import hide, restore
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.browser
DEAD_SOCKETS = """window.WebSocket = class extends EventTarget {
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new CloseEvent("close", { code: 1006 })));
  }
  close() {}
};"""


def write(page: Page, text: str) -> None:
    """Open the form, write and post."""
    page.get_by_text("Add a comment").click()
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Post comment").click()


def live(page: Page) -> Page:
    """Wait until the page has greeted the server."""
    expect(page.locator("#talk")).to_have_attribute("data-live", "yes")
    return page


def scroll_to(page: Page, selector: str) -> None:
    """Bring something to the top of the screen."""
    page.locator(selector).evaluate("node => node.scrollIntoView({ block: 'start', behavior: 'instant' })")


def top_of(page: Page, selector: str) -> float:
    """Where something is on the screen."""
    return float(page.locator(selector).evaluate("node => node.getBoundingClientRect().top"))


def point_at(page: Page, selector: str) -> None:
    """Click with the mouse where something is; Playwright's own click would scroll the page first."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_comment_appears_in_a_second_browser_over_the_live_line_alone(
    visit: Visit, record_property: Callable[[str, object], None]
) -> None:
    proposal = make_proposal()
    make_comment(proposal)
    writer = live(visit(proposal.get_absolute_url(), user=make_user()))
    reader = live(visit(proposal.get_absolute_url(), height=300))
    reader.route("**/changes/**", lambda route: route.abort())
    start = time.monotonic()
    write(writer, "Sails tear. Plant trees.")
    expect(reader.locator("#c-2")).to_contain_text("Sails tear")
    record_property("milliseconds_from_first_click", round(1000 * (time.monotonic() - start)))
    expect(reader.get_by_role("heading", name="2 comments")).to_be_visible()
    expect(writer.locator("#c-2")).to_be_focused()
    expect(writer.get_by_label("Your comment")).to_have_value("")


def test_nothing_moves_while_somebody_reads(visit: Visit) -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 40)
    reader = live(visit(proposal.get_absolute_url()))
    scroll_to(reader, "#c-26")
    before = top_of(reader, "#c-26")
    make_comment(proposal, text="Something new.")
    bar = reader.get_by_role("status").get_by_text("1 new comment. Show it")
    expect(bar).to_be_visible()
    assert reader.locator("#c-41").count() == 0
    make_comment(proposal, text="And more.")
    expect(reader.get_by_text("2 new comments. Show them")).to_be_visible()
    reader.locator("#talk-bar a").focus()
    assert abs(top_of(reader, "#c-26") - before) < 2
    point_at(reader, "#talk-bar a")
    expect(reader.locator("#c-42")).to_have_count(1)
    assert abs(top_of(reader, "#c-26") - before) < 2
    reader.get_by_text("Go to the new comment").click()
    expect(reader.locator("#c-42")).to_be_in_viewport()


def test_what_comes_below_the_screen_comes_at_once(visit: Visit) -> None:
    proposal = make_proposal()
    thread = make_comment(proposal)
    reader = live(visit(proposal.get_absolute_url(), height=300))
    make_comment(parent=thread, text="An answer.")
    expect(reader.locator("#t-1 > #c-2.re")).to_contain_text("An answer.")
    expect(reader.locator("#talk-bar a")).to_be_hidden()


def test_a_folded_thread_only_counts_on(visit: Visit) -> None:
    proposal = make_proposal()
    thread = make_comment(proposal)
    for _ in range(5):
        make_comment(parent=thread)
    reader = live(visit(proposal.get_absolute_url(), height=3000))
    expect(reader.get_by_text("Show 2 more replies")).to_be_visible()
    make_comment(parent=thread)
    expect(reader.get_by_text("Show 3 more replies")).to_be_visible()
    reader.get_by_text("Show 3 more replies").click()
    expect(reader.locator("#t-1 > .re")).to_have_count(6)
    make_comment(parent=thread, text="The last word.")
    reader.get_by_text("1 new comment. Show it").click()
    expect(reader.locator("#t-1 > .re").last).to_contain_text("The last word.")


def test_hidden_comments_leave_the_open_page_and_come_back(visit: Visit) -> None:
    proposal = make_proposal()
    comment = make_comment(proposal, text="Ask Gerda Blum of 14 Tanner Street.")
    reader = live(visit(proposal.get_absolute_url()))
    expect(reader.get_by_text("Gerda Blum")).to_be_visible()
    hide(comment)
    expect(reader.locator("#c-1")).to_contain_text("A moderator hid this comment")
    assert "Gerda" not in reader.content()
    expect(reader.get_by_role("heading", name="0 comments")).to_be_visible()
    restore(comment)
    expect(reader.get_by_text("Gerda Blum")).to_be_visible()


def test_a_lost_line_is_named_and_what_was_missed_comes_after(visit: Visit) -> None:
    proposal = make_proposal()
    hidden = make_comment(proposal, text="Something rude.")
    reader = live(visit(proposal.get_absolute_url(), height=300))
    reader.context.set_offline(True)
    expect(reader.get_by_text("Live comments paused at")).to_be_visible()
    make_comment(proposal, text="Said while you were away.")
    hide(hidden)
    reader.context.set_offline(False)
    expect(reader.locator("#c-2")).to_contain_text("while you were away")
    expect(reader.locator("#c-1")).to_contain_text("hid this comment")
    expect(reader.get_by_text("Live comments paused at")).to_be_hidden()


def test_without_sockets_the_page_asks(visit: Visit) -> None:
    proposal = make_proposal()
    reader = visit()
    reader.add_init_script(
        "window.WebSocket = class extends EventTarget { constructor() { super();"
        " setTimeout(() => this.dispatchEvent(new CloseEvent('close', {code: 1006}))) } close() {} }"
    )
    reader.clock.install()
    reader.goto(reader.url.rstrip("/") + proposal.get_absolute_url())
    make_comment(proposal, text="Heard late, but heard.")
    reader.set_viewport_size({"width": 1280, "height": 300})
    reader.clock.run_for(40_000)
    expect(reader.locator("#c-1")).to_contain_text("Heard late")


def test_a_hidden_proposal_ends_the_discussion(visit: Visit) -> None:
    proposal = make_proposal()
    make_comment(proposal, text="Words that should go.")
    reader = live(visit(proposal.get_absolute_url()))
    hide(proposal)
    expect(reader.get_by_role("heading", name="The moderators hid this proposal")).to_be_visible()
    assert "Words that should go" not in reader.content()
    assert proposal.title not in reader.content()
    expect(reader.locator("main")).to_be_focused()


def test_a_hidden_proposal_ends_the_discussion_even_if_its_page_cannot_be_had(visit: Visit) -> None:
    proposal = make_proposal()
    make_comment(proposal, text="Words that should go.")
    reader = live(visit(proposal.get_absolute_url()))
    reader.route(reader.url, lambda route: route.abort())
    hide(proposal)
    expect(reader.get_by_text("This discussion is no longer public.")).to_be_visible()
    assert "Words that should go" not in reader.locator("#threads").inner_html()


def test_an_answer_opens_under_its_comment_and_appears_there(visit: Visit) -> None:
    proposal = make_proposal()
    make_comment(proposal)
    page = live(visit(proposal.get_absolute_url(), user=make_user(display_name="Paul Adeyemi")))
    page.locator("#c-1").get_by_text("Reply").click()
    expect(page.get_by_label("Your reply")).to_be_focused()
    page.get_by_label("Your reply").fill("Fair point.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#t-1 > #c-2.re")).to_contain_text("Fair point.")
    expect(page.locator("#c-2")).to_have_count(1)
    expect(page.get_by_label("Your reply")).to_have_count(0)


def test_an_open_answer_survives_a_change_of_its_comment(visit: Visit) -> None:
    proposal = make_proposal()
    comment = make_comment(proposal)
    page = live(visit(proposal.get_absolute_url(), user=make_user()))
    page.locator("#c-1").get_by_text("Reply").click()
    page.get_by_label("Your reply").fill("Half a thou")
    hide(comment)
    expect(page.locator("#c-1")).to_contain_text("A moderator hid this comment")
    expect(page.get_by_label("Your reply")).to_have_value("Half a thou")


def test_a_refused_text_stays_in_the_form(visit: Visit) -> None:
    proposal = make_proposal()
    page = live(visit(proposal.get_absolute_url(), user=make_user()))
    write(page, "long " * 1000)
    expect(page.get_by_role("alert")).to_contain_text("Keep it to 4,000 letters. You have 4,999.")
    expect(page.get_by_label("Your comment")).to_have_value("long " * 1000)
    page.get_by_label("Your comment").fill("Short.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator("#c-1")).to_contain_text("Short.")


def test_helpful_changes_in_place(visit: Visit) -> None:
    proposal = make_proposal()
    make_comment(proposal)
    page = live(visit(proposal.get_absolute_url(), user=make_user()))
    button = page.locator("#c-1 button")
    button.click()
    expect(button).to_have_text("Helpful, 1")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    button.click()
    expect(button).to_have_text("Helpful, 0")


def test_everything_by_keyboard(visit: Visit) -> None:
    proposal = make_proposal()
    page = live(visit(proposal.get_absolute_url(), user=make_user()))
    page.locator("#talk").focus()
    for key in ("Tab", "Enter", "Tab", "ArrowUp", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("By keys alone.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#c-1")).to_contain_text("By keys alone.")
    expect(page.locator("#c-1")).to_be_focused()
    expect(page.locator("#c-1 .chip")).to_have_text("Question")


def test_without_scripts_comments_answers_and_marks_are_pages(visit: Visit) -> None:
    proposal = make_proposal()
    make_comment(proposal)
    page = visit(proposal.get_absolute_url(), user=make_user(), scripts=False)
    page.get_by_text("Add a comment").click()
    page.get_by_label("Against").check()
    page.get_by_label("Your comment").fill("No scripts here.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator("#c-2")).to_contain_text("No scripts here.")
    expect(page.locator("#c-2")).to_contain_text("Against")
    assert page.url.endswith("?comment=2#c-2")
    page.locator("#c-1 button").click()
    expect(page.locator("#c-1 button")).to_have_text("Helpful, 1")
    page.locator("#c-1").get_by_text("Reply").click()
    page.get_by_label("Your reply").fill("Nor here.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#t-1 > #c-3.re")).to_contain_text("Nor here.")


def test_a_comment_is_changed_and_deleted_live_and_comes_back(visit: Visit) -> None:
    proposal, author = make_proposal(), make_user()
    thread = make_comment(proposal, author=author, text="Sials tear.")
    reader = live(visit(proposal.get_absolute_url()))
    page = live(visit(proposal.get_absolute_url(), user=author))
    page.get_by_role("link", name="Edit, 1").click()
    expect(page.get_by_label("Your comment").last).to_be_focused()
    page.get_by_label("Your comment").last.fill("Sails tear.")
    page.get_by_role("button", name="Save the change").click()
    expect(reader.locator("#c-1")).to_contain_text("Sails tear.")
    expect(page.locator("#c-1")).to_contain_text("Sails tear.")
    expect(page.locator("#c-1")).to_be_focused()
    expect(page.get_by_role("link", name="Edit, 1")).to_be_visible()
    page.get_by_role("button", name="Delete, 1").click()
    expect(page.get_by_role("button", name="Undo, 1")).to_be_focused()
    expect(reader.locator("#c-1")).to_have_count(0)
    expect(reader.get_by_role("heading", name="0 comments")).to_be_visible()
    page.get_by_role("button", name="Undo, 1").click()
    expect(reader.locator("#t-1 > #c-1")).to_contain_text("Sails tear.")
    expect(page.get_by_role("link", name="Edit, 1")).to_be_visible()
    make_comment(parent=thread, text="Trees do not.")
    page.get_by_role("button", name="Delete, 1").click()
    expect(reader.locator("#c-1")).to_contain_text("The author deleted this comment")
    expect(page.get_by_role("button", name="Undo, 1")).to_be_visible()


def test_an_answer_in_the_making_outlives_the_comment_it_answers(visit: Visit) -> None:
    proposal = make_proposal()
    comment, other = make_comment(proposal), make_comment(proposal)
    page = live(visit(proposal.get_absolute_url(), user=make_user()))
    page.locator("#c-1").get_by_text("Reply").click()
    page.get_by_label("Your reply").fill("Half a thou")
    for one in (comment, other):
        delete_comment(actor=one.author, comment=one, now=timezone.now())
    expect(page.locator("#c-1")).to_contain_text("The author deleted this comment.")
    expect(page.get_by_label("Your reply")).to_have_value("Half a thou")
    expect(page.locator("#t-2")).to_have_count(0)
    page.reload()
    expect(page.locator("#c-1")).to_have_count(0)


def test_what_was_missed_is_asked_for_until_it_is_there(visit: Visit) -> None:
    proposal = make_proposal()
    page = live(visit(proposal.get_absolute_url(), height=300))
    page.route("**/changes/**", lambda route: route.abort())
    page.context.set_offline(True)
    expect(page.locator("#talk-line")).to_contain_text("Live comments paused")
    make_comment(proposal, text="While away.")
    page.context.set_offline(False)
    expect(page.locator("#talk-line")).to_be_hidden()
    make_comment(proposal, text="Right after.")
    page.wait_for_timeout(500)
    page.unroute("**/changes/**")
    expect(page.get_by_text("While away.")).to_be_attached()
    expect(page.get_by_text("Right after.")).to_be_attached()


def test_more_replies_are_read_on_from_where_they_begin(visit: Visit) -> None:
    proposal = make_proposal()
    thread = make_comment(proposal)
    for _ in range(5):
        make_comment(parent=thread)
    page = live(visit(proposal.get_absolute_url()))
    page.get_by_text("Show 2 more replies").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#c-5")).to_be_focused()


def test_without_scripts_ones_own_comment_is_changed_deleted_and_brought_back(visit: Visit) -> None:
    proposal, author = make_proposal(), make_user()
    make_comment(parent=make_comment(proposal, author=author, text="Sails tear."))
    page = visit(proposal.get_absolute_url(), user=author, scripts=False)
    page.get_by_role("link", name="Edit, 1").click()
    page.get_by_label("Your comment").fill("Sails hold.")
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator("#c-1")).to_contain_text("Sails hold.")
    page.get_by_role("link", name="edited").click()
    expect(page.get_by_text("Sails tear.")).to_be_visible()
    page.get_by_role("link", name="Back to comment 1").click()
    page.get_by_role("button", name="Delete, 1").click()
    expect(page.locator("#c-1")).to_contain_text("You deleted this comment.")
    page.get_by_role("button", name="Undo, 1").click()
    expect(page.locator("#c-1")).to_contain_text("Sails hold.")
