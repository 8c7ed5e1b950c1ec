"""The frame's facts that come from the editor, remembered for a minute and forgotten when they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Q, Subquery
from wagtail.models import Page

from accounts.models import District
from pages.models import CitySettings, ContentPage, HomePage
from proposals.places import DISTRICTS_KEY, city_districts

SECONDS = 60
KEY = "frame:{}"


@dataclass(frozen=True, slots=True)
class Link:
    """A word and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The editors' words on the square, and their language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A district as lists name it."""

    pk: int
    name: str
    slug: str
    tile: str


@dataclass(frozen=True, slots=True)
class CityFrame:
    """The city as the frame shows it. `water` is for maps."""

    name: str
    phone: str
    email: str
    water: tuple[dict[str, Any], ...]
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    lead: Lead | None
    districts: tuple[Tile, ...]


def city_frame(language: str) -> CityFrame:
    """Return the frame in `language`; pages that lack a translation appear in the language they have."""
    frame: CityFrame | None = cache.get(KEY.format(language))
    if frame is None:
        frame = read_frame(language)
        cache.set(KEY.format(language), frame, SECONDS)
    return frame


def read_frame(language: str) -> CityFrame:
    """Read the frame from the database (one query, and one for the districts, which maps remember, too)."""
    ours = Page.objects.live().annotate(in_footer=F("contentpage__in_footer"), lead=F("homepage__lead"))
    ours = ours.filter(Q(in_footer__isnull=False) | Q(lead__isnull=False)).annotate(**city_along())
    both = list(ours.select_related("locale").order_by("path"))
    city = settings_from(both[0]) if both else CitySettings.load()
    pages = in_language((page for page in both if page.lead is None), language)
    homes = in_language((page for page in both if page.lead is not None), language)
    return CityFrame(
        name=city.name,
        phone=city.phone,
        email=city.email,
        water=tuple(city.water),
        menu=tuple(Link(p.title, f"/{p.slug}/") for p in pages if p.show_in_menus),
        footer=tuple(Link(p.title, f"/{p.slug}/") for p in pages if p.in_footer),
        lead=next((Lead(home.lead, home.locale.language_code) for home in homes), None),
        districts=tuple(Tile(d.pk, d.name, d.slug, d.tile) for d in city_districts()),
    )


FIELDS = ("name", "phone", "email", "water")


def city_along() -> dict[str, Subquery]:
    """Return what fetches the city's settings with every page: they are one row."""
    return {f"city_{name}": Subquery(CitySettings.objects.order_by("pk").values(name)[:1]) for name in FIELDS}


def settings_from(page: Page) -> CitySettings:
    """Return the settings that came along; those of a city that never changed any where there is no row."""
    found = {name: getattr(page, f"city_{name}") for name in FIELDS}
    return CitySettings(**found) if found["name"] is not None else CitySettings.load()


def in_language(pages: Any, language: str) -> list[Any]:
    """Return one of each set of translations: the one in `language`, else the first."""
    best: dict[Any, Any] = {}
    for page in pages:
        if page.translation_key not in best or page.locale.language_code == language:
            best[page.translation_key] = page
    return list(best.values())


def forget(**kwargs: Any) -> None:
    """Receiver: forget the frame when a page, a district or the city's settings change."""
    cache.delete_many([DISTRICTS_KEY, *(KEY.format(code) for code, _name in settings.LANGUAGES)])


def connect() -> None:
    """Listen to changes of what the frame shows."""
    from django.db.models.signals import post_delete, post_save

    for sender in (CitySettings, ContentPage, HomePage, District):
        post_save.connect(forget, sender=sender, dispatch_uid=f"frame-save-{sender.__name__}")
        post_delete.connect(forget, sender=sender, dispatch_uid=f"frame-delete-{sender.__name__}")
    post_save.connect(forget, sender=Page, dispatch_uid="frame-save-page")
