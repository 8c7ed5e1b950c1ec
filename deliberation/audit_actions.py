"""What the log says about discussions: that somebody wrote, never the words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.actions import Action, register
from audit.chain import Json
from deliberation.models import Stance


def stance_label(data: Mapping[str, Json]) -> str:
    """Write a stance; a plain comment has none."""
    return str(Stance(str(data["stance"])).label) if data["stance"] else _("no stance")


register(
    Action(
        "deliberation.commented",
        gettext_lazy("Wrote comment {number} on proposal {proposal} ({stance})."),
        shown={"stance": stance_label},
    )
)
register(
    Action(
        "deliberation.replied",
        gettext_lazy("Replied to comment {parent} on proposal {proposal} with comment {number}."),
    )
)
register(
    Action(
        "deliberation.marked_helpful",
        gettext_lazy("Marked comment {number} on proposal {proposal} as helpful."),
        small=True,
    )
)
register(
    Action(
        "deliberation.unmarked_helpful",
        gettext_lazy("Took back the “helpful” mark on comment {number} on proposal {proposal}."),
        small=True,
    )
)
register(
    Action(
        "deliberation.edited",
        gettext_lazy("Changed comment {number} on proposal {proposal}. What it said before can be read."),
    )
)
register(
    Action(
        "deliberation.corrected",
        gettext_lazy("Corrected comment {number} on proposal {proposal} right after writing it."),
        small=True,
    )
)
register(
    Action(
        "deliberation.deleted",
        gettext_lazy("Deleted comment {number} on proposal {proposal}, as its author."),
    )
)
register(
    Action(
        "deliberation.undeleted",
        gettext_lazy("Brought back comment {number} on proposal {proposal}, as its author."),
    )
)
