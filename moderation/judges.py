"""Who decides about an appeal: somebody who neither hid the thing nor reported it, wherever there is one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant, User
from moderation.models import Appeal
from processes.models import ProcessRole
from processes.permissions import MODERATORS


class Judge(models.TextChoices):
    """How somebody stands to the decision that an appeal is against."""

    ANOTHER = "another", _("by a person who took no part in the first decision")
    SAME = "same", _("by a person who took part in the first decision")


def is_involved(user: User, appeal: Appeal) -> bool:
    """Return whether `user` took the decision that `appeal` is against, or reported the thing."""
    if appeal.decision.moderator_id == user.pk:
        return True
    return appeal.decision.case.reports.filter(reporter=user).exists()


def judge_of(user: User, appeal: Appeal) -> Judge:
    """Return how `user` stands to the decision that `appeal` is against."""
    return Judge.SAME if is_involved(user, appeal) else Judge.ANOTHER


def others_for(appeal: Appeal) -> models.QuerySet[User]:
    """Return the people who may decide about `appeal` and took no part in the decision it is against."""
    roles, process = list(MODERATORS), appeal.case.process_id
    in_city = RoleGrant.objects.filter(role__in=roles).values("user")
    in_process = ProcessRole.objects.filter(role__in=roles, process=process).values("user")
    people = User.objects.filter(Q(pk__in=in_city) | Q(pk__in=in_process), is_active=True, erased_at=None)
    reporters = appeal.decision.case.reports.exclude(reporter=None).values("reporter")
    involved = {appeal.decision.moderator_id or 0, appeal.author_id or 0}
    return people.exclude(pk__in=involved).exclude(pk__in=reporters)
