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
    ("The election .* is well formed", gettext_lazy("What was fixed before voting is well formed.")),
    ("Its key is the one", gettext_lazy("The key of the box is the one its holders have together.")),
    ("[0-9]+ public credentials", gettext_lazy("Every code on the roll has a public key of its own.")),
    (
        "Projects, limits, rule",
        gettext_lazy("Every ballot is bound to the frozen projects, limits and rule."),
    ),
    ("[0-9]+ heads signed", gettext_lazy("Every head that was signed during the vote is still in the box.")),
    (
        "[0-9]+ ballots of [0-9]+ voters",
        gettext_lazy(
            "Every ballot comes from someone on the roll, is for this vote, and has proof that it is sealed."
        ),
    ),
    ("The box was closed", gettext_lazy("No ballot came in after the close.")),
    (
        "The encrypted tally",
        gettext_lazy("What was opened is the last ballot of every voter, and nothing else."),
    ),
    (
        "Keyholders? .* shuffled",
        gettext_lazy("The ballots were shuffled before they were opened, and none changed."),
    ),
    (
        "Keyholders? .* opened the tally",
        gettext_lazy("Enough holders of the key opened the box, with proof."),
    ),
    (".*: the published sums", gettext_lazy("The published sums are those of the ballots in the box.")),
    (".*: the published", gettext_lazy("The published ballots are what was in the box.")),
    ("Every keyholder who shuffled", gettext_lazy("Whoever shuffled the ballots signed for it.")),
    ("Every keyholder .*opening", gettext_lazy("The holders of the key had promised what they opened.")),
    ("One proof per keyholder", gettext_lazy("Nobody opened a ballot into something else.")),
    (
        ".* gives exactly the published outcome",
        gettext_lazy("The frozen rule gives exactly the published result."),
    ),
    ("[0-9]+ sheets of paper", gettext_lazy("The signed list of ballots on paper fits the record.")),
)
REASONS: tuple[tuple[str, Any], ...] = (
    ("does not begin as a ballot", gettext_lazy("It does not hold a ballot of this vote.")),
    ("has bits set that mean nothing", gettext_lazy("It does not hold a ballot of this vote.")),
    (
        "names (?P<n>[0-9]+) projects, not [0-9]+ to (?P<most>[0-9]+)",
        gettext_lazy("It names %(n)s projects. At most %(most)s are allowed."),
    ),
    (
        "gives one project (?P<n>[0-9]+) points, more than (?P<most>[0-9]+)",
        gettext_lazy("It gives one project %(n)s points. At most %(most)s are allowed."),
    ),
    (
        "gives (?P<n>[0-9]+) points, more than (?P<most>[0-9]+)",
        gettext_lazy("It gives %(n)s points. At most %(most)s are allowed."),
    ),
    (
        "spends (?P<n>.+), more than (?P<most>.+)",
        gettext_lazy("Its projects cost %(n)s. At most %(most)s are allowed."),
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
