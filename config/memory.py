"""How a process that serves pages collects its garbage: rarely, and without what lives as long as it does."""

from __future__ import annotations

import gc

NEW_OBJECTS = 20_000
YOUNG, OLD = 20, 20


def settle() -> None:
    """Let the collector skip everything that start-up made, and come after some requests, not within each.

    Python looks through new objects 700 at a time, several times within one page, and now and then through
    the 180,000 that modules, models and templates are, for nothing. Call it once, when all is loaded
    (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNG, OLD)
