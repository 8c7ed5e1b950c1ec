"""The editors' words about processes, remembered for a minute and forgotten when they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail.templatetags.wagtailcore_tags import richtext

from pages.frame import Link, in_language
from pages.models import NewsPage, Paper, ProcessPage
from processes.models import Process

SECONDS = 60
TITLES = "process-titles:{}"
WORDS = "process-words:{}:{}"
NEWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Article:
    """A headed paragraph, such as one step of how a process works."""

    heading: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news as the page of its process shows it."""

    slug: str
    title: str
    posted_on: date
    intro: str


@dataclass(frozen=True, slots=True)
class ProcessWords:
    """What editors wrote about a process, in one language. `page` is the id of their page."""

    page: int | None
    language: str
    title: str
    lead: str
    how_it_works: tuple[Article, ...]
    rules: SafeString
    budget_note: str
    papers: tuple[Link, ...]
    news: tuple[News, ...]


def process_titles(language: str) -> Mapping[int, str]:
    """Return the titles that editors gave processes in a language, by the process's id."""
    titles: dict[int, str] | None = cache.get(TITLES.format(language))
    if titles is None:
        pages = ProcessPage.objects.live().filter(locale__language_code=language)
        titles = dict(pages.values_list("process_id", "title"))
        cache.set(TITLES.format(language), titles, SECONDS)
    return titles


def process_words(process: Process, language: str) -> ProcessWords | None:
    """Return what is written about a process in `language`, else in any; None for one without a page."""
    key = WORDS.format(process.pk, language)
    known: tuple[ProcessWords | None] | None = cache.get(key)
    if known is None:
        page = best_page(process, language)
        known = (words_of(page) if page else None,)
        cache.set(key, known, SECONDS)
    return known[0]


def best_page(process: Process, language: str) -> ProcessPage | None:
    """Return the public page of the process in `language`, else the first in another."""
    pages = (
        ProcessPage.objects.live().filter(process=process).select_related("locale").prefetch_related("papers")
    )
    found = in_language(pages, language)
    return next((page for page in found if page.locale.language_code == language), next(iter(found), None))


def words_of(page: ProcessPage) -> ProcessWords:
    """Return the words of a page, which need not be saved, with its latest news (one query)."""
    return ProcessWords(
        page=page.pk,
        language=page.locale.language_code,
        title=page.title,
        lead=page.lead,
        how_it_works=tuple(
            Article(block.value["heading"], SafeString(block.value["text"])) for block in page.how_it_works
        ),
        rules=richtext(page.rules) if page.rules else SafeString(),
        budget_note=page.budget_note,
        papers=tuple(Link(paper.title, paper.url) for paper in page.papers.all()),
        news=tuple(News(n.slug, n.title, n.posted_on, n.intro) for n in news_of(page)),
    )


def news_of(page: ProcessPage) -> list[NewsPage]:
    """Return the latest news under a process page, newest first."""
    if page.pk is None:
        return []
    return list(NewsPage.objects.live().child_of(page).order_by("-posted_on", "-pk")[:NEWS_SHOWN])


def forget(**_kwargs: Any) -> None:
    """Receiver: forget all words when a page changes; at once, and once it is committed."""
    languages = [code for code, _name in settings.LANGUAGES]
    keys = [TITLES.format(code) for code in languages]
    keys += [
        WORDS.format(pk, code) for pk in Process.objects.values_list("pk", flat=True) for code in languages
    ]
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))


def connect() -> None:
    """Listen to changes of pages about processes, also to those that Wagtail saves as plain pages."""
    from django.db.models.signals import post_delete, post_save

    for sender in (ProcessPage, NewsPage, Paper, Page):
        post_save.connect(forget, sender=sender, dispatch_uid=f"words-save-{sender.__name__}")
        post_delete.connect(forget, sender=sender, dispatch_uid=f"words-delete-{sender.__name__}")
