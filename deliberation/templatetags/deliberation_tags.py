"""The discussion of a proposal: `{% load deliberation_tags %}{% discussion proposal %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from deliberation.section import section_context
from proposals.models import Proposal

register = template.Library()


@register.inclusion_tag("deliberation/_discussion.html", takes_context=True)
def discussion(context: Context, proposal: Proposal) -> dict[str, Any]:
    """{% discussion proposal %}: heading, tally, form and threads, at the place that the address asks for."""
    request = context["request"]
    return section_context(request, proposal) | {"request": request}
