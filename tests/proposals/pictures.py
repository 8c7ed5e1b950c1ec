"""Pictures and files as people send them, good and bad."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

GPS = 0x8825
MAKE = 0x010F
ORIENTATION = 0x0112
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def photo(width: int = 1200, height: int = 800, kind: str = "JPEG", *, turned: bool = False) -> BytesIO:
    """A photo with the place where it was taken and the camera's name; `turned` by a quarter."""
    image = Image.new("RGB", (width, height), (20, 120, 90))
    exif = Image.Exif()
    exif[MAKE] = "Camera of Ana Reyes"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS).update({1: "N", 2: (54.0, 6.0, 0.0), 3: "E", 4: (9.0, 18.0, 0.0)})
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return named(out, f"ana-reyes.{kind.lower()}")


def bomb(width: int = 12_000, height: int = 10_000) -> BytesIO:
    """A PNG of a few bytes whose head promises 120 million points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    out = BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return named(out, "large.png")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One piece of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def named(file: BytesIO, name: str) -> BytesIO:
    """Give a file in memory a name, as a browser sends it."""
    file.name = name
    file.seek(0)
    return file
