"""What a `.pb` file says about itself: its currency, its language, its dates and its title."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from voting.rules import Election

CURRENCIES = {
    "france": "EUR", "netherlands": "EUR", "poland": "PLN", "switzerland": "CHF", "us": "USD",
    "united states": "USD", "hungary": "HUF", "germany": "EUR", "spain": "EUR", "italy": "EUR",
}  # fmt: skip
NO_CURRENCY = "XXX"  # ISO 4217: no currency
LANGUAGES = {
    "polish": "pl", "french": "fr", "english": "en", "german": "de", "dutch": "nl", "hungarian": "hu",
    "spanish": "es",
}  # fmt: skip
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,6})?")
YEARS = range(1900, 3000)  # in which a vote can have been held
Dates = tuple[datetime, datetime]


def currency_of(election: Election) -> str:
    """Return the ISO 4217 code of a file, or of its country; "XXX" where neither is known."""
    said = election.meta.get("currency", "").strip().upper()
    if len(said) == 3 and said.isalpha() and said.isascii():
        return said
    return CURRENCIES.get(election.meta.get("country", "").strip().lower(), NO_CURRENCY)


def language_of(election: Election) -> str:
    """Return the code of the language that a file names, as "polish" or as "pl"; "" where it names none."""
    said = election.meta.get("language", "").strip().lower()
    return LANGUAGES.get(said, said if LANGUAGE_CODE.fullmatch(said) else "")


def dates_of(election: Election) -> Dates:
    """Return when voting began and ended (UTC); the last day is included. Only the year may be known."""
    ends = _date(election.meta.get("date_end", "")) or _date(election.meta.get("instance", ""))
    ends = ends or datetime(2000, 1, 1, tzinfo=UTC)
    begins = _date(election.meta.get("date_begin", "")) or ends
    return min(begins, ends), ends + timedelta(days=1)


def _date(text: str) -> datetime | None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%Y"):
        try:
            found = datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
        return found if found.year in YEARS else None
    return None


def title_of(election: Election, name: str) -> str:
    """Return a title such as "Municipal PB in Łódź, 2022"."""
    meta = election.meta
    parts = [
        meta.get("description") or meta.get("unit") or name,
        meta.get("subunit", ""),
        meta.get("instance", ""),
    ]
    told: list[str] = []
    for part in (part.strip() for part in parts):
        if part and not any(part in other for other in told):
            told.append(part)
    return ", ".join(told)[:120]
