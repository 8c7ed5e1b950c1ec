"""Which column of a list of voters holds what, by the words that cities use in English and Spanish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

JOINED = {"name": " ", "address": "\n"}
"""Columns that may come in parts: first name and surname, street and town."""

HEADERS: Mapping[str, str] = {
    "roll_number": "number/no/nr/n o/num/roll number/reference/ref/id/voter number/"
    "numero/numero de censo/numero de padron/padron/referencia",
    "name": "name/full name/first name/surname/last name/nombre/nombre completo/nombre y apellidos/apellidos/"
    "primer apellido/segundo apellido",
    "address": "address/street/postcode/zip/city/town/direccion/domicilio/calle/codigo postal/cp/ciudad/"
    "municipio/localidad",
    "email": "e mail/email/mail/e mail address/email address/correo/correo electronico",
    "birth_date": "birth date/birthdate/date of birth/birthday/born/dob/fecha de nacimiento/nacimiento",
    "district": "district/neighbourhood/neighborhood/ward/distrito/barrio",
    "language": "language/lang/idioma/lengua",
}
FIELD_OF = {name: field for field, names in HEADERS.items() for name in names.split("/")}


class UnreadableRoll(ValueError):
    """The file as a whole cannot be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading, and the field it was understood as ("" for one that is left aside)."""

    heading: str
    field: str


def columns_of(headings: Iterable[str]) -> tuple[Column, ...]:
    """Understand the headings of a file. Raises UnreadableRoll where none names the roll number, or two say
    the same.
    """
    columns = tuple(Column(" ".join(text.split()), FIELD_OF.get(plain(text), "")) for text in headings)
    _check_columns(columns)
    return columns


def _check_columns(columns: tuple[Column, ...]) -> None:
    fields = [column.field for column in columns]
    if "roll_number" not in fields:
        raise UnreadableRoll(
            _("No column is named “number” or “reference”. Name the columns in the first line: number, name, "
              "address, e-mail, date of birth, district, language. Only the number is needed.")
        )  # fmt: skip
    for field in HEADERS:
        if field not in JOINED and fields.count(field) > 1:
            names = ", ".join(column.heading for column in columns if column.field == field)
            raise UnreadableRoll(
                _("These columns seem to hold the same thing: %(names)s. Remove one of them.")
                % {"names": names}
            )


def field_name(field: str) -> str:
    """Return a field of the roll in the reader's words; "" for none."""
    names = {
        "roll_number": _("Roll number"), "name": _("Name"), "address": _("Address"),
        "email": _("E-mail address"), "birth_date": _("Date of birth"), "district": _("District"),
        "language": _("Language"),
    }  # fmt: skip
    return names.get(field, "")


def plain(text: str) -> str:
    """Return a heading without accents, capitals and punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", bare.casefold()).split())
