"""The verifier's report in the reader's language: what each of its sentences comes to, and why a ballot does
not count. The verifier itself knows no languages, so that it needs nothing of the platform.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SUMMARIES: tuple[tuple[str, Any], ...] = (
    ("The archive is whole", gettext_lazy("The box is whole: each event is tied to the one before it.")),
    (
        "The election .* is well formed",
        gettext_lazy("What was fixed before voting is complete and consistent."),
    ),
    ("Its key is the one", gettext_lazy("The key of the box is exactly its parts put together.")),
    ("[0-9]+ public credential", gettext_lazy("Every code on the roll has a public key of its own.")),
    (
        "Projects, limits, rule",
        gettext_lazy("Every ballot is bound to the frozen projects, limits and rule."),
    ),
    (
        "Every head that was signed",
        gettext_lazy("Every head that was signed during the vote is still in the box."),
    ),
    (
        "[0-9]+ ballots? of [0-9]+ voter",
        gettext_lazy(
            "Every ballot comes from someone on the roll, is for this vote, and is proven to be sealed."
        ),
    ),
    ("The box was closed", gettext_lazy("No ballot came in after the close.")),
    (
        "The encrypted tally",
        gettext_lazy("What was opened is the last ballot of every voter, and nothing else."),
    ),
    (
        "Trustees? .* shuffled",
        gettext_lazy("The ballots were shuffled before they were opened, and none changed."),
    ),
    (
        "Trustees? .* opened the tally",
        gettext_lazy("The box was opened with enough parts of the key, with proof."),
    ),
    (".*: the published sums", gettext_lazy("The published totals are those of the ballots in the box.")),
    (".*: the published", gettext_lazy("The published ballots are what was in the box.")),
    ("Every trustee who shuffled", gettext_lazy("Every shuffle is signed by whoever made it.")),
    ("Every trustee .*opening", gettext_lazy("What was opened had been promised beforehand.")),
    ("One proof per trustee", gettext_lazy("No ballot was opened as something it is not.")),
    (
        ".* gives exactly the published outcome",
        gettext_lazy("The frozen rule gives exactly the published result."),
    ),
    ("[0-9]+ paper ballot", gettext_lazy("The signed list of paper ballots matches the public record.")),
)
REASONS: tuple[tuple[str, Any], ...] = (
    ("does not begin as a ballot", gettext_lazy("It does not hold a ballot of this vote.")),
    ("has bits set that mean nothing", gettext_lazy("It does not hold a ballot of this vote.")),
    (
        "names (?P<n>[0-9]+) projects, not [0-9]+ to (?P<most>[0-9]+)",
        gettext_lazy("Projects chosen: %(n)s. Allowed: up to %(most)s."),
    ),
    (
        "gives one project (?P<n>[0-9]+) points, more than (?P<most>[0-9]+)",
        gettext_lazy("Points for one project: %(n)s. Allowed: up to %(most)s."),
    ),
    (
        "gives (?P<n>[0-9]+) points, more than (?P<most>[0-9]+)",
        gettext_lazy("Points given: %(n)s. Allowed: up to %(most)s."),
    ),
    (
        "spends (?P<n>.+), more than (?P<most>.+)",
        gettext_lazy("Cost of its projects: %(n)s. Allowed: up to %(most)s."),
    ),
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A sentence of the report, and what it comes to ("" where we have no words for it)."""

    sentence: str
    summary: str


def report_lines(sentences: Iterable[str]) -> list[ReportLine]:
    """Return the sentences of a report, each with what it comes to."""
    return [ReportLine(one, _words(SUMMARIES, one)) for one in sentences]


def reason_words(reason: str) -> str:
    """Say why a ballot does not count."""
    return _words(REASONS, reason) or _("It breaks the rules of this vote: %(reason)s.") % {"reason": reason}


def _words(table: tuple[tuple[str, Any], ...], sentence: str) -> str:
    for pattern, words in table:
        if match := re.match(pattern, sentence):
            found = match.groupdict()
            return str(words) % found if found else str(words)
    return ""
