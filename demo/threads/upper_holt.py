"""Upper Holt: light in the wood, a track in the gravel pit, a bus at night."""

from __future__ import annotations

from demo.shapes import CommentData, ThreadData

WOOD_PATH = ThreadData(
    "sendero-luz",
    (
        CommentData(
            "magnus",
            """
I wrote one about amber lamps there. Read it please, we want nearly the same. White light no, warm and off
at midnight yes.
""",
            -3, 22, 0, "for", helpful=12,
            replies=(
                CommentData(
                    "marisol",
                    """
Lo he leído. ¿Las juntamos? Pero a las seis de la mañana también, que hay gente que entra a trabajar a las
siete.
""",
                    -2, 7, 40, "for", "es", helpful=14,
                ),
                CommentData(
                    "magnus",
                    "6:00 to sunrise, agreed. Only November to February then.",
                    -2, 9, 30, helpful=10,
                ),
            ),
        ),
        CommentData(
            "yara",
            "Motion sensors? Light only when somebody walks.",
            -1, 16, 0, "question", helpful=17,
            replies=(
                CommentData(
                    "marisol",
                    "Que se encienda de golpe delante de mí me da más miedo que la oscuridad, la verdad.",
                    -1, 21, 10, "against", "es", helpful=23,
                ),
            ),
        ),
    ),
)  # fmt: skip

PUMP = ThreadData(
    "pump-track",
    (
        CommentData(
            "bashir",
            "I have seen the film. Build it before one of them breaks something on the clay one.",
            -10, 18, 0, "for", helpful=36,
        ),
        CommentData(
            "sigrun",
            """
It is three hundred metres from my window and I look forward to it. It was very quiet up here the last
years.
""",
            -9, 10, 30, "for", helpful=52,
        ),
        CommentData(
            "magnus",
            "The gravel pit is where the natterjack toads spawn. There are two ponds. Not on the ponds.",
            -9, 12, 0, "against", helpful=20,
            replies=(
                CommentData(
                    "lotte",
                    """
The kids know where the ponds are. They put sticks around them so nobody rides in. The track would be on the
car park side.
""",
                    -9, 16, 45, helpful=39,
                ),
                CommentData(
                    "magnus",
                    "I did not know that about the sticks. Then for.",
                    -8, 7, 30, "for", helpful=42,
                ),
            ),
        ),
        CommentData(
            "theo",
            "Asphalt in a nature area. No.",
            -6, 14, 0, "against", helpful=10,
            replies=(
                CommentData(
                    "yara",
                    "It's a gravel pit with a car park, not the rainforest.",
                    -6, 15, 20, helpful=25,
                ),
                CommentData(
                    "theo",
                    "It was a nature area before it was a gravel pit.",
                    -6, 16, 0, "against", helpful=6,
                ),
            ),
        ),
        CommentData(
            "brandt",
            """
The car park half belongs to the forest office. We have asked them. Nothing to decide yet, but the question
is out.
""",
            -3, 11, 20, helpful=18,
        ),
    ),
)  # fmt: skip

LATE_BUS = ThreadData(
    "holt-bus-late",
    (
        CommentData(
            "lotte",
            "I drive down every Saturday at half past ten in my pyjamas.",
            -12, 8, 30, "for", helpful=33,
        ),
        CommentData(
            "brenner",
            "A bus with four people in it at night. Taxi vouchers are cheaper.",
            -11, 9, 0, "against", helpful=14,
            replies=(
                CommentData(
                    "yara",
                    "A taxi up here is 19 euros and they don't come.",
                    -11, 15, 10, "for", helpful=28,
                ),
            ),
        ),
        CommentData(
            "radu",
            "As the taxi: true, we don't, there is never a fare back down.",
            -10, 4, 40, "for", helpful=40,
        ),
        CommentData(
            "yara",
            """
Rejected here but tested by the transport office. I'll take it. Everyone who signed: please USE it.
""",
            -1, 17, 20, helpful=37,
        ),
    ),
)  # fmt: skip

UPPER_HOLT_THREADS: tuple[ThreadData, ...] = (
    WOOD_PATH,
    PUMP,
    LATE_BUS,
)
