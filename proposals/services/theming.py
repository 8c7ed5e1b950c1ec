"""Forming themes anew, and keeping the index where every worker finds it; both are work of the clock."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from audit.services import record
from moderation.models import Visibility
from processes.models import Process
from proposals.lifecycle import NOT_THERE
from proposals.matching import themes
from proposals.models import Proposal, StoredIndex, Theme, ThemeMember
from proposals.services.merging_log import held_process
from proposals.shelf import BUILT_AT_ONCE, Shelf, shelf_of
from proposals.theme_names import main_language, names_of

SMALLEST = 2
CHANGED_SHARE = 0.05


def form_all_themes(*, now: datetime) -> int:
    """Form the themes of every process in which proposals changed; return in how many that was needed."""
    return sum(form_themes(process=process, now=now) for process in Process.objects.order_by("pk"))


def form_themes(*, process: Process, now: datetime) -> bool:
    """Form the themes of one process, unless nothing changed since; return whether anything had."""
    if not process.last_proposal_number:
        return False
    shelf = shelf_of(process, wait=True)
    assert shelf is not None, "Who waits gets a shelf."
    with shelf.lock:
        digest = made_of(process, shelf)
    stored = StoredIndex.objects.filter(process=process).defer("content").first()
    if stored and stored.digest == digest:
        return False
    previous = {
        str(proposal): key
        for proposal, key in ThemeMember.objects.filter(theme__process=process).values_list(
            "proposal_id", "theme__key"
        )
    }
    groups: dict[str, list[int]] = defaultdict(list)
    with shelf.lock:
        digest = made_of(process, shelf)
        formed = themes(shelf.index, previous=previous)
    for proposal, key in formed.items():
        groups[key].append(int(proposal))
    with transaction.atomic():
        held_process(process)
        count = _write(process, {k: v for k, v in groups.items() if len(v) >= SMALLEST}, now)
        _keep(process, shelf, digest)
        record(
            action="proposals.themes_formed",
            chain=process.chain,
            actor=None,
            role="system",
            target=process,
            data={"themes": count},
            at=now,
        )
    return True


def made_of(process: Process, shelf: Shelf) -> str:
    """Return the same for the same proposals with the same texts, as far as readers see them."""
    hidden = Proposal.objects.filter(process=process, visibility=Visibility.HIDDEN).order_by("pk")
    return sha256(repr((shelf.digest, list(hidden.values_list("pk", flat=True)))).encode()).hexdigest()


def _write(process: Process, groups: dict[str, list[int]], now: datetime) -> int:
    """Write the groups: themes that live on keep their row, and with it their address."""
    known = Proposal.objects.in_process(process).listed().exclude(status__in=NOT_THERE)
    titles = {pk: (title, lang) for pk, title, lang in known.values_list("pk", "title", "language")}
    groups = {key: [pk for pk in members if pk in titles] for key, members in groups.items()}
    groups = {key: members for key, members in groups.items() if len(members) >= SMALLEST}
    shared = {key: [titles[pk] for pk in members] for key, members in groups.items()}
    names = names_of(shared, list(titles.values()))
    ThemeMember.objects.filter(theme__process=process).delete()
    Theme.objects.filter(process=process).exclude(key__in=groups).delete()
    rows = [
        Theme(
            process=process, key=key, words=names[key][:160], size=len(members), formed_at=now,
            language=main_language(titles[pk][1] for pk in members),
        )
        for key, members in groups.items()
    ]  # fmt: skip
    Theme.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["process", "key"],
        update_fields=["words", "language", "size"],
    )  # fmt: skip
    keys = dict(Theme.objects.filter(process=process).values_list("key", "pk"))
    ThemeMember.objects.bulk_create(
        ThemeMember(theme_id=keys[key], proposal_id=pk) for key, members in groups.items() for pk in members
    )
    return len(groups)


def _keep(process: Process, shelf: Shelf, digest: str) -> None:
    """Remember what the themes were formed of; of a large process also the index, when enough changed."""
    stored, _made = StoredIndex.objects.defer("content").get_or_create(process=process)
    fields: dict[str, Any] = {"digest": digest}
    with shelf.lock:
        fields |= _stock(shelf, stored)
    StoredIndex.objects.filter(pk=stored.pk).update(**fields)


def _stock(shelf: Shelf, stored: StoredIndex) -> dict[str, Any]:
    """Return what to store of the index of a large process; nothing where little changed."""
    if len(shelf.known) > BUILT_AT_ONCE:
        old = {int(pk): at for pk, at in stored.known.items()}
        changed = len(set(old.items()) ^ set(shelf.known.items()))
        if changed > CHANGED_SHARE * len(shelf.known):
            known = {str(pk): at for pk, at in shelf.known.items()}
            return {"content": shelf.index.dump(), "known": known, "stored_at": shelf.seen_at}
    return {}
