"""Vectors of what trustees do. `python -m tests.vectors.trustees` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from voting.crypto import ceremony, mail, trial
from voting.crypto.ceremony import Setting
from voting.crypto.contributions import sign_commitment, sign_shuffle
from voting.crypto.decryption import TrusteeKey, partially_decrypt, prove_batch
from voting.crypto.elgamal import encrypt
from voting.crypto.encoding import dumps, fingerprint, sha256_hex
from voting.crypto.groups import GROUPS, Group
from voting.crypto.randomness import from_seed
from voting.crypto.recording import shuffle_text
from voting.crypto.shuffle import shuffle
from voting.crypto.signed import decryption_key, new_seed, signing_key
from voting.crypto.trustees import Trustees
from voting.crypto.words import leading_bits, to_words

FILE = Path(__file__).parent / "trustees.json"
MADE_UP = tuple(f"word{number}" for number in range(2048))
COUNTS = (1, 2, 5)


def vectors() -> dict[str, Any]:
    """Return all vectors as they stand in the file."""
    groups = list(GROUPS.values())
    return {
        "ceremonies": [_ceremony(group) for group in groups],
        "letters": [_letter(group) for group in groups],
        "generators": [[group.name, *map(group.independent_generator, range(-1, 4))] for group in groups],
        "shuffles": [_shuffle(group, count) for group in groups for count in COUNTS],
        "openings": [_opening(group) for group in groups],
        "words": [
            [way(text), str(leading_bits(sha256_hex(text))), list(to_words(sha256_hex(text), MADE_UP))]
            for text in ("a", "b", "c")
            for way in (sha256_hex, fingerprint)
        ],
    }


def _ceremony(group: Group) -> dict[str, Any]:
    setting = Setting(group, 3, 2)
    draw = from_seed(f"ceremony {group.name}")
    seeds = [new_seed(draw) for _ in range(setting.size)]
    numbered = list(enumerate(seeds, start=1))
    signed = [ceremony.certify(setting, seed, index, draw) for index, seed in numbered]
    certificates = [ceremony.read_certificate(setting, one, index) for index, one in enumerate(signed, 1)]
    contributions = [
        ceremony.contribute(setting, seed, index, certificates, draw) for index, seed in numbered
    ]
    confirmations = [
        ceremony.confirm(
            setting, seed, index, certificates=certificates, contributions=contributions, draw=draw
        )
        for index, seed in numbered
    ]
    keys = [one.key for one in confirmations]
    trustees = Trustees(group, (ceremony.conclude(setting, certificates, contributions, keys),))
    nonce = trial.new_nonce(draw)
    secret = ceremony.open_share(group, seeds[1], confirmations[1].share)
    return {
        "group": group.name,
        "seeds": seeds,
        "certificates": [_said(group, dumps(one.to_json())) for one in signed],
        "contributions": [_said(group, dumps(one.to_json())) for one in contributions],
        "keys": [_said(group, dumps(one.to_json())) for one in keys],
        "shares": [_said(group, one.share) for one in confirmations],
        "trustees": trustees.text,
        "nonce": nonce,
        "secret": str(secret),
        "trial": _said(group, trial.try_sheet(trustees, nonce, 2, secret, draw)),
    }


def _letter(group: Group) -> dict[str, Any]:
    draw = from_seed(f"letter {group.name}")
    sender, recipient = signing_key(group, new_seed(draw)), decryption_key(group, new_seed(draw))
    letter = mail.send(group, sender, group.base_power(recipient), "Bürger “東”", draw)
    return {"group": group.name, "letter": letter, "message": "Bürger “東”"}


def _shuffle(group: Group, count: int) -> dict[str, Any]:
    draw = from_seed(f"shuffle {group.name} {count}")
    key = group.base_power(20261122)
    before = [
        encrypt(group, key, group.encode([number]), draw(group.order)) for number in range(1, count + 1)
    ]
    text = shuffle_text([shuffle(group, "fingerprint", key, before, draw)])
    signature = sign_shuffle(group, 77, fingerprint="fingerprint", owner=2, text=text, draw=draw)
    return {
        "group": group.name, "count": count, "shuffle": _said(group, text), "signature": signature.to_json(),
    }  # fmt: skip


def _opening(group: Group) -> dict[str, Any]:
    draw = from_seed(f"opening {group.name}")
    rows = [
        [encrypt(group, group.base_power(3), group.encode([9]), draw(group.order)) for _ in range(count)]
        for count in (2, 1)
    ]
    tally = tuple(map(tuple, rows))
    trustee = TrusteeKey(group, "fingerprint", group.base_power(20261122))
    partial = partially_decrypt(trustee, 20261122, tally, draw)
    signature = sign_commitment(
        group, 77, fingerprint="fingerprint", owner=2, commitment=sha256_hex(partial.text), draw=draw
    )
    batch = prove_batch(trustee, 20261122, tally, partial, draw)
    return {
        "group": group.name, "partial": _said(group, partial.text),
        "signature": signature.to_json(), "batch": batch.to_json(),
    }  # fmt: skip


def _said(group: Group, text: str) -> str:
    """Return the text, or its hash where it would be long."""
    return text if group.name == "Ed25519" else sha256_hex(text)


def as_read() -> Any:
    """Return the vectors as reading the file would give them."""
    return json.loads(json.dumps(vectors()))


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
