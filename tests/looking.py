"""Looks at a page as different people see it: on wide and narrow screens, light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROWEST, NARROW, WIDE = 320, 360, 1280
HEIGHT = 900
ALL_RULES: Sequence[str] = ()
RULES_ON_COLOURS = ("color-contrast", "link-in-text-block")
"""What axe may answer differently in the other scheme: a scheme changes colours and nothing else, by test."""
VIEWS: tuple[tuple[int, Literal["light", "dark"], Sequence[str]], ...] = (
    (NARROW, "light", ALL_RULES),
    (NARROW, "dark", RULES_ON_COLOURS),
    (WIDE, "dark", RULES_ON_COLOURS),
    (WIDE, "light", ALL_RULES),
)
FEWEST_PASSES = 10
"""So many rules have something to say of any page; fewer, and axe did not see it."""
RUN = """async (rules) => {
  const found = await axe.run({ resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}) });
  const violations = found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html.slice(0, 200)}`);
  return { violations, passes: found.passes.length };
}"""
RUNS_OFF = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")]
  .filter((e) => e.offsetParent && !e.closest("p, svg, .quiet") && e.type !== "hidden")
  .filter((e) => !(e.parentElement.matches("li") && e.parentElement.childNodes.length > 1))
  .filter((e) => (e.closest("label") || e).getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 120))"""
"""Everything to press that is lower than a finger is wide, but for links within a text."""


def troubles(page: Page, *, small: str = "() => []") -> list[str]:
    """Everything that is wrong with a page as it stands now, with the width and the scheme it was seen in.

    There must be no axe violation, nothing that runs off the side of a screen, and nothing too small to hit:
    that is what the script `small` returns. Size and scheme are afterwards as they were.
    """
    before = page.viewport_size or {"width": WIDE, "height": HEIGHT}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = too_wide(page, NARROWEST)
    for width, scheme, rules in VIEWS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        seen = page.evaluate(RUN, rules)
        found += [f"{width} {scheme}: {one}" for one in seen["violations"]]
        if rules == ALL_RULES:
            found += too_wide(page, width)
            found += [f"{width}: small {one}" for one in page.evaluate(small)]
            assert seen["passes"] > FEWEST_PASSES, "axe saw next to nothing"
    page.emulate_media(color_scheme="null", reduced_motion="null")
    page.set_viewport_size(before)
    return found


def too_wide(page: Page, width: int) -> list[str]:
    """Say so if the page runs off the side of a screen of this width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return [f"{width}: runs off the side"] if page.evaluate(RUNS_OFF) else []
