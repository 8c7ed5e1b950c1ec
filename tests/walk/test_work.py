"""How much work a page is, in functions called: the same on every machine, however busy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO

pytestmark = pytest.mark.xdist_group("city")
MOST = 20_000
"""About ten milliseconds of CPU on a machine of 2026: see docs/performance.md."""


def test_a_warm_page_is_little_work(city_data: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.calls"], cwd=REPO, capture_output=True, text=True, check=True,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(city_data)},
    )  # fmt: skip
    calls = json.loads(told.stdout)
    assert len(calls) >= 10
    assert {path: many for path, many in calls.items() if not 1_000 < many < MOST} == {}
