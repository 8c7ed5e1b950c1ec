"""Pages of a long list: where you are, one step back, one step on. Works as plain links."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ui.money import grouped
from ui.sprites import icon


def pager(context: Context, page: Page[Any], param: str = "page") -> SafeString:
    """Links to the pages before and after, keeping the filters. Nothing when all fits on one page."""
    if not page.has_other_pages():
        return mark_safe("")
    language = get_language() or "en"
    where = _("%(first)s to %(last)s of %(total)s") % {
        "first": grouped(page.start_index(), language),
        "last": grouped(page.end_index(), language),
        "total": grouped(page.paginator.count, language),
    }
    return format_html(
        '<nav class="row pager" aria-label="{}"><span class="soft small">{}</span>{}{}</nav>',
        _("Pages"), where, _back(context["request"], page, param), _onward(context["request"], page, param),
    )  # fmt: skip


def _address(request: HttpRequest, param: str, number: int) -> str:
    query = request.GET.copy()
    query[param] = str(number)
    return "?" + query.urlencode()


def _back(request: HttpRequest, page: Page[Any], param: str) -> SafeString:
    if not page.has_previous():
        return mark_safe("")
    label = _("Back %(count)s") % {"count": page.paginator.per_page}
    return format_html(
        '<a class="btn alt sm push" rel="prev" href="{}">{} {}</a>',
        _address(request, param, page.previous_page_number()), icon("back", flip=True), label,
    )  # fmt: skip


def _onward(request: HttpRequest, page: Page[Any], param: str) -> SafeString:
    if not page.has_next():
        return mark_safe("")
    left = page.paginator.count - page.end_index()
    label = _("Next %(count)s") % {"count": min(page.paginator.per_page, left)}
    return format_html(
        '<a class="btn alt sm{}" rel="next" href="{}">{} {}</a>',
        "" if page.has_previous() else " push",
        _address(request, param, page.next_page_number()), label, icon("arrow", flip=True),
    )  # fmt: skip
