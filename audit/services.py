"""Writing the log: one entry per act, and the erasure of what an entry only promises."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.utils import timezone

from audit import actions
from audit.chain import Json, LogEntry, canonical, commitment
from audit.models import Chain, Entry, Private, utc_text
from audit.roles import SYSTEM

if TYPE_CHECKING:
    from accounts.models import User

CHAIN_KEY = re.compile(r"[a-z][a-z0-9-]{0,59}")
DATA_KEY = re.compile(r"[a-z][a-z0-9_]*")
ACTOR, TARGET = "@actor", "@target"


def record(
    *,
    action: str,
    chain: str,
    actor: User | None,
    role: str = "",
    target: models.Model | None = None,
    data: Mapping[str, Json] | None = None,
    at: datetime | None = None,
) -> Entry:
    """Add an entry to a chain ("city" or "process-<pk>"), in the transaction of the act itself.

    `data` holds JSON values with lower-case keys, no floats; the keys that the action declares personal, the
    actor, and a target that is a person are replaced by commitments. Nobody acting means the role "system".
    Locks the head of the chain until the transaction ends. Raises TransactionManagementError outside a
    transaction, UndeclaredAction, IncompleteData, and TypeError or ValueError for data that cannot be hashed.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Record an act in the transaction of the act itself.")
    declared = actions.get(action)
    values = dict(data or {})
    _check_keys(chain, values)
    actions.check_data(declared, values)
    moment = at or timezone.now()
    if timezone.is_naive(moment):
        raise ValueError("The moment of an act needs a time zone.")
    personal = {key: values.pop(key) for key in declared.personal & set(values)}
    promises = _Promises(personal)
    actor_commitment = promises.make(ACTOR, str(actor.pk)) if actor is not None and actor.pk else ""
    role = role or ("" if actor_commitment else SYSTEM)
    published = _target(target, promises)
    head = _locked(chain)
    entry = LogEntry(
        chain=chain,
        number=head.length + 1,
        at=utc_text(moment),
        action=action,
        role=role,
        prev_hash=head.head_hash,
        hash="",
        target=asdict(published) if published.type else None,
        data=values,
        commitments=promises.commitments,
        actor=actor_commitment,
    )
    row = _append(head, replace(entry, hash=entry.expected_hash()), moment, published)
    if promises.salts:
        Private.objects.create(
            entry=row,
            actor_id=actor.pk if actor is not None else None,
            subject_id=target.pk if isinstance(target, get_user_model()) else None,
            salts=promises.salts,
            values=promises.values,
        )
    return row


def open_chain(*, key: str, title: str) -> Chain:
    """Give a chain the title under which readers choose it; makes the chain if it has no entries yet."""
    _check_keys(key, {})
    chain, _created = Chain.objects.update_or_create(key=key, defaults={"title": title[:200]})
    return chain


def erase_person(user: User) -> int:
    """Erase who acted and the personal values in every entry made by or about a person.

    The chain stays valid, because it only holds commitments. Returns the number of entries touched.
    """
    rows = Private.objects.filter(models.Q(actor=user) | models.Q(subject=user))
    touched = 0
    for row in rows.select_for_update(no_key=True).iterator(chunk_size=500):
        kept = {ACTOR} if row.actor_id != user.pk else set()
        kept |= {TARGET} if row.subject_id != user.pk else set()
        row.salts = {key: salt for key, salt in row.salts.items() if key in kept}
        row.values = {}
        row.actor_id = None if row.actor_id == user.pk else row.actor_id
        row.subject_id = None if row.subject_id == user.pk else row.subject_id
        row.save()
        touched += 1
    return touched


class _Promises:
    """The commitments of one entry, with the salts and values that open them."""

    def __init__(self, personal: Mapping[str, Json]) -> None:
        self.values = dict(personal)
        self.salts: dict[str, str] = {}
        self.commitments = {key: self.make(key, value) for key, value in sorted(personal.items())}

    def make(self, key: str, value: Json) -> str:
        salt = secrets.token_bytes(16)
        self.salts[key] = salt.hex()
        return commitment(salt, value)


def _check_keys(chain: str, data: Mapping[str, Json]) -> None:
    if not CHAIN_KEY.fullmatch(chain):
        raise ValueError(f"{chain!r} is not the key of a chain.")
    for key in data:
        if not DATA_KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a key for the data of an entry.")
    canonical(dict(data))


@dataclass(frozen=True)
class Target:
    """How the object of an act is published; all empty if there is none."""

    type: str = ""
    id: str = ""
    number: int | None = None


def _target(target: models.Model | None, promises: _Promises) -> Target:
    """A person is published only as a commitment, anything else by type, id and number."""
    if target is None:
        return Target()
    label = target._meta.label_lower
    if isinstance(target, get_user_model()):
        promises.commitments[TARGET] = promises.make(TARGET, str(target.pk))
        return Target(label)
    number = getattr(target, "number", target.pk)
    return Target(label, str(target.pk), number if isinstance(number, int) else None)


HEAD_COLUMNS = ("id", "key", "title", "length", "head_hash")
HEAD = f"SELECT {', '.join(HEAD_COLUMNS)} FROM {Chain._meta.db_table} WHERE key = %s"
MOVE_HEAD = f"UPDATE {Chain._meta.db_table} SET length = %s, head_hash = %s WHERE id = %s"


def _locked(key: str) -> Chain:
    """The head of a chain, held until the end of the transaction; made on first use.

    Every act comes through here, so it is asked for in SQL: that takes a third of the time.
    """
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(HEAD + lock, (key,))
        found = cursor.fetchone()
    if found:
        return Chain.from_db(connection.alias, HEAD_COLUMNS, found)
    chain, _created = Chain.objects.select_for_update(no_key=True).get_or_create(key=key)
    return chain


def _append(head: Chain, entry: LogEntry, at: datetime, target: Target) -> Entry:
    """Write the entry and move the locked head on to it."""
    row = Entry(
        chain=head,
        number=entry.number,
        at=at,
        action=entry.action,
        role=entry.role,
        target_type=target.type,
        target_id=target.id,
        target_number=target.number,
        data=dict(entry.data),
        commitments=dict(entry.commitments),
        actor_commitment=entry.actor,
        prev_hash=entry.prev_hash,
        hash=entry.hash,
    )
    row.save()
    head.length, head.head_hash = entry.number, entry.hash
    with connection.cursor() as cursor:
        cursor.execute(MOVE_HEAD, (head.length, head.head_hash, head.pk))
    return row
