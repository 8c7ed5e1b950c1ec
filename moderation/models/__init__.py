"""Reports, decisions, appeals, and the visibility that they set on anything that can be moderated."""

from __future__ import annotations

from moderation.models.cases import Appeal, Case, Decision, Report
from moderation.models.visibility import HouseRule, Moderated, Visibility

__all__ = ("Appeal", "Case", "Decision", "HouseRule", "Moderated", "Report", "Visibility")
