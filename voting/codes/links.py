"""The address in a letter that opens the ballot with the code filled in.

The code stands behind the #, which browsers keep to themselves: it is in no request and in no server's log.
"""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from voting.models import Round


def ballot_link(round: Round) -> str:
    """Return the full address of the ballot."""
    return urljoin(f"{settings.SITE_URL}/", reverse("voting:ballot", args=[round.process.slug, round.number]))


def code_link(round: Round, code: str) -> str:
    """Return the full address of the ballot with a code."""
    return f"{ballot_link(round)}#code={code}"
