"""Notices quote titles, and moderators may hide what they quote: its words are then not shown or mailed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from accounts.models import Notice

Veil = Callable[[Sequence[Notice]], Collection[int]]
_veils: list[Veil] = []


def veils(find: Veil) -> Veil:
    """Register a function from notices to the ids of those that quote what is hidden now."""
    _veils.append(find)
    return find


def readable(found: Iterable[Notice]) -> list[Notice]:
    """Return notices as they may be read now, in the active language. What is stored stays as it is, so
    that whatever is shown again can be read again.
    """
    notices = list(found)
    hidden = {key for find in _veils for key in find(notices)}
    for notice in notices:
        if notice.pk in hidden:
            notice.subject = _("About something that is hidden now")
            notice.body = _("The moderators have hidden it since we wrote this.")
    return notices
