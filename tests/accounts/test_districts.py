"""Districts: named, drawn from a city's own file, and never taken from whom they belong to."""

from __future__ import annotations

import json
from math import cos, pi, sin
from typing import Any

import pytest

from accounts.boundaries import MOST_POINTS, NoOutlines, area, read_outlines
from accounts.districts import Line, draw_districts, set_districts
from accounts.models import District
from accounts.permissions import Refused
from audit.models import Entry
from tests.factories.accounts import make_district, make_staff, make_user
from tests.factories.processes import make_process
from tests.factories.voting import make_draft_round

SQUARE = [[8.0, 50.0], [8.1, 50.0], [8.1, 50.1], [8.0, 50.1], [8.0, 50.0]]


def feature(
    name: object, kind: str = "Polygon", coordinates: object = None, key: str = "NAME"
) -> dict[str, Any]:
    """One area as a city's map office writes it."""
    shape = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"id": 7, key: name}, "geometry": shape}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.parametrize("key", ["name", "NAME", "Nombre", "Distrito", "label"])
def test_outlines_are_read_with_latitude_first_and_without_the_point_that_closes_them(key: str) -> None:
    (found,) = read_outlines(collection(feature("  Old \n Town ", key=key)))
    assert found.name == "Old Town"
    assert found.ring == [(50.0, 8.0), (50.0, 8.1), (50.1, 8.1), (50.1, 8.0)]


def test_of_an_area_in_parts_the_largest_counts_and_holes_do_not() -> None:
    island = [[[9.0, 51.0], [9.01, 51.0], [9.01, 51.01], [9.0, 51.0]]]
    hole = [[8.04, 50.04], [8.06, 50.04], [8.06, 50.06], [8.04, 50.04]]
    (found,) = read_outlines(collection(feature("A", "MultiPolygon", [island, [SQUARE, hole]])))
    assert len(found.ring) == 4
    assert abs(area(found.ring)) == pytest.approx(0.01)


def test_an_outline_of_thousands_of_points_becomes_one_that_can_be_drawn() -> None:
    angles = [n / 5000 * 2 * pi for n in range(5000)]
    circle = [[8 + cos(a) / 10, 50 + sin(a) / 10] for a in angles]
    (found,) = read_outlines(collection(feature("Round", coordinates=[circle])))
    assert len(found.ring) == MOST_POINTS
    assert abs(area(found.ring)) == pytest.approx(pi / 100, rel=0.02)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json"), ("[]", "json"), ("{}", "json"), ('{"features": []}', "json"),
        ('{"features": 3}', "json"),
        ("[" * 100_000, "json"), (collection(3), "name"), (collection(feature("")), "name"),
        (collection(feature(5)), "name"), (collection(feature("A", "Point", [8, 50])), "shape"),
        (collection(feature("A", coordinates=[])), "shape"),
        (collection(feature("A", coordinates=[[[1]]])), "shape"),
        (collection(feature("A", coordinates=[[["x", "y"]]])), "shape"),
        (collection(feature("A", coordinates=[SQUARE[:2]])), "shape"),
        (collection({"properties": {"name": "A"}, "geometry": None}), "shape"),
        (collection(feature("A", coordinates=[[[4_500_000, 5_600_000]] * 4])), "degrees"),
        (collection(feature("A"), feature("a")), "twice"),
    ],
)  # fmt: skip
def test_what_holds_no_outlines_says_why(text: str, code: str) -> None:
    with pytest.raises(NoOutlines) as caught:
        read_outlines(text)
    assert caught.value.code == code


def names() -> list[str]:
    return list(District.objects.values_list("name", flat=True))


@pytest.mark.django_db
def test_districts_are_added_renamed_swapped_and_removed_in_one_entry_of_the_log() -> None:
    staff = make_staff()
    set_districts(actor=staff, lines=[Line(None, "North"), Line(None, "South"), Line(None, "West")])
    north, south, west = District.objects.all()
    assert (north.slug, north.tile != south.tile) == ("north", True)
    set_districts(actor=staff, lines=[Line(south, "North"), Line(north, "South"), Line(None, "East")])
    assert names() == ["North", "South", "East"]
    assert District.objects.get(name="North").pk == south.pk
    assert not District.objects.filter(pk=west.pk).exists()
    assert Entry.objects.latest("pk").sentence == "Set the districts of the city: North, South, East."


@pytest.mark.django_db
def test_a_district_that_something_belongs_to_stays() -> None:
    lived_in, paid_for, voting = make_district(), make_district(), make_district()
    make_user(district=lived_in)
    make_process(budgets={paid_for: 100})
    make_draft_round(districts=[voting])
    for used in (lived_in, paid_for, voting):
        rest = [Line(each, each.name) for each in District.objects.exclude(pk=used.pk)]
        with pytest.raises(Refused, match="cannot be removed"):
            set_districts(actor=None, lines=rest)
    assert len(names()) == 3


@pytest.mark.django_db
def test_residents_draw_no_districts_and_no_two_have_one_name() -> None:
    with pytest.raises(Refused, match="for council staff"):
        set_districts(actor=make_user(), lines=[])
    with pytest.raises(Refused, match="for council staff"):
        draw_districts(actor=make_user(), outlines=[])
    with pytest.raises(Refused, match="same name"):
        set_districts(actor=None, lines=[Line(None, "North"), Line(None, "north")])


@pytest.mark.django_db
def test_outlines_find_their_districts_by_name_and_bring_new_ones() -> None:
    old = make_district("Old Town")
    outlines = read_outlines(collection(feature("old town"), feature("Harbour")))
    assert draw_districts(actor=None, outlines=outlines) == 1
    old.refresh_from_db()
    assert (old.name, old.boundary[0]) == ("Old Town", [50.0, 8.0])
    assert set(names()) == {"Old Town", "Harbour"}
