"""Every filter with every order on a random city, compared with a plain reading of the rows in Python."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import District, User
from processes.models import Process
from proposals.filters import CITY, Filters, Mine, Sort, parse, spot_of
from proposals.keyset import page_at
from proposals.lifecycle import Status
from proposals.listing import facets
from proposals.models import OfficialAnswer, Proposal, SearchWord
from proposals.orders import SCALE, ByChance, ByDistance
from proposals.page import Listing
from proposals.places import city_districts, whole
from proposals.search_words import asked
from proposals.services import follow_proposal, support_proposal
from proposals.services.answering import answer_proposal
from proposals.shuffled import shuffle_for
from proposals.stages import Stage, stage_of
from tests.factories.accounts import make_district, make_staff, make_user
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

WORDS = ("bench", "benches", "quay", "árbol", "arboles", "trees", "slide")
TAGS = ("shade", "Play")
STATUSES = (Status.PUBLISHED, Status.PUBLISHED, Status.UNDER_REVIEW, Status.REJECTED, Status.WITHDRAWN)
SEED = 7


@dataclass
class City:
    """A process with proposals of all kinds, and what a plain reader knows of them."""

    process: Process
    user: User
    rows: list[Proposal]


def make_city(rng: Any) -> City:
    """Twenty-five proposals whose every trait is drawn."""
    kiln, north = make_district("Kilnfield"), make_district("Northgate")
    process = make_process(categories=["Green", "Walking"], support_threshold=2)
    topics: list[Any] = [None, *process.categories.all()]
    user, others, staff, now = make_user(), [make_user() for _ in range(3)], make_staff(), timezone.now()
    for number in range(25):
        district: District | None = rng.choice([None, kiln, north])
        at = rng.choice(district.boundary) if district and rng.random() < 0.8 else None
        proposal = make_proposal(
            process=process,
            author=rng.choice([user, *others]),
            title=f"{rng.choice(WORDS).title()} and {rng.choice(WORDS)} of {number}",
            body=" ".join(rng.choices(WORDS, k=8)) + f" idea {number} of many",
            summary="",
            language=rng.choice(["en", "es", "fi"]),
            district=district,
            category=rng.choice(topics),
            tags=rng.sample(TAGS, rng.randrange(3)),
            latitude=at[0] + rng.random() / 100 if at else None,
            longitude=at[1] + rng.random() / 100 if at else None,
        )
        status = rng.choice(STATUSES)
        for person in rng.sample([user, *others], rng.randrange(4)):
            support_proposal(actor=person, proposal=proposal, now=now)
        if rng.random() < 0.3:
            follow_proposal(actor=user, proposal=proposal, now=now)
        if rng.random() < 0.2:
            answer_proposal(
                actor=staff, proposal=proposal, headline="Yes", body="Yes.", department="Parks",
                signatory="Ilse Brandt", now=now,
            )  # fmt: skip
        Proposal.objects.filter(pk=proposal.pk).update(
            status=status, comment_count=rng.randrange(4), lot=rng.randrange(5)
        )
        if rng.random() < 0.1:
            hide(Proposal.objects.get(pk=proposal.pk))
    make_draft(process=process, author=user, title="Bench nobody sees")
    process.refresh_from_db()
    rows = list(Proposal.objects.filter(process=process).select_related("district", "category"))
    return City(process, user, rows)


def matches(city: City, filters: Filters, row: Proposal) -> bool:
    """Whether a plain reader would show `row` under `filters`."""
    if row.number is None or row.is_hidden or row.status == Status.DRAFT:
        return False
    slug = row.district.slug if row.district else CITY
    stage = stage_of(Status(row.status), row.support_count >= city.process.support_threshold)
    return all(
        (
            not filters.districts or slug in filters.districts,
            stage.value in filters.stages if filters.stages else filters.mine or stage is not Stage.CLOSED,
            not filters.tags or {t.name.lower() for t in row.tags.all()} & {t.lower() for t in filters.tags},
            not filters.topic or (row.category is not None and row.category.slug == filters.topic),
            not filters.answered or OfficialAnswer.objects.filter(proposal=row).exists(),
            filters.mine is None or is_mine(city, filters, row),
            not filters.words or score(city, filters, row) is not None,
            filters.sort is not Sort.NEAREST or row.latitude is not None,
        )
    )


def is_mine(city: City, filters: Filters, row: Proposal) -> bool:
    """Whether it is what the reader asked for of their own."""
    if filters.mine is Mine.WRITTEN:
        return row.author == city.user
    if filters.mine is Mine.SUPPORTED:
        return row.supports.filter(user=city.user).exists()
    return row.follows.filter(user=city.user).exists()


def score(city: City, filters: Filters, row: Proposal) -> int | None:
    """The weights of all words added up; None where one does not occur."""
    weights = dict(SearchWord.objects.filter(proposal=row).values_list("stem", "weight"))
    best = [
        max((weights[stem] for stem in stems & weights.keys()), default=None)
        for stems in asked(filters.query, ["en", "es", city.process.language])
    ]
    return None if None in best else sum(filter(None, best))


def place_in_order(city: City, filters: Filters, row: Proposal) -> tuple[Any, ...]:
    """What a plain reader would sort by, the lowest first."""
    number, pk = row.number or 0, row.pk
    if filters.sort is Sort.RELEVANCE:
        return (-(score(city, filters, row) or 0), -pk)
    if filters.sort is Sort.NEWEST:
        return (-row.published_at.timestamp(), -number) if row.published_at else ()
    if filters.sort is Sort.SUPPORT:
        return (-row.support_count, -row.lot, -number)
    if filters.sort is Sort.DISCUSSED:
        return (-row.comment_count, -row.lot, -number)
    if filters.sort is Sort.NEAREST:
        spot = spot_of(filters.near)
        assert spot and row.latitude is not None and row.longitude is not None
        east = max(cos(radians(spot.latitude)), 0.05)
        square = (row.latitude - spot.latitude) ** 2 + ((row.longitude - spot.longitude) * east) ** 2
        return (int(square * SCALE), number)
    return (shuffle_for(SEED, city.process.last_proposal_number).position(number),)


QUERIES = st.fixed_dictionaries(
    {
        "q": st.sampled_from(["", "", "bench", "Quay benches", "arboles", "árbol slide", "7", "nothing"]),
        "district": st.lists(st.sampled_from(["kilnfield", "northgate", CITY]), max_size=2, unique=True),
        "stage": st.lists(st.sampled_from(Stage.values), max_size=3, unique=True),
        "tag": st.lists(st.sampled_from(["shade", "play"]), max_size=2, unique=True),
        "topic": st.sampled_from(["", "", "green", "nowhere"]),
        "answered": st.sampled_from(["", "", "1"]),
        "mine": st.sampled_from(["", "", "written", "supported", "followed"]),
        "sort": st.sampled_from(["", *(sort.value for sort in Sort)]),
        "near": st.sampled_from(["", "54.11,9.31"]),
    }
)


def asked_for(query: dict[str, Any]) -> Filters:
    data = QueryDict(mutable=True)
    for key, value in query.items():
        data.setlist(key, value if isinstance(value, list) else [value])
    return parse(data)


class AnyFilterTest(TestCase):
    """The city is made once for each run of Hypothesis's examples."""

    city: City

    @classmethod
    def setUpTestData(cls) -> None:
        cls.city = make_city(random.Random(SEED))

    @given(query=QUERIES, most=st.sampled_from([3, 7, 20]), many=st.booleans())
    @settings(max_examples=120, deadline=None, phases=(Phase.generate, Phase.shrink))
    def test_pages_hold_what_matches_in_order_and_the_numbers_agree(
        self, query: dict[str, Any], most: int, many: bool
    ) -> None:
        filters = asked_for(query)
        wanted = [row for row in self.city.rows if matches(self.city, filters, row)]
        wanted.sort(key=lambda row: place_in_order(self.city, filters, row))
        found = walk(self.city, filters, most, many)
        assert found == [row.pk for row in wanted], filters
        counts = facets(self.city.process, filters, city_districts(), self.city.user)
        plain = replace(filters, chosen_sort=Sort.NEWEST, near="")
        assert counts.matching == sum(matches(self.city, plain, row) for row in self.city.rows)


def walk(city: City, filters: Filters, most: int, many: bool) -> list[int]:
    """Go through all pages, and check at each that the way back leads to the one before.

    `many` walks as in a city of very many proposals, where the next ones are looked for step by step.
    """
    districts = city_districts()
    counts = facets(city.process, filters, districts, city.user)
    known = whole(city.process, districts)
    order = Listing(city.process, filters, city.user, counts, known, districts, SEED).order()
    if many and isinstance(order, ByChance):
        order = replace(order, few=0, matching=max(order.matching, 1))
    if many and isinstance(order, ByDistance):
        order = replace(order, density=200_000.0)
    page = page_at(order, most=most)
    found = list(page.wanted)
    while page.after:
        last, page = page, page_at(order, after=page.after, most=most)
        assert page_at(order, before=page.before, most=most).wanted == last.wanted
        found += page.wanted
    return found
