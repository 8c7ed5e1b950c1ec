"""Pure: what changed between two texts, word by word, and whether two changes of one text fit together."""

from __future__ import annotations

from proposals.wording.changes import Kind, Paragraph, Span, changed, paragraphs
from proposals.wording.combining import Conflict, combined

__all__ = ["Conflict", "Kind", "Paragraph", "Span", "changed", "combined", "paragraphs"]
