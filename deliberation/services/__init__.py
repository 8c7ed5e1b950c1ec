"""What people do in a discussion, one file per act.

Order of locks: the comment that starts the thread, the comment itself, the proposal, the head of the log.
"""

from __future__ import annotations

from deliberation.services.commenting import add_comment
from deliberation.services.deleting import delete_comment, forget_deleted, undelete_comment
from deliberation.services.editing import edit_comment
from deliberation.services.marking import mark_helpful, unmark_helpful

__all__ = (
    "add_comment",
    "delete_comment",
    "edit_comment",
    "forget_deleted",
    "mark_helpful",
    "undelete_comment",
    "unmark_helpful",
)
