"""What is downloaded can be checked without us."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import AsyncClient, Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit import chain as chain_module
from audit import downloads
from audit.models import Entry

Write = Callable[..., Entry]
pytestmark = pytest.mark.django_db
CHECKER = Path(chain_module.__file__)


def body(client: Client, **query: str) -> str:
    response = client.get(reverse("audit:download"), query)
    assert response.status_code == 200
    return response.getvalue().decode()


def checked(text: str, folder: Path) -> tuple[str, int]:
    """Run the checker alone: one file, no Django, nothing of the repository importable."""
    (folder / "log.jsonl").write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(CHECKER), "log.jsonl"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode


@pytest.fixture
def two_chains(write: Write, ana: User) -> None:
    for n in range(1, 6):
        write(f"Überweg {n}", actor=ana, role="resident" if n % 2 else "moderator")
        write(f"note {n}", chain="process-3")


def test_the_whole_log_can_be_checked_outside(client: Client, two_chains: None, tmp_path: Path) -> None:
    said, status = checked(body(client, format="jsonl"), tmp_path)
    assert status == 0
    assert said.count("unbroken") == 2
    assert "city: 5 entries, all" in said


def test_nothing_personal_is_downloaded_to_be_checked(client: Client, two_chains: None) -> None:
    text = body(client, format="jsonl")
    assert "Überweg" not in text and "note 1" not in text and "salt" not in text


def test_one_chain_can_be_checked_outside(client: Client, two_chains: None, tmp_path: Path) -> None:
    said, status = checked(body(client, format="jsonl", chain="process-3"), tmp_path)
    assert (status, "city" in said, "process-3: 5 entries, all" in said) == (0, False, True)


def test_a_filtered_log_says_that_it_is_not_whole(client: Client, two_chains: None, tmp_path: Path) -> None:
    said, status = checked(body(client, format="jsonl", role="moderator"), tmp_path)
    assert status == 0
    assert "city: 2 entries, some (a filtered download" in said


@pytest.mark.parametrize("drop", [1, 3, 5])
def test_a_line_that_was_left_out_is_named(
    client: Client, two_chains: None, tmp_path: Path, drop: int
) -> None:
    lines = body(client, format="jsonl", chain="city").splitlines(keepends=True)
    said, status = checked("".join(lines[:drop] + lines[drop + 1 :]), tmp_path)
    assert status == 1
    assert f"entry {drop}: missing" in said


def test_a_changed_line_is_named(client: Client, two_chains: None, tmp_path: Path) -> None:
    text = body(client, format="jsonl", chain="city").replace('"moderator"', '"resident"', 1)
    said, status = checked(text, tmp_path)
    assert status == 1
    assert "entry 2: changed" in said


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"kind": "entry", "chain": "city"}', "\n", '{"kind":"chain"}', "3"]
)
def test_a_file_that_is_no_log_gets_its_line_named(text: str, tmp_path: Path) -> None:
    said, status = checked(text, tmp_path)
    assert status == 1
    assert "line 1 is not a line of a public log" in said
    assert "Traceback" not in said


def test_no_file_and_an_empty_file_are_no_valid_log(tmp_path: Path) -> None:
    assert checked("", tmp_path)[1] == 1
    assert chain_module.main(str(tmp_path / "nothing.jsonl")) == 1


def test_the_csv_reads_like_the_page(client: Client, two_chains: None) -> None:
    rows = list(csv.DictReader(io.StringIO(body(client, format="csv", chain="city"))))
    assert [row["entry"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0]["what_happened"] == "Wrote note —: “Überweg 1”."
    assert {row["role"] for row in rows} == {"resident", "moderator"}


def test_a_spreadsheet_takes_nothing_for_a_formula() -> None:
    assert downloads._no_formula("=HYPERLINK()") == "'=HYPERLINK()"
    assert downloads._no_formula("Wrote") == "Wrote"


def test_it_comes_in_batches(
    client: Client,
    two_chains: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(downloads, "BATCH", 2)
    with django_assert_max_num_queries(9):
        text = body(client, format="jsonl")
    assert len(text.splitlines()) == 12
    assert checked(text, tmp_path)[1] == 0


def test_an_unknown_format_does_not_exist(client: Client) -> None:
    assert client.get(reverse("audit:download"), {"format": "exe"}).status_code == 404


@pytest.mark.django_db(transaction=True)
async def test_it_streams_under_asgi_too(async_client: AsyncClient) -> None:
    response = await async_client.get(reverse("audit:download"), {"format": "csv"})
    stream = response.streaming_content  # type: ignore[attr-defined]  # the test client's type knows no streams
    chunks = [chunk async for chunk in stream]
    assert json.dumps(b"".join(chunks).decode()).startswith('"chain,entry')
