"""Whose vote it is, and how people come to it: `{% load roll_tags %}`."""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse

from accounts.models import User
from voting.codes.sample_letters import kept_letters
from voting.models import RollEntry, Round
from voting.roll import admission
from voting.roll.linking import link_verdict

register = template.Library()


@register.simple_tag
def sample_letters(round: Round) -> str:
    """The address of the letters that an invented city keeps for newcomers; "" in a real one."""
    return (
        reverse("voting:sample_letters", args=[round.process.slug, round.number])
        if kept_letters(round)
        else ""
    )


@register.simple_tag
def whose_vote(round: Round) -> str:
    """Whose vote this is, as a sentence; "" where it is the whole city's."""
    return admission.whose_vote(round)


@register.simple_tag(takes_context=True)
def confirm_address(context: Context, round: Round) -> str:
    """Where people who are signed in and on no line of the roll confirm who they are; "" for others."""
    request = context["request"]
    if not isinstance(request.user, User) or not link_verdict(round, request.now):
        return ""
    if RollEntry.objects.filter(round=round, user=request.user).exists():
        return ""
    return reverse("voting:identity", args=[round.process.slug, round.number])
