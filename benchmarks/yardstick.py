"""How fast this machine is today: a known piece of Django's work, timed beside our own."""

from __future__ import annotations

import time

SIZE, TURNS = 150, 10
CELLS = "{% for cell in row %}<td>{{ cell|escape }}</td>{% endfor %}"
TABLE = f"<table>{{% for row in table %}}<tr>{CELLS}</tr>{{% endfor %}}</table>"


def yardstick() -> float:
    """Return the CPU milliseconds of drawing a table of 150 by 150 cells with Django's templates.

    It is the quickest of ten turns. The work is that of pyperformance's django_template, for which results of
    many machines are published (https://pyperformance.readthedocs.io).
    """
    from django.template import Context, Engine

    template = Engine().from_string(TABLE)
    context = Context({"table": [range(SIZE)] * SIZE})
    times = []
    for _ in range(TURNS):
        before = time.process_time()
        template.render(context)
        times.append(time.process_time() - before)
    return min(times) * 1000
