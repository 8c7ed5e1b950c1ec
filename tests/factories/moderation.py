"""Reports and decisions for tests, made by the services that people use."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from moderation.models import Appeal, Case, Decision, HouseRule, Moderated
from moderation.services import appeal, decide, decide_in_place, report
from tests.factories.accounts import make_moderator, make_user


def make_case(
    target: Moderated,
    *,
    rule: HouseRule = HouseRule.INSULT,
    note: str = "Calls a neighbour names.",
    now: datetime | None = None,
) -> Case:
    """An open case about `target`: one new resident reported it."""
    made = report(actor=make_user(), target=target, rule=rule, note=note, now=now or timezone.now())
    return made.case


def hide(target: Moderated, *, moderator: User | None = None, rule: HouseRule = HouseRule.INSULT) -> Decision:
    """Let a moderator hide `target`, which shows it at once."""
    decision = decide_in_place(
        actor=moderator or make_moderator(),
        target=target,
        outcome=Decision.Outcome.HIDE,
        rule=rule,
        note="Please say it again without the insult.",
        now=timezone.now(),
    )
    target.refresh_from_db()
    return decision


def restore(target: Moderated, *, moderator: User | None = None) -> Decision:
    """Let a moderator show `target` again."""
    decision = decide_in_place(
        actor=moderator or make_moderator(),
        target=target,
        outcome=Decision.Outcome.RESTORE,
        rule=None,
        note="We read it again. It stays.",
        now=timezone.now(),
    )
    target.refresh_from_db()
    return decision


def make_appeal(target: Moderated, *, moderator: User | None = None, text: str = "I named nobody.") -> Appeal:
    """An appeal of the author of `target`, which `moderator` hides first."""
    decision = hide(target, moderator=moderator)
    author = User.objects.get(pk=target.moderation_author_id() or 0)
    return appeal(actor=author, decision=decision, text=text, now=timezone.now())


def answer(
    made: Appeal, *, moderator: User | None = None, outcome: Decision.Outcome = Decision.Outcome.UPHOLD
) -> Decision:
    """Let somebody else decide about an appeal."""
    return decide(
        actor=moderator or make_moderator(), case=made.case, outcome=outcome, rule=None,
        note="We read it again with care.", now=timezone.now(),
    )  # fmt: skip
