"""Django's stock complaints in the voice of the product: what is wrong, in numbers, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ui.counts import counted

CHOICES = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)
CHOOSE = gettext_lazy("“%(value)s” cannot be chosen. Choose one of the answers that are offered.")
OURS: tuple[tuple[Any, Any], ...] = (
    (validators.MinValueValidator.message, gettext_lazy("Write a number of at least %(limit_value)s.")),
    (validators.MaxValueValidator.message, gettext_lazy("Write a number of at most %(limit_value)s.")),
    (forms.IntegerField.default_error_messages["invalid"], gettext_lazy("Write a whole number, such as 12.")),
    (forms.DecimalField.default_error_messages["invalid"], gettext_lazy("Write a number, such as 12.")),
    (forms.DateField.default_error_messages["invalid"], gettext_lazy("Give a day that is in the calendar.")),
    (forms.TimeField.default_error_messages["invalid"], gettext_lazy("Give a time, such as 18:30.")),
    (
        forms.DateTimeField.default_error_messages["invalid"],
        gettext_lazy("Give a day that is in the calendar, and a time."),
    ),
    (
        validators.EmailValidator.message,
        gettext_lazy("Write a whole e-mail address, such as name@example.org."),
    ),
    (validators.URLValidator.message, gettext_lazy("Write a whole address, such as https://example.org/.")),
    (validators.ProhibitNullCharactersValidator.message, gettext_lazy("Leave out the signs nobody can see.")),
    (forms.ChoiceField.default_error_messages["invalid_choice"], CHOOSE),
    (forms.ModelChoiceField.default_error_messages["invalid_choice"], CHOOSE),
    (forms.ModelMultipleChoiceField.default_error_messages["invalid_choice"], CHOOSE),
    (forms.FileField.default_error_messages["invalid"], gettext_lazy("Choose a file.")),
    (forms.FileField.default_error_messages["missing"], gettext_lazy("Choose a file.")),
    (forms.FileField.default_error_messages["empty"], gettext_lazy("This file is empty. Choose another.")),
)
"""What Django says, and what we say instead."""
CHANGED_CLOCK = "ambiguous_timezone"
"""Django's code for a time in the hour that is skipped, or comes twice, when the clock is changed."""


def sentences(bound: BoundField) -> list[str]:
    """The errors of a field. Messages that the form words itself are left as they are."""
    errors = bound.errors.as_data() if bound.errors else []
    return [_sentence(bound, error) for error in errors]


def _sentence(bound: BoundField, error: ValidationError) -> str:
    if str(error.message) == str(forms.Field.default_error_messages["required"]):
        return _missing(bound)
    if error.message is validators.MaxLengthValidator.message:
        return _at_most(error)
    if error.message is validators.MinLengthValidator.message:
        return _at_least(error)
    if error.code == CHANGED_CLOCK:
        return _("The clock is changed that night: this time does not exist, or comes twice. Choose another.")
    text = _ours(str(error.message))
    return text % _grouped(error.params) if error.params else text


def _ours(message: str) -> str:
    return next((str(plain) for stock, plain in OURS if str(stock) == message), message)


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
