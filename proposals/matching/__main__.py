"""The command line: python -m proposals.matching similar|themes, JSON lines in and out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from proposals.matching import Document, Index, themes


class BadLine(Exception):
    """A line that is not a document; the message says which."""


def main(arguments: list[str] | None = None) -> int:
    """Read, compare, print; return 0, or 2 for a file that cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m proposals.matching", description="Find alike proposals.")
    commands = parser.add_subparsers(dest="command", required=True)
    similar = commands.add_parser("similar", help="the closest documents of the corpus to each query")
    similar.add_argument("--queries", type=Path, required=True)
    similar.add_argument("--top", type=int, default=10)
    grouped = commands.add_parser("themes", help="a theme for every document")
    for command in (similar, grouped):
        command.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        corpus = list(documents(options.corpus))
        lines = alike(corpus, options) if options.command == "similar" else in_themes(corpus)
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    except BadLine as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def alike(corpus: list[Document], options: argparse.Namespace) -> Iterator[dict[str, object]]:
    """Yield each query's id with the documents most like it; a lone title is taken for one being typed."""
    queries = list(documents(options.queries))
    index = Index.build(corpus)
    known = {document.id: document.title for document in corpus}
    for query in queries:
        typed = not query.body.strip() and known.get(query.id) != query.title
        found = index.similar(query, top=options.top, typed=typed)
        yield {"id": query.id, "similar": [{"id": m.id, "score": round(m.score, 4)} for m in found]}


def in_themes(corpus: list[Document]) -> Iterator[dict[str, object]]:
    """Yield each document's id with its theme."""
    found = themes(corpus)
    for document in corpus:
        yield {"id": document.id, "theme": found[document.id]}


def documents(path: Path) -> Iterator[Document]:
    """Yield the documents of a file of JSON lines; blank lines do not count."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield document(line, f"{path}, line {number}")
    except UnicodeDecodeError as error:
        raise BadLine(f"{path}: this file is not UTF-8 text.") from error
    except OSError as error:
        raise BadLine(f"{path}: {error.strerror or error}.") from error


def document(line: str, where: str) -> Document:
    """Return the document of one line."""
    try:
        found = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(f"{where}: this is not JSON.") from error
    if not isinstance(found, dict):
        raise BadLine(f"{where}: an object with id and title is needed.")
    if not isinstance(found.get("id"), str | int) or isinstance(found.get("id"), bool) or found["id"] == "":
        raise BadLine(f"{where}: 'id' is missing or not a text.")
    texts = {}
    for key in ("lang", "title", "body", "category"):
        value = found.get(key)
        if not isinstance(value, str | None):
            raise BadLine(f"{where}: '{key}' is not a text.")
        texts[key] = value or ""
    return Document(str(found["id"]), texts["lang"], texts["title"], texts["body"], texts["category"])


if __name__ == "__main__":
    sys.exit(main())
