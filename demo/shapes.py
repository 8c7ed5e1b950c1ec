"""The shapes of the demo city's data: frozen, typed, and free of Django.

Conventions shared by all of them:

* Texts may be wrapped over several source lines; an empty line starts a paragraph. They may hold placeholders.
  Read every text through :func:`demo.words.fill`, which unwraps and fills them.
* `days` counts from the day the city is built (negative: before it), with a local `hour` and `minute`;
  :func:`demo.words.moment` turns the three into a datetime.
* Money is an integer of minor units (cents).
* A person, project or proposal is named by its `key` wherever another piece of data points at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accounts.roles import Role

Lang = Literal["en", "es", "pl", "ar"]
Stance = Literal["for", "against", "question", "none"]
Status = Literal[
    "draft", "published", "under_review", "accepted", "rejected", "withdrawn", "merged",
    "on_ballot", "funded", "not_funded", "in_delivery", "delivered",
]  # fmt: skip
HouseRule = Literal["off_topic", "insult", "discrimination", "private_person", "advertising", "unlawful"]
Delivery = Literal["planned", "in_work", "built"]

# One unit of the drawn map is 20 metres. The drawing's centre (310, 224) lies at 54.1 N, 9.3 E, where a degree
# of latitude is 111.3 km long and a degree of longitude 65.3 km; both factors below come to 20.04 m.
LAT_AT_TOP = 54.14032
LON_AT_LEFT = 9.20483
LAT_PER_UNIT = -0.00018
LON_PER_UNIT = 0.000307


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the drawn map (x rightwards, y downwards), and the address a neighbour would give."""

    x: float
    y: float
    address: str = ""

    @property
    def lat(self) -> float:
        """Latitude in degrees, six decimals."""
        return round(LAT_AT_TOP + LAT_PER_UNIT * self.y, 6)

    @property
    def lon(self) -> float:
        """Longitude in degrees, six decimals."""
        return round(LON_AT_LEFT + LON_PER_UNIT * self.x, 6)


@dataclass(frozen=True, slots=True)
class Outline:
    """A line or ring on the drawn map. A ring repeats its first point at the end."""

    points: tuple[tuple[float, float], ...]

    @property
    def latlon(self) -> tuple[tuple[float, float], ...]:
        """The same points as (latitude, longitude)."""
        return tuple((place.lat, place.lon) for place in (Place(x, y) for x, y in self.points))


@dataclass(frozen=True, slots=True)
class Text:
    """What the city writes, in the two languages it publishes."""

    en: str
    es: str


@dataclass(frozen=True, slots=True)
class DistrictData:
    slug: str
    name: Text
    tile: str
    boundary: Outline
    label: Place
    about: Text
    weight: float
    """Share of the city's residents; all six add up to 1."""


@dataclass(frozen=True, slots=True)
class CategoryData:
    slug: str
    name: Text
    about: Text


@dataclass(frozen=True, slots=True)
class ResidentData:
    key: str
    display_name: str
    email: str
    district: str
    age: int
    language: Lang = "en"
    legal_name: str = ""
    roles: tuple[str, ...] = ()
    office: str = ""
    """For those who sign for the city: their post."""


@dataclass(frozen=True, slots=True)
class VersionData:
    """An earlier text of a proposal, oldest first. The proposal itself holds the newest."""

    body: str
    days: int
    hour: int
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProposalData:
    key: str
    title: str
    body: str
    author: str
    category: str
    district: str | None
    """None for the whole city."""
    days: int
    hour: int
    supporters: int
    place: Place | None = None
    lang: Lang = "en"
    cost: int | None = None
    """The author's guess, in minor units."""
    tags: tuple[str, ...] = ()
    status: Status = "published"
    co_authors: tuple[str, ...] = ()
    reason: str = ""
    """Why it was rejected or withdrawn, as the public reads it."""
    merged_into: str = ""
    earlier: tuple[VersionData, ...] = ()
    process: str = "budget"


