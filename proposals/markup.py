"""Pure: the few marks that structure an idea, and how they look.

People type plain lines. `## ` starts a heading (`### ` a smaller one), `- ` or `1. ` a line of a list, `**`
stands around what is bold, and `[words](https://…)` is a link; so is any web address. A blank line ends a
paragraph. Everything else stays as it was typed. What leaves `rendered` went through nh3, whatever came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import nh3

from ui.text import REL, user_inline

TAGS = {"h2", "h3", "p", "ul", "ol", "li", "strong", "a", "br"}
ATTRIBUTES = {"a": {"href"}, "p": {"dir"}, "h2": {"dir"}, "h3": {"dir"}, "li": {"dir"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

HEADING = re.compile(r"(#{1,4})\s+(\S.*)")
BULLET = re.compile(r"\s{0,3}[-*•–]\s+(\S.*)")
NUMBERED = re.compile(r"\s{0,3}(\d{1,3})[.)]\s+(\S.*)")
LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(((?:https?://|mailto:)[^\s()<>\"]{1,500})\)", re.IGNORECASE)
BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*\*")
MARKED = re.compile(rf"{LINK.pattern}|{BOLD.pattern}", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return the text with one kind of line end and without what no screen can show."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).rstrip()


def rendered(text: str) -> str:
    """Return `text` as HTML that is safe to show: paragraphs, headings, lists, links, bold."""
    return safe("".join(_blocks(tidy(text).split("\n"))))


def safe(html: str) -> str:
    """Return only the allowed tags of `html`; links never carry anything but an address."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL)


def plain(text: str) -> str:
    """Return the words of `text` without the marks, line by line."""
    return "\n".join(_unmarked(line) for line in text.split("\n"))


def _unmarked(line: str) -> str:
    heading, bullet = HEADING.fullmatch(line), BULLET.fullmatch(line)
    line = heading[2] if heading else bullet[1] if bullet else line
    return MARKED.sub(lambda found: found[1] or found[3] or "", line)


def _blocks(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    items: list[str] = []
    kind = start = ""
    for line in [*lines, ""]:
        heading, bullet, numbered = HEADING.fullmatch(line), BULLET.fullmatch(line), NUMBERED.fullmatch(line)
        sort = "ul" if bullet else "ol" if numbered else ""
        if items and sort != kind:
            yield _list(kind, start, items)
            items = []
        if paragraph and (heading or sort or not line.strip()):
            yield f'<p dir="auto">{"<br>".join(_inline(one) for one in paragraph)}</p>'
            paragraph = []
        if heading:
            tag = "h2" if len(heading[1]) < 3 else "h3"
            yield f'<{tag} dir="auto">{_inline(heading[2])}</{tag}>'
        elif bullet:
            items.append(bullet[1])
        elif numbered:
            start = start if items else numbered[1]
            items.append(numbered[2])
        elif line.strip():
            paragraph.append(line)
        kind = sort


def _list(kind: str, start: str, items: list[str]) -> str:
    first = f' start="{int(start)}"' if kind == "ol" and start not in {"", "1"} else ""
    rows = "".join(f'<li dir="auto">{_inline(item)}</li>' for item in items)
    return f"<{kind}{first}>{rows}</{kind}>"


def _inline(line: str) -> str:
    parts: list[str] = []
    at = 0
    for found in MARKED.finditer(line):
        parts.append(user_inline(line[at : found.start()]))
        if found[2]:
            parts.append(f'<a href="{escape(found[2])}">{escape(found[1])}</a>')
        else:
            parts.append(f"<strong>{user_inline(found[3])}</strong>")
        at = found.end()
    return "".join([*parts, user_inline(line[at:])])
