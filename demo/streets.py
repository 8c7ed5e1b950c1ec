"""The eleven projects on the ballot of "Streets for Children"."""

from __future__ import annotations

from demo.shapes import BallotProjectData, Place

STREETS_PROJECTS: tuple[BallotProjectData, ...] = (
    BallotProjectData(
        key="street-tanner",
        title="School street on Tanner Street",
        body="""
Closed to cars from 07:30 to 08:30, with two folding barriers and a warden.

About 340 children reach Brickyard School by this street, and on a normal morning 130 cars turn in it.
People who live there get a fob for the barrier; buses for disabled pupils may always pass.
""",
        district="kiln",
        category="learning",
        cost=8_600_000,
        place=Place(240, 346, "Tanner Street, Kilnfield"),
        appeal=0.46,
        local=2.2,
        author="tomas",
        tags=("school", "children", "safety"),
    ),
    BallotProjectData(
        key="street-lindens-crossings",
        title="Raised crossings at Lindens School",
        body="""
Three crossings at pavement height, so drivers must slow to 20.

One on Lindens Avenue at the main gate, two on Elm Row. The kerb stays one centimetre high, so that a white
cane finds it. Nobody has to step down with a pram or a wheelchair.
""",
        district="linden",
        category="walking",
        cost=17_400_000,
        place=Place(384, 90, "Lindens School, Lindens Avenue and Elm Row"),
        appeal=0.34,
        local=2.6,
        author="samira",
        tags=("school", "walking", "speed", "wheelchair"),
    ),
    BallotProjectData(
        key="street-weir-cycle",
        title="Safe cycle lane to the Weirside schools",
        body="""
1.2 kilometres with a kerb between bikes and cars, from the footbridge to Mill Lane.

It joins three schools with 1,150 pupils. 46 parking spaces move to the other side or are lost. The lane is
2.4 metres wide, enough for a cargo bike to pass a child.
""",
        district="weir",
        category="cycling",
        cost=32_000_000,
        place=Place(358, 226, "Footbridge to Mill Lane, Weirside"),
        appeal=0.42,
        local=2.1,
        author="femke",
        tags=("cycling", "school", "safety"),
    ),
    BallotProjectData(
        key="street-harbour-play",
        title="Play corner on Harbour Square",
        body="""
Climbing nets between the plane trees, on the side away from the tram.

With a low fence towards the tracks, soft ground and a bench in the shade from which both the nets and the
tram stop can be seen. The trees were tested; ropes go round posts, not round trunks.
""",
        district="harbour",
        category="play",
        cost=14_200_000,
        place=Place(194, 244, "Harbour Square, Old Harbour"),
        appeal=0.40,
        local=2.0,
        author="sunniva",
        tags=("children", "shade", "tram"),
    ),
    BallotProjectData(
        key="street-north-bridge",
        title="Footbridge over the ring road",
        body="""
A bridge with ramps instead of the long way round through the underpass, for 620 children who live north of
the road.

3 metres wide, ramps of 6%, lit from the handrail. Building it takes two nights of closed road and about
five months.
""",
        district="north",
        category="walking",
        cost=48_000_000,
        place=Place(222, 82, "Ring Road at Hospital Street, Northgate"),
        appeal=0.30,
        local=2.5,
        author="abena",
        tags=("walking", "school", "wheelchair", "safety"),
    ),
    BallotProjectData(
        key="street-holt-lamps",
        title="Lamps on the Holt Hill school path",
        body="""
Forty low lamps that dim after 22:00, so bats can still hunt there.

From the tram to Holt School, 900 metres through the wood. In December it is dark when school begins and
dark when the last lesson ends. Warm light, shielded upwards.
""",
        district="holt",
        category="nature",
        cost=9_500_000,
        place=Place(424, 314, "Wood path, Upper Holt"),
        appeal=0.31,
        local=2.6,
        author="marisol",
        tags=("light", "school", "safety"),
    ),
    BallotProjectData(
        key="street-clay-pit",
        title="A calm street at Clay Pit School",
        body="""
Planters, two narrow points and a 30 zone on Oven Street, where the pavement is one metre wide today.

The pavement grows to 2.5 metres on the school's side. Lorries to the workshops can still pass, one at a time.
""",
        district="kiln",
        category="walking",
        cost=11_800_000,
        place=Place(230, 374, "Oven Street, Kilnfield"),
        appeal=0.28,
        local=2.4,
        author="lucia",
        tags=("school", "speed", "trees"),
    ),
    BallotProjectData(
        key="street-hospital-stop",
        title="A wider island for the school bus at the hospital",
        body="""
Sixty children wait on an island that is 1.6 metres wide, with two lanes on each side. It gets 3.5 metres
and a railing.
""",
        district="north",
        category="cycling",
        cost=6_400_000,
        place=Place(240, 108, "Bus stop Hospital, Northgate"),
        appeal=0.30,
        local=2.3,
        author="kasia",
        tags=("bus stop", "school", "safety"),
    ),
    BallotProjectData(
        key="street-harbour-trees",
        title="Trees and seats on the way to Harbour School",
        body="""
Eighteen trees in wells and nine seats on Anchor Street, which has neither. Seven car spaces make way for
them.
""",
        district="harbour",
        category="green",
        cost=12_800_000,
        place=Place(158, 226, "Anchor Street, Old Harbour"),
        appeal=0.35,
        local=1.9,
        author="carmen",
        tags=("trees", "shade", "benches", "school"),
    ),
    BallotProjectData(
        key="street-pumps",
        title="Bike stands and a pump at nine schools",
        body="""
450 stands with a roof, and an air pump with a repair post at every school. Two schools have no stands at
all today.
""",
        district=None,
        category="cycling",
        cost=11_000_000,
        place=None,
        appeal=0.43,
        local=1.0,
        author="arjun",
        tags=("cycling", "school"),
    ),
    BallotProjectData(
        key="street-walking-bus",
        title="Walking bus: painted routes and 24 meeting points",
        body="""
Children walk to school together on marked routes, with a sign at each meeting point that says when the
group leaves. Tried at two schools last year: 60 fewer cars at the gate each morning.
""",
        district=None,
        category="learning",
        cost=5_200_000,
        place=None,
        appeal=0.37,
        local=1.0,
        author="ana",
        tags=("walking", "school", "children", "signs"),
    ),
)
