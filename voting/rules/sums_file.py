"""A file of sums, for elections of which no single ballot is known: what a `.pb` file is for the others.

    {"format": "plaza-sums-1", "budget": 900000, "voters": 31, "about": {"currency": "EUR"}, "projects": [
     {"id": "1", "cost": 86000, "name": "Trees", "category": "green", "district": "", "votes": 17}]}

Amounts are whole numbers or texts such as "5/2", in one unit of money; `about` holds anything else as texts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from voting.rules.exact import Number, from_json, to_json
from voting.rules.model import Election, Project
from voting.rules.sums import Sums

FORMAT = "plaza-sums-1"
SUFFIX = ".json"
TEXTS = ("name", "category", "district")


def write(election: Election) -> str:
    """Return the file of an election of sums. Raises ValueError for one of ballots."""
    if not isinstance(election.profile, Sums):
        raise ValueError("this election has ballots: write a .pb file")
    pairs = zip(election.projects, election.profile.votes, strict=True)
    data = {
        "format": FORMAT,
        "budget": to_json(election.budget),
        "voters": election.voters,
        "about": dict(election.meta),
        "projects": [_written(project, votes) for project, votes in pairs],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def parse(text: str) -> Election:
    """Read a file of sums. Raises ValueError that says what is wrong with it."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"not a file of the format {FORMAT}")
        rows = data["projects"]
        return Election.of_sums(
            budget=_amount(data["budget"]),
            projects=[_project(row) for row in rows],
            voters=_count(data["voters"]),
            votes={str(row["id"]): _count(row["votes"]) for row in rows},
            meta={str(name): str(value) for name, value in data.get("about", {}).items()},
        )
    except (KeyError, TypeError, AttributeError, RecursionError, json.JSONDecodeError) as error:
        raise ValueError(f"not a file of the format {FORMAT}: {error!r}") from error


def read(path: str | Path) -> Election:
    """Read a file of sums. Raises OSError, and ValueError that says what is wrong with it."""
    return parse(Path(path).read_text(encoding="utf-8"))


def _written(project: Project, votes: int) -> dict[str, object]:
    texts = {name: getattr(project, name) for name in TEXTS}
    return {"id": project.id, "cost": to_json(project.cost), **texts, "votes": votes}


def _project(row: dict[str, Any]) -> Project:
    name, category, district = (str(row.get(text, "")) for text in TEXTS)
    return Project(str(row["id"]), _amount(row["cost"]), name, category, district)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a whole number")
    return value


def _amount(value: object) -> Number:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(f"{value!r} is not an amount")
    try:
        return from_json(value)
    except ZeroDivisionError as error:
        raise ValueError(f"{value!r} is not an amount") from error
