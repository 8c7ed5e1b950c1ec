"""Where the files of proposals lie, and how they go away with what they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from proposals.models import Attachment, Picture, Proposal

FOLDER = "proposals"
GRACE = timedelta(days=1)


def forget_files(proposal: Proposal) -> None:
    """Delete all files of a proposal once the transaction is committed."""
    delete_later([*proposal.pictures.all(), *proposal.attachments.all()])


def delete_later(rows: Iterable[Picture | Attachment]) -> None:
    """Delete the files of `rows` once the transaction that deletes the rows is committed."""
    names = [name for row in rows for name in row.file_names]
    transaction.on_commit(lambda: delete(names))


def delete(names: Iterable[str]) -> None:
    """Delete files; those that are gone already do not matter."""
    for name in names:
        default_storage.delete(name)


def delete_orphans(now: datetime) -> int:
    """Delete files of proposals that nothing speaks of, a day after they were stored; return how many."""
    lost = [name for name in stored() if default_storage.get_modified_time(name) < now - GRACE]
    tokens = {name.rsplit("/", 1)[1].split(".")[0].split("-")[0] for name in lost}
    known = {
        token
        for model in (Picture, Attachment)
        for token in model._default_manager.filter(token__in=tokens).values_list("token", flat=True)
    }
    gone = [name for name in lost if name.rsplit("/", 1)[1].split(".")[0].split("-")[0] not in known]
    delete(gone)
    return len(gone)


def stored() -> list[str]:
    """Return the names of all files of proposals in the storage."""
    if not default_storage.exists(FOLDER):
        return []
    found = []
    for folder in default_storage.listdir(FOLDER)[0]:
        path = f"{FOLDER}/{folder}"
        found += [f"{path}/{name}" for name in default_storage.listdir(path)[1]]
    return found
