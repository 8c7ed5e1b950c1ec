"""The ground every test stands on."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site


def make_wagtail_root() -> None:
    """Make the locale, the roots of pages and files and the site that Wagtail's migrations make."""
    locale, _created = Locale.objects.get_or_create(language_code="en")
    if Page.objects.exists():
        return
    Collection.add_root(name="Root")
    root = Page.add_root(
        title="Root",
        slug="root",
        locale=locale,
        content_type=ContentType.objects.get_for_model(Page),
    )
    Site.objects.create(
        hostname="localhost", port=80, root_page=root, is_default_site=True, site_name="Plaza"
    )
