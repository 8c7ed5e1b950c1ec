"""What the public log says about rounds. It never says who voted, and never what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.actions import Action, register
from voting.audit_labels import day_label, deadline_label, delivery_label, turn_label, undo_label, way_label

register(Action("voting.round_created", _("Set up the vote “{round}”.")))
register(Action("voting.round_changed", _("Changed the dates, budget or ballot of “{round}”.")))
register(Action("voting.rule_chosen", _("Chose the rule for sharing the money of “{round}”: {rule}.")))
register(
    Action("voting.rehearsed", _("Tried out rules for “{round}” on ballots that do not count: {rules}."))
)
register(Action("voting.projects_added", _("Put projects on the ballot of “{round}”: {projects}.")))
register(
    Action("voting.project_removed", _("Took project {number} off the ballot of “{round}”: “{project}”."))
)
register(Action("voting.roll_loaded", _("Added people to the electoral roll of “{round}”: {people}.")))
register(Action("voting.roll_shortened", _("Took people off the electoral roll of “{round}”: {people}.")))
register(
    Action(
        "voting.codes_issued",
        _("Issued voting codes for “{round}”, {way}: {people}."),
        shown={"way": way_label},
    )
)
register(
    Action("voting.keys_taken", _("Added public keys of voting codes from outside for “{round}”: {people}."))
)
register(
    Action(
        "voting.roll_linked",
        _("Someone on the electoral roll of “{round}” confirmed who they are."),
        small=True,
    )
)
register(
    Action(
        "voting.roll_forgotten", _("Deleted names, addresses and dates of birth from the roll of “{round}”.")
    )
)
register(
    Action(
        "voting.keys_destroyed",
        _("Deleted the keys of “{round}”, and the link between voters and their ballots."),
    )
)
register(
    Action("voting.round_frozen", _("Froze the rules of “{round}”. Their fingerprint is {fingerprint}."))
)
register(
    Action(
        "voting.minimum_age",
        _("Fixed the minimum age of “{round}” for good: {age}, on {day}."),
        shown={"day": day_label},
    )
)
register(
    Action(
        "voting.only_sums",
        _("Decided that only the totals of “{round}” are opened, and never a single ballot."),
    )
)
register(Action("voting.round_cancelled", _("Cancelled the vote “{round}”. Reason: {reason}")))
register(
    Action(
        "voting.ceremony_planned", _("{needed} of {size} trustees will open the box of “{round}” together.")
    )
)
register(
    Action(
        "voting.deadline_set", _("The trustees of “{round}” should have made the key by {deadline}."),
        shown={"deadline": deadline_label},
    )
)  # fmt: skip
register(Action("voting.deadline_dropped", _("Took back the deadline for the key of “{round}”.")))
register(Action("voting.trustee_named", _("Named trustee {trustee} of “{round}”.")))
register(Action("voting.trustee_replaced", _("Replaced trustee {trustee} of “{round}”. Reason: {reason}")))
register(
    Action("voting.trustee_dropped", _("Took trustee {trustee} of “{round}” off the list. Reason: {reason}"))
)
register(Action("voting.trustee_link_sent", _("Sent trustee {trustee} of “{round}” a new personal link.")))
register(Action("voting.trustee_reminded", _("Reminded trustee {trustee} of “{round}”.")))
register(
    Action("voting.ceremony_restarted", _("Started making the key of “{round}” again. Reason: {reason}"))
)
register(Action("voting.trustee_certified", _("Trustee {trustee} of “{round}” made a sheet.")))
register(
    Action(
        "voting.trustee_contributed",
        _("Trustee {trustee} of “{round}” sent the others their shares, sealed."),
    )
)
register(
    Action("voting.trustee_confirmed", _("Trustee {trustee} of “{round}” confirmed that all shares fit."))
)
register(
    Action(
        "voting.share_refused",
        _("Trustee {trustee} of “{round}” found that the share from trustee {culprit} does not fit."),
    )
)
register(
    Action(
        "voting.trustee_rehearsed",
        _("Trustee {trustee} of “{round}” tried the sheet: it opened a trial ballot."),
    )
)
register(Action("voting.ballot_cast", _("A ballot was cast in “{round}”.")))
register(Action("voting.ballot_replaced", _("A ballot was replaced by a newer one in “{round}”.")))
register(Action("voting.ticked_off", _("Ticked someone off for a paper ballot in “{round}”: {office}.")))
register(
    Action(
        "voting.tick_undone",
        _("Took back a tick for a paper ballot in “{round}”: {office}. Reason: {reason}"),
        shown={"reason": undo_label},
    )
)
register(
    Action(
        "voting.sheets_keyed",
        _("Keyed paper ballots of “{round}” ({office}, {turn}): {sheets}."),
        shown={"turn": turn_label},
    )
)
register(
    Action(
        "voting.sheet_corrected", _("Corrected the keying of paper ballot {sheet} of “{round}”: {office}.")
    )
)
register(
    Action("voting.sheet_settled", _("Settled paper ballot {sheet} of “{round}” by a third look: {office}."))
)
register(
    Action("voting.sheet_dropped", _("Found that there is no paper ballot {sheet} of “{round}”: {office}."))
)
register(
    Action(
        "voting.difference_explained",
        _(
            "Explained a difference in “{round}”: {office}. Paper ballots: {sheets}. People ticked off: "
            "{ticked}. Reason: {reason}"
        ),
    )
)
register(
    Action(
        "voting.paper_listed",
        _(
            "Signed the list of paper ballots of “{round}”. Paper ballots on it: {sheets}. Its "
            "fingerprint is {hash}."
        ),
    )
)
register(Action("voting.seal_tested", _("A sealed ballot was opened for a test in “{round}”.")))
register(Action("voting.ballots_cast", _("Put ballots into the box of “{round}”: {ballots}.")))
register(
    Action(
        "voting.box_closed",
        _("Closed the box of “{round}”. Ballots in it: {ballots}. Its last head is {head}."),
    )
)
register(Action("voting.head_signed", _("Signed event {height} of the box of “{round}”: {head}.")))
register(
    Action(
        "voting.handed_in",
        _(
            "The holder of part {owner} of the key handed in a step of the count of “{round}”. It is "
            "being checked."
        ),
    )
)
register(
    Action(
        "voting.handed_in_refused",
        _("What the holder of part {owner} of the key handed in for the count of “{round}” was refused."),
    )
)
register(
    Action(
        "voting.shuffled",
        _("The holder of part {owner} of the key shuffled the ballots of “{round}”, with proof."),
    )
)
register(
    Action(
        "voting.opened",
        _("The holder of part {owner} of the key opened the ballots of “{round}” with it, with proof."),
    )
)
register(
    Action(
        "voting.sums_opened",
        _("The holder of part {owner} of the key opened the totals of “{round}” with it, with proof."),
    )
)
register(Action("voting.counted", _("Counted the ballots of “{round}”: {ballots}.")))
register(
    Action(
        "voting.result_published", _("Published the result of “{round}”. Its fingerprint is {fingerprint}.")
    )
)
register(
    Action(
        "voting.delivery_reported",
        _("Reported about “{project}”: {state}."),
        shown={"state": delivery_label},
    )
)
