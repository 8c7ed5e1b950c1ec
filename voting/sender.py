"""Who writes: the name under every letter, e-mail and file of a vote."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Site


def sender() -> str:
    """Return the city's name; that of the software where nobody has named the city."""
    site = Site.objects.filter(is_default_site=True).first()
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME
