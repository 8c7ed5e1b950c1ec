"""How many comments there are, and how many for, against and asking."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.models import Comment, Presence, Stance
from moderation.models import Visibility
from proposals.models import Proposal
from ui.counts import counted
from ui.draw_meters import tally as draw_tally


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the comments that can be read; `newer` and `threads` count placeholders, too."""

    total: int
    in_favour: int
    against: int
    questions: int
    threads: int
    newer: int
    revision: int
    last: int

    @property
    def svg(self) -> SafeString:
        """The three stances side by side; empty when nobody took one."""
        return draw_tally(self.in_favour, self.against, self.questions)

    @property
    def labels(self) -> list[str]:
        """The three counts in words, in the active language; empty for a zero."""
        asked = ngettext("%(n)s question", "%(n)s questions", self.questions)
        counts = (self.in_favour, _("%(n)s for")), (self.against, _("%(n)s against")), (self.questions, asked)
        return [text % {"n": counted(count)} if count else "" for count, text in counts]


@dataclass(frozen=True, slots=True)
class Found:
    """A comment that was asked for: its thread by key and number, and its place in it (0 starts it)."""

    root: int
    root_number: int
    place: int


COMMENTS = Comment._meta.db_table
COUNTS = f"""
WITH asked AS (
  SELECT COALESCE(root.id, this.id) AS root, COALESCE(root.number, this.number) AS number, this.place
  FROM {COMMENTS} AS this LEFT JOIN {COMMENTS} AS root ON root.id = this.root_id
  WHERE this.proposal_id = %(proposal)s AND this.number = %(asked)s)
SELECT visibility, presence, stance, COUNT(*), COUNT(root_id),
  (SELECT MAX(revision) FROM {COMMENTS} WHERE proposal_id = %(proposal)s),
  (SELECT MAX(number) FROM {COMMENTS} WHERE proposal_id = %(proposal)s),
  (SELECT COUNT(*) FROM {COMMENTS} WHERE proposal_id = %(proposal)s AND root_id IS NULL
    AND number >= COALESCE((SELECT number + 1 FROM asked), %(before)s) AND presence <> 'gone'),
  (SELECT root FROM asked), (SELECT number FROM asked), (SELECT place FROM asked)
FROM {COMMENTS} WHERE proposal_id = %(proposal)s GROUP BY visibility, presence, stance"""


def tally_of(proposal: Proposal) -> Tally:
    """Count in one query."""
    return tally_around(proposal)[0]


def tally_around(
    proposal: Proposal, *, before: int | None = None, asked: int | None = None
) -> tuple[Tally, Found | None]:
    """Count and find the comment with the number `asked`, in one query.

    `newer` counts the threads from its thread's successor on, else from the number `before` on. The query
    reads the comments from an index alone; the object mapper would take twice as long to write it.
    """
    counts: Counter[str] = Counter()
    revision = last = newer = 0
    found = None
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"proposal": proposal.pk, "before": before, "asked": asked})
        groups = cursor.fetchall()
    for group in groups:
        visibility, presence, stance, comments, replies, revision, last, newer, *place = group
        found = Found(*place) if place[0] is not None else None
        if presence != Presence.GONE:
            counts["threads"] += comments - replies
        if visibility == Visibility.VISIBLE and presence == Presence.HERE:
            counts.update({"total": comments, stance: comments})
    tally = Tally(
        total=counts["total"],
        in_favour=counts[Stance.FOR],
        against=counts[Stance.AGAINST],
        questions=counts[Stance.QUESTION],
        threads=counts["threads"],
        newer=newer,
        revision=revision,
        last=last,
    )
    return tally, found


def heading(tally: Tally) -> str:
    """The title of the discussion in the active language."""
    text = ngettext("%(count)s comment", "%(count)s comments", tally.total)
    return text % {"count": counted(tally.total)}
