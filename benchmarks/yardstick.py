"""How fast this machine is today: a known piece of Django's work, timed beside our own."""

from __future__ import annotations

import time

SIZE, TURNS = 150, 10
ROWS = (
    "{% for row in table %}<tr>{% for cell in row %}<td>{{ cell|escape }}</td>{% endfor %}</tr>{% endfor %}"
)


def yardstick() -> float:
    """Return the CPU milliseconds of drawing a table of 150 by 150 cells with Django's templates, the quickest
    of ten turns: the work that pyperformance calls django_template, for which results of many machines are
    published (https://pyperformance.readthedocs.io).
    """
    from django.template import Context, Engine

    template = Engine().from_string(f"<table>{ROWS}</table>")
    context = Context({"table": [range(SIZE)] * SIZE})
    times = []
    for _ in range(TURNS):
        before = time.process_time()
        template.render(context)
        times.append(time.process_time() - before)
    return min(times) * 1000
