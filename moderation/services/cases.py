"""Cases and what they are about, as they are in the database now."""

from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from moderation.models import Case, Moderated
from processes.permissions import Denied, Verdict


def open_case(*, target: Moderated, now: datetime) -> Case:
    """Return the open case about `target`, locked, or open one."""
    kind = ContentType.objects.get_for_model(target)
    about = {"process": target.moderation_process, "author_id": target.moderation_author_id()}
    while True:
        case, _created = Case.objects.get_or_create(
            content_type=kind,
            object_id=target.pk,
            closed_at=None,
            defaults={**about, "opened_at": now},
        )
        held = held_case(case)
        if held.closed_at is None:  # else it was decided between finding and locking it
            return held


def held_case(case: Case) -> Case:
    """Lock a case and return it as it is now, with its process."""
    return Case.objects.select_for_update(of=("self",), no_key=True).select_related("process").get(pk=case.pk)


def latest_case(target: Moderated) -> Case | None:
    """Return the newest case about `target`, open or closed."""
    kind = ContentType.objects.get_for_model(target)
    return Case.objects.filter(content_type=kind, object_id=target.pk).order_by("-pk").first()


def target_of(case: Case) -> Moderated:
    """Return the thing that `case` is about, fresh and locked. Raises Denied where it is gone."""
    model = ContentType.objects.get_for_id(case.content_type_id).model_class()
    things = model._default_manager.select_for_update(no_key=True) if model else None
    target = things.filter(pk=case.object_id).first() if things is not None else None
    if not isinstance(target, Moderated):
        raise Denied(Verdict(False, _("This is no longer there.")))
    return target
