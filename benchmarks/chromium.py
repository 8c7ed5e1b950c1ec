"""A page of Chromium that has the modules of a ballot and of a trustee."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from config.frontend import lay_out_noble

REPO = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"


class Quiet(SimpleHTTPRequestHandler):
    """Serves the modules and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def modules_in_chromium() -> Iterator[Page]:
    """Serve the modules of version 1 and open a page beside them."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(REPO / "static" / "js" / "crypto" / "v1", folder / "v1")
        lay_out_noble(REPO / "node_modules", folder / "v1" / "noble")
        (folder / "index.html").write_text("<!doctype html><title>modules</title>", encoding="utf-8")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        try:
            yield page
        finally:
            browser.close()
            server.shutdown()
            server.server_close()


def throttle(page: Page, rate: int) -> None:
    """Make the page's processor slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
