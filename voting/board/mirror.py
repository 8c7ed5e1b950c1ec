"""A page for copies of a record on any web server: looks a tracker up in the files beside it."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from voting.crypto.word_lists import LANGUAGES, words_of
from voting.models import Round

SCRIPT, STYLES = "js/mirror-check.js", "css/mirror.css"


def check_page(round: Round) -> str:
    """Return check.html: one file that needs only `round.bel` and `round.json` in its folder, and no other
    server.
    """
    lists = {language: words_of(language) for language in LANGUAGES}
    context = {"round": round, "lists": lists, "script": _text(SCRIPT), "styles": _text(STYLES)}
    with translation.override(round.process.language):
        return render_to_string("voting/static_check.html", context)


def _text(name: str) -> str:
    found = finders.find(name)
    assert found, name
    return Path(found).read_text(encoding="utf-8")
