"""Django's stock complaints in the voice of the product: what is wrong, in numbers, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.counts import counted

CHOICES = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


def sentences(bound: BoundField) -> list[str]:
    """The errors of a field. Messages that the form words itself are left as they are."""
    errors = bound.errors.as_data() if bound.errors else []
    return [_sentence(bound, error) for error in errors]


def _sentence(bound: BoundField, error: ValidationError) -> str:
    if str(error.message) == str(forms.Field.default_error_messages["required"]):
        return _missing(bound)
    if error.message is MaxLengthValidator.message:
        return _at_most(error)
    if error.message is MinLengthValidator.message:
        return _at_least(error)
    return str(error.message) % _grouped(error.params) if error.params else str(error.message)


def _missing(bound: BoundField) -> str:
    if isinstance(bound.field.widget, CHOICES):
        return _("Choose an answer for “%(label)s”.") % {"label": bound.label}
    return _("Fill in “%(label)s”.") % {"label": bound.label}


def _numbers(error: ValidationError) -> dict[str, int]:
    params = error.params or {}
    return {"limit": int(params.get("limit_value", 0)), "has": int(params.get("show_value", 0))}


def _grouped(params: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence, whole numbers as readers expect them."""
    return {name: counted(value) if type(value) is int else value for name, value in params.items()}


def _at_most(error: ValidationError) -> str:
    numbers = _numbers(error)
    return _("Use at most %(limit)s letters. You have %(has)s.") % _grouped(numbers)


def _at_least(error: ValidationError) -> str:
    numbers = _numbers(error)
    text = ngettext(
        "Write at least %(limit)s letter. You have %(has)s.",
        "Write at least %(limit)s letters. You have %(has)s.",
        numbers["limit"],
    )
    return text % _grouped(numbers)
