"""Fingerprints that people compare outside the platform: six words, and the same as a QR code."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from voting.board.trackers import tracker_of
from voting.crypto.encoding import sha256_hex


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of a public text (hexadecimal)."""

    digest: str

    @property
    def words(self) -> list[str]:
        """Six words in the reader's language."""
        return tracker_of(self.digest, get_language() or "en").split()

    @property
    def picture(self) -> SafeString:
        """The hash as a QR code, drawn in the page."""
        code = segno.make(self.digest, error="m", micro=False)
        return mark_safe(code.svg_inline(scale=4, border=4, dark="#000", light="#fff"))  # digits and letters


def fingerprint_of(text: str) -> Fingerprint | None:
    """Return the fingerprint of a public text; None of an empty one."""
    return Fingerprint(sha256_hex(text)) if text else None
