"""How the log is read, and the refusal to change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from audit.models import Entry  # noqa: F401 (named by the type of the query set)


class AppendOnly(TypeError):
    """The log can be added to; nothing in it can be changed or removed."""

    def __init__(self) -> None:
        super().__init__("Entries of the public log cannot be changed or removed, only added.")


class EntryQuerySet(models.QuerySet["Entry"]):
    """The reading vocabulary of the log; everything that would change an entry raises AppendOnly."""

    def newest_first(self) -> EntryQuerySet:
        return self.order_by("-at", "-pk")

    def before(self, at: datetime, pk: int) -> EntryQuerySet:
        """What follows the entry (at, pk) in a list with the newest first."""
        return self.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))

    def on_day(self, day: date) -> EntryQuerySet:
        """Entries of one day by the clock of the city."""
        start = timezone.make_aware(datetime.combine(day, time.min))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        return self.filter(at__gte=start, at__lt=end)

    def about(self, target: models.Model) -> EntryQuerySet:
        """Entries whose target is this object."""
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def for_sentences(self) -> EntryQuerySet:
        """With everything that `Entry.sentence` reads, in one query."""
        return self.select_related("chain", "private")

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, objs: object, fields: object, batch_size: int | None = None) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, objs: object, *args: object, **options: object) -> NoReturn:
        raise AppendOnly

    def _raw_delete(self, using: str | None) -> NoReturn:
        raise AppendOnly

    def _update(self, values: Sequence[object]) -> NoReturn:
        raise AppendOnly
