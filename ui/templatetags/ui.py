"""Everything a template draws with: `{% load ui %}`. The work is done in the modules of this app."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ui import (
    draw_charts,
    draw_map,
    draw_meters,
    draw_route,
    fields,
    frame,
    kept,
    money,
    pager,
    sprites,
    text,
)
from ui.counts import counted

register = template.Library()


@register.simple_tag
def icon(name: str, flip: bool = False, large: bool = False) -> SafeString:
    """{% icon "check" %}, {% icon "arrow" flip=True %}"""
    return sprites.icon(name, flip=flip, large=large)


@register.simple_tag
def tile(name: str, large: bool = False) -> SafeString:
    """{% tile "harbour" large=True %}"""
    return sprites.tile(name, large=large)


@register.simple_tag(name="plate")
def number_plate(number: object, large: bool = False) -> SafeString:
    """{% plate proposal.number %}"""
    return sprites.plate(number, large=large)


@register.simple_tag(name="money")
def money_tag(minor: int | None, currency: str) -> SafeString:
    """{% money proposal.cost process.currency %}: minor units and ISO 4217 code. Nothing for None."""
    if minor is None:
        return mark_safe("")
    amount = money.format_money(minor, str(currency), get_language() or "en")
    return format_html('<bdi class="sum">{}</bdi>', amount)


@register.filter
def number(value: int | None) -> str:
    """{{ count|number }}: a whole number with the reader's thousands separator. Nothing for None."""
    return "" if value is None else counted(int(value))


register.tag(kept.drawn_once)
register.simple_tag(sprites.mark)
register.simple_tag(sprites.chip)
register.simple_tag(sprites.place)
register.simple_tag(text.user_text)
register.simple_tag(text.user_line)
register.simple_tag(fields.field)
register.simple_tag(fields.error_summary)
register.simple_tag(pager.pager, takes_context=True)
register.simple_tag(frame.theme_attribute, takes_context=True)
register.simple_tag(frame.theme_buttons, takes_context=True)
register.simple_tag(frame.language_buttons)
register.simple_tag(frame.say)
register.simple_tag(frame.say_messages)
register.simple_tag(frame.svg_patterns)
register.simple_tag(frame.drawn, takes_context=True)
register.simple_tag(draw_charts.bar_chart)
register.simple_tag(draw_charts.column_chart)
register.simple_tag(draw_meters.meter)
register.simple_tag(draw_meters.gap)
register.simple_tag(draw_meters.tally)
register.simple_tag(draw_route.route)
register.simple_tag(draw_route.steps)
register.simple_tag(draw_map.city_map)
