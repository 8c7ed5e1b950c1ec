"""The command a newcomer runs: it builds once, keeps what is there, and says what is wrong in a sentence."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.lock import HOLDER, InUse, held
from tests.city.demo_city import REPO, demo_command, environment, free_port

pytestmark = pytest.mark.xdist_group("city")


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the demo command to its end."""
    return subprocess.run(
        demo_command(*arguments),
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def count(data: Path, table: str) -> int:
    """How many rows a table of the city has."""
    connection = sqlite3.connect(data / "db.sqlite3")
    try:
        number: int = connection.execute(f"select count(*) from {table}").fetchone()[0]
        return number
    finally:
        connection.close()


def test_a_city_that_is_served_is_not_thrown_away(city: str, city_data: Path) -> None:
    before = count(city_data, "audit_entry")
    for arguments in (("--reset", "--no-serve"), ("--reset", "--port", str(free_port()))):
        refused = run(city_data, *arguments)
        assert refused.returncode == 1
        assert re.search(r"in use by another demo \(process \d+ on port \d+\)", refused.stderr), (
            refused.stderr
        )
        assert city.rpartition(":")[2] in refused.stderr
        assert "Traceback" not in refused.stderr + refused.stdout
    assert count(city_data, "audit_entry") == before
    assert urllib.request.urlopen(city, timeout=30).status == 200


def test_who_was_killed_holds_nothing(tmp_path: Path) -> None:
    script = "import sys, time; from pathlib import Path; from demo.lock import held\n"
    script += "with held(Path(sys.argv[1]), 8123): print('held', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InUse, match=f"process {holder.pid} on port 8123"), held(tmp_path, None):
            pass
        holder.kill()
    with held(tmp_path, None):
        assert (tmp_path / HOLDER).read_text(encoding="utf-8") == f"process {os.getpid()}"


def test_a_city_of_an_earlier_version_is_brought_up_to_date(city_data: Path, tmp_path: Path) -> None:
    data = shutil.copytree(city_data, tmp_path / "data")
    squares = count(data, "pages_homepage")  # one in each language
    back = [sys.executable, str(REPO / "manage.py"), "migrate", "processes", "0003"]
    subprocess.run(back, env=environment(data), check=True, capture_output=True, timeout=600)
    built = run(data, "--no-serve")
    assert built.returncode == 0, built.stderr
    assert count(data, "pages_homepage") == squares


def test_running_it_again_is_quick_and_keeps_the_data(city: str, city_data: Path, tmp_path: Path) -> None:
    data = shutil.copytree(city_data, tmp_path / "data")
    before = count(data, "audit_entry")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    again = run(data, "--no-serve")
    assert again.returncode == 0, again.stderr
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime < 10, "seconds of CPU"
    assert count(data, "audit_entry") == before
    assert "resident@marenholt.example" in again.stdout


def test_the_city_is_what_was_promised(city: str, city_data: Path) -> None:
    assert count(city_data, "processes_process") == 3
    assert count(city_data, "accounts_district") == 6
    assert count(city_data, "proposals_proposal where number is not null") >= 60
    assert count(city_data, "voting_ballot") >= 3_000
    assert count(city_data, "voting_rollentry where district_id is null") == 0
    assert count(city_data, "deliberation_comment") >= 150
    assert count(city_data, "proposals_officialanswer") >= 8
    assert count(city_data, "proposals_proposal where language <> 'en'") >= 10


def test_reading_leaves_no_warning_in_the_terminal(city: str, city_data: Path) -> None:
    page = urllib.request.urlopen(city, timeout=30).read().decode()
    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert style
    assert urllib.request.urlopen(city + style[1], timeout=30).read()
    assert "Warning" not in (city_data / "demo.log").read_text(encoding="utf-8")


def test_a_taken_port_gets_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = run(tmp_path, "--port", port)
    assert result.returncode == 1
    assert f"Port {port} is taken" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    assert not (tmp_path / "db.sqlite3").exists()


@pytest.fixture
def children_hear_interrupts() -> Iterator[None]:
    """A shell that runs the tests in the background lets them, and their children, ignore Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("children_hear_interrupts")
def test_ctrl_c_while_it_builds_gets_a_sentence(tmp_path: Path) -> None:
    command = demo_command("--no-serve")
    with subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as building:
        assert building.stdout and building.stderr
        assert any(line.strip() == "Database" for line in building.stdout)
        building.send_signal(signal.SIGINT)
        said = building.stderr.read()
    assert building.returncode == 130
    assert said.strip().endswith("Run it again, and it goes on.")
    assert "Traceback" not in said


@pytest.mark.usefixtures("children_hear_interrupts")
def test_ctrl_c_while_it_loads_leaves_no_trace(tmp_path: Path) -> None:
    command = demo_command("--no-serve")
    with subprocess.Popen(command, env=environment(tmp_path), stderr=subprocess.PIPE, text=True) as loading:
        while not (tmp_path / ".secret").exists():  # the settings are read, the applications are next
            time.sleep(0.01)
        loading.send_signal(signal.SIGINT)
        assert loading.stderr and loading.stderr.read() == "Stopped.\n"
    assert loading.returncode == 130


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file-not-folder"
    blocked.write_text("", encoding="utf-8")
    result = run(blocked / "data", "--no-serve")
    assert result.returncode != 0
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_a_full_disk_gets_a_sentence(tmp_path: Path) -> None:
    """No file may grow any more, as on a disk with no more space."""
    room = 100_000
    full = subprocess.run(
        demo_command("--no-serve"), env=environment(tmp_path), capture_output=True, text=True, check=False,
        timeout=600, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert full.returncode == 1
    assert "cannot be written" in full.stderr and "make room" in full.stderr
    assert "Traceback" not in full.stderr + full.stdout


def test_the_demo_leaves_a_real_database_alone(tmp_path: Path) -> None:
    settings = {
        **environment(tmp_path),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "SECRET_KEY": "x",
    }
    result = subprocess.run(
        demo_command("--no-serve"), env=settings, capture_output=True, text=True, check=False, timeout=600
    )
    assert result.returncode == 1
    assert "Unset DATABASE_URL" in result.stderr
