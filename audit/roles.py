"""How the public log names those who act. It never names a person."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SYSTEM = "system"

LABELS: dict[str, Promise] = {
    "resident": _("Resident"),
    "moderator": _("Moderator"),
    "council_staff": _("Council staff"),
    "valuator": _("Valuator"),
    "trustee": _("Trustee"),
    "juror": _("Juror"),
    "administrator": _("Administrator"),
    SYSTEM: _("System"),
}


def role_label(role: str) -> str:
    """The name of a role for readers; a role nobody has named here is shown as it was written.

    What anyone may do, such as to appeal, is written without a role.
    """
    if not role:
        return gettext("Someone")
    label = LABELS.get(role)
    return str(label) if label is not None else role.replace("_", " ").capitalize()
