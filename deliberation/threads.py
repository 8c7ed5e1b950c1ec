"""Threads as HTML: a comment, its first replies, and the link to the rest."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation import draw
from deliberation.reading import OPENED, Reading
from deliberation.rows import Row
from deliberation.scene import Scene
from ui.counts import counted


def threads_html(reading: Reading, scene: Scene) -> SafeString:
    """All threads of a page, newest first, and the link to older ones."""
    parts = [thread_html(row, reading, scene) for row in reading.threads]
    if reading.older:
        parts.append(older_link(reading, scene))
    return mark_safe("".join(parts))


def thread_html(root: Row, reading: Reading, scene: Scene) -> str:
    """One thread; `data-end` is the place of the last reply it shows without a gap."""
    first = draw.comment(root, scene)
    return f'<div class="th" id="t-{root.number}">{first}{replies_html(root, reading, scene)}</div>'


def replies_html(root: Row, reading: Reading, scene: Scene, *, goes_on: bool = False) -> SafeString:
    """The replies that are shown, with links to those before them, unless a page has them, and after them."""
    replies = reading.replies.get(root.pk, ())
    opened = reading.opened if reading.opened and reading.opened.pk == root.pk else None
    before = earlier_link(root, scene) if opened and opened.after and not goes_on else ""
    shown = "".join(draw.comment(row, scene) for row in replies)
    end = replies[-1].place if replies else (opened.after if opened else 0)
    skipped = root.before if opened else 0
    left = max(0, root.replies - skipped - sum(1 for row in replies if not row.is_gone))
    return mark_safe(f"{before}{shown}{more_link(root, end, left, scene)}")


def more_link(root: Row, end: int, left: int, scene: Scene) -> str:
    """The link to the `left` replies after place `end`; hidden while there are none, for live pages."""
    address = f"thread={root.number}&amp;after={end}"
    hidden = "" if left else " hidden"
    return (
        f'<p class="more" data-end="{end}" data-left="{left}"{hidden}>'
        f'<a class="btn alt sm" href="{scene.page}?{address}#t-{root.number}"'
        f' hx-get="{scene.comments}?{address}" hx-target="closest .more" hx-swap="outerHTML">'
        f"{escape(more_text(left, scene.language))}</a></p>"
    )


@lru_cache(maxsize=1024)
def more_text(left: int, _language: str) -> str:
    """The words on that link, in the active language; no more than fit at once."""
    if left > OPENED:
        some = ngettext(
            "Show %(some)s of %(left)s more reply", "Show %(some)s of %(left)s more replies", left
        )
        return some % {"some": OPENED, "left": counted(left)}
    return ngettext("Show %(left)s more reply", "Show %(left)s more replies", left) % {"left": left}


def earlier_link(root: Row, scene: Scene) -> str:
    """The link back to the first replies of a long thread."""
    words = _("Show the first replies")
    return (
        f'<p class="more"><a class="btn alt sm" href="{scene.page}?thread={root.number}#t-{root.number}">'
        f"{escape(words)}</a></p>"
    )


def older_link(reading: Reading, scene: Scene) -> str:
    """The link to the threads after this page, which htmx puts in its place."""
    last = reading.threads[-1].number
    some = min(reading.older, len(reading.threads))
    text = ngettext("Show %(some)s more comment", "Show %(some)s more comments", some) % {"some": some}
    return (
        f'<p class="older"><a class="btn alt" href="{scene.page}?before={last}#talk"'
        f' hx-get="{scene.comments}?before={last}" hx-target="closest .older" hx-swap="outerHTML">'
        f"{escape(text)}</a></p>"
    )
