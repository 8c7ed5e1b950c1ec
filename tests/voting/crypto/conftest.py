"""A page of Chromium that has the modules of version 1, under the policy of the platform."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from config.frontend import lay_out_noble
from tests.chromium import chromium
from tests.conftest import REPO, missing, require_chromium

POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'"
VECTORS = REPO / "tests" / "vectors"


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
    require_chromium()
    if not (packages / "@noble").is_dir():
        missing("@noble/curves is not installed: npm ci.")
    folder = tmp_path_factory.mktemp("crypto")
    shutil.copytree(REPO / "static" / "js" / "crypto" / "v1", folder / "v1")
    lay_out_noble(packages, folder / "v1" / "noble")
    for name in ("check.js", "sealing.json", "trustees.js", "trustees.json"):
        shutil.copy(VECTORS / name, folder)
    (folder / "index.html").write_text("<!doctype html><title>crypto</title>", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        yield page
    server.shutdown()
    server.server_close()
