"""Publishing: the result is counted a second time from the public file, and only then shown to everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import require
from processes.phases import Act
from voting.board.lookup import voters_on_board
from voting.counting.ballots import count_ballots
from voting.counting.election import allocate
from voting.counting.patience import may_wait_for_record
from voting.counting.public_file import public_file
from voting.counting.run import ask_for_count
from voting.models import Delivery, Project, Result, Round, RoundStatus
from voting.permissions import delivery_verdict, may_publish, may_report_delivery, publish_verdict
from voting.results.checking import check_record, kept_check
from voting.rounds.proposals import tell_delivery, tell_outcome
from voting.rounds.rulebook import fingerprint, unchanged
from voting.rounds.state import RoundError, locked, log, move
from voting.rules import Outcome


def publish_result(*, actor: User | None, round: Round, now: datetime) -> Result:
    """Check the result once more, publish it with its fingerprint, and plan what was won. Nothing is locked
    during the checks, which can take minutes: of a counted round nothing changes any more.

    Raises Denied, and RoundError if a check fails, or takes so long that it is begun in the background; then
    nothing is published.
    """
    counted = Round.objects.select_related("process").get(pk=round.pk)
    _require(actor, counted, now)
    _check_first(counted, now)
    text = public_file(counted).text()
    checks = checks_of(counted, Result.objects.get(round=counted), text)
    if not all(check["ok"] for check in checks):
        Result.objects.filter(round=counted).update(checks=[])  # so that asking again checks again
        raise RoundError(
            _(
                "A check failed, so the result was not published. Nothing is lost. Ask the people who run "
                "this platform to verify the record and say which check failed."
            )
        )
    return _publish(actor, round, checks, fingerprint(text), now)


@transaction.atomic
def _publish(
    actor: User | None, round: Round, checks: list[dict[str, Any]], digest: str, now: datetime
) -> Result:
    held = locked(round)
    _require(actor, held, now)
    result = Result.objects.select_for_update(no_key=True).get(round=held)
    result.checks, result.fingerprint, result.published_at = checks, digest, now
    result.save(update_fields=["checks", "fingerprint", "published_at"])
    if not held.source_hash:  # nobody told us what became of the projects of another city
        winners = held.projects.filter(rank__isnull=False)
        winners.update(delivery=Delivery.PLANNED, delivery_changed_at=now)
    move(round, RoundStatus.PUBLISHED)
    result.round = round
    tell_outcome(round, now)
    data = {"round": round.title, "fingerprint": result.fingerprint}
    log(actor, "voting.result_published", round, data, now, act=Act.PUBLISH_RESULT)
    return result


def _check_first(round: Round, now: datetime) -> None:
    """Raise RoundError where the record is not checked yet and nobody should wait for it at a page: it is
    begun in the background.
    """
    if _is_long(round):
        ask_for_count(round, now)
    if _is_long(round):
        raise RoundError(_("The whole record is being checked first. Publish the result when that is done."))


def _is_long(round: Round) -> bool:
    return round.is_sealed and not may_wait_for_record(round) and not kept_check(round)


def _require(actor: User | None, round: Round, now: datetime) -> None:
    require(may_publish(actor, round, now) if actor else publish_verdict(round))


def checks_of(round: Round, result: Result, text: str) -> list[dict[str, Any]]:
    """Run every check that the result page names, now, on the text of the public file."""
    election = public_file(round).parse(text)
    again = allocate(round, election)
    before = Outcome.from_json(result.outcome)
    return [
        *_record_check(round),
        {"code": "rules", "ok": unchanged(round), "hash": round.rules_hash},
        {"code": "box", "ok": _ballots(round) == election.voters == result.ballots_counted,
         "ballots": election.voters},
        {"code": "recount", "ok": again.selected == before.selected and again.spent == before.spent,
         "winners": len(again.selected)},
    ]  # fmt: skip


def _ballots(round: Round) -> int:
    """How many ballots there are, from where they lie: the box, or the board where none is opened."""
    return voters_on_board(round) if round.only_sums else count_ballots(round)


def _record_check(round: Round) -> list[dict[str, Any]]:
    """Every proof of a sealed round, checked as a stranger would: after the count, or now."""
    return [kept_check(round) or check_record(round)] if round.is_sealed else []


@transaction.atomic
def report_delivery(
    *, actor: User | None, project: Project, state: str, note: str = "", now: datetime
) -> None:
    """Say how far the building of a funded project is. Raises Denied, and RoundError for one not funded."""
    held = locked(project.round)
    require(may_report_delivery(actor, held, now) if actor else delivery_verdict(held))
    if project.rank is None or state not in set(Delivery.values) - {Delivery.NONE}:
        raise RoundError(_("Only funded projects are built."))
    project.delivery, project.delivery_note, project.delivery_changed_at = state, note.strip(), now
    project.save(update_fields=["delivery", "delivery_note", "delivery_changed_at"])
    tell_delivery(project, now)
    data = {"project": project.title, "state": state, "note": note.strip()}
    log(actor, "voting.delivery_reported", held, data, now, act=Act.REPORT_DELIVERY)
