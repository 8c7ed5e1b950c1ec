"""Kilnfield: sails or trees, and a lane that is too fast."""

from __future__ import annotations

from demo.shapes import AppealData, CommentData, ReportData, ThreadData

SHADE_SAILS = ThreadData(
    "shade-sails",
    (
        CommentData(
            "lucia",
            """
At Clay Pit School we keep the small ones indoors at noon in June. Same problem, same district. For.
""",
            -16, 21, 5, "for", helpful=14,
        ),
        CommentData(
            "brenner",
            "How much is that per child? I mean it as a real question.",
            -15, 7, 40, "question", helpful=6,
            replies=(
                CommentData(
                    "tomas",
                    """
About 900 children live within ten minutes. €55,000 over fifteen years is four euros a year each.
""",
                    -15, 12, 10, helpful=22,
                ),
                CommentData(
                    "brenner",
                    "Cheaper than the dentist then. Fine.",
                    -15, 12, 31, "for", helpful=17,
                ),
            ),
        ),
        CommentData(
            "theo",
            """
Trees on the NORTH side, as you wrote, will shade the car park very nicely. In this country the sun is in
the south.
""",
            -14, 9, 15, "against", helpful=28,
            replies=(
                CommentData(
                    "mira",
                    "You are right, that was a plain mistake. We move them to the south side.",
                    -14, 20, 2, helpful=19,
                ),
                CommentData("theo", "Then I have nothing against it.", -13, 8, 50, "for", helpful=8),
            ),
        ),
        CommentData(
            "emre",
            "the slide is plastic at weir park. just swap the slide??",
            -13, 17, 22, "question", helpful=11,
            replies=(
                CommentData(
                    "mira",
                    """
The sand gets to 48 °C too, we measured. But yes, a plastic slide would help in any case.
""",
                    -13, 18, 0,
                ),
            ),
        ),
        CommentData(
            "ravi",
            """
The caretaker, Mr Dombrowski at number 16, told my brother to his face that "those families" broke the old
roof. So ask him what he does all day.
""",
            -9, 22, 47,
            hide_rule="private_person",
            hide_because="""
It names a private person and repeats something he is said to have said (rule 4). Your view on who looks
after the playground is welcome; please write it without the name.
""",
            appeal=AppealData(
                """
He is the caretaker. He decides who gets the key to the toilets, so he is not a private person. And I did
not make it up: my brother was there.
""",
                -1, 20, 15,
            ),
        ),
        CommentData(
            "carmen",
            """
En mi pueblo ponían toldos de calle a calle en mayo y los quitaban en octubre. Duraban veinte años porque se
guardaban secos. El secreto es quitarlos.
""",
            -7, 11, 20, "for", "es", helpful=24,
        ),
        CommentData(
            "samira",
            "Does the gas pipe mean the slide has to move as well?",
            -2, 14, 8, "question", helpful=9,
            replies=(
                CommentData(
                    "brandt",
                    """
No. The pipe runs two metres east of the slide. Only the posts have to keep away from it.
""",
                    -2, 16, 30, helpful=20,
                ),
            ),
        ),
        CommentData(
            "paul",
            """
Sails tear. The ones at the swimming pool were gone after three winters. Please plant bigger trees and skip
the fabric.
""",
            -1, 20, 47, "against", helpful=26,
            replies=(
                CommentData(
                    "mira",
                    """
Fair point. The pool left its sails up all winter. Ours would come down in October, and the parents' group
will do it.
""",
                    -1, 21, 30, helpful=33,
                ),
                CommentData(
                    "paul",
                    """
And in eight years, when your children are grown and the group is gone? Who climbs up then?
""",
                    -1, 22, 4, "against", helpful=15,
                ),
                CommentData(
                    "tomas",
                    """
The fire brigade's youth section said they would, in writing. They need the practice with ladders.
""",
                    0, 7, 15, helpful=12,
                ),
            ),
        ),
        CommentData(
            "henrike",
            """
I look after four children on that playground. We now walk to Weir Park, which takes twenty-five minutes
with a three-year-old.
""",
            0, 9, 12, "for", helpful=41,
        ),
    ),
)  # fmt: skip

FURNACE_CROSSING = ThreadData(
    "furnace-crossing",
    (
        CommentData(
            "tomas",
            "I cross there with a trailer. You wait, then you run, there is no third way.",
            -14, 8, 20, "for", helpful=13,
        ),
        CommentData(
            "radu",
            """
I drive a taxi. Furnace Lane is the only street on this side where traffic still moves. With lights every
300 metres it will be like Northgate Road. Walk to the lights.
""",
            -13, 23, 50, "against", helpful=16,
            replies=(
                CommentData(
                    "henrike",
                    """
340 metres there and 340 back, with a pram, in the rain. And 412 people in two hours did not do it, so it
will not start now.
""",
                    -12, 7, 10, "for", helpful=35,
                ),
                CommentData(
                    "radu",
                    "A zebra with an island, ok. Lights, no.",
                    -12, 13, 30, "for", helpful=18,
                ),
            ),
        ),
        CommentData(
            "henrike",
            "Does anyone know how fast cars really go there?",
            -3, 18, 2, "question", helpful=7,
        ),
        CommentData(
            "brenner",
            """
I count cars here every morning and nobody stops. The worst is the man from number 14, Mr Feld, who drives
his grey van at sixty past the nursery. Put the crossing in this year, please.
""",
            -1, 11, 58, "for", helpful=3,
            reports=(
                ReportData("lucia", "private_person", "Names a private person.", -1, 12, 20),
                ReportData("emre", "private_person", "He is my friend's father. He sold the van in January.", -1, 13, 5),
                ReportData("ravi", "unlawful", "Accuses someone of an offence.", -1, 15, 40),
            ),
        ),
        CommentData(
            "mensah",
            """
We put a counter in the lane for one week. Average 43, one in seven over 50. The data are on the open data
page.
""",
            0, 8, 30, helpful=21,
        ),
    ),
)  # fmt: skip

TANNER_STREET = ThreadData(
    "tanner-close",
    (
        CommentData(
            "ana",
            "All day? My father lives at number 9 and cannot carry his shopping from the tram.",
            -16, 8, 40, "question", helpful=9,
            replies=(
                CommentData(
                    "tomas",
                    "When school begins is enough for me. He should get a fob.",
                    -15, 19, 5, helpful=12,
                ),
            ),
        ),
        CommentData(
            "henrike",
            "Yes please. I counted 61 cars that stop in the middle of the street on one morning.",
            -13, 9, 15, "for", helpful=14,
        ),
    ),
)  # fmt: skip

KILNFIELD_THREADS: tuple[ThreadData, ...] = (
    SHADE_SAILS,
    FURNACE_CROSSING,
    TANNER_STREET,
)
