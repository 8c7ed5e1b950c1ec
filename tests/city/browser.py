"""Screens as people have them, and signing in with password and code."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page

from demo.build.people import PASSWORD, SECOND_FACTOR

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def sign_in(context: BrowserContext, address: str, who: str) -> None:
    """Sign in as one of the demo's accounts: resident, moderator, staff or admin."""
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail", exact=False).first.fill(f"{who}@marenholt.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    for code in codes_now():
        if "2fa" not in page.url:
            break
        page.locator("input[name=code]").fill(code)
        page.locator("main form button[type=submit], main form button:not([type])").first.click()
        page.wait_for_load_state()
    if "/login" in page.url or "2fa" in page.url:
        raise AssertionError(f"Could not sign in as {who}: {page.url}\n{page.locator('main').inner_text()}")
    page.close()


def codes_now() -> list[str]:
    """Return the codes that the demo's authenticator shows now and next: each is taken once only."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    _earlier, now, later = yield_hotp_counters_from_time()
    return [str(format_hotp_value(hotp_value(SECOND_FACTOR, counter))) for counter in (now, later)]


def options(width: dict[str, int], scheme: str, **more: Any) -> dict[str, Any]:
    """Return the options of a browser context: a size, a colour scheme, and what else is given."""
    return {"viewport": width, "color_scheme": scheme, "reduced_motion": "reduce", "locale": "en-GB", **more}


def settle(page: Page) -> None:
    """Wait until a page has loaded its scripts and pictures."""
    page.wait_for_load_state("networkidle")
