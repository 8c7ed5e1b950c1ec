"""Turn the demo's texts and offsets into what stands on the page today. Pure: the date is passed in."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_PLACEHOLDER = re.compile(r"\{(year|last_year|next_year|day)([+-]\d+)?\}")
_PARAGRAPH = re.compile(r"\n\s*\n")
_KEPT_BREAK = re.compile(r"\n(?=(?:- |\d+\. ))")


def fill(text: str, today: date, lang: str = "en") -> str:
    """Unwrap `text` and fill its placeholders.

    Single line breaks become spaces, except before a list item ("- " or "1. "); empty lines part paragraphs.
    `{year}`, `{last_year}` and `{next_year}` become years; `{day-3}` or `{day+8}` becomes that day in words.
    Dates are written in Spanish for "es" and in English otherwise.
    """
    unwrapped = "\n\n".join(_unwrap(part) for part in _PARAGRAPH.split(text.strip()))
    return _PLACEHOLDER.sub(lambda found: _value(found, today, lang), unwrapped)


def moment(now: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """The datetime `days` from `now` at that local time. What lies behind never lands in the future.

    `now` must be aware. With `days` of 0 or less the answer is at the latest one minute before `now`, so that
    "today, 09:12" also works in a city built at eight in the morning.
    """
    then = (now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return min(then, now - timedelta(minutes=1)) if days <= 0 else then


def _unwrap(paragraph: str) -> str:
    lines = _KEPT_BREAK.split(paragraph)
    return "\n".join(" ".join(line.split()) for line in lines)


def _value(found: re.Match[str], today: date, lang: str) -> str:
    name, offset = found.group(1), int(found.group(2) or 0)
    if name == "day":
        return _in_words(today + timedelta(days=offset), lang)
    return str(today.year + {"last_year": -1, "year": 0, "next_year": 1}[name] + offset)


def _in_words(day: date, lang: str) -> str:
    month = MONTHS["es" if lang == "es" else "en"].split()[day.month - 1]
    return f"{day.day} de {month}" if lang == "es" else f"{day.day} {month}"
