"""Three decisions at different points of their year."""

from __future__ import annotations

from accounts.roles import Role
from demo.articles import BUDGET_ARTICLES, STREETS_ARTICLES
from demo.news import BUDGET_NEWS, LAST_NEWS, STREETS_NEWS
from demo.shapes import PhaseData, ProcessData, RoundData, Text

# Shares grow by one euro for each voter at a time; what is left at the end goes to the most wanted project that fits.
EQUAL_SHARES: tuple[tuple[str, str | int], ...] = (
    ("utility", "cardinality"),
    ("completion", "add1+utilitarian"),
    ("increment", 100),
)

BUDGET = ProcessData(
    key="budget",
    helpers=(("birgit", Role.MODERATOR), ("arjun", Role.VALUATOR)),
    slug="neighbourhood-budget",
    notice=12,
    title=Text("Neighbourhood Budget {year}", "Presupuesto de los barrios {year}"),
    summary=Text(
        "Residents decide how to spend €2,500,000 across the six districts. Anyone who lives here can add an idea, "
        "from age 14.",
        "Los vecinos deciden cómo gastar 2.500.000 € en los seis distritos. Cualquiera que viva aquí puede añadir una "
        "idea desde los 14 años.",
    ),
    lead=Text(
        """
Each year residents decide how to spend part of the city's building money. Propose something small or large,
from a bench to a bridge light. The most widely supported mix of projects gets built.
""",
        """
Cada año los vecinos deciden cómo gastar una parte del dinero de obras de la ciudad. Propón algo pequeño o
grande, desde un banco hasta la luz de un puente. Se construye la combinación de proyectos con el apoyo más
amplio.
""",
    ),
    budget=250_000_000,
    phases=(
        PhaseData("collect", -20, 12),
        PhaseData("review", 12, 52, opens_hour=18),
        PhaseData("vote", 62, 75),
        PhaseData("result", 76, 90),
        PhaseData("delivery", 90, 660, opens_hour=18),
    ),
    articles=BUDGET_ARTICLES,
    news=BUDGET_NEWS,
    support_threshold=100,
    largest_project=40_000_000,
)

STREETS = ProcessData(
    key="streets",
    slug="streets-for-children",
    notice=11,
    title=Text("Streets for Children", "Calles para la infancia"),
    summary=Text(
        "Eleven street projects near schools, €900,000 to share. Pupils and parents decide.",
        "Once proyectos en calles cercanas a las escuelas, 900.000 € para repartir. Deciden alumnado y familias.",
    ),
    lead=Text(
        """
More than three thousand children walk, ride or are driven to school each morning. Eleven projects would
make the way safer or more pleasant. There is money for some of them. You choose which.
""",
        """
Más de tres mil niños van cada mañana a la escuela a pie, en bici o en coche. Once proyectos harían el
camino más seguro o más agradable. Hay dinero para algunos. Tú eliges cuáles.
""",
    ),
    budget=90_000_000,
    phases=(
        PhaseData("collect", -75, -50),
        PhaseData("review", -49, -15),
        PhaseData("vote", -8, 5),
        PhaseData("result", 7, 30),
        PhaseData("delivery", 30, 540, opens_hour=18),
    ),
    articles=STREETS_ARTICLES,
    news=STREETS_NEWS,
    minimum_age=12,
    round=RoundData(
        max_projects=5,
        spending_limit=90_000_000,
        rule="equal-shares",
        parameters=EQUAL_SHARES,
        roll=6_012,
        ballots=1_406,
        seed=1_123,
        question=Text(
            "Tick any projects you want built, up to five and up to €900,000 in total.",
            "Marca los proyectos que quieras, hasta cinco y hasta 900.000 € en total.",
        ),
        who_may_vote=Text(
            "Pupils of Marenholt schools from age 12, and parents or guardians of a pupil.",
            "Alumnado de las escuelas de Marenholt desde los 12 años, y madres, padres o tutores.",
        ),
    ),
)

LAST_BUDGET = ProcessData(
    key="last-budget",
    slug="neighbourhood-budget-last-year",
    notice=7,
    title=Text("Neighbourhood Budget {last_year}", "Presupuesto de los barrios {last_year}"),
    summary=Text(
        "22 projects were on the ballot, 14 get built. See what was decided, how, and where the work stands.",
        "Había 22 proyectos en la papeleta y se construyen 14. Mira qué se decidió, cómo, y cómo van las obras.",
    ),
    lead=Text(
        """
Residents shared €2,400,000 among 22 projects. Fourteen were funded. The vote is over; this page tells you
how the money was shared and how the work is going.
""",
        """
Los vecinos repartieron 2.400.000 € entre 22 proyectos. Se financiaron catorce. La votación terminó; esta
página cuenta cómo se repartió el dinero y cómo van las obras.
""",
    ),
    budget=240_000_000,
    phases=(
        PhaseData("collect", -385, -353),
        PhaseData("review", -352, -313),
        PhaseData("vote", -303, -290),
        PhaseData("result", -289, -275),
        PhaseData("delivery", -275, 295, opens_hour=18),
    ),
    articles=BUDGET_ARTICLES,
    news=LAST_NEWS,
    support_threshold=100,
    largest_project=40_000_000,
    minimum_age=16,
    round=RoundData(
        max_projects=None,
        spending_limit=240_000_000,
        rule="equal-shares",
        parameters=EQUAL_SHARES,
        roll=21_040,
        ballots=3_200,
        seed=2_025,
        question=Text(
            "Tick any projects you want built, up to €2,400,000 in total.",
            "Marca los proyectos que quieras, hasta 2.400.000 € en total.",
        ),
        who_may_vote=Text(
            "Residents of Marenholt from age 16 who have asked to be on the roll.",
            "Residentes de Marenholt desde los 16 años que han pedido estar en el censo.",
        ),
    ),
)

PROCESSES: tuple[ProcessData, ...] = (STREETS, BUDGET, LAST_BUDGET)
