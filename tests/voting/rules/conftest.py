"""Real elections for the tests of the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def elections_dir(shared_data: Path) -> Path:
    """The folder of .pb files."""
    return shared_data / "elections" / "pb"


@pytest.fixture(scope="session")
def reference(shared_data: Path) -> dict[str, Any]:
    """Outcomes computed by pabutools in exact fractions."""
    data: dict[str, Any] = json.loads((shared_data / "elections" / "reference.json").read_text())
    return data
