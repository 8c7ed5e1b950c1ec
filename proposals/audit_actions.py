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
from ui.money import format_money

TITLE = frozenset({"title"})


def status_label(data: Mapping[str, Json]) -> str:
    """Write the new status as residents read it."""
    return str(STATUS_LABELS[Status(str(data["status"]))])


def cost_label(data: Mapping[str, Json]) -> str:
    """Write what the city says a proposal costs."""
    return format_money(int(str(data["amount"])), str(data["currency"]))


register(Action("proposals.draft_started", _("Started a draft."), small=True))
register(Action("proposals.draft_saved", _("Saved a draft."), small=True))
register(Action("proposals.draft_discarded", _("Deleted a draft."), small=True))
register(Action("proposals.published", _("Published proposal {number}."), personal=TITLE))
register(Action("proposals.withdrawn", _("Withdrew proposal {number}.")))
register(
    Action(
        "proposals.brought_back",
        _("Took back having withdrawn proposal {number}, which is now “{status}”."),
        shown={"status": status_label},
    )
)
register(
    Action(
        "proposals.moved",
        _("Proposal {number} is now “{status}”."),
        shown={"status": status_label},
    )
)
register(Action("proposals.supported", _("Supported proposal {number}."), small=True))
register(Action("proposals.support_withdrawn", _("Took back support for proposal {number}."), small=True))
register(
    Action("proposals.threshold_reached", _("Proposal {number} has the supporters it needs: {supports}."))
)
register(Action("proposals.followed", _("Started following a proposal."), small=True))
register(Action("proposals.unfollowed", _("Stopped following a proposal."), small=True))
register(Action("proposals.answered", _("Answered proposal {number}: “{headline}”.")))
register(
    Action(
        "proposals.costed",
        _("Said what proposal {number} costs: {amount}."),
        shown={"amount": cost_label},
    )
)
register(
    Action(
        "proposals.supports_entered",
        _("Entered supports for proposal {number} that were gathered on paper: {supports}."),
    )
)
register(
    Action(
        "proposals.edited",
        _("Published version {version} of proposal {number}."),
        personal=frozenset({"reason"}),
    )
)
register(Action("proposals.picture_added", _("Added a picture to a proposal."), small=True))
register(
    Action("proposals.picture_described", _("Changed the description of a proposal's picture."), small=True)
)
register(Action("proposals.picture_removed", _("Removed a picture from a proposal."), small=True))
register(Action("proposals.pictures_ordered", _("Changed the order of a proposal's pictures."), small=True))
register(Action("proposals.file_added", _("Added a PDF file to a proposal."), small=True))
register(Action("proposals.file_removed", _("Removed a PDF file from a proposal."), small=True))
register(
    Action("proposals.coauthor_invited", _("Invited someone to be a co-author of a proposal."), small=True)
)
register(
    Action("proposals.invitation_withdrawn", _("Took back an invitation to be a co-author."), small=True)
)
register(Action("proposals.invitation_accepted", _("Joined a proposal as a co-author.")))
register(Action("proposals.invitation_declined", _("Declined to be a co-author of a proposal."), small=True))
register(Action("proposals.coauthor_removed", _("Removed a co-author of a proposal.")))
register(Action("proposals.coauthor_left", _("Left a proposal as a co-author.")))
register(Action("proposals.change_suggested", _("Made suggestion {number} for proposal {proposal}.")))
register(
    Action(
        "proposals.suggestion_accepted",
        _("Accepted suggestion {number} for proposal {proposal}: it is now version {version}."),
    )
)
register(Action("proposals.suggestion_declined", _("Declined suggestion {number} for proposal {proposal}.")))
register(
    Action("proposals.suggestion_taken_back", _("Took back suggestion {number} for proposal {proposal}."))
)
register(Action("proposals.merge_proposed", _("Proposed to merge proposal {number} into proposal {into}.")))
register(Action("proposals.merge_agreed", _("Agreed to merge proposal {number} into proposal {into}.")))
register(Action("proposals.merge_declined", _("Said no to merging proposal {number} into proposal {into}.")))
register(
    Action(
        "proposals.merge_agreed_for",
        _(
            "Agreed to merge proposal {number} into proposal {into} for authors who erased their accounts. "
            "Reason: {reason}"
        ),
    )
)
register(
    Action(
        "proposals.merge_declined_for",
        _(
            "Said no to merging proposal {number} into proposal {into} for authors who erased their "
            "accounts. Reason: {reason}"
        ),
    )
)
register(
    Action("proposals.merge_called_off", _("Called off the merge of proposal {number} into proposal {into}."))
)
register(
    Action(
        "proposals.merge_expired",
        _("The time to answer about merging proposal {number} into proposal {into} is over."),
    )
)
register(
    Action(
        "proposals.merge_authors_joined",
        _("Made authors of proposal {number} co-authors of proposal {into} after the merge: {authors}."),
    )
)
register(
    Action(
        "proposals.merge_author_left",
        _("Stopped being a co-author of proposal {into}, as an author of proposal {number}."),
    )
)
register(Action("proposals.merged", _("Merged proposal {number} into proposal {into}.")))
register(
    Action(
        "proposals.merge_undone",
        _("Undid the merge of proposal {number} into proposal {into}. Reason: {reason}"),
    )
)
register(
    Action(
        "proposals.support_moved",
        _("Moved a support from proposal {number} to proposal {into}."),
        small=True,
    )
)
register(
    Action(
        "proposals.support_kept",
        _("Left a support with proposal {number} when it was merged into proposal {into}."),
        small=True,
    )
)
register(
    Action(
        "proposals.supports_moved",
        _(
            "Moved supports from proposal {number} to proposal {into} after the notice to supporters: "
            "{supports}."
        ),
    )
)
register(
    Action(
        "proposals.pair_dismissed",
        _("Decided that proposals {number} and {other} are not the same. Reason: {reason}"),
    )
)
register(
    Action("proposals.pairs_found", _("Found proposals similar to proposal {number}: {pairs}."), small=True)
)
register(Action("proposals.themes_formed", _("Grouped the proposals into themes: {themes}."), small=True))
