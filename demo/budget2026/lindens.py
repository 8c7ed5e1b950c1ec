"""The Lindens: old trees, large schools, strong opinions about both."""

from __future__ import annotations

from demo.shapes import Place, ProposalData

LINDENS: tuple[ProposalData, ...] = (
    ProposalData(
        key="wooden-roof",
        title="Wooden roof over the sand pit, Lindens Park",
        body="""
The sand pit faces south and has no shade at all until the lime trees throw some, at about five. A pergola
of larch with a vine or hops on it. Wood, not fabric, please: the sails at the pool were in shreds after
three winters.
""",
        author="arjun",
        category="green",
        district="linden",
        place=Place(438, 108, "Lindens Park, sand pit"),
        days=-12,
        hour=20,
        supporters=86,
        cost=3_800_000,
        tags=("shade", "children", "heat"),
    ),
    ProposalData(
        key="avenue-roots",
        title="Repair the pavement on Lindens Avenue without felling a single tree",
        body="""
The roots lift the slabs. Everybody who has a pram or a stick knows where. Each spring the city sends
somebody who paints orange circles around the worst ones, and each autumn the circles have worn off.

There is a way to do this that does not hurt the trees. You take out the slabs, you lay a bound gravel that
lets water through, and you build small ramps over the large roots. The botanical garden did it on 80
metres, I can show anybody who wants to see it on a Sunday.

What I do not want, and I say this as somebody who was a surveyor for forty years, is that a contractor
comes with a root saw because it is quicker. A lime tree that loses its roots on one side falls over eleven
years later, on a Tuesday, in a light wind, and then everyone is astonished.

There are 164 trees. The oldest were planted in 1887. I have drawn all the raised slabs on a plan, 212 of
them, and I will hand the plan to whoever builds this.

If the money is not enough for the whole avenue: begin between the school and the pharmacy, both sides.
""",
        author="theo",
        category="walking",
        district="linden",
        place=Place(400, 96, "Lindens Avenue, school to pharmacy"),
        days=-17,
        hour=11,
        supporters=231,
        cost=21_000_000,
        tags=("trees", "walking", "older people", "wheelchair"),
        status="under_review",
    ),
    ProposalData(
        key="study-room",
        title="A room to study until midnight before exams",
        body="""
The library closes at 7. At home I share a room with two brothers. In the six weeks before the finals a lot
of us sit in the fast food place at the station because it has tables and light, and you have to buy
something every hour.

So: the reading room in the Lindens branch, open until midnight for six weeks in spring, with someone at the
door. Students from the university could do that as a job.

I asked 71 people in my year. 64 would come at least once a week.
""",
        author="clara",
        category="learning",
        district="linden",
        place=Place(372, 126, "Lindens branch library"),
        days=-10,
        hour=16,
        supporters=209,
        cost=1_400_000,
        tags=("library", "school", "teenagers"),
    ),
    ProposalData(
        key="hedgehog",
        title="Hedgehog holes in fences",
        body="""
13 x 13 cm, one per fence. It costs nothing if you do it yourself, but the city should do it on its own
fences first (school, cemetery, depot) and hand out a little plate to put above the hole so nobody closes it
again.
""",
        author="birgit",
        category="nature",
        district="linden",
        place=Place(470, 130, "Lindens cemetery"),
        days=-8,
        hour=10,
        supporters=62,
        cost=350_000,
        tags=("gardens",),
    ),
    ProposalData(
        key="school-yard-open",
        title="Leave the Lindens school yard open in the afternoon and on weekends",
        body="""
It has two goals, a climbing wall and big trees and from 4 pm on it is behind a locked gate. The caretaker's
argument was broken glass. So put a bin there and unlock it until 20:00 for one summer and see.
""",
        author="samira",
        category="play",
        district="linden",
        place=Place(384, 84, "Lindens School"),
        days=-14,
        hour=15,
        supporters=167,
        cost=1_800_000,
        tags=("school", "children", "sport"),
        status="under_review",
    ),
    ProposalData(
        key="patio-abierto",
        title="Abrir el patio del colegio los fines de semana",
        body="""
En Los Tilos viven muchas familias en pisos sin balcón. El patio del colegio está cerrado el sábado y el
domingo y es el único sitio llano con sombra. Abrirlo de diez a ocho, con un vecino que tenga la llave. En
mi ciudad lo hacían así y no pasó nada.
""",
        author="marisol",
        category="play",
        district="linden",
        place=Place(386, 86, "Lindens School, gate on Elm Row"),
        days=-6,
        hour=12,
        supporters=48,
        lang="es",
        tags=("school", "children"),
    ),
    ProposalData(
        key="choir-stage",
        title="Repair the bandstand in Lindens Park",
        body="""
The floor is rotten on the east side, so it is taped off, so nobody plays, so nobody repairs it. Our choir
(42, ages 9 to 88) would sing there every other Sunday. So would the brass band and I am told some young
people with a DJ desk. New floor, one socket, done.
""",
        author="oleks",
        category="culture",
        district="linden",
        place=Place(446, 118, "Bandstand, Lindens Park"),
        days=-11,
        hour=13,
        supporters=143,
        cost=2_700_000,
        tags=("music",),
    ),
    ProposalData(
        key="dog-meadow",
        title="A fenced dog meadow",
        body="""
Dogs need to run and some people are afraid of dogs, both is true, a fence solves both. The strip behind the
depot is 80 by 40 metres and nobody uses it. Two gates (an air lock!), a tap, bags, a bench.
""",
        author="birgit",
        category="nature",
        district="linden",
        place=Place(506, 116, "Strip behind the tram depot"),
        days=-15,
        hour=8,
        supporters=131,
        cost=3_300_000,
        tags=("dogs",),
    ),
    ProposalData(
        key="dog-run",
        title="Off-leash area for dogs near the depot",
        body="""
There is none in the whole of the north. We are eight people who meet there every morning at 6:30 anyway and
every few weeks somebody gets a fine. Fence, bin, water.
""",
        author="arjun",
        category="nature",
        district="linden",
        place=Place(503, 119, "Tram depot, back"),
        days=-3,
        hour=7,
        supporters=26,
        tags=("dogs",),
    ),
    ProposalData(
        key="bike-parking-market",
        title="Twelve bike stands at the Elm Row shops",
        body="Proper ones you can lock the frame to. The wheel benders in front of the bakery should go.",
        author="samira",
        category="cycling",
        district="linden",
        place=Place(414, 70, "Elm Row shops"),
        days=-1,
        hour=18,
        supporters=19,
        cost=360_000,
        tags=("cycling",),
    ),
    ProposalData(
        key="winter-lindens",
        title="Clear the cycle path before the road, once, as a test",
        body="""
When it snows the plough does the road and pushes the snow onto the bike path. One winter the other way
round on Lindens Avenue and count how many ride. If it's nobody I'll shut up.
""",
        author="oleks",
        category="cycling",
        district="linden",
        place=Place(420, 92, "Lindens Avenue"),
        days=-9,
        hour=7,
        supporters=73,
        tags=("cycling", "winter"),
    ),
)
