"""Lists of voters: any usual file is read, every fault is named, and nobody is added twice."""

from __future__ import annotations

import zlib
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from processes.permissions import Denied
from tests.factories.accounts import make_district, make_staff, make_user, sign_in
from tests.factories.processes import make_process
from tests.factories.voting import make_draft_round, make_open_round
from voting.models import RollDraft, RollEntry, Round
from voting.roll.columns import UnreadableRoll
from voting.roll.decoding import decode
from voting.roll.file import read_roll
from voting.roll.importing import add_file, keep_draft, plan_of
from voting.roll.removal import empty_roll, remove_line
from voting.roll.rows import Fault, Row
from voting.rounds.state import RoundError

LIST = (
    "Number,Name,Address,E-mail,Date of birth,District,Language\n"
    '1,Ada Ruiz,"Calle Mayor 1\n28001 Madrid",ada@example.org,1990-05-03,Harbour,es\n'
    "2,Bo,,,,,\n"
)


def rows_of(text: str) -> list[Row | Fault]:
    return list(read_roll(text).rows())


def faults_of(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.sentence) for one in rows_of(text) if isinstance(one, Fault)]


def test_a_list_is_read_with_every_column() -> None:
    first, second = rows_of(LIST)
    assert first == Row(
        2,
        "1",
        "Ada Ruiz",
        "Calle Mayor 1\n28001 Madrid",
        "ada@example.org",
        date(1990, 5, 3),
        "Harbour",
        "es",
    )
    assert second == Row(4, "2", "Bo")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_encoding_and_separator_in_spanish_and_any_order(encoding: str, delimiter: str) -> None:
    heading = ["Fecha de nacimiento", "Apellidos", "Teléfono", "Nº", "Correo electrónico", "Idioma", "Nombre"]
    cells = ["3.5.1990", "Núñez", "600", "A-7", "jo@example.org", "Español", "José"]
    text = f"{delimiter.join(heading)}\r\n{delimiter.join(cells)}\r\n"
    text = text.replace("Nº", "Número") if encoding == "latin-1" else text
    assert rows_of(decode(text.encode(encoding))) == [
        Row(2, "A-7", "Núñez José", "", "jo@example.org", date(1990, 5, 3), "", "es")
    ]


def test_the_line_that_excel_puts_first_names_the_separator() -> None:
    assert rows_of("sep=;\nnumber;name\n1;a,b,c\n") == [Row(3, "1", "a,b,c")]


def test_every_fault_has_its_line_and_a_sentence() -> None:
    text = (
        "number,birth date,email,language,name\n"
        "1,1990-02-30,,,\n"
        ",1990-01-01,,,\n"
        "\n"
        "2,,not an address,,\n"
        "3,,,klingon!,\n"
        "4,,,,a,b\n"
        f"{'9' * 41},,,,\n"
        "5,,,,\n"
        "5,,,,\n"
    )
    found = dict(faults_of(text))
    assert list(found) == [2, 3, 5, 6, 7, 8, 10]
    assert "not a date of birth" in found[2]
    assert found[3] == "The roll number is missing."
    assert "not an e-mail address" in found[5]
    assert "not a language we know" in found[6]
    assert "more cells" in found[7]
    assert "longer than 40" in found[8]
    assert found[10] == "The roll number 5 is already on line 9."


def test_an_open_quotation_mark_ends_the_reading_with_a_sentence() -> None:
    *before, last = rows_of('number,name\n1,a\n2,"b\n3,c\n')
    assert before == [Row(2, "1", "a")]
    assert isinstance(last, Fault)
    assert last.line == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"a\0b", "not a text file"),
        (b"", "empty"),
        (b"name,address\nAda,Here\n", "No column is named"),
        (b"number,ref\n1,2\n", "hold the same thing"),
        (b"number\n" + b"1\n" * 200_003, "more than 200,000 lines"),
        (b"\xff\xfen", "breaks off"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableRoll, match=words):
        read_roll(decode(content))


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    try:
        rows = rows_of(decode(b"number,name\n" + content))
    except UnreadableRoll:
        return
    assert all(isinstance(row, Row | Fault) for row in rows)


@pytest.mark.django_db
def test_the_plan_says_who_is_added_and_who_is_not() -> None:
    harbour = make_district("Harbour")
    process = make_process(title="Young city")
    process.minimum_age = 16
    process.save()
    closes = timezone.now() + timedelta(days=3)
    round = make_draft_round(process=process, closes_at=closes)
    last_day = timezone.localdate(closes)
    just, not_yet = (last_day.replace(year=last_day.year - 16) + timedelta(days=n) for n in (0, 1))
    text = (
        "number,born,district,name\n"
        f"1,{just},harbour,a\n2,{not_yet},Harbour,b\n3,,Atlantis,c\n4,,,d\n5,31.13.1999,,e\n"
    )
    plan = plan_of(round, read_roll(text))
    assert [(line.roll_number, line.district) for line in plan.added] == [("1", harbour), ("4", None)]
    assert [row.line for row in plan.young] == [3]
    assert [row.line for row in plan.strangers] == [4]
    assert [fault.line for fault in plan.faults] == [6]
    assert plan.districts == {"Harbour": 1, "": 1}
    assert RollEntry.objects.count() == 0


