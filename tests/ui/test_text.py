from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup

from ui.text import user_line, user_text


def test_paragraphs_and_line_breaks() -> None:
    html = user_text("One\r\ntwo\n\n \nThree", "es")
    soup = BeautifulSoup(html, "html.parser")
    assert [p.get_text("|") for p in soup.find_all("p")] == ["One|two", "Three"]
    assert soup.div is not None
    assert soup.div["lang"] == "es"
    assert {p["dir"] for p in soup.find_all("p")} == {"auto"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/'><script>x</script>",
        "javascript:alert(1)",
        "\x00<b>",
    ],
)
def test_mark_up_stays_text(hostile: str) -> None:
    soup = BeautifulSoup(user_text(hostile, '"><script>'), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"div", "p", "a", "br"}
    for link in soup.find_all("a"):
        assert set(link.attrs) == {"href", "rel"}
        assert str(link["href"]).startswith("https://a.example/")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("See https://city.example/a?b=1&c=2.", "https://city.example/a?b=1&c=2"),
        ("(https://city.example/plan)", "https://city.example/plan"),
        ("https://city.example/Plan_(2026)", "https://city.example/Plan_(2026)"),
        ("HTTP://CITY.EXAMPLE", "HTTP://CITY.EXAMPLE"),
    ],
)
def test_web_addresses_become_links(text: str, target: str) -> None:
    soup = BeautifulSoup(user_text(text), "html.parser")
    assert soup.a is not None
    assert soup.a["href"] == target
    assert soup.a["rel"] == ["nofollow", "ugc", "noopener"]
    assert soup.get_text() == text


def test_a_bare_scheme_is_no_link() -> None:
    assert "<a" not in user_text("https://")


def test_right_to_left_and_emoji_survive() -> None:
    text = "نافورة ماء 🚰 at the stop"
    assert text in user_text(text, "ar")
    assert user_line(f" {text}\n", "ar") == f'<bdi lang="ar">{text}</bdi>'


@pytest.mark.parametrize(
    "text", ["word " * 2_000_000, "\n " * 5_000_000, "(" * 10_000_000, "https://" * 1_250_000]
)
def test_ten_megabytes_do_not_stall_the_page(text: str) -> None:
    start = time.process_time()
    html = user_text(text)
    assert time.process_time() - start < 10
    assert html.startswith('<div class="user')
