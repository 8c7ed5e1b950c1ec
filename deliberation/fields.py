"""The fields of a comment's form; those of an empty one are drawn once, as every proposal has one."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from deliberation.forms import CommentForm
from deliberation.models import Stance
from ui.drawn import drawn_once

STANCES = (Stance.FOR, Stance.AGAINST, Stance.QUESTION, Stance.NONE)


def fields_of(form: CommentForm) -> SafeString:
    """Return stance and words with what was typed; an answer has no stance."""
    if form.is_bound or form.initial:
        return draw_fields(form)
    return blank_fields("stance" not in form.fields, get_language() or "en")


@drawn_once(16)
def blank_fields(is_reply: bool, _language: str) -> SafeString:
    """Draw the fields of an empty form."""
    return draw_fields(CommentForm(is_reply=is_reply))


def draw_fields(form: CommentForm) -> SafeString:
    """Draw the fields of a form."""
    stance = form["stance"].value() if "stance" in form.fields else ""
    context = {
        "form": form,
        "stances": [(each.value, each.label) for each in STANCES],
        "stance": stance or "",
    }
    return render_to_string("deliberation/_fields.html", context)
