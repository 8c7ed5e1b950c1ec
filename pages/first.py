"""What a fresh database needs before anybody can write: a square, instead of Wagtail's greeting."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale, Page, Site

from pages.models import HomePage

GREETING = "home"


def make_square() -> None:
    """Put an empty square where Wagtail's migrations put their greeting, unless there is one."""
    root = Page.get_first_root_node()
    site = Site.objects.filter(is_default_site=True).first()
    if root is None or site is None or HomePage.objects.exists():
        return
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    greeting = Page.objects.child_of(root).exact_type(Page).filter(slug=GREETING).first()
    home = HomePage(title="Plaza", slug=f"home-{settings.LANGUAGE_CODE}", locale=locale)
    root.add_child(instance=home)
    Site.objects.filter(pk=site.pk).update(root_page=home)
    if greeting is not None and greeting.is_leaf():
        greeting.delete()
