"""Erasing an account: the person goes, what was decided with them stays."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.notices import speaking_to
from accounts.permissions import (
    acting_role,
    is_last_administrator,
    lock_administrators,
    refuse_if,
    why_not_manage_people,
)
from accounts.privacy import run_erasers
from accounts.services import CHAIN
from audit.services import erase_person, record


def why_not_erase(actor: User | None, user: User) -> str:
    """Return why `actor` may not erase the account of `user`; "" if they may. None is the system."""
    reason = "" if actor is None or actor == user else why_not_manage_people(actor)
    if not reason and is_last_administrator(user):
        return _(
            "You are the last administrator, and the site cannot run without one. Make someone else an "
            "administrator first."
        )
    return reason


@transaction.atomic
def erase_account(*, actor: User | None, user: User, now: datetime) -> None:
    """Take everything personal out of an account; ballots, contributions and the public log stay valid.

    Raises Refused for the last administrator, and unless `actor` is the person, an administrator or the
    system (None).
    """
    lock_administrators()
    refuse_if(why_not_erase(actor, user))
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if person.erased_at:
        return
    _say_goodbye(person)
    record(action="accounts.person_erased", chain=CHAIN, actor=actor, role=acting_role(actor), target=person)
    run_erasers(person)
    _delete_belongings(person)
    _empty(person, now)
    erase_person(person)


def _say_goodbye(person: User) -> None:
    address = person.email
    with speaking_to(person):
        subject = _("Your account is erased")
        text = render_to_string("accounts/mail/erased.txt")
    transaction.on_commit(lambda: send_mail(subject, text, None, [address]), robust=True)


def _delete_belongings(person: User) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
    for profile in UserProfile.objects.filter(user=person).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name), robust=True)
    for model in (EmailAddress, Authenticator, UserProfile):
        model.objects.filter(user=person).delete()
    person.notices.all().delete()
    person.role_grants.all().delete()
    person.groups.clear()
    person.user_permissions.clear()


def _empty(person: User, now: datetime) -> None:
    person.email = f"{secrets.token_hex(12)}@erased.invalid"
    person.display_name = person.legal_name = ""
    person.birth_date = person.last_login = person.district = None
    person.language, person.date_joined = settings.LANGUAGE_CODE, now
    person.is_active = person.is_staff = person.is_superuser = False
    person.erased_at = now
    person.set_unusable_password()
    person.save()
