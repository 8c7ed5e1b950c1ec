"""Account pages in Chromium: accessibility in both schemes, no sideways scrolling, big targets, no errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import Notice, User
from tests.conftest import chromium_path
from tests.factories.accounts import (
    make_administrator,
    make_district,
    make_user,
    sign_in,
    with_second_factor,
)
from tests.ui.test_guide_in_browser import FLAGS, SMALL_TARGETS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENTRANCE = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")
OWN = (
    "accounts:home", "accounts:profile", "accounts:notices", "accounts:privacy", "accounts:erase",
    "account_email", "account_change_password", "account_logout", "account_reauthenticate",
    "usersessions_list", "mfa_index", "mfa_activate_totp",
)  # fmt: skip
WITH_FACTOR = (
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate",
)  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """Somebody's session ("" for a visitor), and the pages to look at with it."""

    session: str
    paths: tuple[str, ...]


@pytest.fixture
def visits(transactional_db: None) -> list[Visit]:
    """Everything that needs the database: the browser's own loop forbids it later."""
    boss = make_administrator()
    staff_pages = (reverse("accounts:people"), reverse("accounts:person", args=[boss.pk]))
    return [
        Visit("", tuple(reverse(name) for name in ENTRANCE)),
        Visit(session_of(person()), tuple(reverse(name) for name in OWN)),
        Visit(session_of(with_second_factor(person())), tuple(reverse(name) for name in WITH_FACTOR)),
        Visit(session_of(boss), staff_pages),
    ]


@pytest.fixture
def browser(visits: list[Visit]) -> Iterator[Browser]:
    path = chromium_path()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def person() -> User:
    user = make_user(display_name="Ana Reyes", district=make_district())
    Notice.objects.create(user=user, subject="The city answered you", body="Read it here.", url="/")
    return user


def session_of(user: User) -> str:
    client = Client()
    sign_in(client, user)
    return client.cookies["sessionid"].value


def context_for(browser: Browser, live_server: LiveServer, session: str, scheme: str) -> BrowserContext:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", locale="en")
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context


def troubles(context: BrowserContext, url: str, width: int) -> list[str]:
    """Everything wrong with the page at `url` on a screen of this width."""
    page = context.new_page()
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url)
    for violation in Axe().run(page).response["violations"]:
        found.append(f"{violation['id']} {violation['nodes'][0]['html'][:150]}")
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("scrolls sideways")
    found += [f"small {html}" for html in page.evaluate(SMALL_TARGETS)]
    page.close()
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_every_account_page_is_fit_for_everybody(
    visits: list[Visit], browser: Browser, live_server: LiveServer, scheme: str, width: int
) -> None:
    found = {}
    for visit in visits:
        context = context_for(browser, live_server, visit.session, scheme)
        for path in visit.paths:
            trouble = troubles(context, live_server.url + path, width)
            if trouble:
                found[path] = trouble
        context.close()
    assert not found


def test_an_error_moves_the_eye_to_the_summary_and_on_to_the_field(
    browser: Browser, live_server: LiveServer
) -> None:
    page = context_for(browser, live_server, "", "light").new_page()
    page.goto(live_server.url + reverse("account_signup"))
    page.get_by_label("Display name").fill("Ana Reyes")
    page.get_by_role("button", name="Create an account").click()
    page.locator("#errors").get_by_role("link", name="Enter your e-mail address.").click()
    assert page.evaluate("document.activeElement.name") == "email"
    assert page.get_by_label("Display name").input_value() == "Ana Reyes"


def test_the_picture_to_scan_is_drawn(visits: list[Visit], browser: Browser, live_server: LiveServer) -> None:
    page = context_for(browser, live_server, visits[1].session, "dark").new_page()
    page.goto(live_server.url + reverse("mfa_activate_totp"))
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0
