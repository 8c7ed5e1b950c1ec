"""The text of an uploaded list of voters, in whatever encoding a city keeps it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from voting.roll.columns import UnreadableRoll


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Latin-1. Raises UnreadableRoll for anything else."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableRoll(
            _("This is a spreadsheet. Open it, save it as CSV (text with separators), and choose that file.")
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(content, "utf-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return _checked(text)


def _text(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableRoll(_("This file breaks off in the middle. Save it again as CSV.")) from error


def _checked(text: str) -> str:
    if "\0" in text:
        raise UnreadableRoll(_("This is not a text file. Save the list as CSV, then choose that file."))
    return text
