"""Python and Chromium make the same bytes from the same seed, and what Chromium seals is a good ballot."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from config.frontend import lay_out_noble
from tests.conftest import REPO, chromium_path, missing
from tests.vectors.make import CODES, FILE, as_read
from voting.crypto.ballots import check_ballot, read_ballot, was_sealed_so
from voting.crypto.election import read_election
from voting.crypto.randomness import from_seed

POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'"
READ: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def test_python_makes_the_vectors() -> None:
    assert as_read() == READ


@pytest.mark.parametrize("vector", READ["ballots"], ids=lambda vector: vector["seed"])
def test_python_accepts_and_audits_the_sealed_ballots(vector: dict[str, Any]) -> None:
    election = read_election(vector["election"])
    ballot = read_ballot(vector["ballot"], election)
    check_ballot(ballot, election)
    assert was_sealed_so(election, ballot, vector["choices"], from_seed(vector["seed"]))
    assert not was_sealed_so(election, ballot, vector["choices"], from_seed("another"))


class Strict(SimpleHTTPRequestHandler):
    """Serves the modules under the policy of the platform."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with the modules of version 1."""
    packages = REPO / "node_modules"
    path = chromium_path()
    if not (packages / "@noble").is_dir():
        missing("@noble/curves is not installed: npm ci.")
    folder = tmp_path_factory.mktemp("sealing")
    shutil.copytree(REPO / "static" / "js" / "crypto" / "v1", folder / "v1")
    lay_out_noble(packages, folder / "v1" / "noble")
    shutil.copy(REPO / "tests" / "vectors" / "check.js", folder)
    shutil.copy(FILE, folder)
    (folder / "index.html").write_text("<!doctype html><title>sealing</title>", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        yield page
        browser.close()
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_chromium_makes_the_vectors(page: Page) -> None:
    found = page.evaluate("async () => (await import('/check.js')).recomputed()")
    for part, expected in READ.items():
        assert found[part] == expected, part


@pytest.mark.browser
@pytest.mark.parametrize("vector", READ["ballots"][:4], ids=lambda vector: vector["seed"])
def test_a_worker_in_chromium_seals_a_fresh_ballot_that_python_accepts(
    page: Page, vector: dict[str, Any]
) -> None:
    job = {"electionText": vector["election"], "code": CODES[0], "choices": vector["choices"]}
    sealing = "async (job) => (await import('/check.js')).sealed(job)"
    first, second = page.evaluate(sealing, job), page.evaluate(sealing, job)
    election = read_election(vector["election"])
    ballot = read_ballot(first["text"], election)
    check_ballot(ballot, election)
    assert ballot.tracker == first["tracker"]
    assert first["progress"][-1] == 1
    assert len(first["seed"]) == 64
    assert first["text"] != second["text"]
    assert was_sealed_so(election, ballot, vector["choices"], from_seed(first["seed"]))


@pytest.mark.browser
def test_the_worker_says_why_it_cannot_seal(page: Page) -> None:
    vector = READ["ballots"][1]
    job = {"electionText": vector["election"], "code": CODES[0], "choices": [[1, 1, 1]]}
    answer = page.evaluate("async (job) => (await import('/check.js')).sealed(job)", job)
    assert answer["error"] == "the choices break the limits of the question"
