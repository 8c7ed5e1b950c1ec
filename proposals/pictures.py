"""Pictures from strangers: looked at before they are decoded, turned upright, made smaller, stripped.

What a camera writes beside the picture (the place, the time, the camera, a small copy) is never stored,
because only the points of the picture are written again.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from proposals.models.picture import WIDTHS

register_heif_opener(thumbnails=False)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
MOST_BYTES = 10 * 1024 * 1024
MOST_POINTS = 50_000_000
LEAST_SIDE = 40
QUALITY = 80


class Unusable(Exception):
    """The file cannot be used; the text is the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture ready to be stored: the size it came in, and WebP bytes by width."""

    width: int
    height: int
    files: dict[int, bytes]


def encoded(file: BinaryIO, size: int) -> Encoded:
    """Return the picture in `file` (of `size` bytes) in our widths. Raises Unusable."""
    if size > MOST_BYTES:
        raise Unusable(_("The picture is larger than 10 MB. Make it smaller, then add it again."))
    try:
        with opened(file) as image:
            upright = ImageOps.exif_transpose(image)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Unusable(_("This picture is damaged and cannot be opened.")) from error
    widths = [*(width for width in WIDTHS if width < plain.width), min(plain.width, WIDTHS[-1])]
    return Encoded(plain.width, plain.height, {width: _webp(plain, width) for width in widths})


def opened(file: BinaryIO) -> Image.Image:
    """Read only the head of the file. Raises Unusable for what is no picture, or unpacks into too much."""
    try:
        image = Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise Unusable(too_many_points()) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Unusable(
            _("We cannot read this picture. Save it as JPEG, PNG or WebP, then add it again.")
        ) from error
    if image.width * image.height > MOST_POINTS:
        raise Unusable(too_many_points())
    if min(image.size) < LEAST_SIDE:
        raise Unusable(_("This picture is too small to see anything on it."))
    image.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
    return image


def too_many_points() -> str:
    """Say how large a picture may be."""
    return _("This picture has more than 50 megapixels. Make it smaller, then add it again.")


def _webp(image: Image.Image, width: int) -> bytes:
    height = max(1, round(image.height * width / image.width))
    small = image.resize((width, height), Image.Resampling.LANCZOS) if width != image.width else image
    out = BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
