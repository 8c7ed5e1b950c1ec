"""The tree is what docs/architecture.md says it is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO

ROOMS = (
    "config",
    "demo",
    "audit",
    "ui",
    "accounts",
    "processes",
    "moderation",
    "proposals",
    "deliberation",
    "voting",
    "pages",
    "templates",
    "static",
    "locale",
    "tests",
    "benchmarks",
)
LONGEST = 350
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "selectors.py", "misc.py", "common.py"}
LEFT_OPEN = tuple(word[::-1] for word in ("ODOT", "EMXIF", ":XXX", "muspi merol"))


def tracked(*patterns: str) -> list[Path]:
    """The files git knows, or (outside a checkout) those that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=REPO, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("Not a git checkout.")
    return [REPO / line for line in listed.stdout.splitlines() if (REPO / line).is_file()]


def test_rooms_are_in_the_docs_and_on_disk() -> None:
    plan = (REPO / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room in ROOMS:
        assert (REPO / room).is_dir(), room
        assert f"{room}/" in plan, room


def test_locks_leave_keys_alone() -> None:
    """What only refers to a held row is written at once: checked at its commit, it would wait for who waits
    for the log. Rounds are held against that on purpose, so that no ballot is cast while the box is closed.
    """
    rounds = REPO / "voting" / "rounds" / "state.py"
    for path in (path for path in tracked("*.py") if path != rounds and "tests" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update":
                assert "no_key" in {word.arg for word in node.keywords}, f"{path}:{node.lineno}"


def test_import_contracts_hold() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", lint, "--no-cache"]
    result = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_file_is_long_and_none_is_a_drawer() -> None:
    for path in tracked("*.py", "*.js", "*.css", "*.html"):
        if "migrations" in path.parts:
            continue
        assert path.name not in FORBIDDEN_NAMES, path
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= LONGEST, f"{path.relative_to(REPO)} has {lines} lines"


def test_nothing_is_left_open() -> None:
    for path in tracked("*.py", "*.js", "*.html", "*.md"):
        text = path.read_text(encoding="utf-8")
        for word in LEFT_OPEN:
            assert word not in text, f"{path.relative_to(REPO)}: {word}"


def test_every_function_is_typed() -> None:
    for path in tracked("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.returns is not None or node.name == "__init__", f"{path}:{node.lineno}"


def test_every_test_asserts_something() -> None:
    for path in tracked("tests/test_*.py", "tests/**/test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                assert asserts(node), f"{path.relative_to(REPO)}:{node.lineno} {node.name}"


def asserts(test: ast.AST) -> bool:
    """Whether a test can fail by its own words: an assert, or a call that checks."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name.startswith(("assert", "expect", "check", "raises", "verify", "to_", "fail")):
                return True
    return False
