"""An invented city for the style guide's map, drawn on a sheet and laid over degrees."""

from __future__ import annotations

from ui.maps import CityMap, LatLon, MapDistrict, Pin, Water

OUTLINES = {
    "north": "90 60 230 30 300 60 296 172 182 196 84 164",
    "linden": "306 58 420 34 522 88 544 152 424 180 302 171",
    "harbour": "84 170 182 202 252 190 262 282 192 334 96 306 58 236",
    "weir": "258 188 300 177 424 186 410 264 332 303 268 280",
    "kiln": "194 340 266 288 330 310 354 394 250 420 168 394",
    "holt": "430 186 545 158 570 252 502 344 361 392 337 307 416 269",
}
NAMES = {
    "north": "Northgate",
    "linden": "The Lindens",
    "harbour": "Old Harbour",
    "weir": "Weirside",
    "kiln": "Kilnfield",
    "holt": "Upper Holt",
}
BAY = "20 210 58 236 96 306 150 326 120 360 150 440 20 440"
RIVER = "610 138 530 166 470 172 424 183 345 184 290 195 258 232 232 282 190 312 130 330"
PINS = {"147": "226 324", "88": "304 396", "203": "208 390", "61": "322 334"}


def _places(numbers: str) -> list[LatLon]:
    flat = [int(number) for number in numbers.split()]
    return [(53.5 - y / 5000, 10 + x / 3000) for x, y in zip(flat[::2], flat[1::2], strict=True)]


def sample_map() -> CityMap:
    """Six districts, a bay, a river and four numbered places in Kilnfield."""
    pins = [
        Pin(number, *_places(at)[0], href=f"#p{number}", title="Sample proposal")
        for number, at in PINS.items()
    ]
    return CityMap(
        "Map of Marenholt with four proposals in Kilnfield",
        [MapDistrict(key, NAMES[key], key, _places(outline)) for key, outline in OUTLINES.items()],
        [Water("bay", _places(BAY)), Water("river", _places(RIVER))],
        pins,
        on="kiln",
    )
