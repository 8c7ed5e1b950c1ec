"""The editors' pages, in English and Spanish: the square, the processes with their news, the texts."""

from __future__ import annotations

import json
from html import escape

from wagtail.models import Locale, Page, Site

from demo.build.stage import Stage
from demo.city import BAY, CITY_NAME, CONTACT_PHONE, RIVER
from demo.pages import PAGES
from demo.shapes import ArticleData, PageData, ProcessData, Text
from pages.models import CitySettings, ContentPage, HomePage, NewsPage, ProcessPage

HOME_LEAD = Text(
    "Suggest an idea, talk it over with neighbours, and vote in secret. "
    "The city must answer every proposal in writing.",
    "Propón una idea, háblala con tus vecinos y vecinas, y vota en secreto. "
    "El Ayuntamiento debe responder por escrito a cada propuesta.",
)
FOOTER = frozenset({"accessibility", "privacy"})


def name_city() -> None:
    """Give the site the name of the city, which signs letters and mail."""
    Site.objects.update(site_name=CITY_NAME)


def build_pages(stage: Stage) -> None:
    """Fill the editor: settings of the city, and one tree of pages per language."""
    city = CitySettings.load()
    city.name, city.phone = CITY_NAME, CONTACT_PHONE
    city.water = [
        {"kind": "bay", "line": [list(point) for point in BAY.latlon]},
        {"kind": "river", "line": [list(point) for point in RIVER.latlon]},
    ]
    city.save()
    homes: dict[str, HomePage] = {}
    for language in ("en", "es"):
        homes[language] = build_tree(stage, language, homes.get("en"))
    Site.objects.update(root_page=homes["en"])


def build_tree(stage: Stage, language: str, original: HomePage | None) -> HomePage:
    """Make the home page of one language and everything under it, as translations of `original`'s."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    assert root is not None
    home: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if home is None:
        home = HomePage(title=CITY_NAME, slug=f"home-{language}", locale=locale, **key_of(original))
        root.add_child(instance=home)
    home.title, home.lead = CITY_NAME, say(stage, HOME_LEAD, language)
    home.save()
    for data in PAGES:
        add_text(stage, home, data, language)
    for key in stage.processes:
        add_process(stage, home, stage.data[key], language)
    return home


def key_of(original: Page | None) -> dict[str, object]:
    """Return what marks a page as the translation of another."""
    return {"translation_key": original.translation_key} if original else {}


def translation_of(model: type[Page], slug: str, language: str) -> Page | None:
    """Return the English page of the same address, for pages in other languages."""
    if language == "en":
        return None
    found: Page | None = model.objects.filter(slug=slug, locale__language_code="en").first()
    return found


def say(stage: Stage, text: Text, language: str) -> str:
    """Return a text of the city in one of its two languages."""
    return stage.words(text.es if language == "es" else text.en, language)


def html(text: str) -> str:
    """Return paragraphs and lists of a plain text as rich text."""
    blocks = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.split("\n")
        if all(line.startswith("- ") for line in lines):
            items = "".join(f"<li>{escape(line[2:])}</li>" for line in lines)
            blocks.append(f"<ul>{items}</ul>")
        else:
            blocks.append("<p>" + "<br/>".join(escape(line) for line in lines) + "</p>")
    return "".join(blocks)


def stream(stage: Stage, articles: tuple[ArticleData, ...], language: str) -> str:
    """Return articles as the editor stores them."""
    return json.dumps(
        [
            {
                "type": "article",
                "value": {
                    "heading": say(stage, article.title, language),
                    "text": html(say(stage, article.body, language)),
                },
            }
            for article in articles
        ]
    )


def add_text(stage: Stage, home: HomePage, data: PageData, language: str) -> None:
    """Add one page of text."""
    page = ContentPage(
        title=say(stage, data.title, language),
        slug=data.slug,
        locale=home.locale,
        lead=say(stage, data.intro, language),
        sections=stream(stage, data.sections, language),
        show_in_menus=data.slug not in FOOTER,
        in_footer=data.slug in FOOTER,
        **key_of(translation_of(ContentPage, data.slug, language)),
    )
    home.add_child(instance=page)


def add_process(stage: Stage, home: HomePage, data: ProcessData, language: str) -> None:
    """Add the page of a process with its news."""
    process = stage.processes[data.key]
    page = ProcessPage(
        title=say(stage, data.title, language),
        slug=process.slug,
        locale=home.locale,
        process=process,
        lead=say(stage, data.lead, language),
        how_it_works=stream(stage, data.articles, language),
        **key_of(translation_of(ProcessPage, process.slug, language)),
    )
    home.add_child(instance=page)
    for number, item in enumerate(sorted(data.news, key=lambda one: one.days), 1):
        slug = f"news-{number}"
        original = None
        if language != "en":
            original = NewsPage.objects.filter(
                slug=slug, locale__language_code="en", url_path__contains=f"/{process.slug}/"
            ).first()
        page.add_child(
            instance=NewsPage(
                title=say(stage, item.title, language),
                slug=slug,
                locale=home.locale,
                posted_on=stage.at(item.days, item.hour).date(),
                intro=say(stage, item.body, language).split("\n\n")[0][:400],
                body=html("\n\n".join(say(stage, item.body, language).split("\n\n")[1:])),
                **key_of(original),
            )
        )