@dataclass(frozen=True, slots=True)
class MergeData:
    """One proposal goes into another. Authors named in `agreed` said yes within hours; `movers` supporters
    asked to count for the one that stays."""

    goes: str
    stays: str
    note: str
    days: int
    hour: int
    agreed: tuple[str, ...] = ()
    movers: int = 0


@dataclass(frozen=True, slots=True)
class ReportData:
    """Somebody asks the moderators to look at a comment. Most wait, so that the queue is not empty."""

    reporter: str
    rule: HouseRule
    reason: str
    days: int
    hour: int
    minute: int = 0


@dataclass(frozen=True, slots=True)
class AppealData:
    """What the author of a hidden comment says to that. With an answer, an administrator has decided."""

    body: str
    days: int
    hour: int
    minute: int = 0
    granted: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CommentData:
    author: str
    body: str
    days: int
    hour: int
    minute: int = 0
    stance: Stance = "none"
    lang: Lang = "en"
    helpful: int = 0
    hide_rule: HouseRule | None = None
    hide_because: str = ""
    """Set where a moderator should hide the comment: the house rule, and the reason the author is told."""
    appeal: AppealData | None = None
    reports: tuple[ReportData, ...] = ()
    keep_because: str = ""
    """Set where a moderator decides after the reports that it stays."""
    at_first: str = ""
    """What the author wrote before changing it to `body` the next day."""
    deleted: bool = False
    """Whether the author took it back the next day."""
    replies: tuple[CommentData, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadData:
    proposal: str
    comments: tuple[CommentData, ...]


@dataclass(frozen=True, slots=True)
class AnswerData:
    """An official answer to a proposal."""

    proposal: str
    headline: str
    body: str
    department: str
    signatory: str
    reference: str
    days: int
    hour: int


@dataclass(frozen=True, slots=True)
class PhaseData:
    """A stretch of a process, from `opens` (included) to `closes` (excluded), in days from today."""

    phase: Literal["collect", "review", "support", "vote", "result", "delivery"]
    opens: int
    closes: int
    opens_hour: int = 8
    closes_hour: int = 18


@dataclass(frozen=True, slots=True)
class ArticleData:
    title: Text
    body: Text


@dataclass(frozen=True, slots=True)
class NewsData:
    title: Text
    body: Text
    days: int
    hour: int


@dataclass(frozen=True, slots=True)
class RoundData:
    """The rules of a vote and how many people the demo lets take part."""

    max_projects: int | None
    spending_limit: int | None
    rule: str
    """The registered name of the rule, and its parameters as (name, value)."""
    parameters: tuple[tuple[str, str | int], ...]
    roll: int
    ballots: int
    seed: int
    """Of the random numbers that the ballots are drawn with."""
    question: Text
    who_may_vote: Text


@dataclass(frozen=True, slots=True)
class ProcessData:
    key: str
    slug: str
    notice: int
    title: Text
    summary: Text
    lead: Text
    budget: int
    phases: tuple[PhaseData, ...]
    articles: tuple[ArticleData, ...]
    news: tuple[NewsData, ...]
    minimum_age: int = 14
    support_threshold: int | None = None
    largest_project: int | None = None
    round: RoundData | None = None
    currency: str = "EUR"
    helpers: tuple[tuple[str, Role], ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryData:
    """One piece of news from a funded project."""

    state: Delivery
    title: str
    body: str
    days: int
    hour: int = 10


@dataclass(frozen=True, slots=True)
class BallotProjectData:
    key: str
    title: str
    body: str
    district: str | None
    category: str
    cost: int
    place: Place | None
    appeal: float
    """How likely somebody with no ties to it is to want it, 0 to 1; used only to draw ballots."""
    local: float
    """How much more likely a neighbour is, as a factor from 1; used only to draw ballots."""
    author: str = ""
    tags: tuple[str, ...] = ()
    state: Delivery | None = None
    """Where the work stands today; None unless the project was funded."""
    delivery: tuple[DeliveryData, ...] = ()


@dataclass(frozen=True, slots=True)
class PageData:
    """A static page. Sections follow each other under their own headings."""

    slug: str
    title: Text
    intro: Text
    sections: tuple[ArticleData, ...]
