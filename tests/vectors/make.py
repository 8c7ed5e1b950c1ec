"""Vectors of sealing, for Python and the browser alike. `python -m tests.vectors.make` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from voting.crypto.ballots import seal
from voting.crypto.credentials import secret_key, tidy
from voting.crypto.election import Election, Homomorphic, Mixnet, Question
from voting.crypto.groups import GROUPS, Group
from voting.crypto.packing import Form, Kind, pack
from voting.crypto.randomness import from_seed

FILE = Path(__file__).parent / "sealing.json"
UUID = "PLazaVectors11"
CODES = (
    "3kPfG-9aBcDe-7YyQw-LmNpRs",
    "3kPfG9aBcDe7YyQwLmNpRs",
    " 3kPfG 9aBcDe 7YyQw LmNpRs ",
    "3kPfG-9aBcD0",
    "",
)
STRANGE = ("", "0", "1", "2 ", "3", "5", "00" * 32, "f" * 64, "7" + "f" * 61 + "ec")
EXPONENTS = (0, 1, 2, 255, 2**200 + 12345, 2**252 + 5)
FORMS: tuple[tuple[Form, tuple[int, ...]], ...] = (
    (Form(Kind.APPROVAL, 50), (0, 7, 49)),
    (Form(Kind.APPROVAL, 208), (207,)),
    (Form(Kind.APPROVAL, 1), ()),
    (Form(Kind.POINTS, 5), (0, 15, 3, 1, 0)),
    (Form(Kind.RANKING, 12, 5), (11, 0, 5)),
    (Form(Kind.RANKING, 12, 5), ()),
)
PACKED = Form(Kind.APPROVAL, 50)
QUESTIONS: tuple[tuple[tuple[Question, ...], tuple[tuple[int, ...], ...]], ...] = (
    ((Mixnet("Bürgerhaushalt “2027” 東", tuple(map(str, range(PACKED.size)))),), (pack(PACKED, (3, 31)),)),
    ((Homomorphic("Which?", ("a", "b", "c"), 1, 2),), ((0, 1, 1),)),
    ((Homomorphic("Or none?", ("a", "b"), 1, 2, blank=True),), ((1, 0, 0),)),
    ((Homomorphic("Or none?", ("a",), 1, 1, blank=True), Mixnet("Two", ("x",))), ((0, 1), (200,))),
)


def vectors() -> dict[str, Any]:
    """Return all vectors as they stand in the file."""
    return {
        "groups": [_group(group) for group in GROUPS.values()],
        "draws": [
            [seed, str(limit), str(from_seed(seed)(limit))]
            for seed in ("", "seed", "ä")
            for limit in (2, 2**255, GROUPS["RFC-3526-2048"].order)
        ],
        "codes": [[typed, tidy(typed)] for typed in CODES],
        "packed": [
            {
                "form": {"kind": form.kind.value, "projects": form.projects, "longest": form.longest},
                "vote": vote, "size": form.size, "bytes": pack(form, vote),
            }
            for form, vote in FORMS
        ],
        "ballots": [
            _ballot(group, number) for group in GROUPS.values() for number in range(len(QUESTIONS))
        ],
    }  # fmt: skip


def _group(group: Group) -> dict[str, Any]:
    five, seven = group.base_power(5), group.base_power(7)
    return {
        "name": group.name,
        "order": str(group.order),
        "neutral": group.neutral,
        "powers": [[str(exponent), group.base_power(exponent)] for exponent in EXPONENTS],
        "powers_of_five": [[str(exponent), group.power(five, exponent)] for exponent in EXPONENTS],
        "product": [five, seven, group.multiply(five, seven), group.divide(five, seven)],
        "hashes": [[text, str(group.hash(text))] for text in ("", "abc", "Mühle 東")],
        "encoded": [[values, group.encode(values)] for values in ([], [0], [1, 2, 3], [255] * 30)],
        "strangers": [text for text in STRANGE if not group.is_member(text)],
    }


def _ballot(group: Group, number: int) -> dict[str, Any]:
    questions, choices = QUESTIONS[number]
    key = group.base_power(20261122)
    election = Election("Plaza", "vectors", group, key, questions, UUID)
    seed = f"{group.name} {number}"
    secret = secret_key(group, UUID, CODES[0])
    ballot = seal(election, secret, choices, from_seed(seed))
    return {
        "election": election.text, "fingerprint": election.fingerprint, "code": CODES[0],
        "secret": str(secret), "seed": seed, "choices": choices, "ballot": ballot.text,
        "tracker": ballot.tracker,
    }  # fmt: skip


def as_read() -> Any:
    """Return the vectors as reading the file would give them."""
    return json.loads(json.dumps(vectors()))


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
