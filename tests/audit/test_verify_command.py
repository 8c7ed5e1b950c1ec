"""`verify_audit` names the entry that somebody changed with SQL."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit import triggers
from audit.models import Chain, Entry, VerificationRun
from audit.verification import check_chain, problems_of

Write = Callable[..., Entry]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unprotected(db: None) -> None:
    """Somebody with all rights on the database has switched the triggers off."""
    triggers.remove(connection)


@pytest.fixture
def five(write: Write, ana: User) -> list[Entry]:
    return [write(f"note {n}", actor=ana, role="resident") for n in range(1, 6)]


def sql(statement: str, *params: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def verify(**options: object) -> tuple[str, bool]:
    """What the command says, and whether it ended well."""
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=StringIO(), **options)
    except CommandError as error:
        return f"{out.getvalue()}{error} ({error.returncode})", False
    return out.getvalue(), True


def found() -> list[tuple[int, str]]:
    return [(problem.number, problem.kind) for problem in problems_of(check_chain(Chain.objects.get()))]


def test_an_untouched_log_is_unbroken_and_the_run_is_stored(five: list[Entry]) -> None:
    said, well = verify()
    assert well
    assert "city: 5 entries, unbroken" in said
    run = VerificationRun.objects.get()
    assert (run.length, run.head_hash, run.problems) == (5, five[-1].hash, [])
    assert run.started_at <= run.finished_at


def test_an_empty_log_is_unbroken() -> None:
    assert verify() == ("The public log is unbroken. Chains checked: 0.\n", True)


def test_a_changed_entry_is_named_and_the_exit_status_is_one(five: list[Entry]) -> None:
    sql("UPDATE audit_entry SET role = 'moderator' WHERE number = 3")
    said, well = verify()
    assert not well
    assert "city entry 3: changed." in said
    assert "entry 4" not in said
    assert said.endswith("The public log is broken in: city. (1)")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit_entry SET data = '{\"x\": 1}' WHERE number = 2", [(2, "changed")]),
        ("UPDATE audit_entry SET prev_hash = hash WHERE number = 2", [(2, "changed")]),
        ("UPDATE audit_entry SET hash = prev_hash WHERE number = 5", [(5, "changed")]),
        (
            "UPDATE audit_entry SET number = 50 WHERE number = 5",
            [(5, "missing"), (6, "added"), (50, "changed")],
        ),
        ("UPDATE audit_chain SET length = 4", [(4, "changed"), (5, "added")]),
        ("UPDATE audit_chain SET length = 7", [(6, "missing")]),
    ],
)
def test_sql_is_found_out(five: list[Entry], statement: str, expected: list[tuple[int, str]]) -> None:
    sql(statement)
    assert found() == expected


def test_two_entries_that_swapped_numbers_are_named(five: list[Entry]) -> None:
    for old, new in ((1, 1000), (5, 1), (1000, 5)):
        sql("UPDATE audit_entry SET number = %s WHERE number = %s", new, old)
    assert found() == [(1, "changed"), (5, "changed")]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_named(five: list[Entry], number: int) -> None:
    sql("DELETE FROM audit_private WHERE entry_id = %s", five[number - 1].pk)
    sql("DELETE FROM audit_entry WHERE number = %s", number)
    assert found() == [(number, "missing")]


def test_an_end_cut_off_together_with_the_head_is_found_by_the_run_before(five: list[Entry]) -> None:
    assert verify()[1]
    sql("DELETE FROM audit_private WHERE entry_id = %s", five[-1].pk)
    sql("DELETE FROM audit_entry WHERE number = 5")
    sql("UPDATE audit_chain SET length = 4, head_hash = %s", five[3].hash)
    for _twice in range(2):  # the broken run in between proves nothing
        assert found() == [(5, "missing")]


def test_a_changed_personal_value_is_named(five: list[Entry]) -> None:
    private = five[1].private
    private.values = {"title": "something else"}
    private.save()
    said, well = verify()
    assert not well
    assert "city entry 2: value. The personal value “title” is not the one that was recorded." in said


def test_a_changed_actor_is_named(five: list[Entry], write: Write) -> None:
    other = User.objects.create_user("ben@example.org", "correct horse battery", display_name="Ben")
    private = five[3].private
    private.actor = other
    private.save()
    nobody = write(target=other).private
    nobody.subject = five[0].private.actor
    nobody.save()
    assert found() == [(4, "value"), (6, "value")]


def test_one_chain_can_be_checked_alone(five: list[Entry], write: Write) -> None:
    write(chain="process-3")
    sql("UPDATE audit_entry SET role = 'x' WHERE number = 5")
    said, well = verify(chain="process-3")
    assert well
    assert "city" not in said
    with pytest.raises(CommandError, match=r"no chain “nowhere”. Chains: city, process-3"):
        call_command("verify_audit", chain="nowhere")


def test_missing_triggers_are_mentioned(five: list[Entry]) -> None:
    err = StringIO()
    call_command("verify_audit", stdout=StringIO(), stderr=err)
    assert "does not itself refuse changes" in err.getvalue()


def test_checking_takes_few_queries_however_long_the_chain(
    write: Write, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(40):
        write(str(n))
    with django_assert_max_num_queries(8):
        assert check_chain(Chain.objects.get()).length == 40


@pytest.mark.parametrize("change", ["target_number = 7", "target_id = '7'", "target_type = 'voting.round'"])
def test_an_entry_about_nothing_cannot_become_one_about_something(write: Write, change: str) -> None:
    write()
    write()
    sql(f"UPDATE audit_entry SET {change} WHERE number = 1")
    assert found() == [(1, "changed")]
