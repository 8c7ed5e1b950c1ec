"""Sealing a ballot in Chromium, as fast as this machine and six times slower."""

from __future__ import annotations

import shutil
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from config.frontend import lay_out_noble
from voting.crypto.election import Election, Mixnet
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Form, Kind, pack

REPO = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
RUNS = 15
SEAL = """async ([electionText, choices, runs]) => {
  const { seal } = await import("/v1/ballots.js");
  const { fromSeed, newSeed } = await import("/v1/randomness.js");
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    seal(electionText, 123456789n, choices, fromSeed(newSeed()));
    times.push(performance.now() - begun);
  }
  return times.sort((left, right) => left - right)[Math.floor(runs / 2)];
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves the modules and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def seal_in_chromium() -> list[tuple[str, float, int]]:
    """Return label, milliseconds (median, the tables of noble warm) and promise, at both speeds."""
    group, form = GROUPS["Ed25519"], Form(Kind.APPROVAL, 50)
    question = Mixnet("Your ballot", tuple(f"byte {number}" for number in range(1, form.size + 1)))
    election = Election("Benchmark", "", group, group.base_power(7), (question,), "BenchmarkRound1")
    job = [election.text, [list(pack(form, (3, 14, 15, 26, 49)))], RUNS]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(REPO / "static" / "js" / "crypto" / "v1", folder / "v1")
        lay_out_noble(REPO / "node_modules", folder / "v1" / "noble")
        (folder / "index.html").write_text("<!doctype html><title>sealing</title>", encoding="utf-8")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        desktop = page.evaluate(SEAL, job)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        slow = page.evaluate(SEAL, job)
        browser.close()
        server.shutdown()
        server.server_close()
    return [("desktop Chromium", desktop, 50), ("6x throttled", slow, 400)]
