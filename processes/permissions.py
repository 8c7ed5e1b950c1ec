"""Who may do what, when, and the reason told to whoever may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Notice, RoleGrant, User
from accounts.roles import Role
from processes.models import Process, ProcessRole
from processes.phases import Act, allows, last_closing, next_opening

Person = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is allowed, and the sentence that explains a no to the person.

    `sign_in` says that nothing but signing in stands in the way, as far as one can know of a visitor.
    """

    allowed: bool
    reason: str = ""
    sign_in: bool = field(default=False, compare=False)

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


class Denied(Exception):
    """Raised by services when a verdict is no; its text is the reason to show."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


STAFF = frozenset({Role.COUNCIL_STAFF, Role.ADMINISTRATOR})
MODERATORS = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})
RESIDENTS = frozenset({Role.RESIDENT})
HELD = "_process_roles"  # where a person carries the roles read in this request
OF_EVERY_PAGE = f"""
    SELECT CAST(NULL AS bigint), role, 0 FROM {RoleGrant._meta.db_table} WHERE user_id = %(user)s
    UNION ALL SELECT process_id, role, 0 FROM {ProcessRole._meta.db_table} WHERE user_id = %(user)s
    UNION ALL SELECT NULL, '', COUNT(*) FROM {Notice._meta.db_table}
      WHERE user_id = %(user)s AND read_at IS NULL"""

ROLES: Mapping[Act, frozenset[Role]] = {
    Act.PROPOSE: RESIDENTS,
    Act.EDIT_PROPOSAL: RESIDENTS,
    Act.SUPPORT: RESIDENTS,
    Act.COMMENT: RESIDENTS | MODERATORS | STAFF,
    Act.MERGE: RESIDENTS | MODERATORS,
    Act.ANSWER: STAFF,
    Act.REVIEW: STAFF | {Role.VALUATOR},
    Act.MODERATE: MODERATORS,
    Act.MANAGE: STAFF,
    Act.VOTE: RESIDENTS,
    Act.TICK_OFF: STAFF,
    Act.COUNT: STAFF,
    Act.PUBLISH_RESULT: STAFF,
    Act.REPORT_DELIVERY: STAFF,
}

NEEDED = {
    RESIDENTS: gettext_lazy("This is for residents of the city. If you live here, say so in your account."),
    STAFF: gettext_lazy("This is for council staff."),
    MODERATORS: gettext_lazy("This is for moderators."),
}


def roles_of(user: Person, process: Process | None) -> frozenset[Role]:
    """Return the roles `user` holds in the whole city and in `process`."""
    if not isinstance(user, User):
        return frozenset()
    if process is None:
        return user.city_roles
    return user.city_roles | process_roles(user).get(process.pk, frozenset())


def acting_as(user: User | None, act: Act, process: Process | None) -> str:
    """Return the role under which `user` does `act`, for the public log: the first of theirs that allows it.

    Empty where none is needed or held; "system" for None.
    """
    if user is None:
        return "system"
    held = roles_of(user, process) & ROLES.get(act, frozenset())
    return next((role.value for role in Role if role in held), "")


def process_roles(user: User) -> Mapping[int, frozenset[Role]]:
    """Return the roles `user` holds per process id (one query per request, kept on the person).

    It fetches along what every page shows or asks for: the roles in the whole city, and how many notices the
    person has not read.
    """
    held: dict[int, frozenset[Role]] | None = getattr(user, HELD, None)
    if held is None:
        held, in_city = {}, frozenset[Role]()
        with connection.cursor() as cursor:
            cursor.execute(OF_EVERY_PAGE, {"user": user.pk})
            for process_id, role, unread in cursor.fetchall():
                if not role:
                    user.unread_notices = unread
                elif process_id is None:
                    in_city |= {Role(role)}
                else:
                    held[process_id] = held.get(process_id, frozenset()) | {Role(role)}
        setattr(user, HELD, held)  # through the lazy user of the request onto the person behind it
        user.city_roles = in_city
    return held


def local(moment: datetime) -> str:
    """Return a moment as people write it, in the city's time zone."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def phase_verdict(act: Act, process: Process, now: datetime) -> Verdict:
    """Return whether the phase at `now` allows `act`, with the date on which it opens or when it closed."""
    if allows(process.timeline, act, now):
        return YES
    opening = next_opening(process.timeline, act, now)
    if opening:
        return Verdict(False, OPENS[act] % {"date": local(opening.starts)})
    closing = last_closing(process.timeline, act, now)
    if closing:
        return Verdict(False, CLOSED[act] % {"date": local(closing.ends)})
    return Verdict(False, _("This process does not have that step."))


def role_verdict(user: Person, act: Act, process: Process | None) -> Verdict:
    """Return whether the roles of `user` allow `act`."""
    if not user.is_authenticated:
        return Verdict(False, _("Sign in to do this."), sign_in=True)
    allowed = ROLES[act]
    if roles_of(user, None) & allowed or roles_of(user, process) & allowed:  # the city's are fetched already
        return YES
    return Verdict(
        False, str(NEEDED.get(allowed, gettext_lazy("Your account does not have the role for this.")))
    )


def may(user: Person, act: Act, process: Process, now: datetime) -> Verdict:
    """Return whether `user` may do `act` in `process` at `now`: first the phase, then the role.

    The phase comes first so that a visitor reads "Voting opens on 3 May" before being asked to sign in.
    """
    verdict = phase_verdict(act, process, now)
    return verdict and role_verdict(user, act, process)


def require(verdict: Verdict) -> None:
    """Raise Denied where the verdict is no."""
    if not verdict:
        raise Denied(verdict)


OPENS = {
    Act.PROPOSE: gettext_lazy("Proposals open on %(date)s."),
    Act.EDIT_PROPOSAL: gettext_lazy("Proposals can be changed from %(date)s."),
    Act.SUPPORT: gettext_lazy("You can support proposals from %(date)s."),
    Act.COMMENT: gettext_lazy("The discussion opens on %(date)s."),
    Act.MERGE: gettext_lazy("Proposals can be merged from %(date)s."),
    Act.REVIEW: gettext_lazy("The city check starts on %(date)s."),
    Act.VOTE: gettext_lazy("Voting opens on %(date)s."),
    Act.TICK_OFF: gettext_lazy("People can be ticked off from %(date)s."),
    Act.COUNT: gettext_lazy("Counting starts on %(date)s."),
    Act.PUBLISH_RESULT: gettext_lazy("The result can be published from %(date)s."),
    Act.REPORT_DELIVERY: gettext_lazy("Delivery reports start on %(date)s."),
}
CLOSED = {
    Act.PROPOSE: gettext_lazy("Proposals closed on %(date)s."),
    Act.EDIT_PROPOSAL: gettext_lazy("Proposals could be changed until %(date)s."),
    Act.SUPPORT: gettext_lazy("You could support proposals until %(date)s."),
    Act.COMMENT: gettext_lazy("The discussion closed on %(date)s."),
    Act.MERGE: gettext_lazy("Proposals could be merged until %(date)s."),
    Act.REVIEW: gettext_lazy("The city check ended on %(date)s."),
    Act.VOTE: gettext_lazy("Voting closed on %(date)s."),
    Act.TICK_OFF: gettext_lazy("Voting closed on %(date)s. Nobody can be ticked off any more."),
    Act.COUNT: gettext_lazy("Counting ended on %(date)s."),
    Act.PUBLISH_RESULT: gettext_lazy("The time to publish the result ended on %(date)s."),
    Act.REPORT_DELIVERY: gettext_lazy("Delivery reports ended on %(date)s."),
}
