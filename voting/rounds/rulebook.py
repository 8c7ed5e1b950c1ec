"""The canonical text of everything that decides a result, and its fingerprint: the file round.json of the
public record, or for an imported round what its source said.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from voting.crypto.groups import Element
from voting.models import Round
from voting.rounds.frozen import NO_KEYS, Keys, round_file

FORMAT = "plaza-round-1"


def rules_text(round: Round, keys: Keys = NO_KEYS) -> str:
    """Return the rules of a round as canonical JSON: no blanks, UTF-8, fields in one order."""
    if round.is_sealed:
        return round_file(round, keys).text
    return json.dumps(rules_of(round), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def rules_of(round: Round) -> dict[str, Any]:
    """Return the rules of an imported round as plain data. Amounts are minor units; exact ratios where they
    are finer.
    """
    return {
        "format": FORMAT,
        "process": round.process.slug,
        "round": round.number,
        "title": round.title,
        "opens": _utc(round.opens_at),
        "closes": _utc(round.closes_at),
        "ballot": _ballot(round),
        "budget": round.exact_budget or round.budget,
        "currency": round.process.currency,
        "rule": {"name": round.rule, "parameters": round.rule_parameters},
        "roll": round.roll_size,
        "projects": [
            {"number": number, "key": key, "title": title, "cost": exact or cost}
            for number, key, title, cost, exact in round.projects.order_by("number").values_list(
                "number", "key", "title", "cost", "exact_cost"
            )
        ],
    }


def _ballot(round: Round) -> dict[str, Any]:
    """What one ballot may hold; points only where a ballot gives any."""
    points = {"points": round.ballot_points, "most_points": round.ballot_most}
    return {
        "type": round.ballot_type,
        "max_projects": round.max_projects,
        "spending_limit": round.spending_limit,
        **{name: value for name, value in points.items() if value is not None},
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def mark_of_draft(round: Round) -> str:
    """Return what changes with anything that freezing would fix."""
    districts = sorted(round.districts.values_list("pk", flat=True))
    return fingerprint(f"{round.roll_size} {districts} {rules_text(round)}")


def unchanged(round: Round) -> bool:
    """Return whether the round still has exactly the rules that were frozen."""
    text = rules_text(round, _keys(round))
    return text == round.rules_json and fingerprint(text) == round.rules_hash


def _keys(round: Round) -> Keys:
    """What the frozen text says of lists and keys, which do not stand among the fields of the round."""
    if not round.is_sealed:
        return NO_KEYS
    said = json.loads(round.rules_json)
    return Keys(said["credentials"], said["trustees"], Element(said["board_key"]))
