"""The newest proposals that match a filter, as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple, cast
from urllib.parse import urljoin

from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Left
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from processes.models import Process
from proposals.filters import Filters, Sort
from proposals.keyset import page_at
from proposals.listing import listed_in
from proposals.models import TEASER_LETTERS, teaser_of
from proposals.orders import COLUMNS, ByColumns
from proposals.places import process_address
from proposals.recall import recalled

FEED_LENGTH = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Entry(NamedTuple):
    """What the feed says of one proposal; the author by their public name only."""

    pk: int
    number: int
    title: str
    summary: str
    beginning: str
    published: datetime
    changed: datetime
    name: str
    erased: datetime | None


COLUMNS_READ = (
    "pk", "number", "title", "summary", "beginning", "published_at", "changed_at", "author__display_name",
    "author__erased_at",
)  # fmt: skip


def entries_of(process: Process, filters: Filters) -> list[Entry]:
    """Return the newest proposals that match; what was hidden is not among them."""
    asked = replace(filters, mine=None, chosen_sort=Sort.NEWEST)
    found = listed_in(process).narrowed(process, asked, AnonymousUser())
    order = ByColumns(found, COLUMNS[Sort.NEWEST])
    page = recalled(process, "feed", asked, lambda: page_at(order, most=FEED_LENGTH))
    rows = listed_in(process).filter(pk__in=page.wanted).annotate(beginning=Left("body", TEASER_LETTERS))
    found_now = {row[0]: Entry(*row) for row in cast(Any, rows.values_list(*COLUMNS_READ))}
    return [found_now[pk] for pk in page.wanted if pk in found_now]


def fingerprint_of(process: Process, filters: Filters, entries: Sequence[Entry]) -> str:
    """Return a tag that changes whenever the feed does."""
    told = repr((process.title, process.summary, filters.address(), entries))
    return f'"{sha256(told.encode()).hexdigest()[:32]}"'


def atom_of(process: Process, filters: Filters, entries: Sequence[Entry], site: str) -> tuple[str, str]:
    """Return the feed and its media type; `site` is the address that all addresses begin with."""
    here = urljoin(site, process_address(process))
    query = filters.address(without=("view", "sort", "mine", "near"))
    query = "" if query == "?" else query
    atom = Atom1Feed(
        title=_("Proposals: %(process)s") % {"process": clean(process.title)},
        link=f"{here}{query}",
        feed_url=f"{here}feed/{query}",
        feed_guid=f"{here}feed/{query}",
        description=clean(process.summary),
        subtitle=clean(process.summary),
        author_name=_("City"),
        language=process.language,
    )
    for entry in entries:
        atom.add_item(
            title=clean(entry.title),
            link=f"{here}{entry.number}/",
            description=clean(teaser_of(entry.summary, entry.beginning)),
            author_name=_("Former member") if entry.erased else clean(entry.name),
            pubdate=entry.published,
            updateddate=entry.changed,
            unique_id=f"{here}{entry.number}/",
        )
    return atom.writeString("utf-8"), str(atom.content_type)


def clean(text: str) -> str:
    """Return `text` without the characters that XML does not have."""
    return NOT_IN_XML.sub("", text)
