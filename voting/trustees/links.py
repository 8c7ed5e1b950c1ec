"""A trustee's personal link. It names nobody, and its secret stands behind the "#", where no server, log or
proxy sees it; the page sends it in the body of a request. The database keeps its SHA-256 only.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.tasks import address
from voting.crypto.encoding import sha256_hex
from voting.models import Round, Trustee
from voting.safe import open_safe

SESSION = "voting.trustees"
LONGEST = 100


def renew_link(trustee: Trustee, now: datetime) -> None:
    """Give a trustee a fresh link; the one before opens nothing any more, and whoever came by it is out."""
    trustee.invited_at = now
    trustee.opened_at = None
    trustee.link_hash = sha256_hex(_secret(trustee))
    trustee.save(update_fields=["invited_at", "opened_at", "link_hash"])


def link_of(trustee: Trustee) -> str:
    """Return the full personal link, to be mailed and nothing else."""
    return f"{address(page_of(trustee.ceremony.round))}#{_secret(trustee)}"


def page_of(round: Round) -> str:
    """Return the address of the trustees' page of a round, the same for all of them."""
    return reverse("voting:trustee", args=[round.process.slug, round.number])


def enter(request: HttpRequest, round: Round, secret: str) -> Trustee | None:
    """Let whoever has a link in, in this browser only; return its trustee, None for no link of the round."""
    digest = sha256_hex(secret[:LONGEST].strip())
    trustee = Trustee.objects.filter(ceremony=round.pk, link_hash=digest).first()
    if trustee is not None:
        request.session.cycle_key()
        request.session[SESSION] = {**request.session.get(SESSION, {}), str(round.pk): digest}
    return trustee


def leave(request: HttpRequest, round: Round) -> None:
    """Forget in this browser who the trustee is."""
    known = {**request.session.get(SESSION, {})}
    known.pop(str(round.pk), None)
    request.session[SESSION] = known


def trustee_here(request: HttpRequest, round: Round) -> Trustee | None:
    """Return the trustee whose link was opened in this browser, while that link is good."""
    digest = request.session.get(SESSION, {}).get(str(round.pk))
    if not digest:
        return None
    found = Trustee.objects.select_related("ceremony__round__process")
    trustee = found.filter(ceremony=round.pk, link_hash=digest).first()
    return trustee if trustee and constant_time_compare(trustee.link_hash or "", digest) else None


def _secret(trustee: Trustee) -> str:
    """Return the secret of the present link: it follows from the safe of the round and the moment of the
    invitation, so that a reminder can repeat it though it is stored nowhere.
    """
    key = bytes.fromhex(open_safe(trustee.ceremony.round).codes)
    assert trustee.invited_at is not None
    said = f"trustee-link|{trustee.pk}|{trustee.invited_at.timestamp():.6f}"
    return urlsafe_b64encode(hmac.new(key, said.encode(), hashlib.sha256).digest()).decode().rstrip("=")
