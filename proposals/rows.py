"""What a list shows of each proposal: many rows in few milliseconds, so each is drawn once and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from processes.models import Process
from processes.permissions import Verdict
from proposals.lifecycle import OPEN_FOR_SUPPORT, Status
from proposals.models import teaser_of
from proposals.row_facts import Facts, Listed
from proposals.templatetags.proposal_tags import chip_of
from ui.drawn import drawn_once
from ui.money import grouped
from ui.sprites import chip, place, plate
from ui.text import user_line

KEPT = 2048


class Shown(NamedTuple):
    """All that a row's drawing depends on; `address` is the list's."""

    facts: Facts
    tags: tuple[str, ...]
    threshold: int
    address: str


@dataclass(frozen=True, slots=True)
class SupportBox:
    """The count beside a row and its button.

    `state` is "on" for somebody who supports the proposal, "off" for who could, "visitor" for who could after
    signing in, and "" where nobody can.
    """

    number: int
    url: str
    count: str
    word: str
    state: str


class Row(NamedTuple):
    """One proposal in a list: what it says to everybody, and the reader's own button."""

    number: int
    text: SafeString
    support: SafeString


def rows_of(proposals: Iterable[Listed], process: Process, may_support: Verdict) -> Iterator[Row]:
    """Yield a row for each proposal; `may_support` is what phase and role say for all of them."""
    address = reverse("proposals:list", args=[process.slug])
    language = get_language() or "en"
    for facts, tags, supported in proposals:
        shown = Shown(facts, tags, process.support_threshold, address)
        state = button(Status(facts.status) in OPEN_FOR_SUPPORT, supported, may_support)
        box = support_box(facts.number, facts.supporters, f"{address}{facts.number}/support/", state)
        yield Row(facts.number, draw_text(shown, language), draw_support(box, language))


@drawn_once(KEPT)
def draw_text(shown: Shown, language: str) -> SafeString:
    """Draw what a row says to everybody."""
    facts, tags, threshold, address = shown
    words = ngettext("%(count)s comment", "%(count)s comments", facts.comments)
    context = {
        "url": f"{address}{facts.number}/",
        "plate": plate(facts.number),
        "title": user_line(facts.title, facts.language),
        "teaser": teaser_of(facts.summary, facts.beginning),
        "language": facts.language,
        "place": place(facts.district or _("Whole city"), (facts.tile or "") if facts.district else "city"),
        "tags": [(name, quote(name)) for name in tags],
        "comments": words % {"count": grouped(facts.comments, language)},
        "chip": chip_of(Status(facts.status), threshold - facts.supporters),
        "answered": chip("", "talk", _("Answered by the city")) if facts.answered else "",
    }
    return render_to_string("proposals/_row.html", context)


@drawn_once(KEPT)
def draw_support(box: SupportBox, language: str) -> SafeString:
    """Draw the count and the button of a row."""
    return render_to_string("proposals/_support_row.html", {"box": box})


def button(is_open: bool, supported: bool, may_support: Verdict) -> str:
    """Return the state of the button where the proposal's own state leaves support open, or not."""
    if is_open and may_support:
        return "on" if supported else "off"
    return "visitor" if is_open and may_support.sign_in else ""


def support_box(number: int, count: int, url: str, state: str) -> SupportBox:
    """Return the count of one proposal in words and its button."""
    word = ngettext("supporter", "supporters", count)
    return SupportBox(number, url, grouped(count, get_language() or "en"), word, state)
