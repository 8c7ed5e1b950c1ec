"""Northgate: parking or dry cellars, a dark underpass, a workshop."""

from __future__ import annotations

from demo.shapes import CommentData, ThreadData

RAIN_GARDENS = ThreadData(
    "rain-gardens",
    (
        CommentData("ingrid", "Number 88 here. Two pumps now.", -18, 10, 20, "for", helpful=33),
        CommentData(
            "radu",
            "I carried 30 metres of wet carpet to the skip last August. For.",
            -18, 13, 0, "for", helpful=27,
        ),
        CommentData(
            "hanno",
            """
Each bed takes two parking spaces. 14 beds, 28 spaces. I am for it, but somebody has to say it aloud before
the others find out.
""",
            -17, 9, 45, "question", helpful=35,
            replies=(
                CommentData(
                    "abena",
                    """
24, not 28, four of the beds are where the old bus bay was. And the hospital car park is open to residents
after 18:00, hardly anybody knows. (Not for nothing, as I thought: 4 euros a night.)
""",
                    -17, 18, 30, helpful=29,
                    at_first="""
24, not 28, four of the beds are where the old bus bay was. And the hospital car park is open to residents
after 18:00, hardly anybody knows.
""",
                ),
                CommentData(
                    "jelena",
                    "The hospital car park costs 4 euros a night. So not 'open'.",
                    -17, 19, 12, "against", helpful=24,
                ),
                CommentData(
                    "abena",
                    "You're right, I did not know about the 4 euros. I'll ask the hospital.",
                    -16, 8, 0, helpful=18,
                ),
            ),
        ),
        CommentData(
            "jelena",
            """
I come home at 23:30 from work, and now I look for a space for twenty minutes. With 24 fewer I can sleep in
the car. Do it on the side with no parking.
""",
            -15, 23, 58, "against", helpful=22,
            replies=(
                CommentData(
                    "prochazka",
                    """
On the other side lie the gas main and a 20 kV cable. We looked, because it would have been our first choice
too.
""",
                    -14, 10, 15, helpful=16,
                ),
                CommentData(
                    "radu",
                    "I drive nights as well. A space every evening or a dry cellar. I took the cellar.",
                    -14, 3, 30, "for", helpful=30,
                ),
            ),
        ),
        CommentData(
            "theo",
            "Who weeds? The beds at the station were beautiful for one year. Now it is a dog toilet.",
            -12, 11, 0, "against", helpful=19,
            replies=(
                CommentData(
                    "ingrid",
                    """
Eleven of us signed up as bed godparents, with names and house numbers. Ask at the station who signed up
there.
""",
                    -12, 14, 40, "for", helpful=25,
                ),
            ),
        ),
        CommentData(
            "yusuf",
            "قبو بيتنا غرق مرتين وخسرنا فيه أثاث العائلة. أنا مع المشروع.",
            -9, 21, 0, "for", "ar", helpful=20,
        ),
        CommentData(
            "diego",
            "A favor. Y que las plantas las elijan los vecinos, que las de la rotonda se secaron todas.",
            -7, 20, 30, "for", "es", helpful=11,
        ),
        CommentData(
            "ana",
            "Kilnfield has the same problem on Oven Street. If it works here, we copy it.",
            -3, 19, 5, "for", helpful=14,
        ),
    ),
)  # fmt: skip

UNDERPASS = ThreadData(
    "underpass",
    (
        CommentData(
            "jelena",
            "Same. I phone someone and talk loudly until I'm through.",
            -17, 23, 40, "for", helpful=56,
        ),
        CommentData(
            "abena",
            "My daughter is 15 and is not allowed through there after dark. By me.",
            -16, 7, 30, "for", helpful=38,
        ),
        CommentData(
            "magnus",
            "Cut back bushes only from October to February, there are wrens in them.",
            -15, 8, 0, "question", helpful=12,
            replies=(
                CommentData("kasia", "With all respect to the wrens.", -15, 22, 10, helpful=44),
                CommentData("magnus", "I only meant the month. I'm for it.", -14, 7, 20, "for", helpful=29),
            ),
        ),
        CommentData(
            "hanno",
            "Light does not stop anybody. A camera does.",
            -13, 12, 0, "against", helpful=9,
            replies=(
                CommentData(
                    "samira",
                    "A camera films it afterwards. Light lets you see before. I know which one I want.",
                    -13, 13, 35, "for", helpful=41,
                ),
                CommentData(
                    "clara",
                    "And no camera where schoolchildren walk please.",
                    -13, 16, 20, helpful=15,
                ),
            ),
        ),
        CommentData(
            "leyla",
            """
Could we close it and make a crossing with lights above instead? An underpass is always an underpass.
""",
            -10, 9, 30, "question", helpful=27,
            replies=(
                CommentData(
                    "mensah",
                    """
The ring road carries 31,000 vehicles a day. A crossing on the level would need a new junction, roughly €1.8
million. It is on the list for 2031.
""",
                    -9, 10, 0, helpful=17,
                ),
            ),
        ),
        CommentData(
            "jelena",
            "So paint it now and build the crossing in 2031.",
            -9, 11, 15, "for", helpful=31,
        ),
    ),
)  # fmt: skip

REPAIR = ThreadData(
    "repair-workshop",
    (
        CommentData(
            "brenner",
            "A petrol station from 1961. Has anyone looked at what is in the ground?",
            -8, 7, 30, "question", helpful=34,
            replies=(
                CommentData(
                    "hanno",
                    """
The tanks were taken out in 2022 and the report says clean down to four metres. I put it in the attachments.
""",
                    -8, 9, 50, helpful=25,
                ),
            ),
        ),
        CommentData(
            "radu",
            "There's a plan to widen the road there. You will build it and they will tear it down.",
            -7, 23, 15, "against", helpful=14,
            replies=(
                CommentData(
                    "mensah",
                    "The widening was dropped by the council in {last_year}.",
                    -6, 9, 0, helpful=19,
                ),
            ),
        ),
        CommentData(
            "leyla",
            """
I wrote nearly the same thing, sorry, I did not see yours. Shall we put them together? I would like to keep
the word café, it's why people dare to come in.
""",
            -5, 16, 0, "for", helpful=22,
            replies=(
                CommentData(
                    "hanno",
                    "Gladly. I make terrible coffee, so you are in charge of that.",
                    -5, 18, 45, "for", helpful=27,
                ),
                CommentData(
                    "diego",
                    "Y el taller de bicis en el mismo sitio. I can write English too, a bit :) Count me in.",
                    -4, 20, 10, "for", "es", helpful=16,
                ),
            ),
        ),
    ),
)  # fmt: skip

NORTHGATE_THREADS: tuple[ThreadData, ...] = (
    RAIN_GARDENS,
    UNDERPASS,
    REPAIR,
)
