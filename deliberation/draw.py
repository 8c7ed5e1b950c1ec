"""One comment as HTML, the same for every reader: pages and live frames use it alike.

Written as strings and not as a template because a page shows a hundred of them. What depends on the reader
(one's own marks and comments, a moderator's links) comes with the row and the scene; forms and their tokens
stand once per page, outside.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.roles import Role
from deliberation.rows import Row
from deliberation.scene import Scene, day_name, moment
from deliberation.wording import UNDO
from ui.money import grouped
from ui.text import user_line, user_text

CITY = frozenset({Role.COUNCIL_STAFF.value, Role.ADMINISTRATOR.value})


def comment(row: Row, scene: Scene) -> str:
    """A comment or reply; of a hidden or deleted one only the line that says so."""
    css = "cm re" if row.root else "cm"
    place = f' data-place="{row.place}"' if row.root else ""
    return f'<article class="{css}" id="c-{row.number}"{place}>{body(row, scene)}</article>'


def body(row: Row, scene: Scene) -> str:
    """What stands in the article."""
    if row.presence:
        return taken_back(row, scene)
    return placeholder(row, scene) if row.is_hidden else words_of(row, scene)


def words_of(row: Row, scene: Scene) -> str:
    """Stance in the margin, then who, what, and what can be done about it."""
    text = said(row.text, row.language)
    all_of_it = f"{who(row, scene)}{text}{acts(row, scene)}"
    if row.root:
        return all_of_it
    return f'{scene.words.stances[row.stance]}<div class="stack g2">{all_of_it}</div>'


@lru_cache(maxsize=2_000)
def said(text: str, language: str) -> SafeString:
    """The words of a comment with its links, kept: the first page of a discussion is drawn for everybody."""
    return user_text(text, language)


def who(row: Row, scene: Scene) -> str:
    """The line above a comment: name, role, district, time, and whom it answers."""
    name = scene.words.former if row.author_erased else user_line(row.author_name)
    parts = [f"<b>{name}</b>", badge(row, scene)]
    if row.district and not row.author_erased:
        parts.append(f"<span>{escape(row.district)}</span>")
    parts.append(f'<time datetime="{row.created_at:%Y-%m-%dT%H:%MZ}">{moment(row.created_at, scene)}</time>')
    if row.edited_at:
        parts.append(
            f'<a href="{scene.comments}{row.number}/earlier/" rel="nofollow">{scene.words.edited}</a>'
        )
    if row.origin and not row.root:
        words = scene.words.origin % {"number": row.origin}
        parts.append(f'<a class="from" href="{scene.list}{row.origin}/?stay=yes">{words}</a>')
    if row.version < scene.version and not row.origin:
        parts.append(older(row, scene))
    if row.answers_reply:
        parts.append(f'<a href="{scene.comments}{row.parent}/">{answered(row, scene)}</a>')
    return f'<p class="who">{"".join(parts)}</p>'


def older(row: Row, scene: Scene) -> str:
    """That a comment is about words that were changed since, with the way to what changed."""
    compared = f"{scene.page}history/compare/?old={row.version}&amp;new={scene.version}"
    return f'<a href="{compared}" rel="nofollow">{scene.words.version % {"version": row.version}}</a>'


def badge(row: Row, scene: Scene) -> str:
    """What readers should know about who speaks: the author of the proposal, the city, a moderator."""
    if row.author == scene.author:
        return scene.words.author
    if row.role in CITY:
        return scene.words.city
    return scene.words.moderator if row.role == Role.MODERATOR.value else ""


def answered(row: Row, scene: Scene) -> str:
    """Whom a reply to a reply answers; nobody is named for a comment that is hidden or deleted."""
    if row.parent_presence:
        return scene.words.in_reply_deleted
    if row.parent_visibility == "hidden":
        return scene.words.in_reply_hidden
    name = scene.words.former if row.parent_erased else user_line(row.parent_name or "")
    return scene.words.in_reply % {"name": name}


def acts(row: Row, scene: Scene) -> str:
    """Helpful, Reply, Report, Link; one's own comment is edited or deleted instead of marked and reported.

    When the discussion is closed, only the count and what is always possible.
    """
    words = scene.words
    mine = bool(scene.reader) and row.author == scene.reader
    parts = [
        helpful_count(row, scene) if mine or not scene.is_open else helpful_button(row, scene, row.marked)
    ]
    if scene.is_open:
        answer = f"{scene.comments}new/?parent={row.number}"
        parts.append(f'<a href="{answer}" data-form{named(words.reply, row)}>{words.reply}</a>')
    if mine and scene.is_open:
        change = f"{scene.comments}{row.number}/edit/"
        parts.append(f'<a href="{change}" data-form{named(words.edit, row)}>{words.edit}</a>')
    if mine:
        parts.append(own_button(row, scene, "delete", words.delete))
    elif scene.moderate:
        parts.append(f'<a href="{scene.moderate}{row.pk}/"{named(words.moderate, row)}>{words.moderate}</a>')
    else:
        parts.append(f'<a href="{scene.report}{row.pk}/"{named(words.report, row)}>{words.report}</a>')
    parts.append(f'<a href="{scene.comments}{row.number}/"{named(words.link, row)}>{words.link}</a>')
    kept = " data-mine" if mine or scene.moderate else ""  # a live frame does not know who reads
    return f'<p class="acts"{kept}>{"".join(parts)}</p>'


def own_button(row: Row, scene: Scene, act: str, word: str) -> str:
    """A button that does something with one's own comment, by the form that stands once on the page."""
    where = f"{scene.comments}{row.number}/{act}/"
    return f'<button form="mark" formaction="{where}" data-own{named(word, row)}>{word}</button>'


