from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Context, Template

from ui import sprites

ROOT = Path(settings.BASE_DIR)
ICON_TAG = re.compile(r"{%\s*icon\s+\"([^\"]+)\"")
CHIP_TAG = re.compile(r"{%\s*chip\s+\"[^\"]*\"\s+\"([^\"]*)\"")
TILE_TAG = re.compile(r"{%\s*tile\s+\"([^\"]+)\"")


def symbols(name: str) -> set[str]:
    text = (ROOT / "static" / "ui" / f"{name}.svg").read_text()
    return set(re.findall(r'<symbol id="([^"]+)"', text))


def test_icon_is_decoration_beside_a_word() -> None:
    svg = BeautifulSoup(sprites.icon("arrow", flip=True), "html.parser").svg
    assert svg is not None
    assert svg["aria-hidden"] == "true"
    assert svg["class"] == ["i", "flip"]
    assert 'icons.svg#arrow"' in str(svg)


def test_chip_escapes_its_label_and_carries_a_word() -> None:
    html = sprites.chip("warn", "clock", "<script>alert(1)</script>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'class="chip warn"' in html


def test_an_unknown_chip_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown chip kind"):
        sprites.chip("shiny", "check", "Done")


def test_tags_render_in_a_template() -> None:
    source = "{% load ui %}{% plate 147 %}"
    source += '{% place name "kiln" %}{% money 1166 "EUR" %}{{ 18412|number }}'
    html = Template(source).render(Context({"name": "Kiln & field"}))
    assert '<span class="n">147</span>' in html
    assert "Kiln &amp; field" in html
    assert '<bdi class="sum">€11.66</bdi>' in html
    assert html.endswith("18,412")


@pytest.mark.parametrize(
    ("pattern", "sheet"), [(ICON_TAG, "icons"), (CHIP_TAG, "icons"), (TILE_TAG, "tiles")]
)
def test_every_picture_a_template_names_exists(pattern: re.Pattern[str], sheet: str) -> None:
    known = symbols(sheet) | {""}
    assert len(known) > 6
    for path in sorted((ROOT / "templates").rglob("*.html")):
        unknown = set(pattern.findall(path.read_text())) - known
        assert not unknown, f"{path.name} names {unknown}, which {sheet}.svg does not have"
