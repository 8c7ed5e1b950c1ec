"""The roles that people can hold in the city or in one process."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    RESIDENT = "resident", _("Resident")
    MODERATOR = "moderator", _("Moderator")
    COUNCIL_STAFF = "council_staff", _("Council staff")
    VALUATOR = "valuator", _("Valuator")
    TRUSTEE = "trustee", _("Trustee")
    JUROR = "juror", _("Juror")
    ADMINISTRATOR = "administrator", _("Administrator")


# Roles whose holders can change what others see or decide: they must use a second factor.
STAFF_ROLES = frozenset({Role.MODERATOR, Role.COUNCIL_STAFF, Role.VALUATOR, Role.ADMINISTRATOR})
