"""Uploads of editors are public. Files of proposals are served by their own room, which looks who asks."""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

GUARDED = "proposals"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an editor's upload. Raises Http404 for everything else, however the path is written."""
    if posixpath.normpath(path).lstrip("/").lower().split("/")[0] == GUARDED:
        raise Http404
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
