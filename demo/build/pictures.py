"""Small pictures for the demo city, drawn here so that no file of pictures has to be kept."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1200, 800)
SKY, SAND, BRICK, STEEL, LEAF, TRUNK = "#bcd7e6", "#e7d3a1", "#a9573d", "#8b979c", "#47774b", "#6b4a32"
SAILS = ("#d99e1f", "#9b2f1b", "#2a4f7c", "#0f4a44")
ROAD, KERB, WATER, BED = "#5d6468", "#c3c7bc", "#7fa6bd", "#7d6a4f"


def playground(pen: ImageDraw.ImageDraw) -> None:
    """A slide and a sand pit under a high sun."""
    pen.rectangle((0, 0, 1200, 470), fill=SKY)
    pen.ellipse((930, 60, 1070, 200), fill="#f4d774")
    pen.rectangle((0, 300, 1200, 480), fill=BRICK)
    pen.rectangle((0, 470, 1200, 800), fill=SAND)
    pen.polygon(((300, 330), (360, 330), (640, 640), (580, 640)), fill=STEEL)
    pen.line((310, 340, 250, 640), fill=STEEL, width=16)
    pen.line((280, 480, 340, 480), fill=STEEL, width=10)
    pen.ellipse((690, 560, 1120, 740), fill="#f0e2bd", outline=BRICK, width=10)


def sails(pen: ImageDraw.ImageDraw) -> None:
    """The same place with sails and two trees."""
    playground(pen)
    for number, colour in enumerate(SAILS):
        left = 150 + number * 230
        pen.polygon(((left, 250), (left + 250, 200), (left + 200, 350)), fill=colour)
        pen.line((left, 250, left, 640), fill=STEEL, width=6)
    for left in (60, 1060):
        pen.rectangle((left + 35, 480, left + 55, 640), fill=TRUNK)
        pen.ellipse((left - 30, 320, left + 120, 510), fill=LEAF)


def street(pen: ImageDraw.ImageDraw) -> None:
    """A wet street with planted beds that lie lower than the pavement."""
    pen.rectangle((0, 0, 1200, 330), fill="#c9ccc4")
    for left in range(40, 1200, 190):
        pen.rectangle((left, 90, left + 90, 210), fill="#4a5a63")
    pen.rectangle((0, 330, 1200, 480), fill=KERB)
    for left in (90, 480, 870):
        pen.rectangle((left, 365, left + 250, 455), fill=BED)
        for stem in range(left + 20, left + 240, 30):
            pen.ellipse((stem - 22, 340, stem + 22, 400), fill=LEAF)
    pen.rectangle((0, 480, 1200, 800), fill=ROAD)
    pen.polygon(((0, 480), (1200, 480), (1010, 540), (180, 530)), fill=WATER)


DRAWINGS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "playground": playground,
    "sails": sails,
    "street": street,
}


def drawn(name: str) -> BytesIO:
    """Return the drawing of this name as the file that somebody would upload."""
    image = Image.new("RGB", SIZE)
    DRAWINGS[name](ImageDraw.Draw(image))
    out = BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out
