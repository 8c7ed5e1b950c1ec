"""A copy of a record on any web server: whole, brought up to date piece by piece, checked at its address."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from tests.conftest import REPO
from tests.factories.accounts import make_user
from tests.factories.voting import make_counted_round, make_draft_round, make_open_round
from tests.voting.verifier.test_whole_records import served
from voting.board import board, static_copy
from voting.board.static_copy import write_copy
from voting.casting.sealing import cast_ballot
from voting.models import Round
from voting.verifier.__main__ import main

pytestmark = pytest.mark.django_db


def cast(round: Round) -> None:
    voter = User.objects.get(roll_entries__round=round)
    cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())


def named(round: Round) -> str:
    return f"{round.process.slug}/{round.number}"


def test_a_copy_is_accepted_at_its_address_without_the_platform(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    round = make_counted_round().round
    call_command("publish_record", named(round), tmp_path / "copy")
    head = board.archive_of(round).head
    assert f"the head is {head}" in capsys.readouterr().out
    with served(tmp_path / "copy") as address:
        assert main([address, "--head", head]) == 0
        (tmp_path / "copy" / "outcome.json").write_text("{}")
        assert main([address]) == 1


def test_an_open_round_is_copied_again_and_only_what_is_new_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, sizes = make_open_round(), []
    for _ in range(3):
        cast(round)
        copied = write_copy(round=round, folder=tmp_path)
        sizes.append((copied.kept, copied.added))
        assert (tmp_path / "round.bel").read_bytes() == board.archive_of(round).to_bytes()
        assert main([str(tmp_path), "--unfinished"]) == 0
    assert sizes[1][0] == sum(sizes[0])
    assert sizes[1][1] == sizes[2][1]
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert write_copy(round=round, folder=tmp_path).added == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_copy_that_was_cut_or_changed_is_made_good(tmp_path: Path) -> None:
    round = make_open_round()
    cast(round)
    write_copy(round=round, folder=tmp_path)
    path, whole = tmp_path / "round.bel", board.archive_of(round).to_bytes()
    for broken, kept in (
        (whole[:-700], len(whole) - 700),
        (whole[:-9] + b"changed..", 0),
        (whole + b"more", 0),
        (b"", 0),
    ):
        path.write_bytes(broken)
        assert write_copy(round=round, folder=tmp_path).kept == kept
        assert path.read_bytes() == whole


def test_a_copy_that_stops_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    round = make_open_round()
    write_copy(round=round, folder=tmp_path)
    cast(round)

    def broken(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(static_copy, "bytes_of", broken)
        with pytest.raises(OSError, match="No space"):
            write_copy(round=round, folder=tmp_path)
    assert main([str(tmp_path), "--unfinished"]) == 0


def test_the_page_stands_alone_and_the_programs_are_listed(tmp_path: Path) -> None:
    round = make_counted_round(title="<Streets> & squares").round
    write_copy(round=round, folder=tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "&lt;Streets&gt; &amp; squares" in page
    fetched = set(re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', page))
    linked = set(re.findall(r'<li><a href="([^"]+)"', page))
    assert {"round.bel", "outcome.json", "programs.sha256"} <= linked
    assert all((tmp_path / name).is_file() for name in fetched | linked)
    assert "--unfinished" not in page
    lines = (tmp_path / "programs.sha256").read_text(encoding="utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    for name in ("ballots.js", "worker.js"):
        source = (REPO / "static" / "js" / "crypto" / "v1" / name).read_bytes()
        assert listed[f"js/crypto/v1/{name}"] == sha256(source).hexdigest()


def test_the_page_speaks_the_language_of_the_process(tmp_path: Path) -> None:
    round = make_open_round()
    round.process.language = "es"
    write_copy(round=round, folder=tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert '<html lang="es" dir="ltr">' in page


def test_what_cannot_be_copied_says_why(tmp_path: Path) -> None:
    draft = make_draft_round(voters=[make_user()])
    with pytest.raises(CommandError, match="not frozen yet"):
        call_command("publish_record", named(draft), tmp_path)
    with pytest.raises(CommandError, match="no round"):
        call_command("publish_record", "nowhere/9", tmp_path)
    round, other = make_open_round(), make_open_round()
    call_command("publish_record", named(round), tmp_path)
    with pytest.raises(CommandError, match="another round"):
        call_command("publish_record", named(other), tmp_path)
    with pytest.raises(CommandError, match="exists"):
        call_command("publish_record", named(round), tmp_path / "index.html")
