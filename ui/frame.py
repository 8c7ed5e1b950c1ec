"""Small parts of the page frame that need more than a template: theme, messages, patterns for hatching."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from ui.drawn import drawn_once
from ui.sprites import icon

THEMES = ("light", "dark")
BREAK = mark_safe("</p><p>")

PATTERNS = mark_safe(
    '<svg class="defs" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch-bad" width="8" height="8" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)">'
    '<path class="hb" d="M2.5 0v8" stroke-width="5"/></pattern>'
    '<pattern id="hatch-con" width="7" height="7" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)">'
    '<path class="hc" d="M2 0v7" stroke-width="4"/></pattern></defs></svg>'
)

BOXES = {
    constants.SUCCESS: ("ok", "check", "status"),
    constants.WARNING: ("warn", "warn", "alert"),
    constants.ERROR: ("bad", "warn", "alert"),
}


def chosen_theme(context: Context) -> str:
    """The theme the visitor asked for: "light", "dark", or "" to follow the device."""
    request = context.get("request")
    theme = request.COOKIES.get("theme", "") if request is not None else ""
    return theme if theme in THEMES else ""


def theme_attribute(context: Context) -> SafeString:
    """The `data-theme` attribute of the page's root element; empty to follow the device."""
    theme = chosen_theme(context)
    return format_html(' data-theme="{}"', theme) if theme else mark_safe("")


def theme_buttons(context: Context) -> SafeString:
    """The buttons that choose the colours; the one in force is pressed."""
    return draw_theme_buttons(chosen_theme(context), get_language() or "en")


@drawn_once(len(THEMES) * 8)
def draw_theme_buttons(chosen: str, _language: str) -> SafeString:
    """Draw a button for each theme, in the active language."""
    words = ("", _("as on my device")), ("light", _("light")), ("dark", _("dark"))
    return format_html_join(
        "\n",
        '<button type="submit" name="theme" value="{}" aria-pressed="{}">{}</button>',
        ((theme, "true" if theme == chosen else "false", word) for theme, word in words),
    )


def language_buttons() -> SafeString:
    """The buttons that change the language, each in its own."""
    return draw_language_buttons(get_language() or "en", get_language() or "en")


@drawn_once(16)
def draw_language_buttons(here: str, _language: str) -> SafeString:
    """Draw a button for each language of the product but the one in force."""
    others = ((code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES)
    return format_html_join(
        "",
        '<button type="submit" name="language" value="{}" lang="{}">{} {}</button>',
        ((code, code, icon("globe"), name[:1].upper() + name[1:]) for code, name in others if code != here),
    )


def say(kind: str, icon_name: str, body: object, role: str = "status") -> SafeString:
    """A message box. `kind` is ok, info, warn or bad; a role of "" leaves it silent for screen readers."""
    role_html = format_html(' role="{}"', role) if role else ""
    return format_html(
        '<div class="say {}"{}>{}<div><p>{}</p></div></div>', kind, role_html, icon(icon_name), body
    )


def say_messages(messages: Iterable[Message]) -> SafeString:
    """The messages of Django's framework as boxes that stay until the next page; one for those of a kind."""
    kinds = groupby(messages, lambda message: BOXES.get(message.level, ("info", "info", "status")))
    return format_html_join(
        "\n",
        "{}",
        ((say(kind, sign, format_html_join(BREAK, "{}", ((message.message,) for message in alike)), role),)
         for (kind, sign, role), alike in kinds),
    )  # fmt: skip


def svg_patterns() -> SafeString:
    """The hatchings that meters and tallies refer to; once per page, in the frame."""
    return PATTERNS


def drawn(context: Context, name: str) -> SafeString:
    """A template drawn here, to be shown in several places: the menu stands on every page twice."""
    assert context.template is not None
    return context.template.engine.get_template(name).render(context)
