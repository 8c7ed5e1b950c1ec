"""What the author of something is told when moderators have decided about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from moderation.models import Decision, Moderated

Outcome = Decision.Outcome


def tell_author(decision: Decision, target: Moderated) -> None:
    """Send the moderators' note to the author, in their language; nothing for a kept thing without one.

    Must be called in the transaction of the decision.
    """
    author = User.objects.filter(pk=target.moderation_author_id() or 0, erased_at=None).first()
    if author is None or (decision.outcome == Outcome.KEEP and not decision.note):
        return
    with speaking_to(author):
        subject = _subject(Outcome(decision.outcome)) % {"label": target.moderation_label}
        lines = [decision.note]
        if decision.rule:
            lines.insert(0, _("House rule: %(rule)s") % {"rule": decision.get_rule_display()})
        if decision.outcome == Outcome.HIDE:
            lines.append(_("If you think that we are wrong, write to the city. We can show it again."))
        body = "\n\n".join(line for line in lines if line)
        notify(user=author, subject=subject, body=body, url=target.get_absolute_url())


def _subject(outcome: Outcome) -> str:
    return {
        Outcome.KEEP: _("%(label)s stays visible"),
        Outcome.HIDE: _("We hid this: %(label)s"),
        Outcome.RESTORE: _("%(label)s is visible again"),
    }[outcome]
