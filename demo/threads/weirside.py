"""Weirside: who may use the bridge and the banks."""

from __future__ import annotations

from demo.shapes import CommentData, ReportData, ThreadData

FOOTBRIDGE = ThreadData(
    "footbridge-bikes",
    (
        CommentData(
            "femke",
            """
I bring two children to school over that bridge on a cargo bike. With your gates I would have to go round by
the lock: 2.4 km more, every day, next to lorries.
""",
            -10, 8, 5, "against", helpful=48,
            replies=(
                CommentData("wenzel", "Get off and push. It is 90 metres.", -10, 9, 0, "for", helpful=22),
                CommentData(
                    "femke",
                    "A cargo bike does not fit through a gate, pushed or not.",
                    -10, 9, 12, "against", helpful=30,
                ),
            ),
        ),
        CommentData(
            "idris",
            """
I deliver food. Not all of us race. I get €3.10 a trip and the app counts the seconds, so yes, some do. Fine
the app.
""",
            -9, 23, 30, "against", helpful=36,
            replies=(
                CommentData(
                    "wenzel",
                    """
That is the first honest word I have heard about it. But the app does not hit my wife, the handlebar does.
""",
                    -8, 10, 20, helpful=33,
                ),
                CommentData("idris", "Fair. I'm sorry about your wife. Is she OK?", -8, 12, 0, helpful=28),
                CommentData("wenzel", "A bruise and a fright. Thank you for asking.", -8, 12, 45, helpful=25),
            ),
        ),
        CommentData(
            "anouk",
            """
Slow it down instead of closing it: planks crosswise, a bump at each end, a bell sign. The bridge in Lind
does it, nobody goes faster than 12.
""",
            -7, 17, 0, "question", helpful=45,
            replies=(
                CommentData(
                    "oleks",
                    "Bumps and wheelchairs are no friends either.",
                    -7, 19, 10, "against", helpful=17,
                ),
                CommentData("wenzel", "Planks I could live with. Not bumps.", -6, 8, 40, helpful=21),
            ),
        ),
        CommentData(
            "rosa",
            """
Mothers against the old, couriers against wheelchairs. And the bridge is simply 2 metres wide. Ask for a
wider bridge!
""",
            -5, 18, 30, "against", helpful=27,
            reports=(
                ReportData("joaquin", "discrimination", "It sets people against each other.", -5, 19, 10),
            ),
            keep_because="""
It is sharp, but it is about the width of the bridge and mocks nobody for what they are. It stays.
""",
        ),
        CommentData(
            "wenzel",
            "People on bicycles have no manners. Not one of them.",
            -5, 20, 5, "for",
            deleted=True,
            replies=(
                CommentData(
                    "femke",
                    "Not one? I ring my bell for you every morning, and you wave.",
                    -5, 20, 50, helpful=31,
                ),
            ),
        ),
        CommentData(
            "joaquin",
            """
Yo paso en bici y bajo la velocidad cuando hay gente. La mayoría hace lo mismo. Prohibir por unos pocos no
me parece.
""",
            -4, 21, 15, "against", "es", helpful=19,
        ),
        CommentData(
            "magnus",
            "Cyclists. Always the cyclists. You people should be ashamed of yourselves.",
            -3, 7, 10, "for", helpful=2,
            reports=(
                ReportData("femke", "insult", "Insults a group, adds nothing.", -3, 8, 0),
            ),
        ),
        CommentData(
            "mensah",
            """
We will count for a week, bikes and walkers by the hour, and post the figures here before anybody decides
anything.
""",
            -2, 9, 30, helpful=38,
        ),
    ),
)  # fmt: skip

BANK = ThreadData(
    "bank-access",
    (
        CommentData(
            "anouk",
            """
Right bank: happily. Please write 'right bank' into the title, because the left one is where the kingfishers
are.
""",
            -17, 7, 10, "question", helpful=24,
            replies=(
                CommentData("rosa", "Right bank, all three. I will add it.", -17, 12, 30, helpful=18),
            ),
        ),
        CommentData(
            "sigrun",
            """
A boy drowned at the mill in 1978. I was a teacher at his school. The railing was put up because of him.
""",
            -15, 10, 0, "against", helpful=41,
            replies=(
                CommentData(
                    "rosa",
                    """
I know the story, I was in the year below him. He could not get out. That is what the steps are for.
""",
                    -15, 13, 20, "for", helpful=46,
                ),
                CommentData(
                    "sigrun",
                    "Then put them only where the canoe club says, and put a ring and a rope at each.",
                    -14, 9, 30, "question", helpful=37,
                ),
                CommentData(
                    "idris",
                    "Ring, rope and a depth board. Added. Thank you.",
                    -14, 18, 0, helpful=29,
                ),
            ),
        ),
        CommentData(
            "prochazka",
            """
The water is clean enough to swim on about 70 days a year. After heavy rain it is not, because the drains
overflow. You would need a flag.
""",
            -12, 11, 40, helpful=33,
        ),
        CommentData(
            "wenzel",
            "First steps, then music boxes, then rubbish. Ask the harbour.",
            -10, 17, 30, "against", helpful=15,
            replies=(
                CommentData(
                    "yara",
                    "Young people sit somewhere. At the moment on the railing, above the deep part.",
                    -10, 19, 0, "for", helpful=34,
                ),
                CommentData("wenzel", "Not wrong.", -9, 8, 10, helpful=9),
            ),
        ),
        CommentData(
            "joaquin",
            "¿Y una rampa? Con una silla de ruedas tampoco se llega al agua.",
            -8, 20, 40, "question", "es", helpful=26,
            replies=(
                CommentData(
                    "idris",
                    "Behind the library there is room for one, 6%. Good idea, muchas gracias.",
                    -7, 12, 10, helpful=15,
                ),
            ),
        ),
        CommentData("femke", "For, and for, and for.", -2, 21, 0, "for", helpful=8),
    ),
)  # fmt: skip

LEFT_BANK = ThreadData(
    "kingfisher",
    (
        CommentData(
            "rosa",
            "I want the steps on the other side and I support this one as well. They fit together.",
            -15, 18, 20, "for", helpful=32,
        ),
        CommentData(
            "magnus",
            "Four pairs is right, I count too. 2019 it was five.",
            -14, 6, 30, "for", helpful=14,
        ),
        CommentData(
            "ravi",
            "a hedge means i can't see who's behind it when i run there at night",
            -9, 23, 10, "against", helpful=16,
            replies=(
                CommentData(
                    "anouk",
                    "Willow cut at 90 cm, you look over it. The birds only need not to see legs.",
                    -8, 7, 5, helpful=27,
                ),
            ),
        ),
        CommentData(
            "yara",
            "Is €7,000 really all? Feels like the best deal on this page.",
            -3, 17, 30, "question", helpful=11,
        ),
    ),
)  # fmt: skip

WEIRSIDE_THREADS: tuple[ThreadData, ...] = (
    FOOTBRIDGE,
    BANK,
    LEFT_BANK,
)
