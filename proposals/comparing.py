"""Two versions of a proposal side by side, and its history; hidden words never come out of here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proposals.models import Proposal, ProposalVersion, Suggestion
from proposals.wording import Paragraph, changed, paragraphs
from ui.money import format_money

Compared = ProposalVersion | Suggestion


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a proposal: its name and what changed in it."""

    label: str
    paragraphs: Sequence[Paragraph]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed in it."""
        return all(paragraph.is_same for paragraph in self.paragraphs)


def history_of(proposal: Proposal) -> list[ProposalVersion]:
    """Return all versions, the newest first, with who made them and from which suggestion (one query)."""
    found = proposal.versions.select_related("editor", "suggestion__author").defer("body")
    versions = list(found)
    for version in versions:
        version.proposal = proposal
        if version.suggestion:
            version.suggestion.proposal = proposal
    return versions


def parts_of(old: Compared, new: Compared, currency: str) -> list[Part]:
    """Return what changed from one text to the other, part by part, without what both leave empty."""
    lines = [
        Part(_("Title"), [Paragraph(changed(old.title, new.title))]),
        Part(_("In one sentence"), [Paragraph(changed(old.summary, new.summary))]),
        Part(_("Text"), paragraphs(old.body, new.body)),
    ]
    if isinstance(old, ProposalVersion) and isinstance(new, ProposalVersion):
        before, after = details_of(old, currency), details_of(new, currency)
        lines += [Part(label, [Paragraph(changed(before[label], after[label]))]) for label in before]
    return [part for part in lines if any(paragraph.spans for paragraph in part.paragraphs)]


def sorted_out(parts: Sequence[Part]) -> dict[str, Any]:
    """Return for a page the parts that changed, and the names of those that did not."""
    return {
        "parts": [part for part in parts if not part.is_same],
        "unchanged": [part.label for part in parts if part.is_same],
    }


def details_of(version: ProposalVersion, currency: str) -> dict[str, str]:
    """Return the details of a version in words, by what they are called."""
    kept = version.details
    cost = kept.get("cost")
    return {
        _("District"): str(kept.get("district") or _("Whole city")),
        _("Place"): str(kept.get("address", "")),
        _("Topic"): str(kept.get("topic", "")),
        _("Cost, roughly"): "" if cost is None else format_money(int(cost), currency, get_language() or "en"),
        _("Tags"): ", ".join(kept.get("tags", [])),
        _("Pictures"): "; ".join(_described(kept.get("pictures", []))),
        _("Files"): "; ".join(kept.get("files", [])),
    }


def _described(pictures: Iterable[str]) -> list[str]:
    return [alt or _("a decoration") for alt in pictures]
