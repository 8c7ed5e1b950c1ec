"""How many comments there are, and how many for, against and asking."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.models import Comment, Stance
from moderation.models import Visibility
from proposals.models import Proposal
from ui.counts import counted
from ui.draw_meters import tally as draw_tally


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the comments that are not hidden; `newer` and `threads` count placeholders, too."""

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


COUNTS = f"""
SELECT visibility, stance, COUNT(*), COUNT(root_id), MAX(revision), MAX(number),
  SUM(CASE WHEN root_id IS NULL AND number >= %s THEN 1 ELSE 0 END)
FROM {Comment._meta.db_table} WHERE proposal_id = %s GROUP BY visibility, stance"""


def tally_of(proposal: Proposal, *, newer_than: int | None = None) -> Tally:
    """Count in one query. `newer` is how many threads have a number of at least `newer_than`.

    The query is read from an index alone; the object mapper would take twice as long to write it.
    """
    counts: Counter[str] = Counter()
    revision = last = 0
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, (newer_than, proposal.pk))
        groups = cursor.fetchall()
    for visibility, stance, comments, replies, highest_revision, highest_number, newer_threads in groups:
        revision, last = max(revision, highest_revision), max(last, highest_number)
        counts.update(threads=comments - replies, newer=newer_threads)
        if visibility == Visibility.VISIBLE:
            counts.update({"total": comments, stance: comments})
    return Tally(
        total=counts["total"],
        in_favour=counts[Stance.FOR],
        against=counts[Stance.AGAINST],
        questions=counts[Stance.QUESTION],
        threads=counts["threads"],
        newer=counts["newer"],
        revision=revision,
        last=last,
    )


def heading(tally: Tally) -> str:
    """The title of the discussion in the active language."""
    text = ngettext("%(count)s comment", "%(count)s comments", tally.total)
    return text % {"count": counted(tally.total)}
