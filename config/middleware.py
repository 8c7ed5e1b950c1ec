"""What holds for every answer: its headers, and a page in our words where Django would send none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from whitenoise.middleware import WhiteNoiseMiddleware

ADMIN_PREFIX = "/cms/"
FORM, PARTED_FORM = "application/x-www-form-urlencoded", "multipart/form-data"


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # WhiteNoise has no types
    """Static files whose name changes with their content are never asked for again: what is for asking again
    (Last-Modified, ETag) would only weigh on every first visit.
    """

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """Return the answer for one file."""
        response: HttpResponse = WhiteNoiseMiddleware.serve(static_file, request)
        if "immutable" in response.headers.get("Cache-Control", ""):
            del response.headers["Last-Modified"], response.headers["ETag"]
        return response


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send the strict policy everywhere; Wagtail's editor needs inline code, so /cms/ gets a looser one."""
    strict = build_policy(config=settings.CSP_DIRECTIVES)
    editor = build_policy(
        config=settings.CSP_DIRECTIVES
        | {
            "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
            "style-src": [SELF, UNSAFE_INLINE],
            "img-src": [SELF, "data:", "blob:"],
        }
    )

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = editor if request.path.startswith(ADMIN_PREFIX) else strict
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        return response

    return middleware


def readable_forms(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a form that nobody can read before anything tries: in another encoding than UTF-8, or in parts
    without saying what is between them.

    Django refuses it when it is read, which may be when the page that says so is about to be drawn.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        encoding, parted = request.encoding or "utf-8", request.content_type == PARTED_FORM
        foreign = request.content_type == FORM and encoding.lower() != "utf-8"
        if foreign or (parted and "boundary" not in (request.content_params or {})):
            return HttpResponseBadRequest(render_to_string("400.html"))
        return get_response(request)

    return middleware


def said_in_words(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer whoever opens the address of a form as if it were a page with a page, not with nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content or request.method == "HEAD":
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware
