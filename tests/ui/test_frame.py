from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from ui.frame import say_messages


def soup(html: str | bytes) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def pager(query: str, page: int, count: int = 214) -> BeautifulSoup:
    request = RequestFactory().get(f"/list/{query}")
    context = Context({"request": request, "page": Paginator(range(count), 20).get_page(page)})
    return soup(Template("{% load ui %}{% pager page %}").render(context))


def test_pager_keeps_the_filters() -> None:
    page = pager("?district=kiln&district=weir&page=2&q=a%26b", 2)
    assert [link["href"] for link in page.select("a")] == [
        "?district=kiln&district=weir&page=1&q=a%26b",
        "?district=kiln&district=weir&page=3&q=a%26b",
    ]
    assert "21 to 40 of 214" in page.text


def test_pager_counts_what_is_left() -> None:
    assert [a.get_text(strip=True) for a in pager("", 10).select("a")] == ["Back 20", "Next 14"]
    assert [a["rel"] for a in pager("", 1).select("a")] == [["next"]]
    assert pager("", 1, count=20).text == ""


@pytest.mark.parametrize(
    ("level", "css", "role"),
    [
        (messages.SUCCESS, "ok", "status"),
        (messages.INFO, "info", "status"),
        (messages.WARNING, "warn", "alert"),
        (messages.ERROR, "bad", "alert"),
    ],
)
def test_messages_are_boxes_and_escaped(level: int, css: str, role: str) -> None:
    box = soup(say_messages([Message(level, "<script>x</script>")])).div
    assert box is not None
    assert box["class"] == ["say", css]
    assert box["role"] == role
    assert box.find("script") is None


def test_messages_of_a_kind_that_follow_each_other_share_a_box() -> None:
    said = [(messages.SUCCESS, "Confirmed."), (messages.SUCCESS, "Signed in."), (messages.INFO, "Not sent.")]
    boxes = soup(say_messages(Message(level, text) for level, text in said)).select(".say")
    words = [[line.text for line in box.select("p")] for box in boxes]
    assert words == [["Confirmed.", "Signed in."], ["Not sent."]]


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_pages_for_trouble_need_no_context(name: str) -> None:
    page = soup(render_to_string(name))
    assert len(page.select("h1")) == 1
    assert page.select("main#main a.btn")
    assert not page.select("form")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["403.html", "404.html"])
def test_pages_for_strays_use_the_frame(name: str) -> None:
    page = soup(render_to_string(name, {}, RequestFactory().get("/nowhere/")))
    assert len(page.select("h1")) == 1
    assert page.select("a.skip[href='#main']")


@pytest.mark.django_db
def test_a_refusal_gives_its_reason() -> None:
    html = render_to_string("403.html", {"reason": "Voting opens on <3 May>."}, RequestFactory().get("/x/"))
    assert "Voting opens on &lt;3 May&gt;." in html


@pytest.mark.django_db
def test_the_guide_is_one_well_formed_page(client: Client) -> None:
    page = soup(client.get(reverse("ui:guide")).content)
    assert len(page.select("h1")) == 1
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert not page.select("[style], style, script:not([src])")
    root = page.html
    assert isinstance(root, Tag)
    assert (root["lang"], root["dir"]) == ("en", "ltr")
    assert not root.has_attr("data-theme")


@pytest.mark.django_db
def test_the_frame_speaks_the_readers_language(client: Client) -> None:
    root = soup(client.get(reverse("ui:guide"), headers={"accept-language": "es"}).content).html
    assert root is not None
    assert root["lang"] == "es"


@pytest.mark.django_db
def test_theme_is_kept_in_a_cookie_and_given_back(client: Client) -> None:
    guide = reverse("ui:guide")
    response = client.post(reverse("ui:theme"), {"theme": "dark", "next": guide})
    assert response.headers["Location"] == guide
    root = soup(client.get(guide).content).html
    assert root is not None
    assert root["data-theme"] == "dark"
    client.post(reverse("ui:theme"), {"theme": "", "next": guide})
    root = soup(client.get(guide).content).html
    assert root is not None
    assert not root.has_attr("data-theme")


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_theme_never_leads_away(client: Client, target: str) -> None:
    response = client.post(reverse("ui:theme"), {"theme": "light", "next": target})
    assert response.headers["Location"] == "/"


@pytest.mark.django_db
def test_theme_wants_a_post(client: Client) -> None:
    answer = client.get(reverse("ui:theme"))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "There is nothing to read at this address" in answer.content.decode()


@pytest.mark.django_db
def test_a_forged_theme_cookie_is_ignored(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    root = soup(client.get(reverse("ui:guide")).content).html
    assert root is not None
    assert not root.has_attr("data-theme")
