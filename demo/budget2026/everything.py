"""All proposals of this year's budget in the order they were posted, and which of them say much the same."""

from __future__ import annotations

from demo.budget2026.kilnfield import KILNFIELD
from demo.budget2026.lindens import LINDENS
from demo.budget2026.northgate import NORTHGATE
from demo.budget2026.old_harbour import OLD_HARBOUR
from demo.budget2026.upper_holt import UPPER_HOLT
from demo.budget2026.weirside import WEIRSIDE
from demo.budget2026.whole_city import WHOLE_CITY
from demo.shapes import ProposalData

_BY_DISTRICT = KILNFIELD + OLD_HARBOUR + NORTHGATE + LINDENS + WEIRSIDE + UPPER_HOLT + WHOLE_CITY

PROPOSALS: tuple[ProposalData, ...] = tuple(sorted(_BY_DISTRICT, key=lambda one: (one.days, one.hour)))

# What a careful reader would call the same wish, sometimes in two languages.
NEAR_DUPLICATES: tuple[frozenset[str], ...] = (
    frozenset({"furnace-crossing", "furnace-zebra"}),
    frozenset({"tanner-close", "school-street"}),
    frozenset({"ferry-shelter", "quay-roof"}),
    frozenset({"bancos-muelle", "quay-benches"}),
    frozenset({"repair-workshop", "repair-cafe", "taller-reparacion"}),
    frozenset({"plac-zabaw", "playground-fence"}),
    frozenset({"school-yard-open", "patio-abierto"}),
    frozenset({"dog-meadow", "dog-run"}),
    frozenset({"mist-arch", "mist-weir-2"}),
    frozenset({"mesas-parque", "picnic-tables"}),
    frozenset({"holt-steps-bench", "church-lane-seats", "bancos-cuesta"}),
    frozenset({"bat-lamps", "sendero-luz"}),
    frozenset({"fountain-tram-stop", "taps-stops"}),
)
