"""How many Python functions a warm page calls: its work, the same on every machine, however busy.

Run: DATA_DIR=folder python -m benchmarks.calls, with the folder of a demo that is built. About 2,000 calls
take a millisecond; `benchmarks.pages` measures that.
"""

from __future__ import annotations

import json
import os
import sys
from types import FrameType
from typing import Any

from benchmarks.pages import PAGES


def calls_of(path: str) -> int:
    """Return how many functions are called to answer a signed-in resident who has just had the page."""
    from benchmarks.pages import as_resident

    client = as_resident()
    for _turn in range(2):
        client.get(path)
    calls = 0

    def count(_frame: FrameType, event: str, _what: Any) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        client.get(path)
    finally:
        sys.setprofile(None)
    return calls


def main() -> None:
    """Print the number for each page as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps({path: calls_of(path) for path in PAGES.values()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
