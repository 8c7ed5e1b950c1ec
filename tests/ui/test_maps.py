from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ui.draw_map import city_map
from ui.guide_map import sample_map
from ui.map_names import box, inside, name_box, name_spot, shared
from ui.maps import CELL, GROUP_FROM, WIDTH, CityMap, MapDistrict, Pin, centre, plates, projection

SQUARE = MapDistrict("mid", "Middle <b>", "kiln", [(50.0, 10.0), (50.0, 10.1), (50.1, 10.1), (50.1, 10.0)])


def pins(number: int, spread: float) -> list[Pin]:
    return [Pin(str(n), 50.01 + spread * n, 10.01 + spread * n, f"/p/{n}") for n in range(number)]


def test_north_is_up_and_shapes_are_true() -> None:
    view = projection(CityMap("", [SQUARE]))
    assert view.point(50.1, 10.0)[1] < view.point(50.0, 10.0)[1]
    east = view.point(50.0, 10.1)[0] - view.point(50.0, 10.0)[0]
    north = view.point(50.0, 10.0)[1] - view.point(50.1, 10.0)[1]
    assert east == pytest.approx(WIDTH - 28)
    assert north / east == pytest.approx(1 / 0.6421, rel=0.01)


def test_degrees_is_the_way_back() -> None:
    view = projection(CityMap("", [SQUARE]))
    assert view.degrees(*view.point(50.03, 10.04)) == pytest.approx((50.03, 10.04), abs=1e-3)


def test_names_stand_in_the_middle() -> None:
    assert centre([(0, 0), (10, 0), (10, 10), (0, 10)]) == (5, 5)
    assert centre([(3, 3), (3, 3)]) == (3, 3)


def test_few_pins_are_plates_in_list_order() -> None:
    city = CityMap("Map", [SQUARE], pins=pins(GROUP_FROM - 1, 0.0001))
    assert [plate.text for plate in plates(city, projection(city))] == [str(n) for n in range(GROUP_FROM - 1)]


def test_many_pins_in_one_cell_share_a_plate_with_a_count() -> None:
    city = CityMap(
        "Map", [SQUARE], pins=pins(GROUP_FROM, 0.0), group_href="?in={south},{west},{north},{east}"
    )
    view = projection(city)
    (plate,) = plates(city, view)
    assert (plate.text, plate.count) == (str(GROUP_FROM), GROUP_FROM)
    south, west, north, east = (float(side) for side in plate.href.removeprefix("?in=").split(","))
    assert south < 50.01 < north
    assert west < 10.01 < east
    assert (east - west) * view.per_lon == pytest.approx(CELL, rel=0.01)


def test_no_pin_is_lost_by_grouping() -> None:
    city = CityMap("Map", [SQUARE], pins=pins(80, 0.001))
    assert sum(plate.count for plate in plates(city, projection(city))) == 80


def test_pins_are_links_with_names_and_the_district_stands_out() -> None:
    page = BeautifulSoup(city_map(sample_map()), "html.parser")
    assert page.svg is not None
    assert page.svg["role"] == "group"
    assert [link["href"] for link in page.select("a.pin")] == ["#p147", "#p88", "#p203", "#p61"]
    assert page.select("a.pin")[0]["aria-label"] == "147 Sample proposal"
    assert len(page.select("path.on")) == 1


def test_the_water_of_the_city_is_drawn_over_the_districts() -> None:
    stored = [
        {"kind": "bay", "line": [[50.0, 10.0], [50.02, 10.0], [50.0, 10.02]]},
        {"kind": "river", "line": [[50.0, 10.0], [50.1, 10.1]]},
    ]
    page = BeautifulSoup(city_map(CityMap("Map", [SQUARE]), water=stored), "html.parser")
    assert [path["class"][0] for path in page.select("path")] == ["dis", "bay", "riv"]
    assert str(page.select("path.bay")[0]["d"]).endswith("Z")
    assert not str(page.select("path.riv")[0]["d"]).endswith("Z")


def test_a_map_without_links_is_a_picture_and_names_are_escaped() -> None:
    html = city_map(CityMap('Map "of" <x>', [SQUARE]))
    page = BeautifulSoup(html, "html.parser")
    assert page.svg is not None
    assert page.svg["role"] == "img"
    assert page.svg["aria-label"] == 'Map "of" <x>'
    assert "Middle &lt;b&gt;" in html


def test_zoom_fills_the_drawing_with_one_district() -> None:
    city = sample_map()
    near = CityMap(city.label, city.districts, pins=city.pins, on="kiln", zoom=True)
    assert projection(near).per_lon > 2 * projection(city).per_lon
    assert len(plates(near, projection(near))) == 4


def test_names_stand_where_no_plate_covers_them() -> None:
    ring = [(0.0, 0.0), (300.0, 0.0), (300.0, 200.0), (0.0, 200.0)]
    assert name_spot(ring, "Middle", []) == (150, 100), "without plates in the middle"
    taken = [box((150.0, 100.0), 76, 58), box((150.0, 40.0), 76, 58)]
    at = name_spot(ring, "Middle", taken)
    assert inside(at, ring)
    assert not any(shared(name_box(at, "Middle"), plate) for plate in taken)
    full = [(0.0, 0.0, 300.0, 200.0)]
    assert inside(name_spot(ring, "Middle", full), ring), "a full district has its name all the same"


def test_plates_of_neighbouring_cells_do_not_touch() -> None:
    crowd = [Pin(str(n), 50.05, 10.0174 + 0.0001 * n, "") for n in range(GROUP_FROM)]
    city = CityMap("Map", [SQUARE], pins=crowd)
    boxes = [box((plate.x, plate.y), 74, 46) for plate in plates(city, projection(city))]
    assert len(boxes) == 2
    assert not any(shared(one, other) for i, one in enumerate(boxes) for other in boxes[:i])


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one district"):
        city_map(CityMap("", []))
