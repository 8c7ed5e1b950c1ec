"""Old Harbour: noise on the water, a seat into it, and an old shed."""

from __future__ import annotations

from demo.shapes import CommentData, ThreadData

BEER_BOATS = ThreadData(
    "quay-noise",
    (
        CommentData(
            "minh",
            """
Thank you. We moved the children's bedroom to the back because of boat number 4 and its one playlist.
""",
            -13, 8, 10, "for", helpful=37,
        ),
        CommentData(
            "sunniva",
            """
I am 28 and I live in the harbour because something happens here. If you want silence there are five other
districts.
""",
            -13, 19, 25, "against", helpful=19,
            replies=(
                CommentData(
                    "grace",
                    "I was here before you were born, and so was the noise. It was ships. They did not sing.",
                    -13, 20, 2, "for", helpful=44,
                ),
                CommentData(
                    "sunniva",
                    "OK that made me laugh. 23:00 instead of 22:00?",
                    -13, 20, 30, "question", helpful=28,
                ),
                CommentData(
                    "grace",
                    "23:00 on Friday and Saturday. I could live with that.",
                    -12, 9, 14, "for", helpful=30,
                ),
            ),
        ),
        CommentData(
            "ferry_karl",
            """
As a skipper: the rule exists already. Harbour by-law, paragraph 9, no amplified music after 22. Nobody
checks it. You don't need a rule, you need a boat with a blue lamp.
""",
            -11, 6, 40, "question", helpful=52,
        ),
        CommentData(
            "ravi",
            """
I work on one of those boats. 8 people's summer wages. We turn it down when we pass houses, most of us. Come
on board and listen before you write such things.
""",
            -10, 2, 15, "against", helpful=21,
            replies=(
                CommentData(
                    "piotr",
                    "Which ones are 'most of us'? Number 4 and number 6 don't.",
                    -10, 7, 50, helpful=17,
                ),
                CommentData("ravi", "I can't speak for number 4.", -10, 15, 0, helpful=23),
            ),
        ),
        CommentData(
            "wenzel",
            "Beer boats on the river too by now, right past the kingfishers.",
            -9, 18, 20, "for", helpful=9,
        ),
        CommentData(
            "otto",
            """
A person who answers a phone is worth more than any bench. But the rules say no wages. Then change the
rules.
""",
            -4, 11, 11, "for", helpful=18,
        ),
    ),
)  # fmt: skip

SWIM_SEAT = ThreadData(
    "swim-ladder",
    (
        CommentData("minh", "Yes. Nothing to add.", -9, 17, 0, "for", helpful=15),
        CommentData(
            "hanno",
            "Who is liable if the crank jams and somebody hangs there?",
            -8, 10, 40, "question", helpful=8,
            replies=(
                CommentData(
                    "sunniva",
                    """
The swimming club has insurance for its members and would make us members for the day, 2 euros. The crank
has a brake, I tried one.
""",
                    -8, 12, 20, helpful=19,
                ),
                CommentData(
                    "hanno",
                    "Then I'm for it. Sorry, forty years in insurance.",
                    -8, 13, 0, "for", helpful=26,
                ),
            ),
        ),
        CommentData(
            "theo",
            "€26,000 for how many people? I don't mean it badly. The same money gives thirteen benches.",
            -7, 9, 20, "against", helpful=7,
            replies=(
                CommentData(
                    "amsel",
                    """
About 400 people in Marenholt use a wheelchair and some 2,300 cannot manage steps safely.
""",
                    -7, 11, 30, helpful=33,
                ),
                CommentData(
                    "sunniva",
                    "And I'd like one evening in the water, not a statistic, to be honest.",
                    -7, 18, 5, helpful=41,
                ),
                CommentData("theo", "Point taken.", -6, 8, 0, helpful=16),
            ),
        ),
        CommentData(
            "carmen",
            "Mi marido tuvo un ictus y echaba de menos el mar más que nada. A favor.",
            -5, 19, 40, "for", "es", helpful=36,
        ),
    ),
)  # fmt: skip

NET_STORE = ThreadData(
    "net-store",
    (
        CommentData(
            "ferry_karl",
            "My grandfather's mark is a fish with no eye. It hangs left of the door.",
            -16, 9, 30, "for", helpful=48,
        ),
        CommentData(
            "sunniva",
            "I went in with the society last summer. It smells of tar and you go quiet. It should be seen.",
            -15, 20, 10, "for", helpful=29,
        ),
        CommentData(
            "arjun",
            """
€75,000 for a room open four hours a week. The maritime museum is 600 metres away and half empty. Give them
the floats.
""",
            -14, 13, 25, "against", helpful=24,
            replies=(
                CommentData(
                    "otto",
                    """
The museum took eleven floats in 1996. They are in a box in the cellar. I asked to see them and needed an
appointment.
""",
                    -14, 16, 0, "for", helpful=39,
                ),
                CommentData(
                    "oyelaran",
                    "That is true, and not something we are proud of. The box is being catalogued now.",
                    -13, 9, 45, helpful=22,
                ),
                CommentData(
                    "arjun",
                    "Then fix the museum. We can't build a second exit for every box that someone forgot.",
                    -13, 12, 5, "against", helpful=20,
                ),
            ),
        ),
        CommentData(
            "kasia",
            "What about people who can't do the outside stairs?",
            -11, 22, 30, "question", helpful=13,
            replies=(
                CommentData(
                    "otto",
                    "The room is on the ground floor. The stairs are only the way out from above in a fire.",
                    -10, 10, 20, helpful=14,
                ),
            ),
        ),
        CommentData(
            "clara",
            "Our history class would do something with the tapes. We have to do a project on work anyway.",
            -6, 16, 50, "for", helpful=31,
        ),
    ),
)  # fmt: skip

GULL_BINS = ThreadData(
    "gulls",
    (
        CommentData(
            "ferry_karl",
            "A gull opens anything with a flap. It must be a lid you push from below.",
            -2, 9, 30, "for", helpful=26,
        ),
        CommentData(
            "piotr",
            "And empty them twice a day in summer. The best bin is useless when it is full.",
            -2, 12, 0, "for", helpful=22,
        ),
        CommentData(
            "anouk",
            "It's not the gulls' fault. Fewer chips boxes would be the answer.",
            -1, 8, 15, "against", helpful=12,
            replies=(
                CommentData(
                    "minh",
                    "I sell chips. I would take part in a deposit box if the others do.",
                    -1, 22, 30, "question", helpful=24,
                ),
            ),
        ),
    ),
)  # fmt: skip

OLD_HARBOUR_THREADS: tuple[ThreadData, ...] = (
    BEER_BOATS,
    SWIM_SEAT,
    NET_STORE,
    GULL_BINS,
)
