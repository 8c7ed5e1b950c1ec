"""Pictures from strangers: looked at before they are decoded, turned upright, made smaller, stripped.

What a camera writes beside the picture (the place, the time, the camera, a small copy) is never stored,
because only the points of the picture are written again.
"""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import ExifTags, Image
from pillow_heif import register_heif_opener

from proposals.models.picture import WIDTHS

register_heif_opener(thumbnails=False)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
MOST_BYTES = 10 * 1024 * 1024
MOST_POINTS = 50_000_000
MOST_POINTS_OF = {"WEBP": 20_000_000}  # its reader keeps four copies while it unpacks one
LEAST_SIDE = 40
LONGEST_SHAPE = 10
QUALITY = 80
REDUCED = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"})  # modes whose points can be averaged
ONE_AT_A_TIME = threading.Lock()
DAMAGED = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, RuntimeError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow and its formats raise on broken files."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn a picture upright by the number that a camera wrote beside it."""


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
        with ONE_AT_A_TIME, opened(file) as image:
            plain = upright(image)
    except DAMAGED as error:
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
    most = MOST_POINTS_OF.get(image.format or "", MOST_POINTS)
    if image.width * image.height > most:
        raise Unusable(too_many_points(most))
    if min(image.size) < LEAST_SIDE:
        raise Unusable(_("This picture is too small to see anything on it."))
    if max(image.size) > LONGEST_SHAPE * min(image.size):
        raise Unusable(_("This picture is too long and thin to be shown. Cut it, then add it again."))
    image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    return image


def upright(image: Image.Image) -> Image.Image:
    """Return the picture as it is to be seen, no larger than we need it, with or without transparency.

    It is made smaller first: of fifty megapixels each further copy would take 200 MB.
    """
    mode = "RGBA" if image.has_transparency_data else "RGB"
    turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    factor = min(image.size) // WIDTHS[-1]
    if factor > 1 and image.mode in REDUCED:
        image = image.reduce(factor)
    elif factor > 1:
        size = image.width // factor, image.height // factor
        image = image.resize(size, Image.Resampling.NEAREST)
    plain = image.convert(mode)
    return plain if turn is None else plain.transpose(turn)


def too_many_points(most: int = MOST_POINTS) -> str:
    """Say how large a picture may be."""
    millions = {"count": most // 1_000_000}
    return (
        _("This picture has more than %(count)s megapixels. Make it smaller, then add it again.") % millions
    )


def _webp(image: Image.Image, width: int) -> bytes:
    height = max(1, round(image.height * width / image.width))
    small = image.resize((width, height), Image.Resampling.LANCZOS) if width != image.width else image
    out = BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
