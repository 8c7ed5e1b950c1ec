"""Editors' pages for tests."""

from __future__ import annotations

from wagtail.models import Locale, Page, Site

from pages.models import ContentPage, HomePage, NewsPage, ProcessPage
from processes.models import Process


def make_home(language: str = "en", original: HomePage | None = None) -> HomePage:
    """The square in one language; the English one becomes the root of the site."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    assert root is not None
    home = HomePage(title="Marenholt", slug=f"home-{language}", locale=locale, lead=f"Lead in {language}")
    if original:
        home.translation_key = original.translation_key
    root.add_child(instance=home)
    if language == "en":
        Site.objects.update(root_page=home)
    return home


def make_process_page(home: HomePage, process: Process, title: str) -> ProcessPage:
    """The page of a process under a home page."""
    page = ProcessPage(
        title=title, slug=process.slug, process=process, locale=home.locale, lead=f"About {title}"
    )
    home.add_child(instance=page)
    return page


def make_news(page: ProcessPage, title: str, slug: str) -> NewsPage:
    """A piece of news under a process page."""
    news = NewsPage(
        title=title, slug=slug, locale=page.locale, intro="What happened", body="<p>All of it.</p>"
    )
    page.add_child(instance=news)
    return news


def make_text(home: HomePage, title: str, slug: str, original: ContentPage | None = None) -> ContentPage:
    """A page of text that is in the menu."""
    text = ContentPage(title=title, slug=slug, locale=home.locale, show_in_menus=True)
    if original:
        text.translation_key = original.translation_key
    home.add_child(instance=text)
    return text
