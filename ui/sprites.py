"""Icons, district tiles and the small parts built from them. Every string is built once and kept."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from django.core.signals import setting_changed
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise

CHIP_KINDS = frozenset({"", "ok", "warn", "bad", "con", "off"})


@cache
def sheet_url(name: str) -> str:
    """Address of the sprite `name` ("icons" or "tiles") with its cache-busting hash."""
    return escape(static(f"ui/{name}.svg"))


@cache
def icon(name: str, *, flip: bool = False, large: bool = False) -> SafeString:
    """An icon beside a word, hidden from screen readers. `flip` mirrors arrows and lists in right-to-left."""
    classes = "i" + (" flip" if flip else "") + (" big" if large else "")
    use = f'<use href="{sheet_url("icons")}#{escape(name)}"/>'
    return mark_safe(f'<svg class="{classes}" aria-hidden="true">{use}</svg>')


@cache
def tile(name: str, *, large: bool = False) -> SafeString:
    """The paving stone of a district. Never stands without the district's name."""
    use = f'<use href="{sheet_url("tiles")}#{escape(name or "city")}"/>'
    return mark_safe(f'<svg class="tile{" lg" if large else ""}" aria-hidden="true">{use}</svg>')


@cache
def mark() -> SafeString:
    """The mark of the city on its plate, painted in the colour of the text."""
    return mark_safe(f'<svg aria-hidden="true"><use href="{sheet_url("icons")}#mark"/></svg>')


def chip(kind: str, icon_name: str, label: Text) -> SafeString:
    """A status: icon and one to four words. Raises ValueError for a kind the style sheet does not know."""
    if kind not in CHIP_KINDS:
        raise ValueError(f"Unknown chip kind {kind!r}; use one of {sorted(CHIP_KINDS)}")
    flip = icon_name in {"arrow", "back", "list"}
    sign = icon(icon_name, flip=flip) + " " if icon_name else ""
    return mark_safe(
        f'<span class="chip{" " + kind if kind else ""}">{sign}{conditional_escape(label)}</span>'
    )


def place(name: Text, tile_name: str) -> SafeString:
    """A district's tile with its name."""
    return mark_safe(f'<span class="place">{tile(tile_name)}{conditional_escape(name)}</span>')


def plate(number: object, *, large: bool = False) -> SafeString:
    """The house-number plate of a proposal. Not for counts or ranks."""
    return format_html('<span class="n{}">{}</span>', " lg" if large else "", str(number))


def forget(**_kwargs: object) -> None:
    """Drop the cached strings when a test changes where static files live."""
    for function in (sheet_url, icon, tile, mark):
        function.cache_clear()


setting_changed.connect(forget, dispatch_uid="ui.sprites.forget")
