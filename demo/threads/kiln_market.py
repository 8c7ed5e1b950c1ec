"""Kilnfield: the flea market, the toilets at the market, a place to skate."""

from __future__ import annotations

from demo.shapes import CommentData, ThreadData

FLEA_MARKET = ThreadData(
    "kiln-flea",
    (
        CommentData(
            "lucia",
            "Who pays the cleaning if it rains and no stalls come?",
            -13, 9, 0, "question", helpful=10,
            replies=(
                CommentData(
                    "ravi",
                    "Then there is nothing to clean :) Seriously: stall fee is paid for the season.",
                    -13, 10, 12, helpful=9,
                ),
            ),
        ),
        CommentData(
            "paul",
            """
I live on Oven Street. Sunday is the one morning without lorries. I know 10 o'clock sounds late to a market
man, but they will be unloading at 7. Make it every other Sunday and I am with you.
""",
            -12, 16, 45, "against", helpful=27,
            replies=(
                CommentData(
                    "ravi",
                    """
Unloading from 8:30, I would write that into the rules. Every other Sunday kills it, people forget which.
""",
                    -12, 19, 3, helpful=8,
                ),
                CommentData(
                    "paul",
                    "First and third of the month. People can remember that, they remember the paper bin.",
                    -12, 19, 40, helpful=23,
                ),
                CommentData(
                    "ravi",
                    "OK. 1st and 3rd for the first year. I'll change the text.",
                    -11, 9, 5, helpful=31,
                ),
            ),
        ),
        CommentData(
            "mira",
            "Please a corner where children may sell without a fee, on a blanket.",
            -10, 20, 15, "for", helpful=29,
        ),
        CommentData(
            "grace",
            "The harbour flea market died of traders with new phone covers. Second-hand only, and check it.",
            -8, 12, 40, "for", helpful=20,
        ),
        CommentData(
            "brenner",
            "And where do 2,000 people park?",
            -6, 7, 55, "against", helpful=12,
            replies=(
                CommentData("ana", "The tram stops 150 metres away.", -6, 8, 30, "for", helpful=16),
                CommentData("brenner", "With a wardrobe under your arm?", -6, 8, 41, "against", helpful=25),
            ),
        ),
    ),
)  # fmt: skip

MARKET_TOILETS = ThreadData(
    "banos-mercado",
    (
        CommentData(
            "carmen",
            "Yo ya no compro los martes por esto. Apoyo total.",
            -8, 10, 20, "for", "es", helpful=18,
        ),
        CommentData(
            "joaquin",
            """
De acuerdo con el baño, pero no con el que se limpia solo. El de la estación lleva dos años roto. Uno normal
con una persona que lo cuide, aunque haya que pagar cincuenta céntimos.
""",
            -8, 21, 0, "against", "es", helpful=22,
            replies=(
                CommentData(
                    "lucia",
                    "Cincuenta céntimos me parecen bien, pero ¿quién paga a la persona los días sin mercado?",
                    -8, 22, 14, "none", "es", helpful=9,
                ),
                CommentData(
                    "joaquin",
                    "Los días sin mercado se cierra. Mejor abierto tres días que roto siete.",
                    -7, 8, 50, "against", "es", helpful=14,
                ),
                CommentData(
                    "marisol",
                    """
Con pago no. Las personas mayores y las que van con niños son justo las que más lo usan.
""",
                    -7, 13, 30, "for", "es", helpful=26,
                ),
            ),
        ),
        CommentData(
            "henrike",
            """
I used a translator, I hope I got it right: yes please, and with a changing table that men can reach too.
""",
            -6, 9, 30, "for", helpful=21,
        ),
        CommentData(
            "amsel",
            "Do you mean a toilet with a hoist and a bed for adults as well? It needs 12 m² instead of 5.",
            -4, 11, 0, "question", helpful=7,
            replies=(
                CommentData(
                    "lucia",
                    "Sí, si cabe. Detrás del puesto de pescado hay unos quince metros.",
                    -4, 20, 45, "none", "es", helpful=8,
                ),
            ),
        ),
    ),
)  # fmt: skip

SKATE_SPOT = ThreadData(
    "skate-furnace",
    (
        CommentData(
            "ravi",
            "used to skate there. it's dry when everything else is wet. yes",
            -8, 23, 30, "for", helpful=12,
        ),
        CommentData(
            "henrike",
            "I am for it, but not until ten. My bedroom is forty metres from it. Nine.",
            -7, 8, 5, "question", helpful=15,
            replies=(
                CommentData("emre", "9 in the week 10 on fri and sat?", -7, 15, 50, helpful=11),
                CommentData("henrike", "That is a fair offer. Yes.", -7, 16, 20, "for", helpful=24),
            ),
        ),
        CommentData(
            "wenzel",
            "There's a skate park by the station, built for €200,000. Why is it never where they want it?",
            -5, 18, 10, "against", helpful=13,
            replies=(
                CommentData("emre", "because nobody asked us where", -5, 18, 32, helpful=38),
            ),
        ),
    ),
)  # fmt: skip

KILN_MARKET_THREADS: tuple[ThreadData, ...] = (
    FLEA_MARKET,
    MARKET_TOILETS,
    SKATE_SPOT,
)
