"""The orders in which lists can be walked (see `keyset`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import cos, radians, sqrt
from typing import Any, ClassVar

from django.db.models import BigIntegerField, Exists, F, FloatField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from processes.models import Process
from proposals.filters import Sort, Spot
from proposals.keyset import Beyond, Key
from proposals.models import Follow, Proposal
from proposals.querysets import ProposalQuerySet
from proposals.shuffled import Shuffle

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FEW = 1_000
SCALE = 10**12  # square degrees as whole numbers: a tenth of a metre
COLUMNS = {
    Sort.NEWEST: ("published_at", "number"),
    Sort.SUPPORT: ("support_count", "lot", "number"),
    Sort.DISCUSSED: ("comment_count", "lot", "number"),
}


@dataclass(frozen=True)
class ByColumns:
    """From the highest to the lowest by columns that an index holds in this order."""

    found: ProposalQuerySet
    columns: tuple[str, ...]

    @property
    def parts(self) -> int:
        return len(self.columns)

    def rows(self, key: Key | None, most: int, *, backwards: bool) -> list[tuple[Key, int]]:
        found = self.found
        if key is not None:
            values = tuple(Value(value) for value in self._stored(key))
            found = found.filter(Beyond(tuple(map(F, self.columns)), values, above=backwards))
        ordered = found.order_by(*(column if backwards else f"-{column}" for column in self.columns))
        rows = ordered.values_list(*self.columns, "pk")[:most]
        return [(key_of(row[:-1]), row[-1]) for row in rows]

    def _stored(self, key: Key) -> list[Any]:
        if self.columns[0] != "published_at":
            return list(key)
        try:
            return [EPOCH + timedelta(microseconds=key[0]), *key[1:]]
        except OverflowError:
            return [EPOCH, *key[1:]]


def key_of(values: Sequence[Any]) -> Key:
    """Return the key of a row's columns; a moment counts in microseconds."""
    return tuple(map(_number, values))


def _number(value: Any) -> int:
    return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else int(value)


@dataclass(frozen=True)
class ByRelevance:
    """From the best match of a search to the weakest, the newer one first among equals.

    `scored` has a `score` for each proposal; `narrowed` is what the other filters leave, None for no others.
    """

    scored: QuerySet[Any]
    narrowed: ProposalQuerySet | None
    parts: ClassVar[int] = 2

    def rows(self, key: Key | None, most: int, *, backwards: bool) -> list[tuple[Key, int]]:
        found = self.scored
        if self.narrowed is not None:
            found = found.filter(Exists(self.narrowed.filter(pk=OuterRef("proposal_id"))))
        if key is not None:
            values = tuple(map(Value, key))
            found = found.filter(Beyond((F("score"), F("proposal_id")), values, above=backwards))
        sign = "" if backwards else "-"
        rows = found.order_by(f"{sign}score", f"{sign}proposal_id").values_list("score", "proposal_id")
        return [((score, pk), pk) for score, pk in rows[:most]]


