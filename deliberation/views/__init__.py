"""The pages and fragments of a discussion. Without JavaScript every form is a page or a redirect."""

from __future__ import annotations

from deliberation.views.own import delete, edit, undelete
from deliberation.views.reading import changes, comment, earlier, fragment, thread
from deliberation.views.writing import add, helpful

__all__ = (
    "add",
    "changes",
    "comment",
    "delete",
    "earlier",
    "edit",
    "fragment",
    "helpful",
    "thread",
    "undelete",
)
