"""What staff do with a round from its desk, one act after the other, each with its words and its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from processes.permissions import YES, Verdict
from voting.counting.desk import counting_of
from voting.counting.run import start_count
from voting.models import Round, RoundStatus
from voting.permissions import may_count, may_publish
from voting.results.publishing import publish_result
from voting.roll.membership import add_residents_to_roll, residents
from voting.rounds.checklist import may_freeze
from voting.rounds.desk import KEYING, paper_reasons
from voting.rounds.freezing import freeze_round
from voting.rounds.reason import Reason


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on a round: its button, the question before it, what it cannot undo, and the sentence after
    it.
    """

    button: Any
    question: Any
    warning: Any
    done: Any
    act: Callable[..., object]
    verdict: Callable[[User, Round, datetime], Verdict]


def freeze_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether every line of the checklist is in order."""
    if round.status != RoundStatus.DRAFT:
        return Verdict(False, _("The rules are frozen."))
    return first_missing(may_freeze(round, now))


def first_missing(lines: Iterable[Reason]) -> Verdict:
    """Return what the first line of a checklist says that is not in order."""
    missing = missing_line(lines)
    return Verdict(False, missing.text) if missing else YES


def missing_line(lines: Iterable[Reason]) -> Reason | None:
    """Return the first line of a checklist that is not in order."""
    return next((reason for reason in lines if not reason.ok), None)


def roll_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether residents can still be put on the roll."""
    if round.status != RoundStatus.DRAFT:
        return Verdict(False, _("The rules are frozen."))
    return (
        YES if residents(round).exists() else Verdict(False, _("Every resident who may vote is on the roll."))
    )


def count_deed_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether staff have something to do for the count: not while it runs, or waits for trustees."""
    counting = counting_of(round, now)
    if counting and counting.busy:
        return Verdict(False, _("The count is running."))
    if counting and counting.waits:
        return Verdict(False, _("The trustees count now. The platform goes on by itself after them."))
    verdict = may_count(user, round, now)
    if verdict and round.status == RoundStatus.FROZEN:
        return first_missing(paper_reasons(round, closed=True))
    return verdict


def publish_deed_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether staff may publish the result: not while its record is being checked."""
    counting = counting_of(round, now)
    if counting and counting.busy:
        return Verdict(False, _("The whole record is being checked first."))
    return may_publish(user, round, now)


DEEDS: Mapping[str, Deed] = {
    "residents": Deed(
        gettext_lazy("Put the residents on the roll"),
        gettext_lazy("Put all residents on the electoral roll?"),
        gettext_lazy(
            "Everyone with the role of resident who is old enough and lives in a district of this vote "
            "can then vote."
        ),
        gettext_lazy("The residents are on the roll."),
        add_residents_to_roll,
        roll_verdict,
    ),
    "freeze": Deed(
        gettext_lazy("Freeze the rules"),
        gettext_lazy("Freeze the rules of this vote?"),
        gettext_lazy(
            "After this nothing can change: not the projects, the dates, the roll or the rule. This cannot "
            "be undone: if something turns out to be wrong, the vote must be cancelled and a new one made."
        ),
        gettext_lazy("The rules are frozen. Their fingerprint is in the public log."),
        freeze_round,
        freeze_verdict,
    ),
    "count": Deed(
        gettext_lazy("Open the box and count"),
        gettext_lazy("Open the box and count the ballots?"),
        gettext_lazy(
            "The sealed ballots are shuffled first, so that nobody knows whose is whose. It happens once and "
            "cannot be undone. The result stays hidden until you publish it."
        ),
        gettext_lazy("The count has begun: the box is closed first."),
        start_count,
        count_deed_verdict,
    ),
    "publish": Deed(
        gettext_lazy("Publish the result"),
        gettext_lazy("Publish the result?"),
        gettext_lazy(
            "The ballots are counted a second time first. Then everyone sees the result. It cannot be "
            "changed or taken back."
        ),
        gettext_lazy("The result is published."),
        publish_result,
        publish_deed_verdict,
    ),
}


PLACES: Mapping[str, Any] = {
    "collect": gettext_lazy("Put projects on the ballot"),
    "roll": gettext_lazy("Fill the electoral roll"),
    "rule": gettext_lazy("Choose the rule"),
    "settings": gettext_lazy("Change dates and ballot"),
    "trustees": gettext_lazy("Go to the trustees"),
    KEYING: gettext_lazy("Key the paper ballots"),
}
"""What staff do on the pages below the desk on which a line of the checklist is put right."""


def warning_of(round: Round, deed: str) -> str:
    """Return what an act cannot undo, for this round."""
    if deed == "count" and round.only_sums:
        return _(
            "The sealed ballots are added up, and only the totals are opened. It happens once and cannot be "
            "undone. The result stays hidden until you publish it."
        )
    return str(DEEDS[deed].warning)


def done_words(round: Round, deed: str) -> str:
    """Return the sentence after an act. A short count is over before its page is shown."""
    if deed == "count" and Round.objects.filter(pk=round.pk, status=RoundStatus.COUNTED).exists():
        return _("The ballots are counted. Nobody but staff sees the result before you publish it.")
    return str(DEEDS[deed].done)


def next_deed(round: Round) -> str:
    """Return the act that comes next in the life of a round; "" if there is none."""
    steps = {
        RoundStatus.DRAFT: "freeze", RoundStatus.FROZEN: "count", RoundStatus.COUNTING: "count",
        RoundStatus.COUNTED: "publish",
    }  # fmt: skip
    return steps.get(RoundStatus(round.status), "")
