"""News of the three processes, newest first."""

from __future__ import annotations

from demo.shapes import NewsData, Text

BUDGET_NEWS: tuple[NewsData, ...] = (
    NewsData(
        Text(
            "Writing help this Saturday in three libraries",
            "Este sábado, ayuda para escribir en tres bibliotecas",
        ),
        Text(
            """
Bring an idea, leave with a proposal. Staff speak Arabic, Turkish, Polish and sign language. Weirside,
Northgate and The Lindens, 10:00 to 13:00.
""",
            """
Trae una idea y vete con una propuesta. El personal habla árabe, turco, polaco y lengua de signos. La Presa,
Puerta Norte y Los Tilos, de 10:00 a 13:00.
""",
        ),
        -1,
        9,
    ),
    NewsData(
        Text(
            "A third ask for shade, water or a place to sit",
            "Un tercio pide sombra, agua o un sitio para sentarse",
        ),
        Text(
            """
We read the first proposals of this year and counted. After shade, water and seats come crossings and light.
Several proposals say nearly the same; if you find yours there, think about joining up.
""",
            """
Hemos leído las primeras propuestas de este año y las hemos contado. Después de sombra, agua y asientos
vienen los pasos de peatones y la luz. Varias dicen casi lo mismo; si ves la tuya, piensa en uniros.
""",
        ),
        -6,
        12,
    ),
    NewsData(
        Text("First answers are out", "Ya están las primeras respuestas"),
        Text(
            """
The city must answer every proposal that reaches 100 supporters in writing. The first answers are on the
proposals' pages, with the name of the person who signs.
""",
            """
El Ayuntamiento tiene que responder por escrito a toda propuesta que llegue a 100 apoyos. Las primeras
respuestas están en la página de cada propuesta, con el nombre de quien firma.
""",
        ),
        -9,
        15,
    ),
    NewsData(
        Text("Rules for {year}: what changed", "Reglas de {year}: qué cambia"),
        Text(
            """
The lower limit for a project is gone. The age limit drops from 16 to 14. The largest project may cost
€400,000.
""",
            """
Desaparece el coste mínimo de un proyecto. La edad mínima baja de 16 a 14 años. El proyecto más grande puede
costar 400.000 €.
""",
        ),
        -20,
        9,
    ),
)

STREETS_NEWS: tuple[NewsData, ...] = (
    NewsData(
        Text("Where you get help to vote", "Dónde te ayudan a votar"),
        Text(
            """
The four branch libraries have a table with a computer, large type and someone who explains, Tuesday to
Saturday, 14:00 to 18:00. The helper turns away when you choose.
""",
            """
En las cuatro bibliotecas hay una mesa con ordenador, letra grande y alguien que explica, de martes a sábado,
de 14:00 a 18:00. Quien ayuda se da la vuelta cuando eliges.
""",
        ),
        -2,
        10,
    ),
    NewsData(
        Text("A cost was wrong, and is corrected", "Un coste estaba mal y se ha corregido"),
        Text(
            """
“Lamps on the Holt Hill school path” costs €95,000, not €59,000: two digits were swapped. We found it before
the vote opened. The correction is in the public log.
""",
            """
«Lámparas en el camino escolar de Holt Hill» cuesta 95.000 €, no 59.000 €: se cambiaron dos cifras. Lo vimos
antes de abrir la votación. La corrección está en el registro público.
""",
        ),
        -10,
        13,
    ),
    NewsData(
        Text("Eleven projects are on the ballot", "Once proyectos en la papeleta"),
        Text(
            """
Parents, pupils and schools sent in 63 ideas. The city checked them all; eleven can be built within two years.
""",
            """
Familias, alumnado y escuelas enviaron 63 ideas. El Ayuntamiento las revisó todas; once se pueden construir
en dos años.
""",
        ),
        -15,
        11,
    ),
)

LAST_NEWS: tuple[NewsData, ...] = (
    NewsData(
        Text("Five of fourteen projects are built", "Cinco de los catorce proyectos están terminados"),
        Text(
            """
Seven more are in work and two have not started yet. Each project's page says where it stands and what it
has cost.
""",
            """
Otros siete están en obras y dos aún no han empezado. La página de cada proyecto dice cómo va y cuánto ha
costado.
""",
        ),
        -8,
        10,
    ),
    NewsData(
        Text("The council has confirmed the result", "El pleno ha confirmado el resultado"),
        Text(
            """
14 projects get built for €2,374,000. €26,000 are kept for this year's budget. None of the three Northgate
projects was funded; on the result page you can read what each of them lacked.
""",
            """
Se construirán 14 proyectos por 2.374.000 €. Quedan 26.000 € para el presupuesto de este año. Ninguno de los
tres proyectos de Puerta Norte se ha financiado; en la página de resultados puedes leer qué le faltó a cada
uno.
""",
        ),
        -280,
        17,
    ),
)
