"""A city's accounts for tests: an OpenID Connect provider that answers as it is told to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import jwt

SAYS: dict[str, Any] = {}
"""The claims of whoever signs in there."""


class Provider(BaseHTTPRequestHandler):
    """Discovery, tokens and claims. Signing in is left out: the test brings the code along."""

    def do_GET(self) -> None:
        """Answer for the configuration and the claims."""
        port = self.server.server_port  # type: ignore[attr-defined]
        here = f"http://127.0.0.1:{port}"
        if self.path.endswith("openid-configuration"):
            self.send({
                "issuer": here, "authorization_endpoint": f"{here}/sign-in",
                "token_endpoint": f"{here}/token", "userinfo_endpoint": f"{here}/claims",
                "jwks_uri": f"{here}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        else:
            self.send({"sub": "7", **SAYS})

    def do_POST(self) -> None:
        """Give tokens for any code."""
        here = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        claims = {"iss": here, "aud": "plaza", "sub": "7", "exp": time.time() + 60, "iat": time.time()}
        token = jwt.encode(claims, "not checked, as it comes straight from the provider", algorithm="HS256")
        self.send({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def send(self, answer: dict[str, Any]) -> None:
        """Send an answer as JSON."""
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def provider(port: int) -> Iterator[None]:
    """Serve until the test is over."""
    server = HTTPServer(("127.0.0.1", port), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
