"""Kilnfield: heat, a missing crossing, and what to do with the kiln yard."""

from __future__ import annotations

from demo.shapes import Place, ProposalData, VersionData

KILNFIELD: tuple[ProposalData, ...] = (
    ProposalData(
        key="shade-sails",
        title="Shade sails over the Brickyard playground",
        body="""
On 9 July last year the metal slide measured 61 °C at one in the afternoon. Nobody used the sand pit between
eleven and five for most of the summer.

We ask for four fabric sails over the sand pit and the slide, and two plane trees on the south side. The
sails work from the first summer. The trees take over in about fifteen years, when the sails wear out.

## Why here

Brickyard is the only playground within ten minutes' walk for about 900 children in Kilnfield. The old roof
came down with the kiln wall in 2021 and was never replaced.

## What it may cost

A similar job at Weir Park cost €46,000 two years ago. We guess €55,000 with the trees.
""",
        author="mira",
        co_authors=("tomas",),
        category="green",
        district="kiln",
        place=Place(250, 336, "Brickyard playground, 14 Tanner Street"),
        days=-16,
        hour=19,
        supporters=312,
        cost=5_500_000,
        tags=("shade", "children", "heat"),
        status="under_review",
        earlier=(
            VersionData(
                body="""
The slide at Brickyard measured 61 °C last July. Nobody used the sand pit between eleven and five for most
of the summer. We ask for fabric sails over the sand pit and the slide, and two trees on the north side.
""",
                days=-16,
                hour=19,
                note="First text",
            ),
            VersionData(
                body="""
On 9 July last year the metal slide measured 61 °C at one in the afternoon. Nobody used the sand pit between
eleven and five for most of the summer.

We ask for four fabric sails over the sand pit and the slide, and two plane trees on the north side. A
similar job at Weir Park cost €46,000 two years ago. We guess €55,000 with the trees.
""",
                days=-13,
                hour=21,
                note="Cost guess added",
            ),
        ),
    ),
    ProposalData(
        key="furnace-crossing",
        title="A crossing where people already cross, Furnace Lane",
        body="""
The nearest lights are 340 metres away, so everyone runs. On {day-18} I stood there with a clicker from half
past seven: 412 people in two hours, and 38 of them were children on their own.

It does not have to be lights. A zebra with an island in the middle would do it, and the lane is wide enough
because the old rail siding was never built over.
""",
        author="henrike",
        category="walking",
        district="kiln",
        place=Place(304, 396, "Furnace Lane, opposite the bakery"),
        days=-15,
        hour=8,
        supporters=187,
        cost=7_200_000,
        tags=("walking", "speed", "children"),
    ),
    ProposalData(
        key="furnace-zebra",
        title="Zebra crossing Furnace Lane!!",
        body="""
Between the bakery and the nursery. Cars do 60 there. Please before somebody gets hurt, not after.
""",
        author="brenner",
        category="walking",
        district="kiln",
        place=Place(306, 392, "Furnace Lane, at the nursery"),
        days=-11,
        hour=7,
        supporters=41,
        tags=("walking", "speed"),
    ),
    ProposalData(
        key="allotment-light",
        title="Evening light and a tool wall for the allotments",
        body="""
In winter the plots are dark by four. Most of us work. So from November to February the gardens belong to
the foxes, which is fine, but the compost still has to be turned and last winter one of us fell over a hose
and broke her wrist.

Low lamps on the main path only (not on the plots), on a timer until eight. And a wall with shared tools
behind one lock: 61 plots own 61 wheelbarrows, I counted, and on a normal day four are in use.

The association would buy the tools from its own money. We only ask for the lamps, the roof and the wall.
""",
        author="paul",
        category="neighbours",
        district="kiln",
        place=Place(208, 390, "Clay Pit allotments, main path"),
        days=-4,
        hour=17,
        supporters=64,
        cost=2_850_000,
        tags=("gardens", "light", "sharing"),
    ),
    ProposalData(
        key="kiln-flea",
        title="Open the kiln yard on Sundays as a flea market",
        body="""
The yard stands empty one day a week. It needs power sockets, bins and someone with a key.

I sold at the flea market in the old station hall for eleven years until they built the flats. There were 80
stalls and on a dry Sunday 2,000 people. Nobody got rich. People furnished a room for fifty euros and talked
to each other.

The yard has walls on three sides, so the noise stays in. Market 10 to 16, gone by 17, swept. Stall fee pays
for the cleaning, the city only pays once for the six power posts and a water tap.
""",
        author="ravi",
        category="neighbours",
        district="kiln",
        place=Place(322, 334, "Kiln yard, Oven Street 2"),
        days=-14,
        hour=12,
        supporters=141,
        cost=3_400_000,
        tags=("market", "sharing"),
    ),
    ProposalData(
        key="tanner-close",
        title="Close Tanner Street to cars",
        body="""
Two hundred children walk down Tanner Street every morning and about sixty of them get out of a car in the
middle of it. Close it. It is a dead end anyway since the new bollards.
""",
        author="tomas",
        category="walking",
        district="kiln",
        place=Place(240, 344, "Tanner Street"),
        days=-17,
        hour=20,
        supporters=58,
        tags=("school", "speed"),
        status="merged",
        merged_into="school-street",
    ),
    ProposalData(
        key="school-street",
        title="School street on Tanner Street, the afternoons too",
        body="""
The morning closure is on the ballot of Streets for Children and I hope it wins. But school here ends at
four, and at ten to four it is the same chaos with parents waiting on the pavement with the engine running.

Same barriers, same half hour, one more warden shift. People who live in the street get a fob.
""",
        author="ana",
        co_authors=("tomas",),
        category="learning",
        district="kiln",
        place=Place(238, 350, "Tanner Street, school gate"),
        days=-16,
        hour=9,
        supporters=119,
        cost=3_100_000,
        tags=("school", "children", "walking"),
    ),
    ProposalData(
        key="fountain-tram-stop",
        title="A drinking fountain at the Kilnfield tram stop",
        body="""
The stop is the busiest in the district and there is no tap within 600 metres. A fountain with a low basin
would also work for wheelchair users and dogs.
""",
        author="ana",
        category="water",
        district="kiln",
        place=Place(278, 318, "Tram stop Kilnfield, platform 2"),
        days=-3,
        hour=14,
        supporters=33,
        tags=("water", "tram", "wheelchair"),
    ),
    ProposalData(
        key="fountain-kiln-park",
        title="Drinking fountain in Kiln Park",
        body="""
Next to the table tennis, where the old pump was. The pipe is still there, my grandson found the cover.
""",
        author="paul",
        category="water",
        district="kiln",
        place=Place(258, 326, "Kiln Park, table tennis"),
        days=-13,
        hour=11,
        supporters=71,
        cost=900_000,
        tags=("water", "heat"),
    ),
    ProposalData(
        key="school-yard-trees",
        title="Trees for every school yard in Kilnfield",
        body="""
Four school yards, 2,300 m² of tarmac, nine trees. I am a teaching assistant and in June we keep the small
ones inside at noon because there is nowhere to stand.

Take up parking-space-sized squares of tarmac, ten per yard, plant a tree in each and leave the ground open
for the rain. The children can help with the digging and with the watering in the first two summers, there
is a rota for the class hamster and it works perfectly well.

Not all at once is fine! Start with the one at Clay Pit School, it is the worst.
""",
        author="lucia",
        category="green",
        district="kiln",
        place=Place(228, 372, "Clay Pit School"),
        days=-10,
        hour=21,
        supporters=203,
        cost=16_000_000,
        tags=("trees", "school", "shade", "heat"),
        status="under_review",
    ),
    ProposalData(
        key="banos-mercado",
        title="Baños públicos en el mercado de Los Hornos",
        body="""
Soy vendedora del mercado desde hace doce años. Somos cuarenta puestos y no hay un solo baño público. Los
del bar nos dejan entrar si consumimos, y el bar cierra los martes, que es día de mercado.

Las personas mayores me lo dicen cada semana: compran deprisa y se van porque no aguantan. Una señora con
bastón tuvo que volver a su casa y se dejó la compra en mi puesto.

Pido un baño adaptado, de los que se limpian solos, con cambiador para bebés. El enganche de agua y de
desagüe está a seis metros, detrás del puesto de pescado.
""",
        author="lucia",
        category="access",
        district="kiln",
        place=Place(290, 350, "Kilnfield Market, stall 12"),
        days=-9,
        hour=22,
        supporters=96,
        lang="es",
        cost=9_800_000,
        tags=("toilets", "market", "older people", "wheelchair"),
    ),
    ProposalData(
        key="skate-furnace",
        title="Skate spot under the tram viaduct",
        body="""
dry all year, already concrete, no neighbours above. we skate there anyway until someone calls the police. 3
ledges 1 flat rail 1 quarter and lights that go off at 10. me and 14 others signed a paper, can bring it to
the town hall if you need it on paper
""",
        author="emre",
        category="play",
        district="kiln",
        place=Place(316, 366, "Under the tram viaduct, Furnace Lane"),
        days=-8,
        hour=23,
        supporters=88,
        cost=6_500_000,
        tags=("teenagers", "sport", "light"),
    ),
)
