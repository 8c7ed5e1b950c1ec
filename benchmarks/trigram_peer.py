"""PostgreSQL's pg_trgm as Decidim used it: the greatest of the similarities of title and body."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Self

import psycopg

from proposals.matching import Document

SERVER = os.environ.get("BENCHMARK_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
SCRATCH = "matching_peer"
RANKED = """
    SELECT id, greatest(similarity(title, %(title)s), similarity(body, %(body)s)) AS score
    FROM texts WHERE id <> %(id)s ORDER BY score DESC, id LIMIT %(top)s
"""


class Trigrams:
    """A city's texts in a scratch database, dropped at the end; `absent` says why there is none."""

    def __init__(self, documents: list[Document]) -> None:
        self.documents = documents
        self.absent = ""

    def __enter__(self) -> Self:
        try:
            self.server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
            self.server.execute(f"DROP DATABASE IF EXISTS {SCRATCH}")
            self.server.execute(f"CREATE DATABASE {SCRATCH}")
            self.base = psycopg.connect(SERVER, dbname=SCRATCH, autocommit=True)
            self.base.execute("CREATE EXTENSION pg_trgm")
        except psycopg.Error as error:
            self.absent = f"pg_trgm is left out: {str(error).splitlines()[0]}"
            return self
        self.base.execute("CREATE TABLE texts (id text, title text, body text)")
        with self.base.cursor().copy("COPY texts FROM STDIN") as rows:
            for document in self.documents:
                rows.write_row((document.id, document.title, document.body))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.absent:
            self.base.close()
            self.server.execute(f"DROP DATABASE {SCRATCH}")
            self.server.close()

    def similar(self, query: Document, typed: bool) -> list[str]:
        """Return the ten nearest; for a title being typed there is no body to compare."""
        return list(self.scores(query, 10))

    def scores(self, query: Document, top: int = 100_000) -> dict[str, float]:
        """Return the nearest and their scores, best first."""
        asked = {"id": query.id, "title": query.title, "body": query.body, "top": top}
        return {str(id): float(score) for id, score in self.base.execute(RANKED, asked).fetchall()}
