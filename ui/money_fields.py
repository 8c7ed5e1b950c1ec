"""A form field for money: typed as people write amounts, and shown again as the reader's language does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ui.money import amount_in, written


class MoneyField(forms.DecimalField):
    """An amount in whole units of a currency that has `digits` decimals; its value is a Decimal."""

    widget = forms.TextInput

    def __init__(self, *, digits: int = 2, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        super().__init__(**kwargs)
        self.digits = digits
        usual = {
            "invalid": _("Write the amount as a number, such as 55000."),
            "max_digits": _("This is too much."),
        }
        self.error_messages = {**self.error_messages, **usual, **(kwargs.get("error_messages") or {})}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs take it for an integer
        """Read what was typed. Raises ValidationError."""
        if value in self.empty_values:
            return None
        try:
            return amount_in(str(value), self.digits, get_language() or "en")
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Return an amount as the reader's language writes it; what was typed as it was typed."""
        if not isinstance(value, (Decimal, int)):
            return value
        return written(round(Decimal(value), self.digits), get_language() or "en")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Have phones show the keys for numbers."""
        return {"inputmode": "decimal", "autocomplete": "off"}
