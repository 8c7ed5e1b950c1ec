"""How the city's processes work, as numbered articles in plain words."""

from __future__ import annotations

from demo.shapes import ArticleData, Text

SHARE_THE_MONEY = ArticleData(
    Text("Share the money", "Repartir el dinero"),
    Text(
        """
Every voter carries an equal share of the budget. A project is funded when its supporters' shares cover the
cost. If money is left, all shares are raised a little until nothing more fits. The result page shows every
step.
""",
        """
Cada votante lleva una parte igual del presupuesto. Un proyecto se financia cuando las partes de quienes lo
apoyan cubren su coste. Si sobra dinero, se suben todas las partes un poco hasta que no cabe nada más. La
página de resultados muestra cada paso.
""",
    ),
)

BUDGET_ARTICLES: tuple[ArticleData, ...] = (
    ArticleData(
        Text("Propose", "Proponer"),
        Text(
            """
Anyone aged 14 or over who lives in Marenholt can write a proposal. It needs a place and a reason. You do
not need to know the cost.
""",
            """
Cualquier persona de 14 años o más que viva en Marenholt puede escribir una propuesta. Necesita un lugar y
un motivo. No hace falta saber el coste.
""",
        ),
    ),
    ArticleData(
        Text("Support", "Apoyar"),
        Text(
            """
A proposal with 100 supporters goes to the city for checking. Support is public as a number, never as a list
of names.
""",
            """
Una propuesta con 100 apoyos pasa al Ayuntamiento para su revisión. El apoyo es público como número, nunca
como lista de nombres.
""",
        ),
    ),
    ArticleData(
        Text("Check", "Revisar"),
        Text(
            """
City departments work out cost and feasibility, and publish a written answer. If an answer says no, it says
why, and what would have made it a yes. The budget pays for things that are built or bought once. Wages and
other running costs are left out.
""",
            """
Los departamentos calculan el coste y si es posible, y publican una respuesta por escrito. Si la respuesta
es no, dice por qué, y qué habría hecho falta para un sí. El presupuesto paga cosas que se construyen o se
compran una vez. Los sueldos y otros gastos corrientes quedan fuera.
""",
        ),
    ),
    ArticleData(
        Text("Vote in secret", "Votar en secreto"),
        Text(
            """
You choose projects until your ballot adds up to the budget. You can vote again until the vote closes; only
your last ballot counts. Ballots are kept apart from names. No page shows how anyone voted.
""",
            """
Eliges proyectos hasta que tu papeleta suma el presupuesto. Puedes volver a votar hasta que cierre la
votación; solo cuenta la última papeleta. Las papeletas se guardan separadas de los nombres. Ninguna página
muestra qué votó nadie.
""",
        ),
    ),
    SHARE_THE_MONEY,
)

STREETS_ARTICLES: tuple[ArticleData, ...] = (
    ArticleData(
        Text("Who may vote", "Quién puede votar"),
        Text(
            """
Every pupil of a Marenholt school from age 12, and every mother, father or guardian of a pupil. You do not
need a passport of this country. If you are not on the roll and think you should be, call the participation
office.
""",
            """
Todo el alumnado de las escuelas de Marenholt desde los 12 años, y toda madre, padre o tutor de un alumno.
No hace falta tener la nacionalidad. Si no estás en el censo y crees que deberías estar, llama a la oficina
de participación.
""",
        ),
    ),
    ArticleData(
        Text("Choose up to five", "Elige hasta cinco"),
        Text(
            """
Tick up to five projects that together cost no more than €900,000. The order does not matter. You do not
have to spend it all, and an empty ballot is valid too.
""",
            """
Marca hasta cinco proyectos que juntos no cuesten más de 900.000 €. El orden no importa. No hace falta
gastarlo todo, y una papeleta vacía también es válida.
""",
        ),
    ),
    ArticleData(
        Text("Vote again if you like", "Vuelve a votar si quieres"),
        Text(
            """
Until the vote closes you can vote again. Only your last ballot counts. This protects anyone who was watched
or pressed while voting.
""",
            """
Hasta que cierre la votación puedes volver a votar. Solo cuenta tu última papeleta. Así se protege a quien
votó bajo presión o con alguien mirando.
""",
        ),
    ),
    SHARE_THE_MONEY,
)
