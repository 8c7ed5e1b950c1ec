"""Where a proposal comes from: the merges behind it as a tree, drawn small, with the same as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from moderation.models import Visibility
from proposals.lifecycle import Status
from proposals.models import Merge, MergeState, Proposal

COLUMN, ROW, WIDE, HIGH = 104, 44, 64, 32
OF_NODE = ("number", "title", "language", "support_count", "visibility")
SIDES = ("goes", "stays")
COLUMNS = ("pk", "state", "done_at", *(c for s in SIDES for c in (s, *(f"{s}__{name}" for name in OF_NODE))))


@dataclass(slots=True)
class Node:
    """One proposal of the tree; `merge` and `since` say which merge took it onward, and when."""

    pk: int
    number: int
    title: str
    language: str
    supporters: int
    visibility: str = Visibility.VISIBLE
    merge: int | None = None
    since: datetime | None = None
    sources: list[Node] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        """Whether moderators hid it."""
        return self.visibility == Visibility.HIDDEN

    def walk(self) -> Iterator[Node]:
        """Yield what was merged into this, what came first before what came of it, then this itself."""
        for source in self.sources:
            yield from source.walk()
        yield self

    @property
    def depth(self) -> int:
        """How many merges lie behind it, one after the other."""
        return 1 + max(source.depth for source in self.sources) if self.sources else 0


@dataclass(frozen=True, slots=True)
class Links:
    """The merges of a process that are in force or waiting, as plain rows (one query)."""

    done: dict[int, tuple[int, Node]]
    waiting: tuple[tuple[int, int, int], ...]
    nodes: dict[int, Node]

    def last(self, pk: int) -> Node | None:
        """Return the proposal in which the one with this key lives on, if it was merged."""
        found = None
        while pk in self.done:
            pk = self.done[pk][0]
            found = self.nodes[pk]
        return found


def links_of(process_id: int) -> Links:
    """Read the merges of a process."""
    nodes: dict[int, Node] = {}
    done: dict[int, tuple[int, Node]] = {}
    waiting = []
    live = Merge.objects.filter(process=process_id, state__in=(MergeState.DONE, MergeState.WAITING))
    for pk, state, at, *sides in live.order_by("done_at", "pk").values_list(*COLUMNS):
        half = len(sides) // 2
        goes, stays = (nodes.setdefault(side[0], Node(*side)) for side in (sides[:half], sides[half:]))
        if state == MergeState.WAITING:
            waiting.append((pk, goes.pk, stays.pk))
            continue
        goes.merge, goes.since = pk, at
        stays.sources.append(goes)
        done[goes.pk] = (stays.pk, goes)
    return Links(done, tuple(waiting), nodes)


def merged_into(proposal: Proposal) -> Proposal | None:
    """Return the proposal in which a merged one lives on, if readers may see it."""
    last = links_of(proposal.process_id).last(proposal.pk) if proposal.status == Status.MERGED else None
    if last is None:
        return None
    found = Proposal.objects.listed().filter(pk=last.pk).first()
    if found:
        found.process = proposal.process
    return found


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node is drawn, in pixels from the top left corner."""

    node: Node
    x: int
    y: int


def draw(root: Node) -> SafeString:
    """Draw the tree from left (where it began) to right (what stays). The list beside it says the same."""
    spots = {spot.node.pk: spot for spot in _laid_out(root)}
    wide = root.depth * COLUMN + WIDE + 4
    high = max(spot.y for spot in spots.values()) + HIGH + 2
    label = _("How proposals were merged into proposal %(number)s") % {"number": root.number}
    lines = "".join(_line(spots[s.pk], spots[n.pk]) for n in root.walk() for s in n.sources)
    plates = "".join(_plate(spot, spot.node is root) for spot in spots.values())
    return mark_safe(
        f'<svg class="merges" role="img" aria-label="{escape(label)}" width="{wide}" height="{high}"'
        f' viewBox="0 0 {wide} {high}">{lines}{plates}</svg>'
    )


def _laid_out(root: Node) -> Iterable[Spot]:
    """Give every first proposal a row, and every other one the middle of what was merged into it."""
    rows = 0

    def place(node: Node, column: int) -> Iterator[Spot]:
        nonlocal rows
        if not node.sources:
            yield Spot(node, column * COLUMN + 2, rows * ROW + 2)
            rows += 1
            return
        first = rows
        for source in node.sources:
            yield from place(source, column - 1)
        yield Spot(node, column * COLUMN + 2, round((first + rows - 1) * ROW / 2) + 2)

    return place(root, root.depth)


def _line(start: Spot, end: Spot) -> str:
    x1, y1, x2, y2 = start.x + WIDE, start.y + HIGH // 2, end.x, end.y + HIGH // 2
    bend = (x1 + x2) // 2
    tip = f"M{x2 - 8} {y2 - 5} L{x2} {y2} L{x2 - 8} {y2 + 5} Z"
    return f'<path d="M{x1} {y1} H{bend} V{y2} H{x2 - 7}"/><path class="tip" d="{tip}"/>'


def _plate(spot: Spot, last: bool) -> str:
    kind = ' class="last"' if last else ""
    middle = spot.x + WIDE // 2
    return (
        f'<g{kind}><rect x="{spot.x}" y="{spot.y}" width="{WIDE}" height="{HIGH}" rx="4"/>'
        f'<text x="{middle}" y="{spot.y + HIGH // 2}">{spot.node.number}</text></g>'
    )
