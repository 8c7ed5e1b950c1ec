"""The pages of moderation: reporting and appealing, the queue and its lists, deciding, the public numbers."""

from __future__ import annotations

from moderation.views.appealing import appeal_form, hidden
from moderation.views.deciding import beside, case, here, queue
from moderation.views.everything import everything
from moderation.views.lists import decided, undo, whole_queue
from moderation.views.numbers import numbers
from moderation.views.reporting import report_form

__all__ = (
    "appeal_form", "beside", "case", "decided", "everything", "here", "hidden", "numbers", "queue",
    "report_form", "undo", "whole_queue",
)  # fmt: skip
