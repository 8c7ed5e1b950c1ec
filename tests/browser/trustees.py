"""Trustees at their own browsers: they make sheets, keep them on paper, and type them in again."""

from __future__ import annotations

import re

from django.core import mail
from playwright.sync_api import expect

from tests.browser.conftest import Visit


class AtHome:
    """One trustee with a browser and a sheet of paper."""

    def __init__(self, visit: Visit, link: str, *, width: int = 360, scheme: str = "light") -> None:
        self.page = visit("/results/", width=width, scheme=scheme)
        self.groups: list[str] = []
        self.sent: list[str] = []
        self.page.context.on(
            "request", lambda request: self.sent.append(f"{request.url} {request.post_data_buffer!r}")
        )
        here = self.page.url.split("/", 3)[2]
        self.page.goto(f"http://{here}/{link.split('/', 3)[3]}")
        expect(self.page.locator("#step")).to_be_visible()

    @property
    def seed(self) -> str:
        """The 22 characters on the paper."""
        return "".join(self.groups)

    @property
    def task(self) -> str:
        """What the page asks for."""
        return self.page.locator("#step").get_attribute("data-task") or ""

    def waits_for(self, task: str) -> None:
        """Wait until the page asks for something."""
        expect(self.page.locator(f"#step[data-task={task}]")).to_be_visible()

    def make_sheet(self) -> None:
        """Make the sheet and copy it onto paper."""
        self.page.get_by_role("button", name="Make my sheet").click()
        expect(self.page.locator("[data-groups] b")).to_have_count(5)
        self.groups = self.page.locator("[data-groups] b").all_inner_texts()

    def confirm_sheet(self) -> None:
        """Type the two groups that the page asks for."""
        for field in self.page.locator("[data-groups-form] .f").all():
            number = int(re.sub(r"\D", "", field.locator("label").inner_text()))
            field.locator("input").fill(self.groups[number - 1])
        self.page.get_by_role("button", name="I have the sheet").click()

    def type_sheet(self, seed: str = "") -> None:
        """Type the sheet into the page, and press its button."""
        self.page.locator("#seed").fill(seed or "-".join(self.groups))
        self.page.locator("[data-seed-form] button").click()

    def stored(self) -> str:
        """What this browser keeps of the site."""
        kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
        return f"{self.page.evaluate(kept)} {self.page.context.storage_state()}"

    def close(self) -> None:
        """Close the tab, and never come back."""
        self.page.close()

    def come_back(self) -> None:
        """Close the tab and open the page again in the same browser."""
        context = self.page.context
        address = self.page.url
        self.page.close()
        self.page = context.new_page()
        self.page.goto(address)


def links() -> list[str]:
    """The personal links in the e-mails, the newest of everybody, by address."""
    found: dict[str, str] = {}
    for letter in mail.outbox:
        match = re.search(r"https?://\S+#\S+", str(letter.body))
        if match:
            found[letter.to[0]] = match[0]
    return list(found.values())
