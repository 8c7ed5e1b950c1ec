"""The eight projects of last year's budget that were not funded."""

from __future__ import annotations

from demo.shapes import BallotProjectData, Place

NOT_FUNDED: tuple[BallotProjectData, ...] = (
    BallotProjectData(
        key="rain-gardens-2025",
        title="Rain gardens along Northgate Road",
        body="""
Eighteen beds between the trees, lower than the pavement, that drink the rain of a storm. Cellars on the
even side stay dry.
""",
        district="north",
        category="water",
        cost=29_500_000,
        place=Place(190, 120, "Northgate Road 40 to 112"),
        appeal=0.309,
        local=2.0,
        author="abena",
        tags=("water", "heat", "trees"),
    ),
    BallotProjectData(
        key="repair-2025",
        title="Repair workshop in the old petrol station",
        body="""
A place to mend bikes, lamps and clothes together, with tools and a pit. Open two days a week.
""",
        district="north",
        category="neighbours",
        cost=24_000_000,
        place=Place(120, 138, "Northgate Road 3"),
        appeal=0.254,
        local=1.8,
        author="hanno",
        tags=("repair", "sharing"),
    ),
    BallotProjectData(
        key="north-court",
        title="Sports court with a roof, Northgate",
        body="Basketball and five-a-side under one roof, open all year, free, lit until 22:00.",
        district="north",
        category="play",
        cost=36_000_000,
        place=Place(206, 84, "Hospital Street sports ground"),
        appeal=0.361,
        local=1.9,
        author="diego",
        tags=("sport", "teenagers"),
    ),
    BallotProjectData(
        key="kiln-chimney",
        title="Make the last kiln chimney safe and climb it",
        body="""
Steel rings, a stair inside and a platform at 31 metres, with a view over the whole city.
""",
        district="kiln",
        category="culture",
        cost=39_000_000,
        place=Place(318, 330, "Kiln yard"),
        appeal=0.28,
        local=1.5,
        author="paul",
        tags=("history",),
    ),
    BallotProjectData(
        key="tram-art",
        title="Murals on the tram viaduct",
        body="Twelve pillars, twelve painters, chosen by a jury of neighbours.",
        district="kiln",
        category="culture",
        cost=11_000_000,
        place=Place(316, 364, "Tram viaduct, Furnace Lane"),
        appeal=0.123,
        local=1.5,
        author="ana",
        tags=("art", "tram"),
    ),
    BallotProjectData(
        key="weir-stage",
        title="A floating stage on the river",
        body="""
A pontoon for concerts at the mill, moored on the right bank, with room for 150 people on the steps.
""",
        district="weir",
        category="culture",
        cost=31_000_000,
        place=Place(338, 208, "River bank at the mill"),
        appeal=0.216,
        local=1.5,
        author="joaquin",
        tags=("music", "river"),
    ),
    BallotProjectData(
        key="lindens-theatre",
        title="Puppet theatre in Lindens Park",
        body="""
A wooden house with 60 seats, heated, for the puppet players who lost theirs in the fire.
""",
        district="linden",
        category="culture",
        cost=23_000_000,
        place=Place(440, 112, "Lindens Park"),
        appeal=0.154,
        local=1.9,
        author="oleks",
        tags=("children", "art"),
    ),
    BallotProjectData(
        key="smart-bins",
        title="Bins that call when they are full",
        body="200 bins with a sensor and a press, run on sunlight.",
        district=None,
        category="neighbours",
        cost=28_000_000,
        place=None,
        appeal=0.064,
        local=1.0,
        author="radu",
        tags=("rubbish",),
    ),
)
