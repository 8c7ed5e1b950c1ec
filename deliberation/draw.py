"""One comment as HTML, the same for every reader: pages and live frames use it alike.

Written as strings and not as a template because a page shows a hundred of them. What depends on the reader
(one's own marks) comes with the row; forms and their tokens stand once per page, outside.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from accounts.roles import Role
from deliberation.rows import Row
from deliberation.scene import Scene, day_name, moment
from ui.money import grouped
from ui.text import user_line, user_text

CITY = frozenset({Role.COUNCIL_STAFF.value, Role.ADMINISTRATOR.value})


def comment(row: Row, scene: Scene) -> str:
    """A comment or reply; of a hidden one only the line that says why."""
    css = "cm re" if row.root else "cm"
    body = placeholder(row, scene) if row.is_hidden else words_of(row, scene)
    return f'<article class="{css}" id="c-{row.number}">{body}</article>'


def words_of(row: Row, scene: Scene) -> str:
    """Stance in the margin, then who, what, and what can be done about it."""
    text = said(row.text, row.language)
    body = f"{who(row, scene)}{text}{acts(row, scene)}"
    if row.root:
        return body
    return f'{scene.words.stances[row.stance]}<div class="stack g2">{body}</div>'


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
    """Whom a reply to a reply answers; nobody is named for a comment that is hidden."""
    if row.parent_visibility == "hidden":
        return scene.words.in_reply_hidden
    name = scene.words.former if row.parent_erased else user_line(row.parent_name or "")
    return scene.words.in_reply % {"name": name}


def acts(row: Row, scene: Scene) -> str:
    """Helpful, Reply, Report, Link. When the discussion is closed, only the count and the last two."""
    words = scene.words
    report = (
        f'<a href="{scene.report}{row.pk}/"{named(words.report, row)}>{words.report}</a>'
        if scene.report
        else ""
    )
    link = f'<a href="{scene.comments}{row.number}/"{named(words.link, row)}>{words.link}</a>'
    if not scene.is_open:
        count = f"<span>{words.lift} {words.helpful % {'count': row.helpful}}</span>" if row.helpful else ""
        return f'<p class="acts">{count}{report}{link}</p>'
    button = helpful_button(row, scene, row.marked)
    answer = f"{scene.comments}new/?parent={row.number}"
    reply = f'<a href="{answer}" data-reply{named(words.reply, row)}>{words.reply}</a>'
    return f'<p class="acts">{button}{reply}{report}{link}</p>'


def named(word: str, row: Row) -> str:
    """The name of a link among a hundred alike: which comment it is about."""
    return f' aria-label="{word}, {row.number}"'


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
    there = row.hidden_at or row.created_at
    day = day_name(there.date(), there.year == scene.today.year, scene.language)
    why = words.hidden % {"date": day, "rule": words.rules.get(row.hidden_rule, "–")}
    entry = ""
    if row.hidden_entry:
        number = words.log % {"number": grouped(row.hidden_entry, scene.language)}
        entry = f' <a href="{scene.log}{row.hidden_entry}/">{number}</a>'
    line = f'<p class="soft">{why}{entry}</p>'
    return words.hidden_chip + (line if row.root else f'<div class="stack g2">{line}</div>')
