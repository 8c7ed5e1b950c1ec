"""How many sealed ballots a second the box takes, on the database that the environment names.

    python -m benchmarks.casting [--ballots 3000] [--processes 2]
    DATABASE_URL=postgres://… SECRET_KEY=x REDIS_URL=… python -m benchmarks.casting

The database must be an empty one for this purpose; without DATABASE_URL it is SQLite in a temporary folder.
Ballots are sealed beforehand, as voters' devices do. Then some processes put them into the box through
`casting.cast_sealed`, each with its own connection, checks and log entries included. Afterwards the board is
counted and verified from its public files alone. Beside the rate by the clock stands the processor time of a
cast, the database server's part included where it runs on this machine: on two free cores the rate by the
clock is at most two seconds divided by it.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROMISES = {"postgresql": 300, "sqlite": 150}
PROJECTS = 50
VOTE = (3, 14, 15, 26, 49)


def start() -> None:
    """Start Django; the environment says where."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def prepare(ballots: int, folder: Path) -> int:
    """Make an open round of 50 projects, seal ballots into files, one for each process; return its key."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from processes.models import Process
    from tests.factories.voting import make_draft_round
    from voting.roll.membership import RollLine, load_roll
    from voting.rounds.freezing import freeze_round

    round = make_draft_round(
        process=Process.objects.first(), costs=[1_000_00] * PROJECTS, spending_limit=None, max_projects=10
    )
    load_roll(actor=None, round=round, entries=[RollLine(f"R{number}") for number in range(ballots)])
    freeze_round(actor=None, round=round, now=round.opens_at)
    (folder / "ballots.json").write_text(json.dumps(sealed(round, ballots)), encoding="utf-8")
    return int(round.pk)


def sealed(round: Any, ballots: int) -> list[str]:
    """Return a sealed ballot of each voter."""
    from voting.board import board
    from voting.codes import codes
    from voting.crypto.ballots import seal
    from voting.crypto.packing import pack
    from voting.crypto.randomness import SECURE
    from voting.models import RollEntry
    from voting.rounds.frozen import form_of

    election, values = board.setup_of(round).election, pack(form_of(round, PROJECTS), VOTE)
    entries = RollEntry.objects.filter(round=round).order_by("pk")[:ballots]
    keys = (codes.key_of(round, codes.account_code(round, entry)) for entry in entries)
    return [seal(election, key, [values], SECURE).text for key in keys]


def cast(round_id: int, texts: list[str], profile: bool) -> tuple[float, float, float]:
    """Cast ballots one after the other; return when it began, when it ended, and processor time."""
    from django.utils import timezone

    from voting.casting.cast import cast_sealed, read_sealed
    from voting.models import Round

    round = Round.objects.select_related("process").get(pk=round_id)
    read_sealed(round, texts[0])
    watch = cProfile.Profile()
    sys.stdin.readline()  # all processes begin together
    begun, busy = time.time(), time.process_time() + database_seconds()
    if profile:
        watch.enable()
    for text in texts:
        cast_sealed(round=round, text=text, now=timezone.now())
    if profile:
        watch.disable()
        pstats.Stats(watch, stream=sys.stderr).sort_stats("cumulative").print_stats(45)
    ended = time.time()
    return begun, ended, time.process_time() + database_seconds() - busy


def database_seconds() -> float:
    """Return the processor time of this connection's server process, if it is PostgreSQL on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        path = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not path.exists():
        return 0.0
    fields = path.read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def worker(folder: Path, round_id: int, place: int, processes: int, profile: bool) -> None:
    """Be one of the processes."""
    start()
    texts = json.loads((folder / "ballots.json").read_text(encoding="utf-8"))[place::processes]
    print(json.dumps(cast(round_id, texts, profile and place == 0)))


def measured(folder: Path, round_id: int, processes: int, profile: bool) -> list[list[float]]:
    """Let all processes cast at the same time; return what each measured."""
    flags = ["--profile"] if profile else []
    command = [sys.executable, "-m", "benchmarks.casting", "--folder", str(folder), "--round", str(round_id)]
    started = [
        subprocess.Popen(
            [*command, "--place", str(place), "--processes", str(processes), *flags],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for place in range(processes)
    ]  # fmt: skip
    time.sleep(4 + processes)
    for one in started:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    return [json.loads(one.communicate()[0]) for one in started]


def checked(round_id: int, ballots: int) -> int:
    """Verify the board from its public files; return its bytes. Fails where a ballot is missing."""
    from voting.board.file import extent_of
    from voting.board.lookup import voters_on_board
    from voting.board.record import verify_record
    from voting.models import Round

    round = Round.objects.select_related("process").get(pk=round_id)
    report = verify_record(round)
    assert report.accepted, report.refusal
    assert voters_on_board(round) == ballots == round.ballot_count
    return extent_of(round).size


def run(ballots: int, processes: int, profile: bool) -> None:
    """Measure on one database and print."""
    start()
    from django.db import connection, connections

    with tempfile.TemporaryDirectory() as name:
        round_id = prepare(ballots, Path(name))
        vendor = connection.vendor
        connections.close_all()
        rows = measured(Path(name), round_id, processes, profile)
    seconds = max(row[1] for row in rows) - min(row[0] for row in rows)
    busy = sum(row[2] for row in rows) / ballots * 1000
    size = checked(round_id, ballots) / ballots / 1000
    rate, promise = ballots / seconds, PROMISES[vendor]
    kept = "kept" if rate >= promise else "BROKEN"
    print(f"{f'casts a second, {vendor}, {processes} processes':<58} {rate:>14.0f} {promise:>14}  {kept}")
    print(f"{'(processor time of a cast, database included)':<58} {busy:>11.2f} ms")
    print(f"{'(so at most, on two free cores)':<58} {2000 / busy:>14.0f}")
    print(f"{'(open board per ballot; none lost, board verified)':<58} {size:>11.2f} kB", flush=True)


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ballots", type=int, default=3_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--profile", action="store_true", help="print where the time of one process goes")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--round", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--place", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder:
        worker(options.folder, options.round, options.place, options.processes, options.profile)
    elif os.environ.get("DATABASE_URL"):
        run(options.ballots, options.processes, options.profile)
    else:
        with tempfile.TemporaryDirectory() as data:
            os.environ["DATA_DIR"] = data
            run(options.ballots, options.processes, options.profile)


if __name__ == "__main__":
    main()
