"""Where a ballot round stands, in the words of residents and of whoever runs it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from processes.permissions import local
from voting.models import Round, RoundStatus


def round_state(round: Round, now: datetime) -> str:
    """Return whether a round is open, will be or was; the status itself says only what was done to it."""
    if round.status != RoundStatus.FROZEN:
        return str(RoundStatus(round.status).label)
    if now < round.opens_at:
        return _("Opens on %(date)s") % {"date": local(round.opens_at)}
    if now < round.closes_at:
        return _("Open until %(date)s") % {"date": local(round.closes_at)}
    return _("Closed, not counted yet")
