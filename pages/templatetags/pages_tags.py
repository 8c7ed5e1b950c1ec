"""Small parts of the editors' pages: `{% load pages_tags %}`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from processes.models import Process
from ui.counts import counted
from ui.money import format_money
from voting.models import Delivery

register = template.Library()

NUMBER_WORDS = {
    "en": ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"),
    "es": ("Cero", "Una", "Dos", "Tres", "Cuatro", "Cinco", "Seis", "Siete", "Ocho", "Nueve", "Diez"),
}


@register.simple_tag
def open_decisions(count: int) -> str:
    """Return the headline of the square: "Three decisions are open now"."""
    if count == 0:
        return _("What the city is deciding")
    words = NUMBER_WORDS.get(get_language() or "en", ())
    number = words[count] if count < len(words) else counted(count)
    return ngettext("%(number)s decision is open now", "%(number)s decisions are open now", count) % {
        "number": number
    }


@register.simple_tag
def page_title(process: Process, titles: Mapping[int, str]) -> SafeString:
    """Return the title in the reader's language, or the original one marked with its language."""
    if process.pk in titles:
        return format_html("{}", titles[process.pk])
    return format_html('<span lang="{}">{}</span>', process.language, process.title)


@register.simple_tag
def decided_line(deliveries: Counter[str]) -> str:
    """Return one sentence about what came of a decided process."""
    total = deliveries.total()
    text = ngettext("%(count)s project funded.", "%(count)s projects funded.", total)
    text %= {"count": counted(total)}
    built, work = deliveries[Delivery.BUILT], deliveries[Delivery.IN_WORK]
    if built or work:
        numbers = {"built": counted(built), "work": counted(work)}
        text += " " + _("%(built)s built, %(work)s under way.") % numbers
    return text if total else ""


@register.simple_tag
def district_budgets(process: Process) -> SafeString:
    """Return the budget of each district, where the money is split."""
    budgets = [budget for budget in process.budgets.all() if budget.district]
    if not budgets:
        return mark_safe("")
    language = get_language() or "en"
    rows = format_html_join(
        "",
        '<dt>{}</dt><dd><bdi class="sum">{}</bdi></dd>',
        ((b.district, format_money(b.amount, process.currency, language)) for b in budgets),
    )
    return format_html('<dl class="kv">{}</dl>', rows)
