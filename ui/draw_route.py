"""Where a process stands, as a path of stones; and the small one for forms with several steps."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ui.route import Step
from ui.sprites import icon

SIGNS = {"done": "check", "now": "pin"}


def route(steps: Iterable[Step], label: str = "", here: str = "") -> SafeString:
    """The steps in order with their dates and the words "You are here." (or `here`, on staff pages)."""
    name = escape(label or _("Where this process stands"))
    here = here or _("You are here.")
    body = "".join(_stone(step, here) for step in steps)
    return mark_safe(f'<ol class="route" aria-label="{name}">{body}</ol>')


def _stone(step: Step, here: str) -> str:
    sign = icon(SIGNS[step.state]) if step.state in SIGNS else ""
    current = ' aria-current="step"' if step.state == "now" else ""
    words = _("Done.")
    done = f'<span class="vh"> {escape(words)}</span>' if step.state == "done" else ""
    where = f'<span class="here">{escape(here)}</span> ' if step.state == "now" else ""
    return (
        f'<li class="{step.state}"{current}><span class="st">{sign}</span>'
        f"<b>{conditional_escape(step.label)}</b>{done} "
        f'<span class="d">{where}{conditional_escape(step.when)}</span></li>'
    )


def steps(current: int, total: int, text: str) -> SafeString:
    """Say "Step 1 of 4: your idea" beside its little stones. `current` counts from 1."""
    words = _("Step %(current)s of %(total)s: %(text)s") % {"current": current, "total": total, "text": text}
    css = (' class="d"' if n < current else ' class="c"' if n == current else "" for n in range(1, total + 1))
    marks = "".join(f"<i{part}></i>" for part in css)
    return mark_safe(
        f'<p class="row small"><span class="steps-s" aria-hidden="true">{marks}</span> '
        f"<span>{escape(words)}</span></p>"
    )
