"""The style sheets as text: contrast, weight, right-to-left, and nothing inline in the templates."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SHEETS = [ROOT / "static" / "css" / f"{n}.css" for n in ("tokens", "base", "layout", "components", "print")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAIR = re.compile(r"--(\w+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
PLAIN = re.compile(r"--(\w+): (#[0-9a-f]{6})")
WHITE = "#fdfcf4"
INK = "#17211e"

TEXT = [
    *((colour, ground) for colour in ("ink", "soft", "link") for ground in ("stone", "sheet", "sunk")),
    *(
        (colour, ground)
        for colour in ("leaf", "plum", "slate", "brass", "brick")
        for ground in ("stone", "sheet")
    ),
    *((colour, f"{colour}bg") for colour in ("leaf", "plum", "slate", "brass", "brick")),
    *(("ink", f"{colour}bg") for colour in ("leaf", "plum", "slate", "brass", "brick")),
    *((WHITE, ground) for ground in ("enamel", "enamel2", "sign", "number")),
    (INK, "brassfill"),
]
CONTROLS = [
    *(("edge", ground) for ground in ("stone", "sheet")),
    *(("focus", ground) for ground in ("stone", "sheet", "sunk", "leafbg", "brassbg", "brickbg")),
    *(("brick", ground) for ground in ("sheet", "sunk")),
]


def tokens(scheme: int) -> dict[str, str]:
    text = SHEETS[0].read_text()
    plain = dict(PLAIN.findall(text))
    return plain | {name: (light, dark)[scheme] for name, light, dark in PAIR.findall(text)}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (CONTROLS, 3.0)], ids=["text", "controls"])
def test_contrast(scheme: int, pairs: list[tuple[str, str]], least: float) -> None:
    colours = tokens(scheme)
    for one, other in pairs:
        ratio = contrast(colours.get(one, one), colours.get(other, other))
        assert ratio >= least, f"{one} on {other}: {ratio:.2f}"


def test_light_is_the_same_with_and_without_light_dark() -> None:
    text = SHEETS[0].read_text()
    plain = dict(PLAIN.findall(text))
    assert len(PAIR.findall(text)) > 20
    for name, light, _dark in PAIR.findall(text):
        assert plain[name] == light, name


def test_a_scheme_changes_colours_and_nothing_else() -> None:
    """So that where things are and what they are called has to be looked at in one of them only."""
    asks = re.compile(r"prefers-color-scheme|\[data-theme[^\]]*\](?! \{ color-scheme: \w+ \})")
    files = [*ROOT.glob("static/css/*.css"), *ROOT.glob("static/js/**/*.js"), *TEMPLATES]
    assert len(files) > 100
    assert [path.name for path in files if asks.search(path.read_text())] == []


def test_the_sheets_stay_under_ten_kilobytes() -> None:
    assert sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in SHEETS) < 10_000


@pytest.mark.parametrize("name", ["ballot", "list", "map", "seal", "trustee"])
def test_sheets_of_single_pages_are_small_and_in_the_layer_of_components(name: str) -> None:
    sheet = (ROOT / "static" / "css" / f"{name}.css").read_bytes()
    assert b"@layer components {" in sheet
    assert len(gzip.compress(sheet, 9)) < 1_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_right_to_left_comes_from_logical_properties(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    sides = "left|right|top|bottom"
    physical = rf"[{{;\s](?:(?:margin|padding|border)-(?:{sides})|{sides}|width|height)\s*:"
    assert not re.findall(physical, text)
    assert not re.findall(r"(?:text-align|float)\s*:\s*(?:left|right)", text)


def test_layers_are_declared_once_and_first() -> None:
    order = "@layer tokens, base, layout, components, print;"
    assert [order in sheet.read_text() for sheet in SHEETS] == [True, False, False, False, False]
    for sheet in SHEETS:
        assert f"@layer {sheet.stem} {{" in sheet.read_text()


ALONE = ROOT / "templates" / "voting" / "static_check.html"
"""It becomes one file for other people's web servers, where our content policy does not reach."""


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path != ALONE], ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_inline_in_templates(path: Path) -> None:
    text = re.sub(r"{%.*?%}", "", path.read_text())
    assert not re.search(r"\sstyle\s*=", text), "the content policy blocks style attributes"
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", text), "the content policy blocks on… attributes"
    for tag in re.findall(r"<script\b[^>]*>(?!</script>)", text):
        assert 'type="application/json"' in tag, "script bodies are blocked; use a file"


def test_every_class_in_a_template_is_in_the_style_sheets() -> None:
    """Or in a script that looks for it; a class known to neither is a typing mistake."""
    files = [*(ROOT / "static" / "css").glob("*.css"), *(ROOT / "static" / "js").rglob("*.js")]
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(path.read_text() for path in files)))
    known |= {"say-box", "say-form", "trackers"}  # marks for tests and for pages to come
    unknown = {}
    for path in TEMPLATES:
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", path.read_text())
        used = {name for names in re.findall(r'\sclass="([^"]*)"', text) for name in names.split()}
        if used - known:
            unknown[str(path.relative_to(ROOT))] = sorted(used - known)
    assert not unknown
