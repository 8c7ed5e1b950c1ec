"""Codes for people without an account: they leave once, only public keys stay, a new one voids the old."""

from __future__ import annotations

import csv
import logging
import re
import smtplib
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from audit.models import Entry
from processes.permissions import Denied
from tests.conftest import REPO
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.voting import make_draft_round
from voting.casting.sealing import cast_with_code
from voting.codes.codes import NoCode, account_code, entry_of_code
from voting.codes.forms import AT_ONCE
from voting.codes.issuing import Who, issue, numbers, waiting
from voting.codes.mailing import mail_codes
from voting.codes.merge_table import merge_table
from voting.codes.outside import WrongKeys, take_keys
from voting.crypto.credentials import public_key
from voting.crypto.groups import GROUPS
from voting.models import CodeBy, RollEntry, Round
from voting.roll.columns import UnreadableRoll
from voting.roll.membership import RollLine, load_roll
from voting.rounds.checklist import may_freeze
from voting.rounds.freezing import freeze_round
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db
CODE = re.compile(
    r"[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}"
)
PEOPLE = (
    RollLine(
        "1", name="Ada Núñez", address="Calle Mayor 1\n28001 Madrid", email="ada@example.org", language="es"
    ),
    RollLine("2", name="محمد علي", address="شارع الجمهورية 12", language="ar"),
    RollLine("3", name="Άννα", address="Улица 5", email="anna@example.org"),
)


def make_round() -> Round:
    """A draft round with one person with an account and three without."""
    round = make_draft_round(voters=[make_user()])
    load_roll(actor=None, round=round, entries=PEOPLE)
    return round


def issued(round: Round, who: Who = Who.NO_ACCOUNT) -> dict[str, str]:
    """Issue codes as a table and return them by number, as whoever has the table knows them."""
    entries = list(waiting(round, who))
    table = issue(
        actor=None, round=round, entries=entries, make=lambda drawn: merge_table(round, drawn), way="table"
    )
    return {row["number"]: row["code"] for row in csv.DictReader(StringIO(table.decode("utf-8-sig")))}


