"""What templates of any app draw about moderation: `{% load moderation_tags %}`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from moderation.history import latest_hiding
from moderation.models import Moderated
from moderation.permissions import moderates
from moderation.queue import age
from moderation.standard_notes import NOTES
from moderation.targets import label_of

register = template.Library()


@register.simple_tag(takes_context=True)
def report_link(context: Context, target: Moderated) -> SafeString:
    """{% report_link comment %}: the way to report something; nothing for one's own or hidden things."""
    user: Any = context["request"].user
    if target.is_hidden or (user.is_authenticated and target.moderation_author_id() == user.pk):
        return mark_safe("")
    address = reverse("moderation:report", args=[label_of(target), target.pk])
    return format_html(
        '<a class="tap small" href="{}" rel="nofollow">{}<span class="vh">: {}</span></a>',
        address, _("Report"), target.moderation_label,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def moderate_link(context: Context, target: Moderated) -> SafeString:
    """{% moderate_link comment %}: for moderators, the way to hide or restore something where it stands."""
    user: Any = context["request"].user
    if not user.is_authenticated or not moderates(user, target.moderation_process):
        return mark_safe("")
    if target.moderation_author_id() == user.pk:
        return mark_safe("")
    address = reverse("moderation:here", args=[label_of(target), target.pk])
    words = _("Show again") if target.is_hidden else _("Moderate")
    return format_html(
        '<a class="tap small" href="{}" rel="nofollow">{}<span class="vh">: {}</span></a>',
        address, words, target.moderation_label,
    )  # fmt: skip


@register.simple_tag
def standard_notes() -> SafeString:
    """{% standard_notes %}: words that a note can begin with, for the script that offers them."""
    return json_script({rule.value: str(words) for rule, words in NOTES.items()}, "notes")


@register.simple_tag
def wait_words(wait: timedelta | None) -> str:
    """{% wait_words numbers.wait %}: how long something took, as the queue says it; a dash for nothing."""
    now = timezone.now()
    return age(now - wait, now) if wait is not None else "–"


@register.simple_tag(takes_context=True)
def appeal_link(context: Context, target: Moderated) -> SafeString:
    """{% appeal_link proposal %}: for the author of something hidden, the way to the reason and an appeal."""
    user: Any = context["request"].user
    if not user.is_authenticated or not target.is_hidden or target.moderation_author_id() != user.pk:
        return mark_safe("")
    decision = latest_hiding(target)
    if decision is None:
        return mark_safe("")
    address = reverse("moderation:appeal", args=[decision.pk])
    return format_html('<a class="btn" href="{}">{}</a>', address, _("Read why, and appeal"))


@register.simple_tag
def hidden_log_link(target: Moderated) -> SafeString:
    """{% hidden_log_link comment %}: the log entry that says why something is hidden."""
    if not target.hidden_entry:
        return mark_safe("")
    address = reverse("audit:entry", args=[target.moderation_process.chain, target.hidden_entry])
    words = _("Log entry %(number)s") % {"number": target.hidden_entry}
    return format_html('<a href="{}">{}</a>', address, words)