@pytest.mark.django_db
def test_the_same_file_again_adds_nobody_and_changed_lines_are_told() -> None:
    make_district("Harbour")
    round = make_draft_round()
    assert add_file(actor=None, round=round, file=read_roll(LIST)) == 2
    assert add_file(actor=None, round=round, file=read_roll(LIST)) == 0
    again = plan_of(round, read_roll(LIST.replace("Ada Ruiz", "Ada R.")))
    assert (again.present, [row.roll_number for row in again.changed]) == (2, ["1"])
    round.refresh_from_db()
    assert round.roll_size == 2 == RollEntry.objects.filter(round=round).exclude(credential="").count()
    entry = RollEntry.objects.get(roll_number="1")
    assert (entry.name, entry.email, entry.birth_date) == ("Ada Ruiz", "ada@example.org", date(1990, 5, 3))
    assert Entry.objects.filter(action="voting.roll_loaded").count() == 1


@pytest.mark.django_db
def test_the_page_writes_nothing_until_the_people_are_confirmed(client: Client) -> None:
    make_district("Harbour")
    round = make_draft_round()
    sign_in(client, make_staff())
    here = f"/{round.process.slug}/vote/{round.number}/manage/roll/"
    response = client.post(here, {"file": SimpleUploadedFile("roll.csv", LIST.encode("utf-16"))})
    draft = RollDraft.objects.get()
    assert b"Ada" not in bytes(draft.content)
    assert b"Ada" in zlib.decompress(bytes(draft.content))
    preview = client.get(response["Location"]).content.decode()
    assert "Add these 2 people" in preview
    assert "Date of birth" in preview
    assert RollEntry.objects.count() == 0
    client.post(response["Location"], {"add": "1"})
    assert RollEntry.objects.count() == 2
    assert not RollDraft.objects.exists()
    page = client.get(here).content.decode()
    assert "2 people may vote" in page
    assert "Ada" not in page
    found = client.post(here, {"search": "1", "number": "2"}).content.decode()
    assert "<bdi>2</bdi>" in found
    assert "<bdi>1</bdi>" not in found


@pytest.mark.django_db
def test_a_file_that_is_no_list_is_told_at_the_field(client: Client) -> None:
    round = make_draft_round()
    sign_in(client, make_staff())
    here = f"/{round.process.slug}/vote/{round.number}/manage/roll/"
    response = client.post(here, {"file": SimpleUploadedFile("x.csv", b"name\nA\n")})
    assert response.status_code == 422
    assert "No column is named" in response.content.decode()
    assert not RollDraft.objects.exists()


@pytest.mark.django_db
def test_a_draft_can_be_thrown_away_and_residents_see_none_of_it(client: Client) -> None:
    round = make_draft_round()
    staff = make_staff()
    draft = keep_draft(actor=staff, round=round, name="a.csv", content=LIST.encode())
    here = f"/{round.process.slug}/vote/{round.number}/manage/roll/list/{draft.pk}/"
    sign_in(client, make_user())
    assert client.get(here).status_code == 404
    client.logout()
    sign_in(client, staff)
    client.post(here, {"drop": "1"})
    assert not RollDraft.objects.exists()
    assert not RollEntry.objects.exists()


@pytest.mark.django_db
def test_a_wrong_line_or_everybody_can_be_taken_off_until_the_freezing() -> None:
    voters = [make_user() for _ in range(3)]
    round = make_draft_round(voters=voters)
    remove_line(actor=None, round=round, roll_number=f"R{voters[0].pk}")
    assert round.roll_size == 2
    with pytest.raises(RoundError, match="Nobody on the roll"):
        remove_line(actor=None, round=round, roll_number="R0")
    with pytest.raises(Denied):
        empty_roll(actor=voters[1], round=round)
    assert empty_roll(actor=None, round=round) == 2
    assert Round.objects.get(pk=round.pk).roll_size == 0 == RollEntry.objects.count()
    entries = Entry.objects.filter(action="voting.roll_shortened").order_by("pk")
    assert [entry.data["people"] for entry in entries] == [1, 2]
    frozen = make_open_round(voters=voters)
    with pytest.raises(RoundError, match="frozen"):
        remove_line(actor=None, round=frozen, roll_number=f"R{voters[0].pk}")
    with pytest.raises(RoundError, match="frozen"):
        add_file(actor=None, round=frozen, file=read_roll(LIST))


@pytest.mark.django_db
def test_the_command_does_the_same_and_can_only_look(tmp_path: Path) -> None:
    make_district("Harbour")
    round = make_draft_round()
    file = tmp_path / "roll.csv"
    file.write_text(LIST + "3,,,,1990-99-01,,\n", encoding="utf-8")
    said = StringIO()
    named = (round.process.slug, str(round.number), str(file))
    call_command("import_roll", *named, "--dry-run", stdout=said, stderr=StringIO())
    assert "2 people would be added" in said.getvalue()
    assert "Line 5: “1990-99-01” is not a date of birth." in said.getvalue()
    assert RollEntry.objects.count() == 0
    call_command("import_roll", *named, stdout=said, stderr=StringIO())
    assert RollEntry.objects.count() == 2
    with pytest.raises(CommandError, match="There is no round 9"):
        call_command("import_roll", round.process.slug, "9", str(file))
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_roll", *named[:2], str(tmp_path / "none.csv"))
