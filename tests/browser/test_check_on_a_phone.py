"""The check of a ballot on a small screen: what is not cast is seen, and nothing hides behind the bar."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.browser.conftest import Visit
from tests.browser.test_other_voters import round_with_code
from tests.browser.test_sealed_ballot import address, check, tick
from tests.factories.accounts import make_user
from tests.factories.voting import make_open_round

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 640}
COVERED = """(element) => {
  const bar = document.querySelector(".cast").getBoundingClientRect();
  const box = element.getBoundingClientRect();
  return !element.closest(".cast") && box.bottom > bar.top && box.top < bar.bottom;
}"""


@pytest.fixture
def person(transactional_db: None) -> User:
    return make_user()


def cast_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Cast my ballot")


def test_the_button_is_on_screen_wherever_one_reads(visit: Visit, person: User) -> None:
    page = visit(address(make_open_round(voters=[person])), user=person, **PHONE)
    tick(page, 1, 2, 3)
    check(page)
    for down in (0, 400, 10_000):
        page.evaluate("(down) => scrollTo(0, down)", down)
        expect(cast_button(page)).to_be_in_viewport(ratio=1)
        expect(page.get_by_text("Your ballot is not cast yet")).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 0)")
    cast_button(page).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in the box")


def test_focus_is_never_behind_the_bar(visit: Visit, person: User) -> None:
    page = visit(address(make_open_round(voters=[person])), user=person, **PHONE)
    tick(page, 1, 2, 3)
    check(page)
    page.evaluate("document.activeElement.blur()")
    seen = []
    for _turn in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.activeElement").as_element()
        assert focused is not None
        seen.append(focused.evaluate("(element) => element.textContent.trim()"))
        assert not focused.evaluate(COVERED), seen[-1]
        if "Cast my ballot" in seen[-1]:
            break
    assert "Change my choices" in seen
    assert "Cast my ballot" in seen[-1]


def test_a_screen_of_a_few_lines_is_left_to_the_text(visit: Visit, person: User) -> None:
    page = visit(address(make_open_round(voters=[person])), user=person, width=320, height=256)
    tick(page, 1)
    check(page)
    expect(page.locator(".cast")).to_have_css("position", "static")
    cast_button(page).scroll_into_view_if_needed()
    expect(cast_button(page)).to_be_in_viewport(ratio=1)


def test_a_wrong_code_is_the_first_thing_one_reads(visit: Visit, person: User) -> None:
    round, _code = round_with_code(person)
    page = visit(address(round), scripts=False, **PHONE)
    page.locator("input[name=choice][value='1']").check()
    page.get_by_role("button", name="Check my ballot").click()
    page.get_by_label("Your voting code").fill("abcde")
    cast_button(page).click()
    problem = page.get_by_role("alert").filter(has_text="code")
    expect(problem).to_be_in_viewport(ratio=1)
    expect(problem).to_be_focused()
    problem.get_by_role("link", name="To your voting code").click()
    expect(page.get_by_label("Your voting code")).to_be_in_viewport(ratio=1)
    assert not page.get_by_label("Your voting code").evaluate(COVERED)
