"""Counts inside sentences, with the thousands grouped as the reader is used to."""

from __future__ import annotations

from django.utils.translation import get_language

from ui.money import grouped


def counted(number: int) -> str:
    """Return a whole number for a sentence in the active language."""
    return grouped(number, get_language() or "en")
