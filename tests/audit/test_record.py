from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import District, User
from audit.actions import IncompleteData, UndeclaredAction
from audit.chain import GENESIS, LogEntry, commitment, verify
from audit.models import Chain, Entry
from audit.services import open_chain, record

Write = Callable[..., Entry]
pytestmark = pytest.mark.django_db


def published(key: str = "city") -> list[LogEntry]:
    return [entry.as_log_entry(key) for entry in Entry.objects.filter(chain__key=key).order_by("number")]


def test_entries_are_numbered_and_chained(write: Write) -> None:
    first, second = write("Lamps"), write("Trees")
    assert (first.number, second.number) == (1, 2)
    assert first.prev_hash == GENESIS
    assert second.prev_hash == first.hash
    chain = Chain.objects.get(key="city")
    assert (chain.length, chain.head_hash) == (2, second.hash)


def test_each_chain_counts_for_itself(write: Write) -> None:
    write("a")
    assert write("b", chain="process-3").number == 1
    assert write("c").number == 2


def test_what_comes_back_from_the_database_has_the_recorded_hash(write: Write, ana: User) -> None:
    data = {"title": "Überweg “neu” \U0001f6b2", "deep": {"list": [1, None, True, "é"]}, "big": 2**53 - 1}
    at = datetime(2026, 3, 17, 14, 2, 0, 7, UTC)
    district = District.objects.create(name="Weirside", slug="weirside")
    write(actor=ana, role="resident", data=data, at=at, target=district)
    assert verify(published()) == []
    (entry,) = published()
    assert entry.at == "2026-03-17T14:02:00.000007Z"


def test_it_must_be_called_in_the_transaction_of_the_act(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(action="notes.counted", chain="city", actor=None, data={"count": 1})
    assert not Chain.objects.exists()


def test_a_failed_act_leaves_no_entry(write: Write) -> None:
    write("kept")
    with pytest.raises(RuntimeError), transaction.atomic():
        record(action="notes.counted", chain="city", actor=None, data={"count": 1})
        raise RuntimeError
    assert Chain.objects.get().length == Entry.objects.count() == 1


def test_personal_values_and_the_actor_are_only_promised(write: Write, ana: User) -> None:
    entry = Entry.objects.get(pk=write("Call Ana Reyes", actor=ana, role="resident").pk)
    content = str(entry.as_log_entry("city").content())
    assert "Ana" not in content
    assert entry.data == {}
    private = entry.private
    salt = bytes.fromhex(private.salts["title"])
    assert entry.commitments == {"title": commitment(salt, "Call Ana Reyes")}
    assert entry.actor_commitment == commitment(bytes.fromhex(private.salts["@actor"]), str(ana.pk))
    assert (private.actor, private.values) == (ana, {"title": "Call Ana Reyes"})


def test_the_same_value_never_has_the_same_commitment(write: Write, ana: User) -> None:
    one, two = write("same", actor=ana), write("same", actor=ana)
    assert one.commitments["title"] != two.commitments["title"]
    assert one.actor_commitment != two.actor_commitment


def test_a_person_as_target_is_only_promised(write: Write, ana: User) -> None:
    entry = write(target=ana)
    assert (entry.target_type, entry.target_id, entry.target_number) == ("accounts.user", "", None)
    assert set(entry.commitments) == {"title", "@target"}
    assert entry.private.subject == ana


def test_a_target_has_its_number_and_can_be_asked_for(write: Write) -> None:
    district = District.objects.create(name="Weirside", slug="weirside")
    entry = write(target=district)
    write()
    assert (entry.target_type, entry.target_id) == ("accounts.district", str(district.pk))
    assert entry.target_number == district.pk
    assert list(Entry.objects.about(district)) == [entry]


def test_nobody_acting_is_the_system(write: Write, ana: User) -> None:
    assert write().role == "system"
    assert write().actor_commitment == ""
    assert write(actor=ana, role="moderator").role == "moderator"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"action": "notes.burnt"}, UndeclaredAction),
        ({"data": {}}, IncompleteData),
        ({"data": {"title": "x", "cost": 1.5}}, TypeError),
        ({"data": {"title": "x", "when": datetime(2026, 1, 1, tzinfo=UTC)}}, TypeError),
        ({"data": {"title": "a\0b"}}, ValueError),
        ({"data": {"title": "x", "Not a key": 1}}, ValueError),
        ({"data": {"title": "x", "@actor": "y"}}, ValueError),
        ({"chain": "City hall"}, ValueError),
        ({"at": datetime(2026, 1, 1)}, ValueError),  # noqa: DTZ001 (without a zone on purpose)
    ],
)
def test_what_cannot_be_recorded_is_refused(
    write: Write, change: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        write(**{"data": {"title": "x"}, **change})
    assert not Entry.objects.exists()


def test_the_head_is_locked_before_it_is_read(write: Write) -> None:
    write()
    with CaptureQueriesContext(connection) as queries:
        write()
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 4
    assert statements[0].startswith("SELECT")
    assert "audit_chain" in statements[0]
    if connection.features.has_select_for_update:
        assert "FOR NO KEY UPDATE" in statements[0]


def test_a_chain_can_be_named_before_and_after_its_first_entry(write: Write) -> None:
    open_chain(key="process-3", title="Budget 2026")
    write(chain="process-3")
    chain = open_chain(key="process-3", title="Budget 2026/27")
    assert (str(chain), chain.length) == ("Budget 2026/27", 1)
    assert str(Chain(key="city")) == "The whole city"
    assert str(Chain(key="process-9")) == "Process 9"
