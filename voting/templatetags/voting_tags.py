"""Small parts of the pages of a vote: `{% load voting_tags %}`."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.draw_meters import meter
from ui.sprites import chip, place
from voting.board.trackers import tracker_of
from voting.models import Project, Round, RoundStatus

register = template.Library()


@register.simple_tag
def querystring_of(**parts: object) -> str:
    """The query of an address, made of names and values."""
    return urlencode({name: str(value) for name, value in parts.items()})


@register.simple_tag
def project_place(project: Project) -> SafeString:
    """Where a project is: the tile and name of its district, what the file said, or the whole city."""
    if project.district:
        return place(project.district.name, project.district.tile)
    if project.round.source_hash:
        return format_html('<span class="place">{}</span>', project.place) if project.place else mark_safe("")
    return place(project.place or _("Whole city"), "city")


@register.simple_tag
def short_hash(value: str) -> str:
    """A fingerprint in groups of four, its first half, as people compare it."""
    return " ".join(value[start : start + 4] for start in range(0, min(len(value), 32), 4))


@register.simple_tag
def hash_words(value: str) -> str:
    """A fingerprint as six words of the reader's language, to be read aloud."""
    return tracker_of(value, get_language() or "en")


@register.simple_tag
def trustees_line(round: Round) -> str:
    """Who holds the key of a verifiable round, and how many of them are needed (two queries)."""
    ceremony = round.ceremony
    names = ", ".join(trustee.name for trustee in ceremony.trustees.all())
    return ngettext(
        "%(size)s trustees hold the key together, and %(needed)s of them opens the box: %(names)s.",
        "%(size)s trustees hold the key together, and %(needed)s of them open the box: %(names)s.",
        ceremony.needed,
    ) % {"size": ceremony.size, "needed": ceremony.needed, "names": names}


@register.simple_tag
def round_chip(round: Round, state: str, running: bool) -> SafeString:
    """Where a round stands, for staff; `state` says it in words."""
    if running:
        return chip("ok", "check", _("Voting is running normally"))
    kinds = {
        RoundStatus.DRAFT: ("off", "edit"),
        RoundStatus.CANCELLED: ("bad", "x"),
        RoundStatus.PUBLISHED: ("ok", "check"),
    }
    return chip(*kinds.get(RoundStatus(round.status), ("", "lock")), state)


@register.simple_tag
def translated(source: str) -> str:
    """A source string of the rules, in the reader's language."""
    return _(source)


@register.simple_tag
def part_meter(done: int, total: int) -> SafeString:
    """How many parts of a piece of work are done."""
    label = _("%(done)s of %(total)s") % {"done": done, "total": total}
    return meter([1] * done, max(1, total), label)
