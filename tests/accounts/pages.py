"""What tests look for in a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Protocol, cast

from django.core import mail
from django.test import Client


class Answer(Protocol):
    """What a client gets back."""

    @property
    def content(self) -> bytes: ...


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.h1 = 0
        self.inline: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.h1 += tag == "h1"
        if tag == "script" and "src" not in given:
            self.inline.append("script")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "label" and given.get("for"):
            self.labels.add(cast(str, given["for"]))
        boxes = {"hidden", "checkbox", "radio"}
        if tag in {"input", "select", "textarea"} and given.get("type") not in boxes:
            self.controls.append(given)


def text_of(response: Answer) -> str:
    """The page as text."""
    return response.content.decode()


def assert_well_made(response: Answer) -> None:
    """One h1, nothing inline, every field with its label."""
    page = _Page(text_of(response))
    assert page.h1 == 1
    assert page.inline == []
    unlabelled = [control.get("name") for control in page.controls if control.get("id") not in page.labels]
    assert unlabelled == []


def code_in_mail() -> str:
    """The code in the newest e-mail: it stands alone on its line."""
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def link_in_mail() -> str:
    """The path of the first link in the newest e-mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def signed_in_as(client: Client) -> int | None:
    """The id of who is signed in; None for nobody."""
    value = client.session.get("_auth_user_id")
    return int(value) if value else None
