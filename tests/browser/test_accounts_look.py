"""Account pages in Chromium: accessibility in both schemes, no sideways scrolling, big targets, no errors."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Notice, User
from tests.browser.conftest import Visit
from tests.browser.test_sealed_ballot import origin, watched
from tests.factories.accounts import make_administrator, make_district, make_user, with_second_factor
from tests.looking import SMALL_TARGETS, troubles

pytestmark = pytest.mark.browser

ENTRANCE = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")
OWN = (
    "accounts:home", "accounts:profile", "accounts:notices", "accounts:privacy", "accounts:erase",
    "account_email", "account_change_password", "account_logout", "account_reauthenticate",
    "usersessions_list", "mfa_index", "mfa_activate_totp",
)  # fmt: skip
WITH_FACTOR = (
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate",
)  # fmt: skip
ROOM_LEFT = """select => {
  const look = getComputedStyle(select), pen = document.createElement("canvas").getContext("2d");
  pen.font = look.font;
  const widest = Math.max(...[...select.options].map(option => pen.measureText(option.text).width));
  const arrow = look.appearance === "none" ? 0 : 20;
  return select.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight) - arrow - widest;
}"""
"""How many pixels of a list of choices are free beside its widest one."""


def person() -> User:
    user = make_user(display_name="Ana Reyes", district=make_district())
    Notice.objects.create(user=user, subject="The city answered you", body="Read it here.", url="/")
    return user


def troubles_of(visit: Visit, user: User | None, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong with each of these pages for somebody (None is a visitor)."""
    page = visit(user=user)
    complaints, found = watched(page), {}
    for path in paths:
        page.goto(origin(page) + path)
        found[path] = troubles(page, small=SMALL_TARGETS) + complaints
        complaints.clear()
    return {path: trouble for path, trouble in found.items() if trouble}


def test_the_entrance_is_fit_for_everybody(visit: Visit) -> None:
    assert troubles_of(visit, None, [reverse(name) for name in ENTRANCE]) == {}


def test_ones_own_pages_are_fit_for_everybody(visit: Visit) -> None:
    assert troubles_of(visit, person(), [reverse(name) for name in OWN]) == {}


def test_the_second_factor_is_fit_for_everybody(visit: Visit) -> None:
    assert troubles_of(visit, with_second_factor(person()), [reverse(name) for name in WITH_FACTOR]) == {}


def test_the_pages_of_staff_are_fit_for_everybody(visit: Visit) -> None:
    boss = make_administrator()
    paths = [reverse("accounts:people"), reverse("accounts:person", args=[boss.pk])]
    assert troubles_of(visit, boss, paths) == {}


def test_an_error_moves_the_eye_to_the_summary_and_on_to_the_field(visit: Visit) -> None:
    page = visit(reverse("account_signup"))
    page.get_by_label("Display name").fill("Ana Reyes")
    page.get_by_role("button", name="Create an account").click()
    page.locator("#errors").get_by_role("link", name="Enter your e-mail address.").click()
    assert page.evaluate("document.activeElement.name") == "email"
    assert page.get_by_label("Display name").input_value() == "Ana Reyes"


def test_the_picture_to_scan_is_drawn(visit: Visit) -> None:
    page = visit(reverse("mfa_activate_totp"), user=person(), scheme="dark")
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0


def test_no_choice_of_where_one_lives_is_cut_off_on_a_phone(visit: Visit) -> None:
    make_district("Old Harbour and Sailors' Quay")
    page = visit(reverse("account_signup"), width=360)
    assert page.get_by_label("Where do you live?").evaluate(ROOM_LEFT) > 0