def named(word: str, row: Row) -> str:
    """The name of a link among a hundred alike: which comment it is about."""
    return f' aria-label="{word}, {row.number}"'


def helpful_count(row: Row, scene: Scene) -> str:
    """How many found it helpful, where there is nothing to press; nothing for nobody."""
    words = scene.words
    return f"<span>{words.lift} {words.helpful % {'count': row.helpful}}</span>" if row.helpful else ""


def helpful_button(row: Row, scene: Scene, marked: bool) -> str:
    """The button that says how many found it helpful; pressed for those who did."""
    words = scene.words
    return (
        f'<button form="mark" formaction="{scene.comments}{row.number}/helpful/" name="on"'
        f' value="{int(not marked)}" aria-pressed="{"true" if marked else "false"}">'
        f"{words.lift} {words.helpful % {'count': row.helpful}}</button>"
    )


def placeholder(row: Row, scene: Scene) -> str:
    """What stands where a hidden comment was: the day, the rule and the log entry, never its words."""
    words = scene.words
    day = on_day(row.hidden_at or row.created_at, scene)
    why = words.hidden % {"date": day, "rule": words.rules.get(row.hidden_rule, "–")}
    entry = again = ""
    if row.hidden_entry:
        number = words.log % {"number": grouped(row.hidden_entry, scene.language)}
        entry = f' <a href="{scene.log}{row.hidden_entry}/">{number}</a>'
    if scene.moderate and row.author != scene.reader:
        again = f' <a href="{scene.moderate}{row.pk}/"{named(words.restore, row)}>{words.restore}</a>'
    return in_margin(row, words.hidden_chip, f'<p class="soft">{why}{entry}{again}</p>')


def taken_back(row: Row, scene: Scene) -> str:
    """What stands where a deleted comment was; its author can bring it back for a while."""
    words, at = scene.words, row.deleted_at or row.created_at
    if row.author == scene.reader and scene.now < at + UNDO:
        until = timezone.localtime(at + UNDO)
        said = words.deleted_mine % {"time": f"{until:%H:%M}"}
        button = own_button(row, scene, "undelete", words.undo)
        line = f'<p class="soft">{said}</p><p class="acts">{button}</p>'
    else:
        line = f'<p class="soft">{words.deleted % {"date": on_day(at, scene)}}</p>'
    return in_margin(row, words.deleted_chip, f'<div class="stack g2">{line}</div>')


def in_margin(row: Row, sign: str, line: str) -> str:
    """A placeholder: its sign stands in the margin of a thread, and above the line of a reply."""
    return f"{sign}{line}" if row.root else f'{sign}<div class="stack g2">{line}</div>'


def on_day(at: datetime, scene: Scene) -> str:
    """A day for a sentence, with the year unless it is this one."""
    day = timezone.localtime(at).date()
    return day_name(day, day.year == scene.today.year, scene.language)
