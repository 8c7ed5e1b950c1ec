"""Followers hear of new versions: once for a round of changes, when the authors have stopped for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.notices import notify, speaking_to
from moderation.models import Visibility
from proposals.models import Follow, Proposal, ProposalVersion
from proposals.telling import how_to_stop

QUIET = timedelta(hours=1)
LONGEST = timedelta(days=1)
REASONS_SHOWN = 5


def tell_of_versions(*, now: datetime) -> int:
    """Tell followers about versions that they do not know; return how many were told.

    One notice speaks of all versions since the last one. It waits until nothing was changed for an hour, but
    never longer than a day. Running it twice tells nobody twice.
    """
    waiting = Proposal.objects.listed().filter(follows__told_version__lt=F("version"), version__gt=1)
    return sum(_tell(proposal, now) for proposal in waiting.select_related("process").distinct())


def _tell(proposal: Proposal, now: datetime) -> int:
    follows = Follow.objects.filter(proposal=proposal, told_version__lt=proposal.version)
    first = min(follows.values_list("told_version", flat=True), default=proposal.version)
    versions = list(proposal.versions.filter(number__gt=first).order_by("number"))
    if not versions or not _settled(versions, now):
        return 0
    writers = {proposal.author_id, *proposal.coauthor_ids}
    told = 0
    for follow in follows.select_related("user").iterator(chunk_size=500):
        with transaction.atomic():
            mine = Follow.objects.filter(pk=follow.pk, told_version=follow.told_version)
            if mine.update(told_version=proposal.version) and follow.user_id not in writers:
                _tell_follower(follow, proposal, [v for v in versions if v.number > follow.told_version])
                told += 1
    return told


def _settled(versions: Sequence[ProposalVersion], now: datetime) -> bool:
    return now - versions[-1].created_at >= QUIET or now - versions[0].created_at >= LONGEST


def _tell_follower(follow: Follow, proposal: Proposal, versions: Sequence[ProposalVersion]) -> None:
    with speaking_to(follow.user):
        subject = _("Proposal %(number)s was changed: %(title)s") % {
            "number": proposal.number, "title": proposal.title,
        }  # fmt: skip
        lines = [_in_words(version) for version in versions[-REASONS_SHOWN:]]
        notify(
            user=follow.user, subject=subject, body="\n".join(lines), url=_what_changed(follow, proposal),
            ending=how_to_stop(follow, proposal),
        )  # fmt: skip


def _in_words(version: ProposalVersion) -> str:
    """Name a version with why it was made; of one that moderators hid only the number."""
    words = {"version": version.number, "reason": version.reason}
    if version.reason and version.visibility == Visibility.VISIBLE:
        return _("Version %(version)s: %(reason)s") % words
    return _("Version %(version)s.") % words


def _what_changed(follow: Follow, proposal: Proposal) -> str:
    place = [proposal.process.slug, proposal.number]
    if not follow.told_version:
        return reverse("proposals:history", args=place)
    between = urlencode({"old": follow.told_version, "new": proposal.version})
    return f"{reverse('proposals:compare', args=place)}?{between}"
