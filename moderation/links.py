"""How many links an account may post at a time while it is new: spam is mostly links.

Nothing is scored, and nobody is judged by what they say: who writes reads the limit and keeps their words.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from processes.models import Process
from processes.permissions import MODERATORS, STAFF, YES, Verdict, roles_of

ADDRESS = re.compile(
    r"""(?:https?://|(?<![\w./@-])www\.)(?:(?!https?://)[^\s<>()\[\]"'“”«»,;])+""", re.IGNORECASE
)


def links_in(text: str) -> list[str]:
    """Return the web addresses in `text`, in their order; one that stands there twice counts twice."""
    return ADDRESS.findall(text)


def adds_links(text: str, before: str) -> bool:
    """Return whether `text` has a web address that did not stand `before`, or one more often."""
    return bool(Counter(links_in(text)) - Counter(links_in(before)))


def is_new(user: User, now: datetime) -> bool:
    """Return whether somebody signed up less than NEW_ACCOUNT_DAYS ago."""
    return now < user.date_joined + timedelta(days=settings.NEW_ACCOUNT_DAYS)


def may_link(user: User, process: Process, text: str, now: datetime, *, before: str = "") -> Verdict:
    """Return whether `user` may post `text`: a new account may add NEW_ACCOUNT_LINKS links at a time.

    What stood there `before` is not theirs to answer for. Whoever holds an office in the process is trusted.
    """
    if not is_new(user, now) or roles_of(user, process) & (STAFF | MODERATORS):
        return YES
    known = set(links_in(before))
    have = sum(address not in known for address in links_in(text))
    if have <= settings.NEW_ACCOUNT_LINKS:
        return YES
    return Verdict(False, f"{allowance()} {you_have(have)}")


def allowance() -> str:
    """Say how many links a new account may post, and for how long it is new."""
    days = ngettext("%(count)s day", "%(count)s days", settings.NEW_ACCOUNT_DAYS)
    most = settings.NEW_ACCOUNT_LINKS
    words = _("Against spam, an account posts no links in its first %(days)s.")
    if most:
        words = ngettext(
            "Against spam, an account posts up to %(most)s link at a time in its first %(days)s.",
            "Against spam, an account posts up to %(most)s links at a time in its first %(days)s.",
            most,
        )
    return words % {"days": days % {"count": settings.NEW_ACCOUNT_DAYS}, "most": most}


def you_have(count: int) -> str:
    """Say how many links were typed, and what to do."""
    return ngettext(
        "You have %(count)s. Take it out; nothing you typed is lost.",
        "You have %(count)s. Take some out; nothing you typed is lost.",
        count,
    ) % {"count": count}
