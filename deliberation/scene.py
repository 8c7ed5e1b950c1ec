"""What all comments of one page share: addresses, words in the reader's language, the day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from html import escape

from django.core.signals import setting_changed
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from deliberation.models import Stance
from deliberation.permissions import state_verdict
from moderation.models import HouseRule
from moderation.permissions import moderates
from processes.permissions import Person, phase_verdict
from processes.phases import Act
from proposals.models import Proposal
from ui.sprites import chip, icon


@dataclass(frozen=True, slots=True)
class Words:
    """The words around comments, escaped, in one language."""

    helpful: str
    reply: str
    report: str
    link: str
    author: str
    city: str
    moderator: str
    former: str
    in_reply: str
    in_reply_hidden: str
    in_reply_deleted: str
    hidden: str
    deleted: str
    deleted_mine: str
    log: str
    today: str
    yesterday: str
    stances: dict[str, str]
    rules: dict[str, str]
    lift: str
    hidden_chip: str
    deleted_chip: str
    origin: str
    version: str
    edited: str
    edit: str
    delete: str
    undo: str
    moderate: str
    restore: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Where comments are drawn. `is_open` says whether people may write now, whoever they are.

    `version` is the version of the proposal that stands above them. `reader` is the key of whoever reads, 0
    for what everybody is shown; `moderate` is the address where they decide about comments, "" for most.
    """

    page: str
    list: str
    comments: str
    log: str
    report: str
    author: int
    version: int
    is_open: bool
    reader: int
    moderate: str
    now: datetime
    today: date
    language: str
    words: Words


def scene_of(proposal: Proposal, now: datetime, reader: Person | None = None) -> Scene:
    """The scene of a discussion in the active language at `now`, for everybody or for one reader."""
    place = [proposal.process.slug, proposal.number]
    return Scene(
        page=escape(proposal.get_absolute_url()),
        list=escape(reverse("proposals:list", args=place[:1])),
        comments=escape(reverse("deliberation:thread", args=place)),
        log=escape(reverse("audit:entry", args=[proposal.process.chain, 0]).removesuffix("0/")),
        report=escape(address_of("report")),
        author=proposal.author_id,
        version=proposal.version,
        is_open=bool(state_verdict(proposal) and phase_verdict(Act.COMMENT, proposal.process, now)),
        reader=(reader.pk or 0) if reader else 0,
        moderate=escape(address_of("here")) if reader and moderates(reader, proposal.process) else "",
        now=now,
        today=timezone.localdate(now),
        language=get_language() or "en",
        words=words(get_language() or "en"),
    )


@cache
def address_of(page: str) -> str:
    """Where comments are reported or decided about, without their key."""
    return reverse(f"moderation:{page}", args=["deliberation.comment", 0]).removesuffix("0/")


@cache
def words(language: str) -> Words:
    """The words in `language`, which must be the active one."""
    return Words(
        helpful=escape(gettext("Helpful, %(count)s")),
        reply=escape(gettext("Reply")),
        report=escape(gettext("Report")),
        link=escape(gettext("Link")),
        author=str(chip("off", "", gettext("author"))),
        city=str(chip("", "", gettext("City"))),
        moderator=str(chip("", "", gettext("Moderator"))),
        former=escape(gettext("Former member")),
        in_reply=escape(gettext("in reply to %(name)s")),
        in_reply_hidden=escape(gettext("in reply to a hidden comment")),
        in_reply_deleted=escape(gettext("in reply to a deleted comment")),
        deleted=escape(gettext("The author deleted this comment on %(date)s.")),
        deleted_mine=escape(gettext("You deleted this comment. You can bring it back until %(time)s.")),
        hidden=escape(gettext("A moderator hid this comment on %(date)s. House rule %(rule)s.")),
        log=escape(gettext("Log entry %(number)s")),
        today=escape(gettext("today, %(time)s")),
        yesterday=escape(gettext("yesterday, %(time)s")),
        stances=_stances(),
        rules={rule.value: escape(str(rule.label)) for rule in HouseRule},
        lift=str(icon("lift")),
        hidden_chip=str(chip("off", "eye", gettext("Hidden"))),
        deleted_chip=str(chip("off", "x", gettext("Deleted"))),
        origin=escape(gettext("from proposal %(number)s")),
        version=escape(gettext("about version %(version)s")),
        edited=escape(gettext("edited")),
        edit=escape(gettext("Edit")),
        delete=escape(gettext("Delete")),
        undo=escape(gettext("Undo")),
        moderate=escape(gettext("Moderate")),
        restore=escape(gettext("Show again")),
    )


def _stances() -> dict[str, str]:
    return {
        Stance.NONE.value: "",
        Stance.FOR.value: str(chip("ok", "plus", Stance.FOR.label)),
        Stance.AGAINST.value: str(chip("con", "minus", Stance.AGAINST.label)),
        Stance.QUESTION.value: str(chip("", "ask", Stance.QUESTION.label)),
    }


def moment(at: datetime, scene: Scene) -> str:
    """When something was written: "today, 09:12", "yesterday, 20:47", "15 March", "15 March 2025"."""
    there = timezone.localtime(at)
    day = there.date()
    if day == scene.today:
        return scene.words.today % {"time": f"{there:%H:%M}"}
    if day == scene.today - timedelta(days=1):
        return scene.words.yesterday % {"time": f"{there:%H:%M}"}
    return day_name(day, day.year == scene.today.year, scene.language)


@lru_cache(maxsize=1024)
def day_name(day: date, this_year: bool, language: str) -> str:
    """A day as people write it in `language`, which must be the active one."""
    form = pgettext("date format", "j F") if this_year else pgettext("date format", "j F Y")
    return escape(date_format(day, form))


def forget(**_kwargs: object) -> None:
    """Drop what was kept when a test changes where static files live."""
    words.cache_clear()


setting_changed.connect(forget, dispatch_uid="deliberation.scene.forget")
