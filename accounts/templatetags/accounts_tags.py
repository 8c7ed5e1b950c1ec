"""`{% load accounts_tags %}`: what account pages need beyond the design system."""

from __future__ import annotations

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from django import template
from django.conf import settings
from django.template import Context

from accounts import devices, second_factor

register = template.Library()

register.simple_tag(second_factor.demo_code)
register.filter("device", devices.describe)


@register.simple_tag(takes_context=True)
def demo_mailed_code(context: Context) -> str:
    """Return the code that was just mailed. Only in the demo, whose mail goes nowhere; "" everywhere else."""
    if not settings.DEMO:
        return ""
    state = context["request"].session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
    return str(state.get("code", ""))
