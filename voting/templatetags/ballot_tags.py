"""A ballot in words, and what is left of it: `{% load ballot_tags %}`."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ui.draw_meters import meter
from ui.money import format_money, grouped
from voting.casting.ballot_form import largest
from voting.casting.ballot_page import Tally
from voting.casting.device import Draft
from voting.casting.phrases import bold_money
from voting.models import BallotType, Round

register = template.Library()


@register.simple_tag
def ballot_lead(round: Round) -> SafeString:
    """What one ballot may hold, in one or two sentences."""
    if round.ballot_type == BallotType.APPROVAL:
        more = _("The order does not matter. You can change your mind until voting closes.")
    else:
        more = _("You can change your mind until voting closes.")
    return mark_safe(f"{paper_lead(round)} {conditional_escape(more)}")


@register.simple_tag
def paper_lead(round: Round) -> SafeString:
    """What one ballot on paper may hold, which nobody can change any more."""
    return ticks_lead(round) if round.ballot_type == BallotType.APPROVAL else points_lead(round)


def ticks_lead(round: Round) -> SafeString:
    """What a ballot with ticks may hold."""
    most, limit = round.max_projects, round.spending_limit
    parts = {
        "most": format_html("<b>{}</b>", most or 0),
        "limit": bold_money(limit or 0, round.process.currency),
    }
    if most is not None and limit is not None:
        text = _("Tick up to %(most)s projects you want built, up to %(limit)s in total.")
    elif limit is not None:
        text = _("Tick any projects you want built, up to %(limit)s in total.")
    elif most is not None:
        text = _("Tick up to %(most)s projects you want built.")
    else:
        text = _("Tick every project you want built.")
    return mark_safe(conditional_escape(text) % parts)


LEADS = {
    BallotType.CUMULATIVE: gettext_lazy(
        "You have %(points)s points. Give them to the projects you want built, up to %(each)s to one."
    ),
    BallotType.SCORING: gettext_lazy(
        "Give each project you want built a score from 1 to %(each)s. More is better."
    ),
    BallotType.GRADES: gettext_lazy(
        "Grade the projects, from reject to excellent. One without a grade counts as rejected."
    ),
    BallotType.ORDINAL: gettext_lazy(
        "Put the projects you want built in order. Place 1 is what you want most."
    ),
}


def points_lead(round: Round) -> SafeString:
    """What a ballot with points, scores, grades or places may hold."""
    lead = conditional_escape(LEADS[BallotType(round.ballot_type)])
    numbers = {
        "points": format_html("<b>{}</b>", round.ballot_points or 0),
        "each": format_html("<b>{}</b>", largest(round)),
    }
    parts = [lead % numbers]
    if round.max_projects is not None:
        most = ngettext("At most %(n)s project.", "At most %(n)s projects.", round.max_projects)
        parts.append(conditional_escape(most) % {"n": format_html("<b>{}</b>", round.max_projects)})
    if round.spending_limit is not None:
        money = conditional_escape(_("Together they may cost %(limit)s."))
        parts.append(money % {"limit": bold_money(round.spending_limit, round.process.currency)})
    return mark_safe(" ".join(parts))


@register.simple_tag
def ballot_need(round: Round) -> str:
    """How little a ballot may hold: said of what its voter has to spend, points before money."""
    if round.ballot_type == BallotType.CUMULATIVE:
        return _("You do not have to give all your points. An empty ballot is valid too.")
    if round.spending_limit is not None:
        return _("You do not have to use all the money. An empty ballot is valid too.")
    return _("You can choose as few projects as you like. An empty ballot is valid too.")


@register.simple_tag
def tally_left(tally: Tally) -> SafeString:
    """What is left of the ballot: points, money, or projects where only their number is limited."""
    if tally.points_left is not None:
        return points_text(tally.points_left)
    return left_text(tally.left, tally.places_left, tally.currency)


def points_text(left: int) -> SafeString:
    """The points that stay on screen while somebody shares them out."""
    text = _("Points too many: %(n)s") if left < 0 else _("Points left: %(n)s")
    number = grouped(abs(left), get_language() or "en")
    return mark_safe(conditional_escape(text) % {"n": f"<b>{number}</b>"})


def left_text(left: int | None, places: int | None, currency: str) -> SafeString:
    """The figure that stays on screen while somebody chooses."""
    if left is not None:
        text = _("%(money)s over the limit") if left < 0 else _("%(money)s left")
        return mark_safe(conditional_escape(text) % {"money": bold_money(abs(left), currency)})
    if places is not None:
        text = _("Projects too many: %(n)s") if places < 0 else _("Projects left: %(n)s")
        return mark_safe(conditional_escape(text) % {"n": f"<b>{abs(places)}</b>"})
    return mark_safe("")


@register.simple_tag
def tally_sum(tally: Tally) -> str:
    """How many projects are chosen and what they cost."""
    return sum_text(len(tally.projects), tally.spent, tally.currency)


def sum_text(count: int, spent: int, currency: str) -> str:
    """Return "3 projects, €548,000"."""
    money = format_money(spent, currency, get_language() or "en")
    return ngettext("%(count)s project, %(spent)s", "%(count)s projects, %(spent)s", count) % {
        "count": count,
        "spent": money,
    }


@register.simple_tag
def tally_free(tally: Tally) -> str:
    """What stays free on the ballot, and that this is allowed."""
    if tally.points_left:
        return ngettext(
            "%(n)s point is left over. That is allowed.",
            "%(n)s points are left over. That is allowed.",
            tally.points_left,
        ) % {"n": grouped(tally.points_left, get_language() or "en")}
    if tally.left:
        language = get_language() or "en"
        amounts = {
            "left": format_money(tally.left, tally.currency, language),
            "limit": format_money(tally.limit or 0, tally.currency, language),
        }
        return _("%(left)s of the %(limit)s is left over. That is allowed.") % amounts
    if tally.places_left:
        return ngettext(
            "You could choose %(n)s more project. You do not have to.",
            "You could choose %(n)s more projects. You do not have to.",
            tally.places_left,
        ) % {"n": tally.places_left}
    return _("Your ballot is full.")


@register.simple_tag
def draft_left(draft: Draft) -> SafeString:
    """The bar's figures, from the cookie alone."""
    left = None if draft.limit is None else draft.limit - draft.spent
    places = None if draft.most is None else draft.most - len(draft.choices)
    points = None if draft.total is None else draft.total - sum(draft.points)
    line = format_html(
        '<p class="left"><span>{}</span><span class="small">{}</span></p>',
        (left_text(left, places, draft.currency) if points is None else points_text(points)) or draft.title,
        sum_text(len(draft.choices), draft.spent, draft.currency),
    )
    if draft.limit is None or points is not None:
        return line
    parts = draft.costs or [draft.spent]
    language = get_language() or "en"
    label = _("%(spent)s of %(limit)s chosen") % {
        "spent": format_money(draft.spent, draft.currency, language),
        "limit": format_money(draft.limit, draft.currency, language),
    }
    return line + meter(parts, draft.limit, label)