@dataclass(frozen=True)
class ByChance:
    """In the random order of one seed. `matching` is about how many match.

    Up to `few` are all placed and sorted; of more, the numbers that stand next are asked for.
    """

    process: Process
    found: ProposalQuerySet
    shuffle: Shuffle
    matching: int
    few: int = FEW
    parts: ClassVar[int] = 1

    def rows(self, key: Key | None, most: int, *, backwards: bool) -> list[tuple[Key, int]]:
        first, last = -1, self.shuffle.size
        start = min(max(key[0] if key else first, first), last) + (-1 if backwards else 1)
        if self.matching <= self.few:
            return self._among_few(start, most, backwards)
        return self._by_strides(start, most, backwards)

    def _among_few(self, start: int, most: int, backwards: bool) -> list[tuple[Key, int]]:
        """Place all that match."""
        rows = [(self.shuffle.position(number), pk) for number, pk in self._numbers(self.found)]
        beyond = (row for row in rows if (row[0] <= start if backwards else row[0] >= start))
        return [((place,), pk) for place, pk in sorted(beyond, reverse=backwards)[:most]]

    def _by_strides(self, start: int, most: int, backwards: bool) -> list[tuple[Key, int]]:
        """Ask for the numbers that stand next until enough of them match."""
        step = -1 if backwards else 1
        places = iter(range(start, -1 if backwards else self.shuffle.size, step))
        stride = min(2_000, max(64, 2 * most * self.shuffle.size // self.matching))
        shown: list[tuple[Key, int]] = []
        while len(shown) < most:
            stretch = {self.shuffle.number(place): place for place in islice(places, stride)}
            if not stretch:
                break
            rows = [(stretch[number], pk) for number, pk in self._numbers(self._only(stretch))]
            shown += [((place,), pk) for place, pk in sorted(rows, reverse=backwards)]
            stride = 2_000
        return shown[:most]

    def _only(self, numbers: Collection[int]) -> ProposalQuerySet:
        """Return those with these numbers, by their keys: no database reads the whole list for them."""
        keys = Proposal.objects.in_process(self.process).filter(number__in=numbers)
        return self.found.filter(pk__in=keys.values("pk"))

    @staticmethod
    def _numbers(found: ProposalQuerySet) -> QuerySet[Any, tuple[Any, ...]]:
        return found.order_by().values_list("number", "pk")


@dataclass(frozen=True)
class ByDistance:
    """From the nearest to the farthest; only what has a place.

    `density` is how many lie on a square degree, 0 where so few have a place that all can be measured.
    """

    found: ProposalQuerySet
    spot: Spot
    density: float
    parts: ClassVar[int] = 2

    def rows(self, key: Key | None, most: int, *, backwards: bool) -> list[tuple[Key, int]]:
        east = max(cos(radians(self.spot.latitude)), 0.05)
        placed = self.found.filter(latitude__isnull=False, longitude__isnull=False)
        measured = placed.annotate(distance=self._squared(east))
        if key is not None:
            values = tuple(map(Value, key))
            measured = measured.filter(Beyond((F("distance"), F("number")), values, above=not backwards))
        sign = "-" if backwards else ""
        ordered = measured.order_by(f"{sign}distance", f"{sign}number").values_list(
            "distance", "number", "pk"
        )
        rows: list[tuple[Key, int]] = []
        for radius in self._radii(key, most, backwards):
            near: Any = self._within(ordered, radius, east) if radius else ordered
            rows = [((distance, number), pk) for distance, number, pk in near[:most]]
            if len(rows) == most:
                break
        return rows

    def _squared(self, east: float) -> Cast:
        north_south = F("latitude") - Value(self.spot.latitude, output_field=FloatField())
        east_west = (F("longitude") - Value(self.spot.longitude, output_field=FloatField())) * Value(
            east, output_field=FloatField()
        )
        square = (north_south * north_south + east_west * east_west) * Value(
            float(SCALE), output_field=FloatField()
        )
        return Cast(square, BigIntegerField())

    def _radii(self, key: Key | None, most: int, backwards: bool) -> Sequence[float]:
        """Return how far to look, in degrees, farther each time; 0 for as far as there is anything."""
        there = sqrt(max(key[0], 0) / SCALE) if key else 0.0
        if backwards or not self.density:
            return (0,)
        first = sqrt(there**2 + 2 * most / (3 * self.density))
        return (first, 3 * first, 0) if first < 1 else (0,)

    def _within(self, rows: Any, radius: float, east: float) -> Any:
        """Narrow to a square around the spot, which the index finds, and to the circle inside it."""
        spot = self.spot
        return rows.filter(
            latitude__range=(spot.latitude - radius, spot.latitude + radius),
            longitude__range=(spot.longitude - radius / east, spot.longitude + radius / east),
            distance__lte=int(radius * radius * SCALE),
        )


@dataclass(frozen=True)
class ByFollow:
    """What somebody follows, the latest first."""

    found: QuerySet[Follow]
    parts: ClassVar[int] = 1

    def rows(self, key: Key | None, most: int, *, backwards: bool) -> list[tuple[Key, int]]:
        found = self.found
        if key is not None:
            found = found.filter(pk__gt=key[0]) if backwards else found.filter(pk__lt=key[0])
        keys = found.order_by("pk" if backwards else "-pk").values_list("pk", flat=True)[:most]
        return [((pk,), pk) for pk in keys]
