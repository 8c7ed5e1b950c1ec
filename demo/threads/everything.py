"""All discussion threads."""

from __future__ import annotations

from demo.shapes import ThreadData
from demo.threads.kiln_market import KILN_MARKET_THREADS
from demo.threads.kilnfield import KILNFIELD_THREADS
from demo.threads.lindens import LINDENS_THREADS
from demo.threads.northgate import NORTHGATE_THREADS
from demo.threads.old_harbour import OLD_HARBOUR_THREADS
from demo.threads.upper_holt import UPPER_HOLT_THREADS
from demo.threads.weirside import WEIRSIDE_THREADS

THREADS: tuple[ThreadData, ...] = (
    KILNFIELD_THREADS
    + KILN_MARKET_THREADS
    + OLD_HARBOUR_THREADS
    + NORTHGATE_THREADS
    + LINDENS_THREADS
    + WEIRSIDE_THREADS
    + UPPER_HOLT_THREADS
)
