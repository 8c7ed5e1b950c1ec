"""What is like the words that somebody types: a few proposals, with the words that match marked."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from processes.models import Process
from processes.permissions import Person
from proposals.lifecycle import NOT_THERE, OPEN_FOR_SUPPORT, Status
from proposals.markup import plain
from proposals.matching import Document, same_things, shared_words
from proposals.models import Proposal, Support
from proposals.shelf import shelf_of

SHOWN = 5
LOOKED_AT = 15
SHORTEST = 3
FAINTEST_TITLE, FAINTEST_TEXT = 0.07, 0.12  # below that nobody sees why it is shown
TITLE_LETTERS = 200
BODY_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody has typed so far. `own` is the key of their draft, `place` latitude and longitude."""

    title: str
    body: str = ""
    language: str = ""
    category: str = ""
    place: tuple[float, float] | None = None
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Similar:
    """One proposal to show; `title` has the shared words marked. No `district` is the whole city.

    `in_other_words`: it is about the same and says so in words, or a language, of its own.
    """

    number: int
    title: SafeString
    language: str
    district: str
    tile: str
    supporters: int
    is_open: bool
    supported: bool
    url: str
    in_other_words: bool = False


def asked_about(draft: Proposal) -> Asked:
    """Return a draft as the matcher is asked about it."""
    place = None
    if draft.latitude is not None and draft.longitude is not None:
        place = (draft.latitude, draft.longitude)
    body = "\n".join(filter(None, (draft.summary, plain(draft.body))))
    return Asked(draft.title, body, draft.language, str(draft.category_id or ""), place, draft.pk)


def similar_to(process: Process, asked: Asked, user: Person) -> list[Similar] | None:
    """Return up to SHOWN proposals like the one asked about, the closest first.

    Where fewer are alike, those on the same subject in other words, or in another language, come after them.
    None while the index of a large process is still being built. Hidden, withdrawn and merged ones never
    appear: whether one may be shown is read from the database.
    """
    title = asked.title[:TITLE_LETTERS]
    if len(title.strip()) < SHORTEST:
        return []
    shelf = shelf_of(process)
    if shelf is None:
        return None
    query = Document(
        str(asked.own or ""), asked.language, title, asked.body[:BODY_LETTERS], asked.category, asked.place
    )
    typed = not asked.body.strip()
    faintest = FAINTEST_TITLE if typed else FAINTEST_TEXT
    with shelf.lock:
        matches = shelf.index.similar(query, top=LOOKED_AT, typed=typed)
        wanted = {int(match.id): False for match in matches if match.score >= faintest}
        if len(wanted) < SHOWN:
            for match in shelf.index.same_subject(query, top=LOOKED_AT, typed=typed):
                wanted.setdefault(int(match.id), True)
    return _shown(process, wanted, query, user) if wanted else []


def _shown(process: Process, wanted: dict[int, bool], asked: Document, user: Person) -> list[Similar]:
    """Return what of this may be shown; `wanted`: keys in order, each with whether its words are others."""
    columns = (
        "pk", "number", "title", "language", "district__name", "district__tile", "support_count", "status",
    )  # fmt: skip
    listed = Proposal.objects.listed().filter(pk__in=wanted).exclude(status__in=NOT_THERE)
    found = {row[0]: row[1:] for row in listed.values_list(*columns)}
    mine = supported_by(user, list(wanted))
    address = reverse("proposals:list", args=[process.slug])
    shown: list[Similar] = []
    for pk, in_other_words in wanted.items():
        if pk in found and len(shown) < SHOWN:
            number, title, language, district, tile, supporters, status = found[pk]
            shown.append(
                Similar(
                    number=number,
                    title=marked(title, asked, language, in_other_words=in_other_words),
                    language=language,
                    district=district or "",
                    tile=tile or "city",
                    supporters=supporters,
                    is_open=Status(status) in OPEN_FOR_SUPPORT,
                    supported=pk in mine,
                    url=f"{address}{number}/",
                    in_other_words=in_other_words,
                )
            )
    return shown


def supported_by(user: Person, proposals: list[int]) -> set[int]:
    """Return which of these proposals `user` supports."""
    if not isinstance(user, User):
        return set()
    mine = Support.objects.filter(user=user, proposal__in=proposals)
    return set(mine.values_list("proposal_id", flat=True))


def marked(title: str, asked: Document, language: str, *, in_other_words: bool = False) -> SafeString:
    """Return a title, escaped, with the words marked that were typed, too, or that mean the same."""
    parts, end = [], 0
    if in_other_words:
        spans = same_things(asked.title, asked.lang, title, language)
    else:
        spans = shared_words(asked.title, title, language)
    for start, stop in spans:
        parts.append(escape(title[end:start]))
        parts.append(f"<mark>{escape(title[start:stop])}</mark>")
        end = stop
    parts.append(escape(title[end:]))
    return mark_safe("".join(parts))
