"""What the log says about proposals.

Titles are the authors' words: they can be erased, and hidden by moderators. So the log promises them without
showing them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from audit.actions import Action, register
from audit.chain import Json
from proposals.lifecycle import Status
from proposals.models import STATUS_LABELS

TITLE = frozenset({"title"})


def status_label(data: Mapping[str, Json]) -> str:
    """Write the new status as residents read it."""
    return str(STATUS_LABELS[Status(str(data["status"]))])


register(Action("proposals.draft_started", _("Started a draft."), small=True))
register(Action("proposals.draft_saved", _("Saved a draft."), small=True))
register(Action("proposals.draft_discarded", _("Threw a draft away."), small=True))
register(Action("proposals.published", _("Published proposal {number}."), personal=TITLE))
register(Action("proposals.withdrawn", _("Withdrew proposal {number}.")))
register(
    Action(
        "proposals.moved",
        _("Proposal {number} is now “{status}”."),
        shown={"status": status_label},
    )
)
register(Action("proposals.supported", _("Supported proposal {number}."), small=True))
register(Action("proposals.support_withdrawn", _("Took support for proposal {number} back."), small=True))
register(Action("proposals.answered", _("Answered proposal {number}: “{headline}”.")))
register(
    Action(
        "proposals.supports_entered",
        _("Entered supports for proposal {number} that were gathered on paper: {supports}."),
    )
)
