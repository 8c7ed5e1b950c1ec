"""The people of Marenholt who have an account: residents, and those who work for the city."""

from __future__ import annotations

from demo.shapes import ResidentData

# The four people a visitor of the demo may sign in as.
ACCOUNTS: tuple[ResidentData, ...] = (
    ResidentData(
        "ana", "Ana Reyes", "resident@marenholt.example", "kiln", 34,
        language="en", legal_name="Ana María Reyes Calderón",
    ),
    ResidentData(
        "moderator", "Nadia Brandsma", "moderator@marenholt.example", "harbour", 41,
        legal_name="Nadia Brandsma", roles=("moderator",), office="Moderator, participation office",
    ),
    ResidentData(
        "staff", "Jonas Weir", "staff@marenholt.example", "weir", 46,
        legal_name="Jonas Weir", roles=("council_staff",), office="Participation office",
    ),
    ResidentData(
        "admin", "Dana Roth", "admin@marenholt.example", "linden", 38,
        legal_name="Dana Roth", roles=("administrator",), office="Information technology",
    ),
)  # fmt: skip

# Heads of department, who sign official answers.
OFFICIALS: tuple[ResidentData, ...] = (
    ResidentData(
        "brandt", "Ilse Brandt", "ilse.brandt@city.marenholt.example", "linden", 52,
        roles=("council_staff",), office="Head of parks",
    ),
    ResidentData(
        "mensah", "Kwame Mensah", "kwame.mensah@city.marenholt.example", "north", 49,
        roles=("council_staff",), office="Head of streets and transport",
    ),
    ResidentData(
        "lindqvist", "Maja Lindqvist", "maja.lindqvist@city.marenholt.example", "weir", 44,
        roles=("council_staff",), office="Head of schools and youth",
    ),
    ResidentData(
        "oyelaran", "Folake Oyelaran", "folake.oyelaran@city.marenholt.example", "harbour", 57,
        roles=("council_staff",), office="Head of culture and libraries",
    ),
    ResidentData(
        "prochazka", "Vít Procházka", "vit.prochazka@city.marenholt.example", "kiln", 39,
        roles=("council_staff",), office="Head of water and drains",
    ),
    ResidentData(
        "amsel", "Greta Amsel", "greta.amsel@city.marenholt.example", "holt", 61,
        roles=("council_staff",), office="Officer for access and inclusion",
    ),
)  # fmt: skip

RESIDENTS: tuple[ResidentData, ...] = (
    ResidentData("mira", "Mira Okafor", "mira.okafor@example.org", "kiln", 37),
    ResidentData("tomas", "Tomas Lind", "tomas.lind@example.org", "kiln", 40),
    ResidentData("henrike", "Henrike Vos", "henrike.vos@example.org", "kiln", 58),
    ResidentData("paul", "Paul Adeyemi", "paul.adeyemi@example.org", "kiln", 63),
    ResidentData("samira", "Samira Haddad", "samira.haddad@example.org", "linden", 29),
    ResidentData(
        "brenner",
        "K. Brenner",
        "k.brenner@example.org",
        "kiln",
        54,
        legal_name="Klaus Brenner",
    ),
    ResidentData(
        "lucia",
        "Lucía Fernández",
        "lucia.fernandez@example.org",
        "kiln",
        45,
        language="es",
    ),
    ResidentData(
        "diego",
        "Diego Paredes",
        "diego.paredes@example.org",
        "north",
        31,
        language="es",
    ),
    ResidentData(
        "carmen",
        "Carmen Ibarra",
        "carmen.ibarra@example.org",
        "harbour",
        67,
        language="es",
    ),
    ResidentData(
        "joaquin",
        "Joaquín Salas",
        "joaquin.salas@example.org",
        "weir",
        26,
        language="es",
    ),
    ResidentData(
        "marisol",
        "Marisol Quispe",
        "marisol.quispe@example.org",
        "holt",
        39,
        language="es",
    ),
    ResidentData("kasia", "Kasia Wójcik", "kasia.wojcik@example.org", "north", 33, language="pl"),
    ResidentData(
        "piotr",
        "Piotr Zieliński",
        "piotr.zielinski@example.org",
        "harbour",
        48,
        language="pl",
    ),
    ResidentData("yusuf", "يوسف الخطيب", "yusuf.alkhatib@example.org", "north", 42, language="ar"),
    ResidentData("leyla", "Leyla Demir", "leyla.demir@example.org", "north", 36),
    ResidentData("emre", "Emre A.", "emre.aydin@example.org", "kiln", 17, legal_name="Emre Aydin"),
    ResidentData("grace", "Grace Mbeki", "grace.mbeki@example.org", "harbour", 51),
    ResidentData("otto", "Otto Kranz", "otto.kranz@example.org", "harbour", 74),
    ResidentData("sunniva", "Sunniva Dahl", "sunniva.dahl@example.org", "harbour", 28),
    ResidentData(
        "ferry_karl",
        "Ferry Karl",
        "karl.petersen@example.org",
        "harbour",
        60,
        legal_name="Karl Petersen",
    ),
    ResidentData("minh", "Minh Tran", "minh.tran@example.org", "harbour", 35),
    ResidentData("abena", "Abena Owusu", "abena.owusu@example.org", "north", 44),
    ResidentData("radu", "Radu Ionescu", "radu.ionescu@example.org", "north", 50),
    ResidentData("jelena", "Jelena Marković", "jelena.markovic@example.org", "north", 27),
    ResidentData("hanno", "Hanno Petersen", "hanno.petersen@example.org", "north", 69),
    ResidentData("birgit", "Birgit Holm", "birgit.holm@example.org", "linden", 62),
    ResidentData("arjun", "Arjun Nair", "arjun.nair@example.org", "linden", 41),
    ResidentData("clara", "Clara Voss", "clara.voss@example.org", "linden", 16),
    ResidentData("theo", "Theo Lambrecht", "theo.lambrecht@example.org", "linden", 71),
    ResidentData("rosa", "Rosa Bianchi", "rosa.bianchi@example.org", "weir", 55),
    ResidentData("femke", "Femke de Wit", "femke.dewit@example.org", "weir", 32),
    ResidentData("idris", "Idris Bello", "idris.bello@example.org", "weir", 24),
    ResidentData(
        "wenzel",
        "Wenzel",
        "wenzel.hartmann@example.org",
        "weir",
        66,
        legal_name="Wenzel Hartmann",
    ),
    ResidentData("anouk", "Anouk Marchand", "anouk.marchand@example.org", "weir", 47),
    ResidentData("sigrun", "Sigrun Ahlers", "sigrun.ahlers@example.org", "holt", 73),
    ResidentData("bashir", "Bashir Noori", "bashir.noori@example.org", "holt", 30),
    ResidentData("lotte", "Lotte Reimann", "lotte.reimann@example.org", "holt", 38),
    ResidentData("magnus", "Magnus Thorup", "magnus.thorup@example.org", "holt", 59),
    ResidentData("yara", "Yara Costa", "yara.costa@example.org", "holt", 19),
    ResidentData("oleks", "Oleksandra Bondar", "oleksandra.bondar@example.org", "linden", 43),
    ResidentData(
        "ravi",
        "Ravi S.",
        "ravi.shankaran@example.org",
        "kiln",
        22,
        legal_name="Ravi Shankaran",
    ),
    ResidentData("ingrid", "Ingrid Falk", "ingrid.falk@example.org", "north", 65),
)

PEOPLE: tuple[ResidentData, ...] = ACCOUNTS + OFFICIALS + RESIDENTS
