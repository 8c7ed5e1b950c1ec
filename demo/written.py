"""How a few proposals were written together: later versions, suggested words, pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LatestData:
    """When the newest text of a proposal with earlier ones was published, and why."""

    days: int
    hour: int
    reason: str


@dataclass(frozen=True, slots=True)
class SuggestionData:
    """Somebody would write `old` as `new`. `answer` is what the author says; none means that it waits."""

    proposal: str
    author: str
    days: int
    hour: int
    old: str
    new: str
    reason: str
    accepted: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PictureData:
    """A picture of a proposal: the name of a drawing in `demo.build.pictures`, and what it shows."""

    proposal: str
    drawing: str
    alt: str


LATEST = {
    "shade-sails": LatestData(
        -12, 18, "The trees are on the south side now. Why here and the cost have a heading."
    ),
}

SUGGESTIONS = (
    SuggestionData(
        proposal="school-street",
        author="mira",
        days=-12,
        hour=17,
        old="People who live in the street get a fob.",
        new="People who live in the street get a fob, and so does the care service.",
        reason="My mother's nurse comes at four and must get through.",
        accepted=True,
        answer="Of course. Thank you.",
    ),
    SuggestionData(
        proposal="bank-access",
        author="yusuf",
        days=-6,
        hour=20,
        old="five metres wide",
        new="three metres wide",
        reason="The path at the mill is only four metres wide.",
        answer="With three metres there is no room beside a pushchair. We left five and asked the city to measure.",
    ),
    SuggestionData(
        proposal="rain-gardens",
        author="rosa",
        days=-2,
        hour=19,
        old="14 beds instead of 18.",
        new="14 beds with a low edge instead of 18.",
        reason="Somebody who cannot see needs an edge to feel with the cane.",
    ),
)

PICTURES = (
    PictureData(
        "shade-sails", "playground", "The Brickyard playground at noon: a slide and a sand pit, no shade."
    ),
    PictureData("shade-sails", "sails", "The same place as a sketch, with four sails over it and two trees."),
    PictureData(
        "rain-gardens", "street", "A street after rain: the water stands at the kerb, the beds lie lower."
    ),
)
