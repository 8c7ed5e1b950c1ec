"""Marenholt: six districts between a hill and a bay, with a river running through."""

from __future__ import annotations

from demo.shapes import CategoryData, DistrictData, Outline, Place, Text

CITY_NAME = "Marenholt"
CURRENCY = "EUR"
TIME_ZONE = "Europe/Berlin"
CONTACT_PHONE = "040 555 0140"
CENTRE = Place(310, 224)

DISTRICTS: tuple[DistrictData, ...] = (
    DistrictData(
        slug="harbour",
        name=Text("Old Harbour", "Puerto Viejo"),
        tile="harbour",
        boundary=Outline(
            (
                (84, 170),
                (182, 202),
                (252, 190),
                (262, 282),
                (192, 334),
                (96, 306),
                (58, 236),
                (84, 170),
            )
        ),
        label=Place(160, 258),
        about=Text(
            "Quays, ferry stops and the oldest streets of the city.",
            "Muelles, paradas de ferri y las calles más antiguas de la ciudad.",
        ),
        weight=0.219,
    ),
    DistrictData(
        slug="kiln",
        name=Text("Kilnfield", "Los Hornos"),
        tile="kiln",
        boundary=Outline(
            (
                (194, 340),
                (266, 288),
                (330, 310),
                (354, 394),
                (250, 420),
                (168, 394),
                (194, 340),
            )
        ),
        label=Place(262, 360),
        about=Text(
            "Brickworks until 1984; now workshops, flats and a market.",
            "Fábricas de ladrillo hasta 1984; hoy talleres, viviendas y un mercado.",
        ),
        weight=0.177,
    ),
    DistrictData(
        slug="north",
        name=Text("Northgate", "Puerta Norte"),
        tile="north",
        boundary=Outline(
            (
                (90, 60),
                (230, 30),
                (300, 60),
                (296, 172),
                (182, 196),
                (84, 164),
                (90, 60),
            )
        ),
        label=Place(188, 112),
        about=Text(
            "The ring road, the hospital and most of the city's newer flats.",
            "La ronda, el hospital y la mayoría de los pisos nuevos de la ciudad.",
        ),
        weight=0.190,
    ),
    DistrictData(
        slug="linden",
        name=Text("The Lindens", "Los Tilos"),
        tile="linden",
        boundary=Outline(
            (
                (306, 58),
                (420, 34),
                (522, 88),
                (544, 152),
                (424, 180),
                (302, 171),
                (306, 58),
            )
        ),
        label=Place(414, 112),
        about=Text(
            "Avenues, schools and gardens on the north bank.",
            "Avenidas, escuelas y jardines en la orilla norte.",
        ),
        weight=0.136,
    ),
    DistrictData(
        slug="weir",
        name=Text("Weirside", "La Presa"),
        tile="weir",
        boundary=Outline(
            (
                (258, 188),
                (300, 177),
                (424, 186),
                (410, 264),
                (332, 303),
                (268, 280),
                (258, 188),
            )
        ),
        label=Place(340, 236),
        about=Text(
            "The river's bend, the old mill and the footbridge.",
            "El recodo del río, el molino viejo y la pasarela.",
        ),
        weight=0.158,
    ),
    DistrictData(
        slug="holt",
        name=Text("Upper Holt", "Holt Alto"),
        tile="holt",
        boundary=Outline(
            (
                (430, 186),
                (545, 158),
                (570, 252),
                (502, 344),
                (361, 392),
                (337, 307),
                (416, 269),
                (430, 186),
            )
        ),
        label=Place(470, 270),
        about=Text(
            "The hill: woods, steep lanes and a view of the bay.",
            "La colina: bosque, calles empinadas y vistas a la bahía.",
        ),
        weight=0.120,
    ),
)

# The river's Bezier curves of the drawing, cut into six pieces each.
RIVER = Outline(
    (
        (610, 138), (572, 151), (536, 161), (504, 167), (475, 172), (448, 177), (424, 183),
        (399, 188), (370, 189), (340, 191), (309, 196), (282, 209), (258, 232),
        (240, 259), (225, 280), (210, 297), (191, 310), (166, 321), (130, 330),
    )
)  # fmt: skip
BAY = Outline(
    (
        (20, 210),
        (58, 236),
        (96, 306),
        (150, 326),
        (120, 360),
        (150, 440),
        (20, 440),
        (20, 210),
    )
)

CATEGORIES: tuple[CategoryData, ...] = (
    CategoryData(
        "green",
        Text("Green and shade", "Verde y sombra"),
        Text(
            "Trees, flower beds, cooler squares.",
            "Árboles, parterres, plazas más frescas.",
        ),
    ),
    CategoryData(
        "walking",
        Text("Walking and crossing", "Caminar y cruzar"),
        Text(
            "Pavements, crossings, steps, lamps.",
            "Aceras, pasos de peatones, escaleras, farolas.",
        ),
    ),
    CategoryData(
        "cycling",
        Text("Cycling and buses", "Bici y autobús"),
        Text("Lanes, stands, stops, ferries.", "Carriles, aparcabicis, paradas, ferris."),
    ),
    CategoryData(
        "play",
        Text("Play and sport", "Juego y deporte"),
        Text(
            "Playgrounds, pitches, courts, swimming.",
            "Parques infantiles, canchas, baño.",
        ),
    ),
    CategoryData(
        "water",
        Text("Water and cooling", "Agua y frescor"),
        Text(
            "Fountains, taps, rain gardens, the river.",
            "Fuentes, grifos, jardines de lluvia, el río.",
        ),
    ),
    CategoryData(
        "culture",
        Text("Culture and memory", "Cultura y memoria"),
        Text(
            "Stages, murals, libraries, local history.",
            "Escenarios, murales, bibliotecas, historia local.",
        ),
    ),
    CategoryData(
        "learning",
        Text("Schools and learning", "Escuela y aprendizaje"),
        Text(
            "School yards, courses, tools to share.",
            "Patios escolares, cursos, herramientas comunes.",
        ),
    ),
    CategoryData(
        "access",
        Text("Access for all", "Accesibilidad"),
        Text(
            "Ramps, toilets, seats, plain signs.",
            "Rampas, aseos, asientos, señales claras.",
        ),
    ),
    CategoryData(
        "neighbours",
        Text("Neighbours and markets", "Vecindad y mercados"),
        Text(
            "Places to meet, mend, cook and trade.",
            "Lugares para reunirse, reparar, cocinar y vender.",
        ),
    ),
    CategoryData(
        "nature",
        Text("Nature and animals", "Naturaleza y animales"),
        Text("Birds, bats, meadows, dogs.", "Aves, murciélagos, prados, perros."),
    ),
)

TAGS: tuple[str, ...] = (
    "shade", "trees", "benches", "children", "teenagers", "older people", "wheelchair", "light", "toilets",
    "water", "heat", "walking", "school", "cycling", "bus stop", "ferry", "tram", "noise", "speed", "sport",
    "swimming", "music", "art", "library", "history", "market", "repair", "gardens", "food", "dogs", "birds",
    "meadow", "rubbish", "stairs", "winter", "river", "safety", "sharing", "signs",
)  # fmt: skip
