"""What templates of any app draw about proposals: `{% load proposal_tags %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django import template
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from proposals.history import steps_of
from proposals.languages import named
from proposals.lifecycle import Status
from proposals.models import STATUS_LABELS, Move, Proposal, Suggestion
from ui.charts import Part
from ui.draw_map import city_map
from ui.draw_meters import meter
from ui.maps import CityMap
from ui.money import grouped
from ui.sprites import chip, sheet_url

register = template.Library()
KEPT_SECONDS = 600

SIGNS = {
    Status.DRAFT: ("off", "edit"),
    Status.UNDER_REVIEW: ("", "clock"),
    Status.ACCEPTED: ("ok", "check"),
    Status.REJECTED: ("bad", "x"),
    Status.MERGED: ("off", "arrow"),
    Status.WITHDRAWN: ("off", "back"),
    Status.ON_BALLOT: ("", "box"),
    Status.FUNDED: ("ok", "check"),
    Status.NOT_FUNDED: ("off", "minus"),
    Status.IN_DELIVERY: ("warn", "clock"),
    Status.DELIVERED: ("ok", "check"),
}


@register.simple_tag
def status_chip(proposal: Proposal) -> SafeString:
    """{% status_chip proposal %}: icon and words; while it gathers support, how many are still needed."""
    return chip_of(Status(proposal.status), proposal.process.support_threshold - proposal.support_count)


def chip_of(status: Status, missing: int) -> SafeString:
    """Return the chip of a status; `missing` is how many supporters are needed still."""
    if status is not Status.PUBLISHED:
        return chip(*SIGNS[status], STATUS_LABELS[status])
    if missing <= 0:
        return chip("ok", "check", _("Goes to city check"))
    return chip(
        "", "lift", ngettext("%(count)s more needed", "%(count)s more needed", missing) % {"count": missing}
    )


SETTLED = {
    Suggestion.State.OPEN: ("warn", "clock"),
    Suggestion.State.ACCEPTED: ("ok", "check"),
    Suggestion.State.DECLINED: ("off", "x"),
    Suggestion.State.TAKEN_BACK: ("off", "back"),
}


@register.simple_tag
def suggestion_chip(suggestion: Suggestion) -> SafeString:
    """{% suggestion_chip suggestion %}: what came of a suggestion."""
    if suggestion.is_hidden:
        return chip("off", "eye", _("Hidden"))
    return chip(*SETTLED[Suggestion.State(suggestion.state)], suggestion.get_state_display())


@register.simple_tag
def proposal_text(html: str, language: str, begins: bool = False) -> SafeString:
    """{% proposal_text proposal.body_html proposal.language %}: what `proposals.markup` made safe.

    `begins`: the first paragraph stands large.
    """
    more = " begins" if begins else ""
    return format_html(
        '<div class="user words stack g3{}" lang="{}">{}</div>', more, language, mark_safe(html)
    )


@register.simple_tag
def proposal_history(proposal: Proposal, moves: Iterable[Move]) -> SafeString:
    """{% proposal_history proposal moves %}: the steps of its life with dates and reasons, the oldest first.

    Drawn anew whenever it changes: every step also writes `changed_at`.
    """
    moment = f"{proposal.changed_at:%Y%m%d%H%M%S%f}.{proposal.status}.{bool(proposal.reached_at)}"
    key = f"proposals.history.{proposal.pk}.{moment}.{get_language()}"
    drawing: str | None = cache.get(key)
    if drawing is None:
        drawing = render_to_string("proposals/_history.html", {"steps": steps_of(proposal, moves)})
        cache.set(key, str(drawing), KEPT_SECONDS)
    return mark_safe(drawing)


@register.simple_tag
def kept_map(city: CityMap, water: Iterable[Mapping[str, Any]] = ()) -> SafeString:
    """{% kept_map map city.water %}: the drawing of a map, kept while all that it shows stays the same."""
    shown = repr((get_language(), sheet_url("tiles"), city, water))
    key = f"proposals.map.{sha256(shown.encode()).hexdigest()}"
    drawing: str | None = cache.get(key)
    if drawing is None:
        drawing = city_map(city, water)
        cache.set(key, str(drawing), KEPT_SECONDS)
    return mark_safe(drawing)


@register.simple_tag
def support_meter(proposal: Proposal) -> SafeString:
    """{% support_meter proposal %}: how far the support has come, as a bar and in words."""
    count, needed = proposal.support_count, proposal.process.support_threshold
    language = get_language() or "en"
    words = _("%(count)s of %(needed)s supporters") % {
        "count": grouped(count, language),
        "needed": grouped(needed, language),
    }
    return meter([Part(min(count, needed), text=" ")], max(needed, 1), words)


@register.filter
def language_name(code: str) -> str:
    """{{ draft.language|language_name }}: the language in its own words."""
    return named(code)
