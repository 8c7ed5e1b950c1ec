"""What authors and those who reported are told when moderators have decided. Must run in that transaction.

Nothing here quotes what was written about: what is hidden must not live on in mails. Where many things are
decided in one act, each person gets one notice about all of them (`Letters`).
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notices import speaking_to
from moderation.letters import Letters, Words
from moderation.models import Appeal, Decision, Moderated
from moderation.permissions import appeal_ends
from processes.permissions import local
from ui.counts import counted

Outcome = Decision.Outcome


def tell_author(decision: Decision, target: Moderated, appeal: Appeal | None, letters: Letters) -> None:
    """Send the moderators' note to the author, in their language; nothing for a kept thing without one."""
    author = author_of(target)
    if author is None or (decision.outcome == Outcome.KEEP and not decision.note):
        return
    with speaking_to(author):
        subject = _to_author(Outcome(decision.outcome), appeal) % {"label": target.moderation_label}
        url = decision_page(appeal.decision if appeal else decision, target)
        one = Words(subject, _note_to_author(decision, how_to_appeal(decision)), url)
        letters.tell("author", author, one, lambda count: _many_to_author(decision, count))


def _note_to_author(decision: Decision, appealing: str) -> str:
    lines = [decision.note]
    if decision.rule and decision.outcome == Outcome.HIDE:
        lines.insert(0, _("House rule: %(rule)s") % {"rule": decision.get_rule_display()})
        lines.append(appealing)
    return "\n\n".join(filter(None, lines))


def _many_to_author(decision: Decision, count: int) -> Words:
    if decision.outcome == Outcome.HIDE:
        subject = ngettext("We hid %(count)s text of yours", "We hid %(count)s texts of yours", count)
        url = reverse("moderation:hidden")
    else:
        subject = ngettext(
            "%(count)s text of yours stays visible", "%(count)s texts of yours stay visible", count
        )
        url = ""
    body = _note_to_author(decision, how_to_appeal_many(decision))
    return Words(subject % {"count": counted(count)}, body, url)


def author_of(target: Moderated) -> User | None:
    """Return who wrote `target`; None once the account is erased."""
    return User.objects.filter(pk=target.moderation_author_id() or 0, erased_at=None).first()


def how_to_appeal(decision: Decision) -> str:
    """Say until when the author can appeal, and who will look at it."""
    return _(
        "If you think that this is wrong, you can appeal until %(date)s, in your own words. Someone who took "
        "no part in this decision then looks at it again."
    ) % {"date": local(appeal_ends(decision))}


def how_to_appeal_many(decision: Decision) -> str:
    """Say where all that was hidden is listed, until when the author can appeal, and who will look at it."""
    return _(
        "All of them are on one page. If you think that it is wrong for some, tick these there and appeal "
        "until %(date)s, in your own words. Someone who took no part in this decision then looks at each of "
        "them again."
    ) % {"date": local(appeal_ends(decision))}


def decision_page(decision: Decision, target: Moderated) -> str:
    """Return where the author reads about a decision: a page of its own if something was hidden."""
    if decision.outcome == Outcome.HIDE:
        return reverse("moderation:appeal", args=[decision.pk])
    return target.get_absolute_url()


def _to_author(outcome: Outcome, appeal: Appeal | None) -> str:
    if appeal:
        return {
            Outcome.RESTORE: _("Your appeal: %(label)s is visible again"),
            Outcome.UPHOLD: _("Your appeal: %(label)s stays hidden"),
        }[outcome]
    return {
        Outcome.KEEP: _("%(label)s stays visible"),
        Outcome.HIDE: _("We hid this: %(label)s"),
        Outcome.RESTORE: _("%(label)s is visible again"),
    }[outcome]


def tell_reporters(decision: Decision, target: Moderated, appeal: Appeal | None, letters: Letters) -> None:
    """Tell everyone who reported it what became of it."""
    case = appeal.decision.case if appeal else decision.case
    people = User.objects.filter(pk__in=case.reports.values("reporter"), erased_at=None)
    for person in people.exclude(pk=decision.moderator_id or 0):
        with speaking_to(person):
            subject = _("What became of your report: %(label)s") % {"label": target.moderation_label}
            one = Words(subject, _to_reporter(decision, appeal), target.get_absolute_url())
            letters.tell("reporter", person, one, lambda count: _many_to_reporter(decision, count))


def _to_reporter(decision: Decision, appeal: Appeal | None) -> str:
    outcome = Outcome(decision.outcome)
    if appeal:
        return {
            Outcome.RESTORE: _("Its author appealed. We looked at it again, and it is visible again."),
            Outcome.UPHOLD: _("Its author appealed. We looked at it again, and it stays hidden."),
        }[outcome]
    if outcome == Outcome.HIDE:
        rule = {"rule": decision.get_rule_display()}
        return _("Thank you. We hid it, because it broke a house rule: %(rule)s.") % rule
    if outcome == Outcome.KEEP:
        return _("We read it and decided that it stays. You can still answer it, or pass over it.")
    return _("We had hidden it. Now we have looked at it again, and it is visible again.")


def _many_to_reporter(decision: Decision, count: int) -> Words:
    words = ngettext("What became of your %(count)s report", "What became of your %(count)s reports", count)
    body = _("We read what you reported and decided that it stays. You can still answer it, or pass over it.")
    if decision.outcome == Outcome.HIDE:
        body = _("Thank you. We hid all of it, because it broke a house rule: %(rule)s.") % {
            "rule": decision.get_rule_display()
        }
    return Words(words % {"count": counted(count)}, body, "")


def tell_taken_back(decision: Decision, target: Moderated, letters: Letters, *, waits: bool) -> None:
    """Tell the author that a decision they heard of was taken back, and whether it waits for another."""
    author = author_of(target)
    if author is None or decision.outcome == Outcome.KEEP:
        return
    with speaking_to(author):
        subject = _("Your appeal is looked at once more: %(label)s")
        if decision.outcome == Outcome.HIDE:
            subject = _("%(label)s is visible again")
        body = _("The moderator took the decision back right after taking it.")
        if waits:
            body = _(
                "The moderator took the decision back right after taking it, and we look at it once more."
            )
        one = Words(subject % {"label": target.moderation_label}, body, target.get_absolute_url())
        letters.tell("author", author, one, _many_taken_back)


def _many_taken_back(count: int) -> Words:
    """Say how many are visible again; only what was hidden is ever taken back together."""
    words = ngettext(
        "%(count)s text of yours is visible again", "%(count)s texts of yours are visible again", count
    )
    body = _(
        "The moderator took these decisions back right after taking them. We look once more at what readers "
        "had reported, and tell you if we hide any of it again."
    )
    return Words(words % {"count": counted(count)}, body, reverse("moderation:hidden"))
