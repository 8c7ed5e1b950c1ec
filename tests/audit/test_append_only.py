"""The log refuses every way that Django's ORM has to change it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from audit.models import Chain, Entry
from audit.querysets import AppendOnly

Write = Callable[..., Entry]
pytestmark = pytest.mark.django_db


def save(entry: Entry) -> None:
    entry.role = "other"
    entry.save()


def save_some(entry: Entry) -> None:
    Entry.objects.get(pk=entry.pk).save(update_fields=["role"])


def update_or_create(entry: Entry) -> None:
    Entry.objects.update_or_create(pk=entry.pk, defaults={"role": "other"})


def bulk_upsert(entry: Entry) -> None:
    Entry.objects.bulk_create(
        [entry], update_conflicts=True, unique_fields=["chain", "number"], update_fields=["role"]
    )


WAYS: list[Callable[[Entry], object]] = [
    save,
    save_some,
    update_or_create,
    bulk_upsert,
    lambda entry: entry.delete(),
    lambda entry: Entry.objects.update(role="other"),
    lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
    lambda entry: Entry.objects.bulk_update([entry], ["role"]),
    lambda entry: Entry._base_manager.all().delete(),
    lambda entry: Entry._base_manager.filter(pk=entry.pk).update(role="other"),
    lambda entry: entry.chain.entries.update(role="other"),
    lambda entry: entry.chain.entries.all().delete(),
]


@pytest.mark.parametrize("way", WAYS)
def test_an_entry_is_neither_changed_nor_removed(write: Write, way: Callable[[Entry], object]) -> None:
    entry = write()
    with pytest.raises(AppendOnly, match="only added"):
        way(entry)
    assert Entry.objects.get().role == "system"


def test_a_copy_cannot_take_the_place_of_an_entry(write: Write) -> None:
    entry = write()
    fields = {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry(**{**fields, "role": "other"}).save()
    assert Entry.objects.get().role == "system"


def test_a_chain_with_entries_cannot_be_removed(write: Write) -> None:
    write()
    with pytest.raises((ProtectedError, AppendOnly)):
        Chain.objects.get().delete()
    assert Entry.objects.count() == 1