def here(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/manage/codes/{rest}"


def test_only_the_public_key_of_a_code_stays() -> None:
    round = make_round()
    codes = issued(round)
    assert sorted(codes) == ["1", "2", "3"]
    for roll_number, code in codes.items():
        entry = RollEntry.objects.get(round=round, roll_number=roll_number)
        assert entry.code_by == CodeBy.LETTER
        assert entry.credential == public_key(GROUPS[round.group], round.uuid, code)
        with pytest.raises(NoCode):
            account_code(round, entry)
    assert not waiting(round, Who.NO_ACCOUNT).exists()
    assert waiting(round, Who.ALL).count() == 1


def test_a_code_votes_in_the_frozen_round_and_an_old_one_does_not() -> None:
    round = make_round()
    old = issued(round)
    again = list(numbers(round, "2", ""))
    table = issue(
        actor=None, round=round, entries=again, make=lambda drawn: merge_table(round, drawn), way="table"
    )
    (new,) = CODE.findall(table.decode("utf-8-sig").split("http")[0])
    assert entry_of_code(round, old["2"]) is None
    freeze_round(actor=None, round=round, now=timezone.now())
    round.refresh_from_db()
    assert cast_with_code(round=round, code=new, choices=[1], now=timezone.now()).replaced is False
    assert cast_with_code(round=round, code=old["1"], choices=[1], now=timezone.now()).replaced is False
    with pytest.raises(RoundError, match="frozen"):
        issued(round, Who.ALL)


def test_a_file_that_cannot_be_made_issues_nothing() -> None:
    round = make_round()
    before = set(RollEntry.objects.values_list("credential", flat=True))

    def broken(drawn: object) -> bytes:
        raise OSError("The disk is full.")

    with pytest.raises(OSError, match="full"):
        issue(actor=None, round=round, entries=list(waiting(round, Who.ALL)), make=broken, way="letter")
    assert set(RollEntry.objects.values_list("credential", flat=True)) == before
    assert not Entry.objects.filter(action="voting.codes_issued").exists()


def test_codes_drawn_twice_for_the_same_people_are_kept_once() -> None:
    round = make_round()
    entries = list(waiting(round, Who.NO_ACCOUNT))
    first = issued(round)
    with pytest.raises(RoundError, match="same moment"):
        issue(actor=None, round=round, entries=entries, make=lambda drawn: b"", way="letter")
    assert entry_of_code(round, first["1"]) is not None


def test_residents_issue_nothing() -> None:
    round = make_round()
    with pytest.raises(Denied):
        issue(actor=make_user(), round=round, entries=[], make=lambda drawn: b"", way="letter")


def test_the_page_gives_a_file_once(client: Client) -> None:
    round = make_round()
    sign_in(client, make_staff())
    mark = re.search(r'name="mark" value="(\d+)"', client.get(here(round)).content.decode())
    assert mark
    sent = {"who": "no-account", "how": "table", "mark": mark[1]}
    response = client.post(here(round), sent)
    assert response["Content-Disposition"] == 'attachment; filename="codes-1-to-3.csv"'
    assert "no-store" in response["Cache-Control"]
    assert len(set(CODE.findall(response.content.decode("utf-8-sig")))) == 3
    again = client.post(here(round), sent)
    assert again.status_code == 422
    assert "nobody can get it a second time" in again.content.decode()
    assert not CODE.findall(again.content.decode())
    none_left = client.post(here(round), {**sent, "mark": str(int(mark[1]) + 1)})
    assert "nobody left to get a code" in none_left.content.decode()
    lost = {"who": "again", "first": "1", "how": "letter", "sure": "on", "about": "1/"}
    pdf = client.post(here(round), {**lost, "mark": str(int(mark[1]) + 1)})
    assert pdf.content.startswith(b"%PDF")


def test_more_numbers_than_fit_at_once_are_refused_instead_of_cut_off(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, "letter", 2)
    round = make_round()
    sign_in(client, make_staff())
    before = set(RollEntry.objects.values_list("credential", flat=True))
    sent = {"who": "again", "first": "1", "last": "3", "how": "letter", "mark": "0"}
    response = client.post(here(round), sent)
    assert "The most is 2" in response.content.decode()
    assert set(RollEntry.objects.values_list("credential", flat=True)) == before
    assert client.post(here(round), {**sent, "last": "2"}).content.startswith(b"%PDF")


def test_codes_by_mail_are_in_the_mail_alone(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    round = make_round()
    Site.objects.update(site_name="Riverton")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        sent = mail_codes(actor=make_staff(), round=round, entries=list(waiting(round, Who.NO_ACCOUNT)))
    assert sent == 2 == len(mail.outbox)
    ada = next(message for message in mail.outbox if message.to == ["ada@example.org"])
    (code, linked) = CODE.findall(str(ada.body))
    assert code == linked
    assert str(ada.body).rstrip().endswith("\nRiverton")
    found = entry_of_code(round, code)
    assert found is not None
    assert found[0].roll_number == "1"
    assert waiting(round, Who.NO_ACCOUNT).count() == 1


def test_a_mail_that_does_not_go_out_leaves_the_person_as_they_were(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from voting.codes import mailing
    from voting.tasks import mail_codes as task

    def fail(*args: object) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    round = make_round()
    monkeypatch.setattr(mailing, "send_mail", fail)
    before = RollEntry.objects.get(roll_number="1")
    task.call(round.pk, [before.credential], make_staff().pk)
    after = RollEntry.objects.get(roll_number="1")
    assert (after.credential, after.code_by) == (before.credential, CodeBy.ACCOUNT)
    assert "could not be sent" in caplog.text
    assert "ada" not in caplog.text.lower()


def test_codes_from_outside_are_public_keys_only(tmp_path: Path, client: Client) -> None:
    round = make_round()
    roll, secret, public = (tmp_path / name for name in ("roll.csv", "codes.csv", "keys.csv"))
    roll.write_text("Name,Number\nAda,1\nBo,2\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "voting.crypto",
        "credentials",
        "--uuid",
        round.uuid,
        "--group",
        round.group,
    ]
    command += ["--roll", str(roll), "--codes", str(secret), "--public", str(public)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert secret.stat().st_mode & 0o077 == 0
    codes = dict(csv.reader(secret.open()))
    assert CODE.fullmatch(codes["1"])
    sign_in(client, make_staff())
    upload = SimpleUploadedFile("keys.csv", public.read_bytes())
    assert client.post(here(round, "keys/"), {"file": upload}).status_code == 302
    entry = RollEntry.objects.get(round=round, roll_number="1")
    assert entry.code_by == CodeBy.OUTSIDE
    found = entry_of_code(round, codes["1"])
    assert found is not None
    assert found[0] == entry
    again = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "Nothing was written" in again.stderr


def test_keys_that_are_not_in_order_are_named_by_line_and_none_is_taken() -> None:
    round = make_round()
    group = GROUPS[round.group]
    good, taken = group.base_power(7), RollEntry.objects.get(roll_number="3").credential
    rows = [
        ("1", good),
        ("2", "0" * 64),
        ("8", group.base_power(8)),
        ("1", group.base_power(9)),
        ("2", taken),
    ]
    text = "\n".join(["reference,public_key", *(",".join(row) for row in rows)])
    with pytest.raises(WrongKeys) as refused:
        take_keys(actor=None, round=round, text=text)
    assert [fault.line for fault in refused.value.faults] == [3, 4, 5, 6]
    assert not RollEntry.objects.filter(code_by=CodeBy.OUTSIDE).exists()
    with pytest.raises(UnreadableRoll):
        take_keys(actor=None, round=round, text="a,b\n1,2\n")


def test_the_command_writes_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    round = make_round()
    named = (round.process.slug, str(round.number), str(tmp_path))
    call_command("issue_codes", *named, "--as", "table", stdout=StringIO(), verbosity=0)
    (file,) = tmp_path.iterdir()
    assert file.name == "codes-0001.csv"
    assert file.stat().st_mode & 0o077 == 0
    assert len(set(CODE.findall(file.read_text(encoding="utf-8-sig")))) == 3
    with pytest.raises(CommandError, match=r"codes-0001\.csv"):
        call_command("issue_codes", *named, "--as", "table", "--everybody", stdout=StringIO(), verbosity=0)
    assert waiting(round, Who.ALL).count() == 1


def test_no_code_is_in_the_database_the_logs_or_the_log(
    client: Client,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    """Every code that leaves is looked for in every text of every table and in what was logged."""
    caplog.set_level(logging.DEBUG)
    round = make_round()
    staff = make_staff()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        mail_codes(actor=staff, round=round, entries=list(waiting(round, Who.NO_ACCOUNT)))
    codes = [code for message in mail.outbox for code in CODE.findall(str(message.body))]
    codes += issued(round).values()
    sign_in(client, staff)
    codes += [account_code(round, entry) for entry in waiting(round, Who.ALL)]
    freeze_round(actor=staff, round=round, now=timezone.now())
    round.refresh_from_db()
    cast_with_code(round=round, code=codes[-2], choices=[1], now=timezone.now())
    client.get(here(round))
    assert len(set(codes)) == 4
    held = everything()
    assert round.uuid in held
    for code in codes:
        for form in (code, code.replace("-", ""), *code.split("-")):
            assert form not in held
            assert form not in caplog.text


def everything() -> str:
    """Return every value of every table as one text."""
    values = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # a name from the database itself
            values += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(values)


def test_the_checklist_says_who_has_no_way_to_vote_online() -> None:
    round = make_round()
    (line,) = [reason for reason in may_freeze(round, timezone.now()) if "neither" in reason.text]
    assert (line.ok, line.warns) == (True, True)
    assert line.text.startswith("3 people have neither an account nor a code.")
    issued(round)
    texts = [reason.text for reason in may_freeze(round, timezone.now())]
    assert "Everyone on the roll has an account or a code." in texts


@pytest.mark.parametrize(
    ("roll", "first", "last", "wanted"),
    [
        (("7", "8", "9", "10", "70", "89", "700"), "7", "9", ["7", "8", "9"]),
        (("7", "9", "10", "70", "100"), "9", "70", ["9", "10", "70"]),
        (("007", "008", "070"), "007", "008", ["007", "008"]),
        (("M-7", "M-8", "M-90"), "M-7", "M-8", ["M-7", "M-8"]),
        (("7", "70"), "7", "", ["7"]),
    ],
)
def test_numbers_from_one_to_another_are_those_that_people_mean(
    roll: tuple[str, ...], first: str, last: str, wanted: list[str]
) -> None:
    """A code that is drawn once more voids the one before: 70 is not between 7 and 9."""
    round = make_draft_round(voters=[make_user()])
    RollEntry.objects.filter(round=round).delete()
    load_roll(actor=None, round=round, entries=[RollLine(roll_number) for roll_number in roll])
    assert [entry.roll_number for entry in numbers(round, first, last)] == wanted


def test_the_checklist_warns_of_people_who_may_be_on_the_roll_twice() -> None:
    round = make_draft_round(voters=[make_user(), make_user()])
    assert not [reason for reason in may_freeze(round, timezone.now()) if "vote twice" in reason.text]
    load_roll(actor=None, round=round, entries=PEOPLE)
    (line,) = [reason for reason in may_freeze(round, timezone.now()) if "vote twice" in reason.text]
    assert (line.ok, line.warns) == (True, True)
    assert line.text.startswith("2 people are on the roll with an account, the others from a list.")
