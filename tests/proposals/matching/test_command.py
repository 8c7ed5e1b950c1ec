"""The command line reads and writes JSON lines, and says which line is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from proposals.matching.__main__ import main
from tests.conftest import REPO
from tests.proposals.matching.texts import PARKS


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The parks as a file of JSON lines."""
    path = tmp_path / "corpus.jsonl"
    rows = [{"id": d.id, "lang": d.lang, "title": d.title, "body": d.body, "more": 1} for d in PARKS]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Return what was printed, line by line."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_similar(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["similar", "--corpus", str(corpus), "--queries", str(corpus), "--top", "3"]) == 0
    found = answers(capsys)
    assert [line["id"] for line in found] == [document.id for document in PARKS]
    for line in found:
        similar = line["similar"]
        assert isinstance(similar, list)
        assert len(similar) <= 3
        assert all(match.keys() == {"id", "score"} and match["id"] != line["id"] for match in similar)
    assert found[0]["similar"][0]["id"] == "trees-too"  # type: ignore[index]


def test_themes(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["themes", "--corpus", str(corpus)]) == 0
    found = {line["id"]: line["theme"] for line in answers(capsys)}
    assert list(found) == [document.id for document in PARKS]
    assert found["trees"] == found["trees-too"]


def test_a_bare_id_and_title_are_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bare.jsonl"
    path.write_text(
        '\ufeff{"id": 7, "title": "Trees"}\n{"id": "x", "title": "Trees", "lang": "tlh"}\n{"id": "e"}\n'
    )
    assert main(["similar", "--corpus", str(path), "--queries", str(path)]) == 0
    assert answers(capsys)[0]["similar"][0]["id"] == "x"  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: this is not JSON."),
        ("[" * 100_000, "line 2: this is not JSON."),
        ("[]", "line 2: an object with id and title is needed."),
        ('{"title": "x"}', "line 2: 'id' is missing or not a text."),
        ('{"id": true}', "line 2: 'id' is missing or not a text."),
        ('{"id": "a", "title": 5}', "line 2: 'title' is not a text."),
        ('{"id": "a", "body": ["x"]}', "line 2: 'body' is not a text."),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "fine", "title": "Trees"}\n' + line + "\n")
    assert main(["themes", "--corpus", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"{path}, {sentence}\n"


def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], corpus: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"id": "\xe9"}')
    for path, sentence in [
        (latin, "this file is not UTF-8 text."),
        (tmp_path / "no", "No such file or directory."),
    ]:
        assert main(["similar", "--corpus", str(corpus), "--queries", str(path)]) == 2
        assert capsys.readouterr().err == f"{path}: {sentence}\n"


def test_runs_by_itself_without_django(corpus: Path) -> None:
    """The command starts from the repository as a script of anybody would, with no settings."""
    code = (
        "import sys; from proposals.matching.__main__ import main; main(); assert 'django' not in sys.modules"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "themes", "--corpus", str(corpus)],
        cwd=REPO, env={"PYTHONIOENCODING": "utf-8"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) == len(PARKS)
