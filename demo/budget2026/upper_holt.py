"""Upper Holt: steep, green, far from the tram."""

from __future__ import annotations

from demo.shapes import Place, ProposalData

UPPER_HOLT: tuple[ProposalData, ...] = (
    ProposalData(
        key="holt-bus-late",
        title="One late bus up the hill",
        body="""
Last bus 21:40. The cinema ends at 22:30. Everyone under 18 up here is therefore driven by their parents or
walks up in the dark for 50 minutes. One more bus at 23:10, Friday and Saturday. Just try it for a year.
""",
        author="yara",
        category="cycling",
        district="holt",
        place=Place(482, 262, "Bus stop Holt Church"),
        days=-13,
        hour=22,
        supporters=188,
        cost=5_200_000,
        tags=("bus stop", "teenagers"),
        status="rejected",
        reason="""
A bus is a running cost, and rule 3 leaves running costs out. But you have 188 neighbours behind you: the
transport office will test the 23:10 on Fridays and Saturdays for six months from its own money, from
{day+45}.
""",
    ),
    ProposalData(
        key="holt-steps-bench",
        title="Benches on the way up, every 150 metres",
        body="""
I am seventy-three and the hill is the same as it was, only I am not. From the bridge to the church it is
1,100 metres and 90 metres up, and there is one bench, at the top, where I no longer need it.

Six benches. With a back. Not metal, it is cold. If they face the bay you will see that young people use
them as well.
""",
        author="sigrun",
        category="access",
        district="holt",
        place=Place(462, 284, "Church Lane, from the bridge upwards"),
        days=-17,
        hour=10,
        supporters=236,
        cost=1_500_000,
        tags=("benches", "older people", "walking"),
        status="accepted",
    ),
    ProposalData(
        key="church-lane-seats",
        title="Somewhere to rest on Church Lane",
        body="""
My father in law stops at every garden wall and people are nice about it but some walls have spikes now. 4
or 5 benches between the bridge and the church would do.
""",
        author="lotte",
        category="access",
        district="holt",
        place=Place(458, 288, "Church Lane"),
        days=-6,
        hour=14,
        supporters=55,
        tags=("benches", "older people"),
    ),
    ProposalData(
        key="bancos-cuesta",
        title="Bancos en la cuesta de la iglesia",
        body="""
Subir con la compra desde el puente hasta la iglesia sin poder sentarse una sola vez es un castigo. Pedimos
bancos, con respaldo, cada doscientos metros más o menos, y mejor a la sombra de los castaños.
""",
        author="marisol",
        category="access",
        district="holt",
        place=Place(460, 281, "Church Lane, by the chestnuts"),
        days=-10,
        hour=11,
        supporters=77,
        lang="es",
        cost=1_200_000,
        tags=("benches", "older people", "shade"),
    ),
    ProposalData(
        key="holt-meadow",
        title="Mow the holt meadow twice a year, not twelve times",
        body="""
It saves money. There were 140 kinds of plants on that slope in the survey of 1991 and 38 in the last one.
Mow in July and in September, take the hay away, and leave a two metre strip along the path so it looks
cared for. Cost is one sign that explains it, otherwise the phone of the parks department will ring all
summer.
""",
        author="magnus",
        category="nature",
        district="holt",
        place=Place(524, 232, "Holt meadow"),
        days=-15,
        hour=7,
        supporters=164,
        cost=150_000,
        tags=("meadow", "birds"),
        status="accepted",
    ),
    ProposalData(
        key="water-tower",
        title="Open the water tower as a look-out",
        body="""
From the top you see the bay, both banks, the kiln chimneys and on a clear day the islands. I was up there
once, on the open day in 2011, and I still think about it.

It needs a railing that is 20 cm higher and a second light in the stairwell. Stair is 186 steps, so no, it
will not be for everyone; I would therefore put a camera on the roof with a screen in the church hall. (My
neighbour in the wheelchair asked for that, it is her idea.)

Open on Sundays, May to September.
""",
        author="bashir",
        category="culture",
        district="holt",
        place=Place(500, 252, "Water tower"),
        days=-12,
        hour=15,
        supporters=193,
        cost=12_500_000,
        tags=("history", "stairs"),
        status="under_review",
    ),
    ProposalData(
        key="holt-clinic-path",
        title="Grit the steps to the clinic in winter",
        body="""
Three broken wrists last January, one of them mine. Nobody is responsible: the street belongs to the city,
the steps to the parish and the landing to the clinic. I have letters from all three.

A grit box at the top and one at the bottom would already help. We would spread it ourselves.
""",
        author="sigrun",
        category="walking",
        district="holt",
        place=Place(448, 300, "Clinic steps"),
        days=-8,
        hour=9,
        supporters=112,
        cost=180_000,
        tags=("winter", "stairs", "older people"),
    ),
    ProposalData(
        key="bat-lamps",
        title="Amber lamps on the wood path",
        body="""
White light draws in the insects and the bats go hungry. Amber lamps, shielded, off from midnight.
Twenty-two of them between the school and the tram. Every other city does it by now.
""",
        author="magnus",
        category="nature",
        district="holt",
        place=Place(420, 318, "Wood path"),
        days=-5,
        hour=22,
        supporters=67,
        cost=3_900_000,
        tags=("light", "safety"),
    ),
    ProposalData(
        key="pump-track",
        title="Pump track at the old gravel pit",
        body="""
We already dug one! It is made of clay and it is gone after every rain. My dad says we need to ask properly
so I am asking properly. We are 9 to 15 years old. My name is on here through my aunt because you have to be
14 (I am 12).

A real one out of asphalt. It is 45 m long. We would still dig the jumps ourselves. There is a film of it,
we can show it to the mayor.
""",
        author="lotte",
        category="play",
        district="holt",
        place=Place(436, 338, "Old gravel pit, Holt Lane"),
        days=-11,
        hour=17,
        supporters=175,
        cost=9_500_000,
        tags=("children", "teenagers", "sport", "cycling"),
    ),
    ProposalData(
        key="sendero-luz",
        title="Luz en el sendero del bosque",
        body="""
Mi hija vuelve del tranvía por el sendero a las seis, y en invierno a las cinco ya no se ve nada. No hace
falta mucha luz, basta con que se vea por dónde se pisa y quién viene de frente. Entiendo lo de los
murciélagos: que sea luz cálida y que se apague a medianoche.
""",
        author="marisol",
        category="walking",
        district="holt",
        place=Place(424, 312, "Wood path, from the school"),
        days=-3,
        hour=21,
        supporters=46,
        lang="es",
        cost=4_000_000,
        tags=("light", "safety", "school"),
    ),
    ProposalData(
        key="holt-shop",
        title="A parcel box and a fridge at the church",
        body="""
The last shop closed in spring. Two farms would fill a fridge with eggs, milk and vegetables if there was
one with a lock and a till for coins. And a parcel box next to it. Power is there. Roof is there.
""",
        author="bashir",
        category="neighbours",
        district="holt",
        place=Place(486, 258, "Holt Church, porch"),
        days=-2,
        hour=12,
        supporters=84,
        cost=1_100_000,
        tags=("food", "market"),
    ),
    ProposalData(
        key="toilet-key",
        title="Who has the key to the toilets at the viewpoint??",
        body="They exist. They are locked. For months. Open them.",
        author="magnus",
        category="access",
        district="holt",
        place=Place(540, 210, "Viewpoint"),
        days=-1,
        hour=10,
        supporters=12,
        tags=("toilets",),
    ),
)
