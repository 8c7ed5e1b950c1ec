"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from voting.rules import Outcome, parameters, rules
from voting.rules.cli import main

REPO = Path(__file__).resolve().parents[3]


def test_runs_as_a_module_without_django(elections_dir: Path) -> None:
    """A poisoned settings module would fail on import; none is needed."""
    command = [sys.executable, "-m", "voting.rules", str(elections_dir / "Netherlands_Assen_2024.pb")]
    options = [
        "--rule",
        "equal-shares",
        "--utility",
        "cost",
        "--completion",
        "add1",
        "--ties",
        "id",
        "--json",
    ]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "nowhere"}
    result = subprocess.run([*command, *options], cwd=REPO, env=environment, capture_output=True, check=True)
    data = json.loads(result.stdout)
    assert data["winners"] == ["3", "9", "11", "2", "13", "14", "5", "6", "12"]
    assert data["totals"]["spent"] == 76700
    assert set(data["timings"]) == {"read", "count"}
    assert Outcome.from_json(data).selected == tuple(data["winners"])


def test_the_pure_package_imports_no_framework() -> None:
    code = (
        "import sys, voting.rules.cli, voting.rules.explain\nprint([m for m in sys.modules if 'django' in m])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, check=True)
    assert result.stdout.decode().strip() == "[]"


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "options",
    [
        ("--rule", "greedy", "--by", "votes-per-cost", "--overflow", "stop"),
        ("--rule", "phragmen"),
        ("--rule", "majority-judgment"),
        ("--rule", "knapsack", "--by", "votes"),
        ("--rule", "greedy", "--ties", "cost,votes,lot", "--lot-seed", "words"),
        ("--rule", "equal-shares", "--utility", "cardinality", "--completion", "utilitarian"),
        ("--rule", "greedy", "--minimum-share", "0.2", "--withdrawn", "3"),
    ],
)
def test_options_are_recorded_in_the_outcome(
    options: tuple[str, ...], elections_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = run_json(capsys, str(elections_dir / "Netherlands_Assen_2024.pb"), *options)
    assert data["rule"] == options[1]
    given = dict(zip(options[2::2], options[3::2], strict=True))
    for name, value in given.items():
        recorded = data["parameters"][name[2:].replace("-", "_")]
        assert recorded in (value, value.split(","), "1/5" if value == "0.2" else value)


def test_compare_puts_the_rules_side_by_side(elections_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(elections_dir / "Switzerland_Zurich_D10.pb")
    assert main(["compare", path]) == 0
    text = capsys.readouterr().out
    assert "equal shares + Add1" in text and "Safe Bike Paths" in text
    results = run_json(capsys, "compare", path)["results"]
    assert len(results) == 8
    assert all(result["fairness"]["voters"] == 180 for result in results)


def test_a_bad_file_is_one_line_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.pb"
    path.write_text(
        "META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;x\nVOTES\nvote\n"
    )
    assert main([str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "line 7" in captured.err
    assert main([str(tmp_path / "none.pb")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_wrong_parameter_is_one_line_and_exit_code_2(
    elections_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(elections_dir / "Netherlands_Assen_2024.pb")
    assert main([path, "--rule", "greedy", "--utility", "cost"]) == 2
    assert "no parameter 'utility'" in capsys.readouterr().err


def test_help_names_every_parameter(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for rule in rules():
        assert rule.name in text
        for parameter in parameters(rule.name):
            assert f"--{parameter.name.replace('_', '-')}" in text
