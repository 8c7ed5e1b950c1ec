"""The style guide in Chromium: accessibility, target sizes, no overflow, and the small scripts at work."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Visit
from tests.looking import SMALL_TARGETS, troubles

pytestmark = pytest.mark.browser
GUIDE = "/ui/"


def test_the_guide_is_fit_for_everybody(visit: Visit) -> None:
    assert troubles(visit(GUIDE), small=SMALL_TARGETS) == []


def test_the_policy_blocks_nothing(visit: Visit) -> None:
    complaints: list[str] = []
    page = visit()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(page.url + GUIDE.lstrip("/"))
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_the_first_error_is_one_key_away(visit: Visit) -> None:
    page = visit(GUIDE)
    assert page.evaluate("document.activeElement.id") == "errors"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "wrong_title"


def test_the_menu_closes_on_escape(visit: Visit) -> None:
    page = visit(GUIDE, width=360)
    page.click(".menu > summary")
    assert page.evaluate("document.querySelector('.menu').open") is True
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('.menu').open") is False
    assert page.evaluate("document.activeElement.matches('.menu > summary')") is True


def test_letters_are_counted_and_typing_outlives_a_reload(visit: Visit) -> None:
    page = visit(GUIDE)
    page.type("#blank_title", "Bench 🚰")
    assert page.inner_text("#blank_title_count") == "7 of 80 letters"
    page.check("#blank_writer_1")
    page.reload()
    assert page.input_value("#blank_title") == "Bench 🚰"
    assert page.is_checked("#blank_writer_1")


def test_a_failing_server_leaves_the_page_and_says_so(visit: Visit) -> None:
    page = visit(GUIDE)
    page.evaluate(
        """() => {
          const form = document.querySelector("form[data-keep]");
          form.setAttribute("hx-post", "/nowhere/at/all/");
          htmx.process(form);
        }"""
    )
    page.route("**/nowhere/**", lambda route: route.fulfill(status=502, body="<h1>gone</h1>"))
    page.fill("#blank_title", "A bench at the stop")
    page.click("form[data-keep] button")
    page.wait_for_selector("form[data-keep] [role=alert]")
    assert "What you typed is still here" in page.inner_text("form[data-keep] [role=alert]")
    assert page.input_value("#blank_title") == "A bench at the stop"
    assert page.inner_text("h1") == "States"


def test_a_second_click_sends_nothing(visit: Visit) -> None:
    page = visit(GUIDE)
    sent = page.evaluate(
        """() => {
          const form = document.querySelector("form[data-keep]");
          form.noValidate = true;
          let count = 0;
          window.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) count += 1;
            event.preventDefault();
          });
          form.requestSubmit();
          form.requestSubmit();
          return count;
        }"""
    )
    assert sent == 1


def test_a_second_click_is_not_queued_behind_the_first(visit: Visit) -> None:
    page = visit(GUIDE)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if "/slow/" in request.url else None)
    page.route("**/slow/", after_a_while)
    with page.expect_response("**/slow/"):
        page.evaluate(
            """() => {
              const form = document.querySelector("form[data-keep]");
              form.noValidate = true;
              form.setAttribute("hx-post", "/slow/");
              htmx.process(form);
              form.requestSubmit();
              form.requestSubmit();
            }"""
        )
    page.wait_for_timeout(700)
    assert len(seen) == 1
    with page.expect_response("**/slow/"):
        page.evaluate("document.querySelector('form[data-keep]').requestSubmit()")
    assert len(seen) == 2


def test_right_to_left_mirrors_the_meter_but_not_its_letters(visit: Visit) -> None:
    page = visit(GUIDE)
    page.evaluate("document.documentElement.dir = 'rtl'")
    first, last = page.evaluate(
        "[...document.querySelector('.meter.over').querySelectorAll('rect')]"
        ".map((r) => r.getBoundingClientRect().x).filter((x, i, all) => i === 0 || i === all.length - 1)"
    )
    assert first > last
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_fingerprint_reads_alike_in_both_directions_and_keeps_off_the_words_above(visit: Visit) -> None:
    page = visit(GUIDE, width=360)
    words = "neither rescue subject repair derive hammer neither rescue"
    page.evaluate(
        f"""() => {{
          document.documentElement.dir = "rtl";
          const said = '<a class="tap" href="#">{words}</a><br><code>9436 e75f cb7f</code>';
          document.querySelector("main").insertAdjacentHTML("afterbegin", `<p>${{said}}</p>`);
        }}"""
    )
    first, last = page.evaluate(
        """() => [0, 13].map((at) => {
          const range = document.createRange();
          range.setStart(document.querySelector("main code").firstChild, at);
          range.setEnd(document.querySelector("main code").firstChild, at + 1);
          return range.getBoundingClientRect().x;
        })"""
    )
    assert first < last
    words_end, code_begins = page.evaluate(
        """() => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector("main .tap"));
          const code = document.querySelector("main code").getBoundingClientRect();
          return [range.getBoundingClientRect().bottom, code.top];
        }"""
    )
    assert words_end <= code_begins + 2


def test_typing_comes_back_after_a_detour_and_goes_once_it_was_taken(visit: Visit) -> None:
    """The guide stands in for the form's page; what the server answers to the POST is played here."""
    page = visit(GUIDE)
    sign_in = "<script type=module src=/static/js/plaza.js></script><input type=password>"
    page.route("**/ui/", lambda route: answer(route, sign_in))
    send(page, "A bench at the stop")
    assert page.locator("input[type=password]").count() == 1
    page.unroute("**/ui/")
    page.goto(page.url)
    assert page.input_value("#blank_title") == "A bench at the stop"
    page.route("**/ui/", lambda route: route.continue_(method="GET", post_data=None))
    send(page, "A bench at the stop")
    assert page.input_value("#blank_title") == ""


def after_a_while(route: Route) -> None:
    time.sleep(0.3)
    route.fulfill(status=204)


def answer(route: Route, html: str) -> None:
    if route.request.method == "POST":
        route.fulfill(body=html, content_type="text/html")
    else:
        route.continue_()


def send(page: Page, title: str) -> None:
    page.evaluate("document.querySelector('form[data-keep]').noValidate = true")
    page.evaluate("document.querySelector('form[data-keep]').action = '/ui/'")
    page.fill("#blank_title", "")
    page.type("#blank_title", title)
    with page.expect_navigation():
        page.click("form[data-keep] button")
