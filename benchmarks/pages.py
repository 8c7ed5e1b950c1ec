"""What a page costs: bytes, queries, CPU time and first paint. Run: python -m benchmarks.pages

The city is the demo's, brought to 5,000 proposals and a thread of 2,000 comments. Queries and CPU time are
those of `benchmarks.page_cost`, first paint is Chromium's, with the network and processor of a poor phone.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

WIRE_LIMIT = 60_000
QUERY_LIMIT = 12
CPU_LIMIT = 10.0
PAINT_LIMIT = 2_500
PAGES = {
    "Square": "/",
    "Process, collecting": "/neighbourhood-budget/",
    "Process, voting": "/streets-for-children/",
    "Proposals (5,000)": "/neighbourhood-budget/proposals/",
    "Proposals, searched": "/neighbourhood-budget/proposals/?q=bench",
    "Proposals, most supported": "/neighbourhood-budget/proposals/?sort=support",
    "Proposals, map": "/neighbourhood-budget/proposals/?view=map",
    "Proposal, 2,000 comments": "/neighbourhood-budget/proposals/1/",
    "Ballot": "/streets-for-children/vote/1/",
    "Result": "/neighbourhood-budget-last-year/vote/1/result/",
    "Results": "/results/",
    "Public log": "/log/",
    "How it works": "/how-the-vote-works/",
}


def say(line: str = "") -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def first_visit(html: bytes, address: str) -> int:
    """Return the bytes of a page with its styles, scripts and icons, compressed as they travel."""
    from urllib.parse import urljoin
    from urllib.request import Request, urlopen

    text = html.decode()
    assets = set(re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', text))
    assets |= set(re.findall(r'<script src="([^"]+)"', text))
    assets |= {url for url in re.findall(r'<use href="([^"#]+)#', text) if url}
    seen: set[str] = set()
    total = len(gzip.compress(html, 6))
    waiting = [urljoin(address, url) for url in assets]
    while waiting:
        url = waiting.pop()
        if url in seen or "leaflet" in url:
            continue
        seen.add(url)
        with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as response:
            body = response.read()
            total += len(body) + 200  # headers
            packed = response.headers.get("Content-Encoding") == "gzip"
        if url.endswith(".js"):
            source = (gzip.decompress(body) if packed else body).decode()
            waiting += [
                urljoin(url, m)
                for m in re.findall(r'from\s+"(\.[^"]+)"|import\s+"(\.[^"]+)"', source)
                for m in m
                if m
            ]
    return total


def main() -> None:
    """Build the city, measure every page, print a table, and fail where a promise is broken."""
    with TemporaryDirectory(prefix="plaza-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("demo", no_serve=True)
        from benchmarks.big_city import inflate

        inflate(proposals=5_000, comments=2_000)
        broken = measure(Path(folder))
    sys.exit(1 if broken else 0)


def measure(folder: Path) -> list[str]:
    """Print the table and return the promises that were broken."""
    from tests.city.demo_city import serving

    broken: list[str] = []
    say(f"\n{'page':28} {'queries':>8} {'CPU ms':>8} {'median':>8} {'kB, first':>10} {'paint ms':>10}")
    costs, yardstick = costs_of_a_server()
    with serving(folder) as address:
        paints = first_paints(address)
        for name, path in PAGES.items():
            queries, cpu, median = costs[path]
            wire = first_visit(as_resident().get(path).content, address)
            say(f"{name:28} {queries:8} {cpu:8.1f} {median:8.1f} {wire / 1000:10.1f} {paints[name]:10.0f}")
            limits = (
                (queries, QUERY_LIMIT),
                (cpu, CPU_LIMIT),
                (wire, WIRE_LIMIT),
                (paints[name], PAINT_LIMIT),
            )
            if any(value > limit for value, limit in limits):
                broken.append(name)
    say(f"\nlimits: {QUERY_LIMIT} queries, {CPU_LIMIT:.0f} ms, {WIRE_LIMIT // 1000} kB, {PAINT_LIMIT} ms")
    say(f"this machine now: {yardstick:.0f} ms for pyperformance's django_template (benchmarks.yardstick)")
    say("broken: " + (", ".join(broken) or "none"))
    return broken


def as_resident() -> Client:
    """Return a client of somebody who is signed in."""
    from django.test import Client

    from accounts.models import User

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(
        User.objects.get(email="resident@marenholt.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def costs_of_a_server() -> tuple[dict[str, tuple[int, float, float]], float]:
    """Return queries and CPU of each page, and the yardstick; measured where no city was built: that leaves a
    process slower.
    """
    command = [sys.executable, "-m", "benchmarks.page_cost"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(told.stdout)
    return {path: tuple(cost) for path, cost in said["pages"].items()}, said["yardstick"]


def first_paints(address: str) -> dict[str, float]:
    """Return the first contentful paint of each page at 400 kbit/s, 400 ms and a processor 4 times slower."""
    from tests.chromium import chromium

    paints = {}
    with chromium() as browser:
        for name, path in PAGES.items():
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            cdp = context.new_cdp_session(page)
            cdp.send("Network.enable")
            cdp.send(
                "Network.emulateNetworkConditions",
                {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
            )
            cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            page.goto(address + path)
            page.wait_for_timeout(500)
            script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            paints[name] = float(page.evaluate(script))
            context.close()
    return paints


if __name__ == "__main__":
    main()
