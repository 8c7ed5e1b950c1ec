"""The 14 funded projects of last year's budget."""

from __future__ import annotations

from demo.budget2025.delivery import DELIVERY
from demo.shapes import BallotProjectData, Place

FUNDED: tuple[BallotProjectData, ...] = (
    BallotProjectData(
        key="fountains",
        title="Drinking fountains in all six districts",
        body="""
Six fountains with a low basin, one in a park of each district. They are drained in November and checked for
germs every month.
""",
        district=None,
        category="water",
        cost=12_600_000,
        place=None,
        appeal=0.435,
        local=1.0,
        author="tomas",
        tags=("water", "heat"),
        state="built",
        delivery=DELIVERY["fountains"],
    ),
    BallotProjectData(
        key="footbridge-lights",
        title="Night lighting on the Weir footbridge",
        body="""
Lamps in the handrail on both sides, so that the water stays dark and the path does not. They dim when
nobody is there.
""",
        district="weir",
        category="walking",
        cost=16_400_000,
        place=Place(370, 194, "Weir footbridge"),
        appeal=0.744,
        local=1.6,
        author="femke",
        tags=("light", "safety"),
        state="built",
        delivery=DELIVERY["footbridge-lights"],
    ),
    BallotProjectData(
        key="quiet-garden",
        title="Quiet garden behind the Weirside library",
        body="""
A walled garden of 400 m² with six benches, two of them under a roof, and a door from the reading room. No
music, no phone calls.
""",
        district="weir",
        category="green",
        cost=9_800_000,
        place=Place(302, 254, "Weirside library"),
        appeal=0.277,
        local=2.4,
        author="rosa",
        tags=("gardens", "library"),
        state="built",
        delivery=DELIVERY["quiet-garden"],
    ),
    BallotProjectData(
        key="cinema",
        title="Open-air cinema on Harbour Square",
        body="""
A screen that folds out of a container, a projector and 200 folding chairs, to be used by any club of the
city for free.
""",
        district="harbour",
        category="culture",
        cost=14_500_000,
        place=Place(192, 242, "Harbour Square"),
        appeal=0.475,
        local=1.6,
        author="grace",
        tags=("music", "sharing"),
        state="built",
        delivery=DELIVERY["cinema"],
    ),
    BallotProjectData(
        key="market-trees",
        title="Shade trees and benches for Kilnfield Market",
        body="""
Sixteen trees in large wells and fourteen benches with arm rests. Four stalls move by five metres.
""",
        district="kiln",
        category="green",
        cost=21_200_000,
        place=Place(288, 352, "Kilnfield Market"),
        appeal=0.785,
        local=1.7,
        author="lucia",
        tags=("trees", "shade", "benches", "market"),
        state="in_work",
        delivery=DELIVERY["market-trees"],
    ),
    BallotProjectData(
        key="bird-hide",
        title="Bird hide on the tidal flats",
        body="""
A wooden hide for twelve people with a ramp and slots at two heights, reached by a boardwalk of 180 metres.
""",
        district="harbour",
        category="nature",
        cost=8_700_000,
        place=Place(98, 298, "Sea wall, south end"),
        appeal=0.202,
        local=1.9,
        author="otto",
        tags=("birds", "wheelchair"),
        state="built",
        delivery=DELIVERY["bird-hide"],
    ),
    BallotProjectData(
        key="cargo-bikes",
        title="Cargo bikes to borrow for free",
        body="""
Twenty-four cargo bikes at twelve stations. Book by phone or on the web, up to five hours, with a library
card.
""",
        district=None,
        category="cycling",
        cost=22_000_000,
        place=None,
        appeal=0.294,
        local=1.0,
        author="ravi",
        tags=("cycling", "sharing"),
        state="in_work",
        delivery=DELIVERY["cargo-bikes"],
    ),
    BallotProjectData(
        key="sledging-lights",
        title="Holt Hill sledging lights",
        body="""
Eight lamps on the slope with a push button, off at 21:00. And straw bales at the bottom.
""",
        district="holt",
        category="play",
        cost=6_400_000,
        place=Place(516, 238, "Holt Hill, north slope"),
        appeal=0.142,
        local=3.2,
        author="lotte",
        tags=("winter", "children", "light"),
        state="in_work",
        delivery=DELIVERY["sledging-lights"],
    ),
    BallotProjectData(
        key="lindens-crossing",
        title="Safe crossing at Lindens Avenue",
        body="""
Lights with a button and a sound for blind people where the avenue meets Elm Row. Fourteen accidents in five
years.
""",
        district="linden",
        category="walking",
        cost=17_500_000,
        place=Place(398, 88, "Lindens Avenue and Elm Row"),
        appeal=0.362,
        local=2.6,
        author="birgit",
        tags=("walking", "safety", "school"),
        state="in_work",
        delivery=DELIVERY["lindens-crossing"],
    ),
    BallotProjectData(
        key="quay-swim",
        title="Swimming steps and showers at Quay 4",
        body="""
Broad steps into the water, two cold showers, hooks, and a board that shows the quality of the water.
""",
        district="harbour",
        category="play",
        cost=26_800_000,
        place=Place(108, 260, "Quay 4"),
        appeal=0.601,
        local=1.7,
        author="minh",
        tags=("swimming", "water"),
        state="in_work",
        delivery=DELIVERY["quay-swim"],
    ),
    BallotProjectData(
        key="flower-beds",
        title="New flower beds at city hall",
        body="""
Nine beds with shrubs that need little water, in place of the tulips that are dug up twice a year.
""",
        district=None,
        category="green",
        cost=9_500_000,
        place=Place(206, 212, "City hall"),
        appeal=0.114,
        local=1.0,
        author="theo",
        tags=("gardens",),
        state="in_work",
        delivery=DELIVERY["flower-beds"],
    ),
    BallotProjectData(
        key="holt-toilets",
        title="Toilets in Holt Hill park",
        body="""
Two cabins, one for wheelchairs, with a roof full of plants. Open from 7 to 22. The next toilet is 1.4 km
away.
""",
        district="holt",
        category="access",
        cost=18_400_000,
        place=Place(494, 276, "Holt Hill park, playground"),
        appeal=0.346,
        local=2.6,
        author="sigrun",
        tags=("toilets", "wheelchair"),
        state="in_work",
        delivery=DELIVERY["holt-toilets"],
    ),
    BallotProjectData(
        key="ferry-boarding",
        title="Step-free boarding at three ferry stops",
        body="""
Ramps that rise and fall with the tide at Quay 1, Quay 3 and Lock. Today the step is up to 40 cm.
""",
        district="harbour",
        category="access",
        cost=38_800_000,
        place=Place(116, 272, "Ferry stops Quay 1, Quay 3 and Lock"),
        appeal=0.95,
        local=1.7,
        author="ferry_karl",
        tags=("ferry", "wheelchair"),
        state="planned",
        delivery=DELIVERY["ferry-boarding"],
    ),
    BallotProjectData(
        key="holt-shelters",
        title="Bus shelters with seats, Upper Holt",
        body="""
Shelters at four stops up the hill, with seats, a roof that gives shade and a lamp that runs on the sun.
""",
        district="holt",
        category="cycling",
        cost=14_800_000,
        place=Place(478, 266, "Four stops, Upper Holt"),
        appeal=0.277,
        local=2.6,
        author="magnus",
        tags=("bus stop", "benches", "winter"),
        state="planned",
        delivery=DELIVERY["holt-shelters"],
    ),
)
