"""What the builders share: the day the city is built, its people, districts and processes by key."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.models import District, User
from deliberation.models import Comment
from demo.build.agenda import Agenda
from demo.city import DISTRICTS
from demo.shapes import ProcessData
from demo.words import fill, moment
from processes.models import Category, Process
from proposals.models import Merge, Proposal

SEED = 1743


@dataclass
class Stage:
    """`now` is the local moment the city is built; nothing in it happens later, except what is planned."""

    now: datetime
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    agenda: Agenda = field(default_factory=Agenda)
    people: dict[str, User] = field(default_factory=dict)
    neighbours: list[User] = field(default_factory=list)
    districts: dict[str, District] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    data: dict[str, ProcessData] = field(default_factory=dict)
    categories: dict[tuple[str, str], Category] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    merges: dict[str, Merge] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day the city is built."""
        return self.now.date()

    @property
    def founded(self) -> datetime:
        """When everybody joined: before the oldest process."""
        return self.at(-400, 9)

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """Return the moment that many days from today."""
        return moment(self.now, days, hour, minute)

    def homes(self, seed: int, count: int) -> list[District]:
        """Return where so many people live: more in the large districts."""
        slugs, weights = [data.slug for data in DISTRICTS], [data.weight for data in DISTRICTS]
        return [self.districts[slug] for slug in random.Random(seed).choices(slugs, weights, k=count)]

    def words(self, text: str, lang: str = "en") -> str:
        """Return a text with its years and dates filled in."""
        return fill(text, self.today, lang)
