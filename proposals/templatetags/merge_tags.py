"""What a proposal's page says about merges and themes: `{% load merge_tags %}`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import template
from django.db.models import Count
from django.template import Context

from moderation.permissions import moderated_processes
from processes.http import CityRequest
from proposals.belongings import InTheme
from proposals.models import Merge, Proposal
from proposals.pairs import pairs_to_look_at
from proposals.permissions import writes
from proposals.provenance import Links, Node, draw, links_of

register = template.Library()


@dataclass(slots=True)
class Box:
    """What to say above a proposal: where it went, what came to it, what is asked about it."""

    came_from: int | None = None
    last: Node | None = None
    since: datetime | None = None
    waiting: list[tuple[int, Node, Node]] = field(default_factory=list)
    mine: bool = False
    moves: list[Merge] = field(default_factory=list)
    root: Node | None = None

    @property
    def says(self) -> bool:
        """Whether there is anything to say above the proposal."""
        return bool(self.came_from or self.last or self.waiting or self.moves)


@register.inclusion_tag("proposals/_merged.html", takes_context=True)
def merged(context: Context, proposal: Proposal) -> dict[str, Any]:
    """{% merged proposal %}: one query, and one more for a supporter who is asked about a merge."""
    request: CityRequest = context["request"]
    links = links_of(proposal.process_id)
    here = links.nodes.get(proposal.pk)
    asked: frozenset[int] = frozenset(context.get("asked_merges") or ())
    box = None if here is None else box_of(request, proposal, links, here, asked)
    context["request"].merge_box = box  # for {% provenance %}, further down the page
    return {"box": box, "process": proposal.process, "request": request}


@register.inclusion_tag("proposals/_provenance.html", takes_context=True)
def provenance(context: Context, proposal: Proposal) -> dict[str, Any]:
    """{% provenance proposal %}: the tree of merges, after {% merged %} has read it."""
    box: Box | None = getattr(context["request"], "merge_box", None)
    return {
        "root": box.root if box else None,
        "graph": draw(box.root) if box and box.root else "",
        "process": proposal.process,
    }


def box_of(
    request: CityRequest, proposal: Proposal, links: Links, here: Node, asked_about: frozenset[int]
) -> Box:
    """Return what there is to say; `asked_about` are merges about which the reader has not said anything."""
    waiting = [
        (pk, links.nodes[goes], links.nodes[stays])
        for pk, goes, stays in links.waiting
        if proposal.pk in {goes, stays}
    ]
    box = Box(last=links.last(proposal.pk), since=here.since, waiting=waiting)
    box.mine = bool(waiting) and writes(request.user, proposal)
    asked = request.GET.get("from", "")
    below = {node.number for node in here.walk()} - {here.number}
    if asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked) in below:
        box.came_from = int(asked)
    if here.sources and box.last is None:
        box.root = here
    box.moves = merges_among({node.merge for node in here.walk() if node.merge in asked_about})
    return box


def merges_among(keys: Collection[int | None]) -> list[Merge]:
    """Return these merges as far as the proposals that stay are still open for support."""
    if not keys:
        return []
    found = Merge.objects.filter(pk__in=filter(None, keys)).select_related("process", "goes", "stays")
    return [merge for merge in found if merge.stays.is_open_for_support]


@register.inclusion_tag("proposals/_theme_link.html")
def theme_link(proposal: Proposal, theme: InTheme | None) -> dict[str, Any]:
    """{% theme_link proposal theme %}: the theme it belongs to, where that has more."""
    return {
        "process": proposal.process,
        "theme": theme if theme and theme.size > 1 else None,
        "others": theme.size - 1 if theme else 0,
    }


@register.inclusion_tag("proposals/_similar_check.html", takes_context=True)
def similar_to_draft(context: Context, draft: Proposal) -> dict[str, Any]:
    """{% similar_to_draft draft %}: what is like it, on the last step before publishing."""
    from proposals.similar import asked_about, similar_to

    request: CityRequest = context["request"]
    found = similar_to(draft.process, asked_about(draft), request.user)
    return {"found": found, "process": draft.process, "draft_pk": draft.pk, "request": request}


@register.inclusion_tag("proposals/_pair_desks.html", takes_context=True)
def pair_desks(context: Context) -> dict[str, Any]:
    """{% pair_desks %}: the desks of close pairs that the reader moderates, with how many are open."""
    mine = moderated_processes(context["request"].user)
    pairs = pairs_to_look_at()
    if mine is not None:
        pairs = pairs.filter(process__in=mine)
    rows = pairs.values_list("process__slug", "process__title", "process__language").annotate(n=Count("pk"))
    return {"desks": [row for row in rows.order_by("process__title") if row[3]]}
