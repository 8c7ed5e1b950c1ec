"""What a trustee hands in for the count. A short check is done while the trustee waits; a long one in the
background: the text is kept first, the turn stays the trustee's, and a check that was killed begins anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.chain import Json
from processes.permissions import Denied, Verdict
from voting.counting.patience import CONTRIBUTION, may_wait
from voting.counting.progress import seldom
from voting.crypto.bulk import heard
from voting.models import Board, HandedIn, HandedState, Round, Trustee
from voting.rounds.state import RoundError, locked, log
from voting.trustees.ceremony_words import NotTaken
from voting.trustees.count import IN_CHECK
from voting.trustees.opening_turns import must_open, must_promise_first, post_opening
from voting.trustees.turns import LEASE, LONG_LEASE, being_checked, is_posted, post_shuffle, take_turn

logger = logging.getLogger(__name__)

SHUFFLE, OPENING = "shuffle", "opening"
POSTS: Mapping[str, Callable[..., None]] = {SHUFFLE: post_shuffle, OPENING: post_opening}
STALE = timedelta(minutes=5)


def hand_in(*, trustee: Trustee, word: str, text: str, now: datetime) -> bool:
    """Take a shuffle or an opening; return whether it is posted, or False while it is being checked. The same
    text again changes nothing.

    Raises NotTaken for what does not hold, and Denied when it is another's turn, the box has moved on, or
    something else of this trustee is being checked.
    """
    round = trustee.ceremony.round
    if round.only_sums or may_wait(round, CONTRIBUTION):  # sums are few, however many ballots are in them
        POSTS[word](trustee=trustee, text=text, now=now)
        HandedIn.objects.filter(trustee=trustee).delete()
        return True
    if not _keep(trustee, word, text, now):
        return True
    handed = HandedIn.objects.filter(trustee=trustee).first()
    if handed and handed.state == HandedState.REFUSED:
        raise NotTaken(handed.place, handed.problem)
    return handed is None


@transaction.atomic
def _keep(trustee: Trustee, word: str, text: str, now: datetime) -> bool:
    """Keep a text until it is checked; return whether there is anything to check."""
    round = locked(trustee.ceremony.round)
    waiting = HandedIn.objects.select_for_update(no_key=True).filter(trustee=trustee, state__in=IN_CHECK)
    handed = waiting.first()
    if handed and handed.text == text:
        return True
    if handed:
        raise Denied(Verdict(False, being_checked()))
    if not _is_wanted(trustee, round, word, text, now):
        return False
    fresh = {"word": word, "text": text, "state": HandedState.WAITING, "place": "", "problem": "", "at": now}
    HandedIn.objects.update_or_create(trustee=trustee, defaults=fresh)
    log(None, "voting.handed_in", round, {"round": round.title, "owner": trustee.number}, now)
    _enqueue(trustee.pk, now)
    return True


def _is_wanted(trustee: Trustee, round: Round, word: str, text: str, now: datetime) -> bool:
    """Return whether a text is to be checked and posted, after what is known of it at once; a shuffle takes
    the turn until it is checked.
    """
    if word == OPENING:
        if trustee.number in must_open(round, now).opened:
            return False
        must_promise_first(trustee)
        return True
    if is_posted(trustee=trustee, text=text):
        return False
    take_turn(trustee=trustee, now=now, lease=LONG_LEASE)
    return True


def check_handed_in(*, trustee_id: int, now: datetime) -> None:
    """Check what a trustee handed in, and post it or keep why it was refused. Does nothing when somebody is
    at it.
    """
    rows = HandedIn.objects.filter(pk=trustee_id)
    if not rows.filter(state=HandedState.WAITING).update(state=HandedState.RUNNING, at=timezone.now()):
        return
    handed = rows.select_related("trustee__ceremony__round__process").get()
    alive = seldom(lambda: rows.update(at=timezone.now()))
    with override(handed.trustee.language or settings.LANGUAGE_CODE):
        try:
            with heard(alive):
                POSTS[handed.word](trustee=handed.trustee, text=handed.text, now=now)
        except NotTaken as error:
            _refuse(rows, handed, error.place, str(error), now)
        except (Denied, RoundError) as error:
            _refuse(rows, handed, "", str(error), now)
        except Exception:
            logger.exception("What trustee %s handed in was not checked.", trustee_id)
            _refuse(rows, handed, "", _("Something went wrong during the check. Hand it in again."), now)
        else:
            rows.delete()


@transaction.atomic
def _refuse(rows: QuerySet[HandedIn], handed: HandedIn, place: str, problem: str, now: datetime) -> None:
    """Keep why a text was refused; the trustee has the turn for one more try."""
    round = locked(handed.trustee.ceremony.round)
    rows.update(state=HandedState.REFUSED, text="", place=place, problem=problem)
    Board.objects.filter(round=round, turn_owner=handed.trustee.number).update(turn_until=now + LEASE)
    data: dict[str, Json] = {"round": round.title, "owner": handed.trustee.number}
    log(None, "voting.handed_in_refused", round, data, now)


def resume_checks(now: datetime) -> int:
    """Begin checks anew that have stood still for long; return how many."""
    stale = HandedIn.objects.filter(state__in=IN_CHECK, at__lt=now - STALE)
    return sum(_begin_anew(stale.filter(pk=key), key, now) for key in stale.values_list("pk", flat=True))


@transaction.atomic
def _begin_anew(stale: QuerySet[HandedIn], trustee_id: int, now: datetime) -> bool:
    """Begin one check anew, unless it gave a sign of life or ended meanwhile."""
    if not stale.update(state=HandedState.WAITING, at=now):
        return False
    _enqueue(trustee_id, now)
    return True


def refusal_of(trustee: Trustee, word: str) -> str:
    """Return why the last thing of this kind that a trustee handed in was refused; "" if it was not."""
    rows = HandedIn.objects.filter(trustee=trustee, word=word, state=HandedState.REFUSED)
    return rows.values_list("problem", flat=True).first() or ""


def _enqueue(trustee_id: int, now: datetime) -> None:
    from voting.tasks import check_contribution

    transaction.on_commit(lambda: check_contribution.enqueue(trustee_id, now.isoformat()))
