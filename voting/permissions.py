"""Who may vote and who may run a round: phase, role, roll and state of the round, each with its reason."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from processes.permissions import YES, Person, Verdict, local, may, role_verdict
from processes.phases import Act
from voting.models import Channel, CodeBy, RollEntry, Round, RoundStatus
from voting.roll.admission import whose_vote

STATES = {
    RoundStatus.DRAFT: gettext_lazy("This vote is still being prepared."),
    RoundStatus.CANCELLED: gettext_lazy("This vote was cancelled."),
    RoundStatus.COUNTING: gettext_lazy("Voting is over. The ballots are being counted."),
    RoundStatus.COUNTED: gettext_lazy("The ballots are counted."),
    RoundStatus.PUBLISHED: gettext_lazy("The ballots are counted. The result is published."),
}


def state_verdict(round: Round, now: datetime) -> Verdict:
    """Return whether the round itself takes ballots at `now`."""
    if round.status != RoundStatus.FROZEN:
        return Verdict(False, str(STATES[RoundStatus(round.status)]))
    if now < round.opens_at:
        return Verdict(False, _("Voting opens on %(date)s.") % {"date": local(round.opens_at)})
    if now >= round.closes_at:
        return Verdict(False, _("Voting closed on %(date)s.") % {"date": local(round.closes_at)})
    return YES


def may_vote(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may cast a ballot: state of the round, then phase, role, and the electoral
    roll.
    """
    verdict = state_verdict(round, now) and may(user, Act.VOTE, round.process, now)
    if not verdict or not isinstance(user, User):
        return verdict
    channel = _channel(user, round)
    if channel == Channel.PAPER:
        return Verdict(False, voted_on_paper())
    if channel is None:
        missing = _(
            "You are not on the electoral roll of this vote. Ask the city if you think you should be."
        )
        return Verdict(False, f"{whose_vote(round)} {missing}".strip())
    return YES


def _channel(user: Person, round: Round) -> str | None:
    """Return how somebody voted, "" for not yet; None for who is not on the roll."""
    if not isinstance(user, User):
        return None
    return RollEntry.objects.filter(round=round, user=user).values_list("channel", flat=True).first()


def voted_on_paper() -> str:
    """Say that a ballot on paper stays."""
    return _("You have voted on paper. That ballot counts and cannot be replaced here.")


def may_tick_off(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may tick people off who vote on paper: while the round takes ballots, and not
    where only sums are opened.
    """
    if round.only_sums:
        return Verdict(False, without_paper())
    return state_verdict(round, now) and may(user, Act.TICK_OFF, round.process, now)


def without_paper() -> str:
    """Say why nobody votes on paper where only sums are opened."""
    return _(
        "Nobody can vote on paper in this vote. Only totals are opened, and a few paper ballots would "
        "have totals of their own, which could show how a few people voted."
    )


def key_verdict(round: Round, now: datetime) -> Verdict:
    """Return whether paper ballots can be keyed: after the close, until the box is closed for the count,
    and not where only sums are opened.
    """
    if round.only_sums:
        return Verdict(False, without_paper())
    if round.status != RoundStatus.FROZEN:
        return Verdict(False, str(STATES[RoundStatus(round.status)]))
    if now < round.closes_at:
        closes = {"date": local(round.closes_at)}
        return Verdict(False, _("Paper ballots are keyed after voting has closed, on %(date)s.") % closes)
    return YES


def may_key(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may key paper ballots, settle them and explain differences."""
    return key_verdict(round, now) and may_manage(user, round)


def may_fill(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may fill a ballot in: who may vote, and anybody where codes were given out, as
    the code is asked for at the check.
    """
    verdict = may_vote(user, round, now)
    if not verdict and state_verdict(round, now) and has_codes(round):
        return verdict if _channel(user, round) == Channel.PAPER else YES
    return verdict


def roll_entry(user: Person, round: Round) -> RollEntry | None:
    """Return the line of the roll that is this person's; None for visitors and whoever has none."""
    return RollEntry.objects.filter(round=round, user=user).first() if isinstance(user, User) else None


def needs_code(entry: RollEntry | None) -> bool:
    """Return whether a ballot of this person needs a code that only they have: of all but those on the roll
    whose code the platform makes.
    """
    return entry is None or entry.code_by != CodeBy.ACCOUNT


def has_codes(round: Round) -> bool:
    """Return whether people on the roll vote with a code; asked once per frozen round and process."""
    return bool(round.rules_hash) and _has_codes(round.pk, round.rules_hash)


@lru_cache(maxsize=64)
def _has_codes(round_id: int, rules_hash: str) -> bool:
    return RollEntry.objects.filter(round=round_id).exclude(code_by=CodeBy.ACCOUNT).exists()


def may_manage(user: Person, round: Round) -> Verdict:
    """Return whether `user` may prepare and run the round."""
    return role_verdict(user, Act.MANAGE, round.process)


def may_rehearse(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may try rules on ballots that do not count: before voting opens."""
    verdict = may_manage(user, round)
    if not verdict:
        return verdict
    if round.status == RoundStatus.DRAFT or (round.status == RoundStatus.FROZEN and now < round.opens_at):
        return YES
    return Verdict(False, _("A dress rehearsal is for the time before voting opens."))


def may_choose_rule(user: Person, round: Round) -> Verdict:
    """Return whether `user` may still choose the rule of the round: until it is frozen."""
    verdict = may_manage(user, round)
    if not verdict:
        return verdict
    if round.status != RoundStatus.DRAFT:
        return Verdict(False, _("The rules of this vote are frozen."))
    return YES


def count_verdict(round: Round, now: datetime) -> Verdict:
    """Return whether the ballots of the round can be counted: only after the close, and once."""
    if round.status == RoundStatus.COUNTING:
        return YES
    if round.status != RoundStatus.FROZEN:
        return Verdict(False, str(STATES[RoundStatus(round.status)]))
    if now < round.closes_at:
        closes = {"date": local(round.closes_at)}
        return Verdict(False, _("The box stays shut until voting closes on %(date)s.") % closes)
    return YES


def may_count(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may have the ballots counted."""
    return count_verdict(round, now) and may(user, Act.COUNT, round.process, now)


def publish_verdict(round: Round) -> Verdict:
    """Return whether there is a result to publish: once, and after the count."""
    if round.status == RoundStatus.PUBLISHED:
        return Verdict(False, _("The result has already been published."))
    if round.status != RoundStatus.COUNTED:
        return Verdict(False, _("The ballots are not counted yet."))
    return YES


def may_publish(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may publish the result."""
    return publish_verdict(round) and may(user, Act.PUBLISH_RESULT, round.process, now)


def delivery_verdict(round: Round) -> Verdict:
    """Return whether there are winners whose building can be reported."""
    if round.status != RoundStatus.PUBLISHED:
        return Verdict(False, _("The result is not published yet."))
    return YES


def may_report_delivery(user: Person, round: Round, now: datetime) -> Verdict:
    """Return whether `user` may say how the building goes."""
    return delivery_verdict(round) and may(user, Act.REPORT_DELIVERY, round.process, now)
