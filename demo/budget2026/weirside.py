"""Weirside: the river, the mill, and who may use its banks."""

from __future__ import annotations

from demo.shapes import Place, ProposalData

WEIRSIDE: tuple[ProposalData, ...] = (
    ProposalData(
        key="mist-arch",
        title="Water mist arch for Weir Park",
        body="""
Weir Park has shade but no water you may touch, the river bank is fenced. A simple arch at the entrance,
push a button, get wet. On hot days the queue at the ice cream van would finally have something to do.
""",
        author="idris",
        category="water",
        district="weir",
        place=Place(352, 212, "Weir Park, main entrance"),
        days=-16,
        hour=14,
        supporters=92,
        cost=2_900_000,
        tags=("heat", "water", "children"),
    ),
    ProposalData(
        key="mist-weir-2",
        title="Spray mist for hot days in Weir Park",
        body="""
Mist nozzles on the pergola by the entrance. It's not expensive, garden centres have it. My kids would live
there.
""",
        author="femke",
        category="water",
        district="weir",
        place=Place(354, 214, "Weir Park, pergola"),
        days=-5,
        hour=13,
        supporters=35,
        tags=("heat", "water"),
    ),
    ProposalData(
        key="mill-wheel",
        title="Let the mill wheel turn again",
        body="""
It weighs four tonnes, it was restored for a lot of money in 1998 and since 2016 it stands still because of
a bearing. A BEARING. The society has the drawing. It would also make about 9 kilowatts, enough for the
lamps in the park, but honestly I just want it to turn. Children stop there and wait for it to do something.
""",
        author="wenzel",
        category="culture",
        district="weir",
        place=Place(316, 232, "Weir Mill"),
        days=-13,
        hour=17,
        supporters=218,
        cost=8_900_000,
        tags=("history", "river"),
        status="under_review",
    ),
    ProposalData(
        key="bank-access",
        title="Three places to get down to the water",
        body="""
You can see the river everywhere in Weirside and reach it nowhere. Two kilometres of railing.

Three steps made of stone, five metres wide, where you can sit and put your feet in. At the mill, at the
footbridge and behind the library. The current is slow above the weir, the canoe club says so too. Below the
weir: no, of course not.

I know the argument about safety. In {last_year} two people climbed over the railing and needed help to get
out, because there is no way out. A step is also a way out.
""",
        author="rosa",
        co_authors=("idris",),
        category="water",
        district="weir",
        place=Place(344, 202, "River bank between mill and footbridge"),
        days=-18,
        hour=18,
        supporters=254,
        cost=18_500_000,
        tags=("river", "swimming"),
        status="under_review",
    ),
    ProposalData(
        key="kingfisher",
        title="Leave the left bank alone",
        body="""
Every year somebody has an idea for the left bank. This is a proposal to do nothing there.

Between the mill and the lock there are four pairs of kingfishers, the only ones inside the city. They need
a steep bank, no lamps, and no people closer than forty metres from March to July. That is the reason they
are there: it is the last stretch where there is nothing.

It costs: six signs, a hedge of willow along the path (the willow is free), and somebody who counts. I have
counted since 2009, the notebooks are open to anyone.
""",
        author="anouk",
        category="nature",
        district="weir",
        place=Place(386, 196, "Left bank between mill and lock"),
        days=-16,
        hour=6,
        supporters=199,
        cost=700_000,
        tags=("birds", "river"),
        status="under_review",
    ),
    ProposalData(
        key="mesas-parque",
        title="Mesas de pícnic junto al molino",
        body="""
Los domingos venimos unas treinta personas a comer al lado del molino, con sillas de casa y la mesa plegable
de mi tía. No somos los únicos. Cuatro mesas largas, dos de ellas con hueco para silla de ruedas, y una
papelera que cierre. Barbacoa no, que luego hay humo y quejas.
""",
        author="joaquin",
        category="neighbours",
        district="weir",
        place=Place(322, 240, "Meadow by the mill"),
        days=-12,
        hour=21,
        supporters=107,
        lang="es",
        cost=1_300_000,
        tags=("food", "benches", "wheelchair"),
    ),
    ProposalData(
        key="picnic-tables",
        title="Picnic tables on the mill meadow",
        body="""
Four or five long tables. There are always people there on Sunday with blankets, and older ones who can't
sit on the ground bring camping chairs. At least one table where a wheelchair fits under.
""",
        author="rosa",
        category="neighbours",
        district="weir",
        place=Place(324, 242, "Mill meadow"),
        days=-4,
        hour=11,
        supporters=52,
        tags=("food", "benches"),
    ),
    ProposalData(
        key="footbridge-bikes",
        title="Ban bikes from the footbridge",
        body="""
It is called a FOOTbridge. 2.10 metres wide. Since the lights came (thank you, last year's budget) the food
couriers come over it at thirty in the dark, no bell, and I have stopped going over it with my wife's
wheelchair after six.

Two gates you have to walk through. Done.
""",
        author="wenzel",
        category="walking",
        district="weir",
        place=Place(370, 194, "Weir footbridge"),
        days=-11,
        hour=18,
        supporters=116,
        cost=600_000,
        tags=("walking", "wheelchair", "cycling"),
    ),
    ProposalData(
        key="library-sundays",
        title="Weirside library open on Sundays",
        body="""
Only 1 to 6. With the new garden behind it, it would be the nicest place in the city on a Sunday and it's
locked.
""",
        author="femke",
        category="culture",
        district="weir",
        place=Place(300, 252, "Weirside library"),
        days=-9,
        hour=9,
        supporters=172,
        tags=("library",),
    ),
    ProposalData(
        key="grifo-huerto",
        title="Un grifo en el huerto de la ribera",
        body="""
Somos diecinueve parcelas y llevamos el agua en garrafas desde la fuente de la calle del Molino. Un grifo
con contador y lo pagamos nosotros.
""",
        author="joaquin",
        category="water",
        district="weir",
        place=Place(350, 262, "Riverside gardens, Mill Lane"),
        days=-2,
        hour=20,
        supporters=28,
        lang="es",
        cost=450_000,
        tags=("gardens", "water"),
    ),
    ProposalData(
        key="canoe-steps",
        title="Lower the canoe landing by 20 cm",
        body="At low water we drop the boats. It was built to the wrong height, ask anyone in the club.",
        author="idris",
        category="play",
        district="weir",
        place=Place(400, 204, "Canoe club landing"),
        days=-7,
        hour=19,
        supporters=23,
        cost=1_100_000,
        tags=("river", "sport"),
    ),
)
