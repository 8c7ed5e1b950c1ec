"""Saving what people change about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import MailPace, User
from accounts.roles import Role
from accounts.services import set_residency

if TYPE_CHECKING:
    from accounts.forms import ProfileForm


@transaction.atomic
def save_profile(*, actor: User, form: ProfileForm) -> None:
    """Save a valid profile; a new answer to "where do you live?" changes the role of resident."""
    form.save()
    was_resident = Role.RESIDENT in actor.city_roles
    district = form.cleaned_data.get("district")
    if form.says_lives_here or was_resident or actor.district_id:
        set_residency(actor=actor, user=actor, district=district, lives_here=form.says_lives_here)


def set_mail_pace(*, user: User, pace: MailPace) -> None:
    """Note how often `user` wants notifications by mail."""
    User.objects.filter(pk=user.pk).update(mail_pace=pace)
