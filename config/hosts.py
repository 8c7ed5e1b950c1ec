"""Requests for a host that is none of ours: scanners send them all day, and their traces hid the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.log import log_response
from django.utils.translation import gettext as _

LETTERS = 100
logger = logging.getLogger("django.security.DisallowedHost")


def known_host(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a foreign Host header with a plain sentence, and log one line."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return refused(request)
        return get_response(request)

    return middleware


def refused(request: HttpRequest) -> HttpResponse:
    """Return the answer, which names no address of ours: whoever asked may not be a reader at all."""
    sentence = _("This site does not answer at this address.")
    headers = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", 400, headers=headers)
    host = request.META.get("HTTP_HOST", "")[:LETTERS]
    words = "Refused a request for the host %r, which ALLOWED_HOSTS does not name."
    log_response(words, host, response=response, request=request, logger=logger, level="warning")
    return response
