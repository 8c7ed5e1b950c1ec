"""Text that people wrote: escaped, in paragraphs, in its own language and direction."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from django.utils.safestring import SafeString, mark_safe

LINK = re.compile(r"(https?://[^\s<>\"“”«»]+)", re.IGNORECASE)
TRAILING = ".,;:!?…'’)]}*_"
REL = "nofollow ugc noopener"
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me", "Mc"})
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by their category, and yet nothing to see
BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def says_something(text: str) -> bool:
    """Return whether anything in `text` can be seen: blanks and zero-width characters alone cannot."""
    return any(unicodedata.category(sign) not in UNSEEN and sign not in FILLERS for sign in text)


def _link(address: str) -> str:
    """An anchor for `address`, leaving the full stop or bracket that ends the sentence outside."""
    target = address.rstrip(TRAILING)
    if address[len(target) : len(target) + 1] == ")" and target.count("(") > target.count(")"):
        target += ")"
    if len(target) <= len("https://"):
        return escape(address)
    safe = escape(target)
    return f'<a href="{safe}" rel="{REL}">{safe}</a>{escape(address[len(target) :])}'


def user_inline(paragraph: str) -> str:
    """Line breaks and web links of one paragraph; everything else in it stays plain text."""
    parts = LINK.split(paragraph)
    linked = (_link(part) if index % 2 else escape(part) for index, part in enumerate(parts))
    return "".join(linked).replace("\n", "<br>")


def _lang(lang: str) -> str:
    return f' lang="{escape(lang)}"' if lang else ""


def user_text(text: str, lang: str = "") -> SafeString:
    """Paragraphs, line breaks and web links of `text`; everything else in it stays plain text.

    `lang` is a language tag such as "es"; the direction of each paragraph follows its own letters.
    """
    clean = (text or "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    paragraphs = BLANK_LINES.split(clean) if clean else []
    body = "".join(f'<p dir="auto">{user_inline(paragraph)}</p>' for paragraph in paragraphs)
    return mark_safe(f'<div class="user stack g3"{_lang(lang)}>{body}</div>')


def user_line(text: str, lang: str = "") -> SafeString:
    """A title or a name: one line, escaped, kept apart from the direction of the text around it."""
    return mark_safe(f"<bdi{_lang(lang)}>{escape(' '.join((text or '').split()))}</bdi>")
