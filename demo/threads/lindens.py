"""The Lindens: roots and wheels, a room to study, dogs and bees."""

from __future__ import annotations

from demo.shapes import AppealData, CommentData, ThreadData

ROOTS = ThreadData(
    "avenue-roots",
    (
        CommentData(
            "birgit",
            "Mr Lambrecht's plan hangs in the pharmacy window. Go and look, it is a work of art.",
            -16, 12, 20, "for", helpful=21,
            hide_rule="private_person",
            hide_because="""
It names a neighbour (rule 4). Please tell people about the plan without saying whose it is.
""",
            appeal=AppealData(
                """
He wrote this proposal, his name stands under it, and he put the plan in the window himself. Praise is not
against the rules, I hope.
""",
                -15, 9, 10, granted=True,
                answer="""
You are right, and we are sorry. Rule 4 protects people who did not choose to be talked about. The author of
a proposal did. Your comment is visible again.
""",
            ),
        ),
        CommentData(
            "oleks",
            """
I push my mother's wheelchair on the road because the pavement is impossible. Trees or no trees, do it this
year.
""",
            -15, 18, 0, "for", helpful=33,
            replies=(
                CommentData("theo", "With trees. But I agree about this year.", -15, 18, 40, helpful=20),
                CommentData(
                    "arjun",
                    """
Two trees near the school are hollow anyway, the tap test says so. Take those two out and you have 30 metres
of flat pavement.
""",
                    -14, 8, 25, "question", helpful=13,
                ),
                CommentData(
                    "theo",
                    "Hollow is not dead. A hollow lime stands for sixty years. Owls live in hollow limes.",
                    -14, 9, 0, "against", helpful=26,
                ),
                CommentData("oleks", "And my mother lives on the road.", -14, 9, 30, helpful=40),
                CommentData(
                    "theo",
                    """
I deserved that. Between the school and the pharmacy first, both sides, it is in the text now.
""",
                    -13, 10, 15, helpful=35,
                ),
            ),
        ),
        CommentData(
            "hanno",
            """
Bound gravel and wheelchairs: after two winters it rolls like a beach. Ask the botanical garden again in two
years.
""",
            -10, 15, 30, "against", helpful=18,
            replies=(
                CommentData(
                    "amsel",
                    """
We tested it there with four people in wheelchairs. Bound with resin it is good, bound with lime it is not.
""",
                    -9, 11, 0, helpful=24,
                ),
            ),
        ),
        CommentData(
            "samira",
            "Is there anything for the cyclists who now ride on the pavement because the road is cobbled?",
            -4, 20, 0, "question", helpful=6,
        ),
    ),
)  # fmt: skip

STUDY = ThreadData(
    "study-room",
    (
        CommentData(
            "samira",
            "I work nights in that fast food place. You are polite but you never order. Very much for.",
            -9, 15, 0, "for", helpful=47,
        ),
        CommentData(
            "theo",
            "We learned at the kitchen table, with five children and a radio.",
            -9, 17, 30, "against", helpful=8,
            replies=(
                CommentData(
                    "clara",
                    "With respect: and how many of the five went to university?",
                    -9, 18, 0, helpful=39,
                ),
                CommentData("theo", "One. All right.", -8, 8, 15, "for", helpful=43),
            ),
        ),
        CommentData(
            "ingrid",
            """
Wages are not allowed in this budget, are they? Then the person at the door cannot be paid from it.
""",
            -7, 10, 30, "question", helpful=15,
            replies=(
                CommentData(
                    "oyelaran",
                    """
Correct. We would pay the door from the library's own money; the budget would pay the locks, the light and
the second exit.
""",
                    -6, 9, 15, helpful=21,
                ),
            ),
        ),
    ),
)  # fmt: skip

DOGS = ThreadData(
    "dog-meadow",
    (
        CommentData(
            "arjun",
            "I am with the 6:30 people. We would help with the fence.",
            -14, 7, 15, "for", helpful=12,
        ),
        CommentData(
            "yusuf",
            "I am afraid of dogs, since I was a child. A fence is good for both of us.",
            -13, 21, 0, "for", helpful=30,
        ),
        CommentData(
            "magnus",
            """
That strip has the last sand bees north of the river. Eighty dogs and it is a mud field in a month.
""",
            -12, 7, 40, "against", helpful=23,
            replies=(
                CommentData(
                    "birgit",
                    "It was mowed down to 2 cm in May by the depot. What bees?",
                    -12, 9, 0, "question", helpful=17,
                ),
                CommentData(
                    "magnus",
                    """
Bees that live in the ground. They were under the mower. Half of it as a meadow, half for dogs?
""",
                    -12, 18, 20, helpful=25,
                ),
                CommentData(
                    "birgit",
                    "80 x 20 is a corridor, not a meadow. But 80 x 25 for dogs, 80 x 15 for bees: yes.",
                    -11, 8, 30, "for", helpful=19,
                ),
            ),
        ),
        CommentData(
            "brenner",
            "€33,000 for dogs. In Kilnfield children stand on tarmac.",
            -8, 7, 50, "against", helpful=29,
            replies=(
                CommentData(
                    "birgit",
                    "I signed for the Kilnfield trees too. You can want two things.",
                    -8, 10, 10, helpful=31,
                ),
            ),
        ),
    ),
)  # fmt: skip

LINDENS_THREADS: tuple[ThreadData, ...] = (
    ROOTS,
    STUDY,
    DOGS,
)
