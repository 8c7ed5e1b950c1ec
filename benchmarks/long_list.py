"""What pages of a very long list cost, first and last ones. Run: python -m benchmarks.long_list [proposals]

Builds the demo's city with 50,000 proposals in an empty database (SQLite, or the one of DATABASE_URL) and
prints queries and CPU milliseconds of the process: of a warm page, and of the first one after a minute, which
counts. On PostgreSQL the database's own work is in the time until the answer only.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from tempfile import TemporaryDirectory

QUERY_LIMIT = 12
CPU_LIMIT = 10.0
REPEATS = 15
LIST = "/neighbourhood-budget/proposals/"
PAGES = {
    "Results (to compare machines)": "/results/",
    "Random": LIST,
    "Random, deep": f"{LIST}?after=60000&order=abc",
    "Newest": f"{LIST}?sort=newest",
    "Most supported": f"{LIST}?sort=support",
    "Most discussed": f"{LIST}?sort=discussed",
    "Nearest": f"{LIST}?near=54.100,9.300",
    "Nearest, deep": f"{LIST}?near=54.100,9.300&after=400000000_100",
    "Searched, one word": f"{LIST}?q=bench",
    "Searched, the commonest word": f"{LIST}?q=the",
    "Searched, two words": f"{LIST}?q=benches+trees",
    "Searched, with a district": f"{LIST}?q=bench&district=northgate",
    "Nothing found": f"{LIST}?q=fountinx",
    "Map": f"{LIST}?view=map",
    "Map, searched": f"{LIST}?view=map&q=bench",
    "Table": f"{LIST}?view=table&sort=support",
    "Feed": f"{LIST}feed/",
    "Feed, searched": f"{LIST}feed/?q=bench",
}


def main() -> None:
    """Build the city, print the table, and fail where a promise is broken."""
    with TemporaryDirectory(prefix="plaza-bench-") as folder:
        os.environ.setdefault("DATA_DIR", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        build(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
        from config.memory import settle

        settle()  # as servers do
        sys.exit(measure())


def build(proposals: int) -> None:
    """Bring an empty database to a city with so many proposals; leave one that has them alone."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.big_city import inflate
    from demo.build import build_city
    from processes.models import Process

    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    call_command("migrate", interactive=False, verbosity=0)
    if not Process.objects.exists():
        build_city(timezone.localtime(), lambda _done, _total: None)
    inflate(proposals=proposals, comments=200)
    call_command("collectstatic", interactive=False, verbosity=0)


def deep_pages() -> dict[str, str]:
    """Return pages that begin nine tenths down each order."""
    from proposals.filters import Sort
    from proposals.keyset import mark
    from proposals.models import Proposal, SearchWord
    from proposals.orders import COLUMNS, key_of

    found = Proposal.objects.filter(process__slug="neighbourhood-budget").exclude(number=None)
    place = found.count() * 9 // 10
    pages = {}
    for sort, columns in COLUMNS.items():
        rows = found.order_by(*(f"-{column}" for column in columns)).values_list(*columns)
        pages[f"{Sort(sort).value.title()}, deep"] = (
            f"{LIST}?sort={sort}&after={mark((key_of(rows[place]), 0))}"
        )
    words = SearchWord.objects.filter(stem="bench", process__slug="neighbourhood-budget")
    hits = words.order_by("-weight", "-proposal_id").values_list("weight", "proposal_id")
    return pages | {"Searched, deep": f"{LIST}?q=bench&after={mark((hits[words.count() * 9 // 10], 0))}"}


def measure() -> int:
    """Print what each page costs and return 1 where a warm one costs more than promised."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User

    client = Client(HTTP_HOST="127.0.0.1")
    person = User.objects.get(email="resident@marenholt.example")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def cost(path: str) -> tuple[float, float]:
        wall, cpu = time.perf_counter(), time.process_time()
        client.get(path)
        return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000

    broken = 0
    print(f"{'page':32} {'queries':>8} {'CPU ms':>8} {'answer ms':>10} {'counting CPU ms':>16}")
    for name, path in {**PAGES, **deep_pages()}.items():
        cache.clear()
        client.get("/log/")
        counting = cost(path)[0]
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
            queries = len(captured)
        times = [cost(path) for _ in range(REPEATS)]
        cpu, wall = (statistics.median(each[part] for each in times) for part in (0, 1))
        print(f"{name:32} {queries:8} {cpu:8.1f} {wall:10.1f} {counting:16.1f}")
        broken |= queries > QUERY_LIMIT or cpu > CPU_LIMIT
    return int(broken)


if __name__ == "__main__":
    main()
