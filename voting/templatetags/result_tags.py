"""Figures and marks of a result: `{% load result_tags %}`."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processes.models import Process
from ui.charts import Table
from ui.draw_charts import table_html
from ui.money import decimal, format_money
from ui.sprites import chip
from voting.amounts import to_minor
from voting.casting.phrases import bold_money
from voting.models import Delivery, Project, Round
from voting.rules.exact import from_json

register = template.Library()


WHOLE_PERCENTS, MOST_OF_ALL = 90, 99.5
LEAST_SHOWN, MOST_SHOWN = 0.1, 99.9


@register.simple_tag
def percent(part: int, whole: int) -> str:
    """A share such as "34.5%"; whole percents from ninety on, where digits would only pretend to matter.
    Nearly all is never 100%, and a few are never 0.0%.
    """
    if not whole:
        return "–"
    value = 100 * part / whole
    nearly = part < whole and value >= MOST_OF_ALL
    digits = 1 if part and (nearly or value < WHOLE_PERCENTS) else 0
    shown = max(LEAST_SHOWN, min(value, MOST_SHOWN) if nearly else value) if part else 0
    number = decimal(shown, digits, get_language() or "en")
    return _("%(number)s%%") % {"number": number}


@register.simple_tag
def funded_chip(mark: int | None) -> SafeString:
    """Whether a project is funded: by rank in our count, or by the mark of the city."""
    if mark:
        return chip("ok", "check", _("Funded"))
    return chip("off", "minus", _("Not funded"))


@register.simple_tag
def money_left(minor: int, currency: str) -> str:
    """Return "€44.85 left"."""
    return _("%(money)s left") % {"money": format_money(minor, currency, get_language() or "en")}


@register.simple_tag
def spent_before(minor: int, currency: str) -> str:
    """Return "€533,000 spent before this step"."""
    return _("%(money)s spent before this step") % {
        "money": format_money(minor, currency, get_language() or "en")
    }


@register.simple_tag
def share_line(share: int | str, currency: str) -> SafeString:
    """What every ballot carried, in the end, under equal shares."""
    money = bold_money(to_minor(from_json(share), currency), currency)
    return mark_safe(conditional_escape(_("In the end every ballot carried %(money)s.")) % {"money": money})


@register.simple_tag
def step_url(process: Process, round: Round, number: int, change: int) -> str:
    """Return the address of the step before or after."""
    return reverse("voting:steps", args=[process.slug, round.number, number + change])


CHIPS = {
    Delivery.PLANNED: ("off", "arrow"),
    Delivery.IN_WORK: ("", "clock"),
    Delivery.BUILT: ("ok", "check"),
    Delivery.STOPPED: ("bad", "x"),
}


@register.simple_tag
def delivery_chip(project: Project) -> SafeString:
    """How far the building of a funded project is."""
    if not project.delivery:
        return mark_safe("")
    state = Delivery(project.delivery)
    return chip(*CHIPS[state], str(state.label))


@register.simple_tag
def wide_table(table: Table) -> SafeString:
    """A table that may be wider than a phone: it can be scrolled with the keyboard, too."""
    focusable = format_html('<div class="scroll" tabindex="0" role="region" aria-label="{}">', table.caption)
    return mark_safe(table_html(table).replace('<div class="scroll">', focusable, 1))
