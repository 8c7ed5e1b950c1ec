"""Old Harbour: water on three sides, tourists in summer, steps everywhere."""

from __future__ import annotations

from demo.shapes import Place, ProposalData

OLD_HARBOUR: tuple[ProposalData, ...] = (
    ProposalData(
        key="ferry-shelter",
        title="A roof at the ferry stop Quay 2",
        body="""
Quay 2 is the only stop of the harbour ferry without a roof. In the west wind you stand in the spray for up
to twenty minutes. I have worked on that line for 31 years and I can tell you people would rather take the
car than get wet twice a day.

The next stop has a shelter from the nineties, same model is still made. It must be bolted, not weighted, we
lost one in the storm of 2013.
""",
        author="ferry_karl",
        category="cycling",
        district="harbour",
        place=Place(112, 280, "Ferry stop Quay 2"),
        days=-18,
        hour=10,
        supporters=134,
        cost=4_200_000,
        tags=("ferry", "winter"),
        status="under_review",
    ),
    ProposalData(
        key="quay-roof",
        title="Shelter for people waiting for the ferry at Quay 2",
        body="""
My mother is 81 and waits there three times a week for dialysis. There is no roof and no seat. There used to
be a bench but it was taken away when they painted the bollards and it never came back.

Please: a roof and a bench with arm rests, so that she can get up again by herself.
""",
        author="minh",
        category="access",
        district="harbour",
        place=Place(115, 283, "Ferry stop Quay 2"),
        days=-7,
        hour=13,
        supporters=49,
        tags=("ferry", "benches", "older people"),
    ),
    ProposalData(
        key="chain-steps",
        title="A handrail in the middle of the Chain Steps",
        body="""
64 steps, three metres wide, rail on the left only. If you come down with your right hand free and your left
arm in a sling (me, for nine weeks now) you have the choice between going backwards and going round by Anchor
Street, 700 m. One rail down the middle. That's all.
""",
        author="otto",
        category="access",
        district="harbour",
        place=Place(176, 252, "Chain Steps"),
        days=-12,
        hour=9,
        supporters=157,
        cost=1_900_000,
        tags=("stairs", "older people"),
    ),
    ProposalData(
        key="quay-noise",
        title="Quiet hours for the beer boats",
        body="""
Not against fun, I ran a bar for twenty years. But six boats with loudspeakers between Quay 3 and the lock
until two in the morning, from May to September, is not a harbour any more, it's a fairground you cannot
leave.

I want: no amplified music on the water after 22:00, a sign on each boat with a number to call, and one
person from the city who answers it. The money is for that person for two summers and the signs.
""",
        author="grace",
        category="neighbours",
        district="harbour",
        place=Place(138, 262, "Quay 3"),
        days=-14,
        hour=23,
        supporters=226,
        cost=8_400_000,
        tags=("noise", "river"),
        status="rejected",
        reason="""
The budget pays for things that are built or bought, not for staff. The wish itself has gone to the public
order office, which decides on quiet hours on the water. It will report to the district council on {day+26}.
""",
    ),
    ProposalData(
        key="swim-ladder",
        title="Second swimming ladder at Quay 4 for people who can't do steps",
        body="""
The new swimming steps are lovely. I use a wheelchair and I can look at them.

There is a kind of ladder with a seat that goes down on a rail by hand crank. Two harbours up the coast have
one. It needs no power and the swimming club says they would keep the key and show people how.
""",
        author="sunniva",
        category="access",
        district="harbour",
        place=Place(106, 258, "Quay 4, swimming steps"),
        days=-9,
        hour=16,
        supporters=178,
        cost=2_600_000,
        tags=("swimming", "wheelchair"),
        status="accepted",
    ),
    ProposalData(
        key="net-store",
        title="Save the net store: a museum of one room",
        body="""
The net store behind the fish hall is the last wooden building on the harbour front. The ground floor is
dry, the roof was done in 2018, and inside are still the tar troughs, the drying beams and about four
hundred floats, each with the mark of its boat burnt into it. My father's is there. So are those of boats
that did not come back.

For nine years it has been locked because there is no second exit. That is the whole reason. A second door.

What I imagine is small. One room. Open Saturday and Sunday, two to five, kept by volunteers; the harbour
society has eleven people who signed up, the youngest is 19. No screens, no shop. The floats on the wall
with the names. A table. A recording of the men and women who worked there, we made thirty-two hours of tape
in the eighties and nobody has listened to them since.

Schools could come on weekdays. There are two thousand children in this city who have never held a net needle.

The cost: the door with stairs outside, about €38,000, we have an offer from a carpenter. Light and a safe
floor, €22,000. Glass for the float wall, €9,000. Digitising the tapes, the university would do it for
€6,000 and keep a copy.

I know there are people who say: a harbour needs benches and toilets, not old wood. Both is true. But
benches you can always build. This you can only lose once.

If the city prefers, the society will take the building on a lease for one euro and run it. We have written
that to the council three times (2019, 2021, 2024). We have had one answer, and it was an automatic reply.

Otto Kranz, for the harbour society
""",
        author="otto",
        category="culture",
        district="harbour",
        place=Place(148, 288, "Net store, behind the fish hall"),
        days=-17,
        hour=15,
        supporters=268,
        cost=7_500_000,
        tags=("history", "school"),
        status="under_review",
    ),
    ProposalData(
        key="bancos-muelle",
        title="Bancos con sombra en el Muelle 1",
        body="""
En el Muelle 1 hay doscientos metros sin un solo banco. Los jubilados nos sentamos en los bolardos y en
verano queman. Con cuatro bancos de madera, con respaldo y reposabrazos, y un par de árboles en macetas
grandes ya se podría pasar allí la tarde. Si ponen los bancos mirando al agua, mejor.
""",
        author="carmen",
        category="green",
        district="harbour",
        place=Place(132, 234, "Quay 1"),
        days=-13,
        hour=18,
        supporters=82,
        lang="es",
        cost=1_600_000,
        tags=("benches", "shade", "older people"),
    ),
    ProposalData(
        key="quay-benches",
        title="Benches on Quay 1, with shade please",
        body="""
200 m of quay and not one place to sit. Four or five benches facing the water, trees in tubs because of the
cables.
""",
        author="grace",
        category="green",
        district="harbour",
        place=Place(134, 232, "Quay 1"),
        days=-5,
        hour=20,
        supporters=37,
        tags=("benches", "shade", "trees"),
    ),
    ProposalData(
        key="gulls",
        title="Gull-proof bins",
        body="on the whole harbour front. you all know why",
        author="minh",
        category="neighbours",
        district="harbour",
        place=Place(122, 246, "Harbour front"),
        days=-2,
        hour=8,
        supporters=115,
        tags=("rubbish", "birds"),
    ),
    ProposalData(
        key="tablice-promu",
        title="Tablice po polsku przy przystankach promu",
        body="""
Na przystankach promu wszystkie informacje są tylko po angielsku, a rozkład drobnym drukiem wisi na
wysokości dwóch metrów. W porcie pracuje ponad trzysta osób z Polski i wielu dopiero uczy się języka.

Proponuję proste tablice z dużymi literami i piktogramami: godziny, opóźnienia, dokąd płynie prom, gdzie
kupić bilet. W kilku językach, nie tylko po polsku. Kapitanowie mówią, że codziennie kilka razy odpowiadają
na te same pytania.
""",
        author="piotr",
        category="access",
        district="harbour",
        place=Place(110, 268, "Ferry stop Quay 3"),
        days=-6,
        hour=19,
        supporters=58,
        lang="pl",
        cost=1_200_000,
        tags=("ferry", "signs"),
    ),
    ProposalData(
        key="harbour-square-water",
        title="Misting posts on Harbour Square",
        body="""
Three posts that spray a fine mist when it's over 28 degrees. Children will run through them, older people
can sit next to them. Uses about as much water as one garden hose, I looked it up, for a square where in
July you could fry an egg on the tram cover.
""",
        author="sunniva",
        category="water",
        district="harbour",
        place=Place(190, 240, "Harbour Square"),
        days=-8,
        hour=12,
        supporters=74,
        cost=4_500_000,
        tags=("heat", "water", "children"),
    ),
    ProposalData(
        key="rat-traps",
        title="Something about the rats behind the fish hall",
        body="""
I don't know if this is the right place for it. They come at dusk and they are not afraid. It is the open
skips. Closed skips would help, or a collection on Sundays.
""",
        author="piotr",
        category="neighbours",
        district="harbour",
        place=Place(154, 296, "Fish hall, yard"),
        days=-10,
        hour=20,
        supporters=29,
        tags=("rubbish",),
        status="withdrawn",
        reason="The port authority put lids on the skips last week. Nothing left to build, so I take it back. Thanks.",
    ),
)
