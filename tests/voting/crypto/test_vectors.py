"""Python and Chromium make the same bytes from the same seed, and what Chromium seals is a good ballot."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.vectors import trustees
from tests.vectors.make import CODES, FILE, as_read
from voting.crypto.ballots import check_ballot, read_ballot, was_sealed_so
from voting.crypto.election import read_election
from voting.crypto.randomness import from_seed

READ: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
TRUSTEES: dict[str, Any] = json.loads(trustees.FILE.read_text(encoding="utf-8"))


def test_python_makes_the_vectors() -> None:
    assert as_read() == READ
    assert trustees.as_read() == TRUSTEES


@pytest.mark.parametrize("vector", READ["ballots"], ids=lambda vector: vector["seed"])
def test_python_accepts_and_audits_the_sealed_ballots(vector: dict[str, Any]) -> None:
    election = read_election(vector["election"])
    ballot = read_ballot(vector["ballot"], election)
    check_ballot(ballot, election)
    assert was_sealed_so(election, ballot, vector["choices"], from_seed(vector["seed"]))
    assert not was_sealed_so(election, ballot, vector["choices"], from_seed("another"))


@pytest.mark.browser
def test_chromium_makes_the_vectors(page: Page) -> None:
    found = page.evaluate("async () => (await import('/check.js')).recomputed()")
    for part, expected in READ.items():
        assert found[part] == expected, part


@pytest.mark.browser
def test_chromium_says_what_trustees_say_in_python(page: Page) -> None:
    found = page.evaluate("async () => (await import('/trustees.js')).recomputed()")
    for part, expected in TRUSTEES.items():
        for index, vector in enumerate(expected):
            assert found[part][index] == vector, (part, index)


@pytest.mark.browser
@pytest.mark.parametrize("vector", READ["ballots"][:4], ids=lambda vector: vector["seed"])
def test_a_worker_in_chromium_seals_a_fresh_ballot_that_python_accepts(
    page: Page, vector: dict[str, Any]
) -> None:
    job = {"electionText": vector["election"], "code": CODES[0], "choices": vector["choices"]}
    sealing = "async (job) => (await import('/check.js')).sealed(job)"
    first, second = page.evaluate(sealing, job), page.evaluate(sealing, job)
    election = read_election(vector["election"])
    ballot = read_ballot(first["text"], election)
    check_ballot(ballot, election)
    assert ballot.tracker == first["tracker"]
    assert first["progress"][-1] == 1
    assert len(first["seed"]) == 64
    assert first["text"] != second["text"]
    assert was_sealed_so(election, ballot, vector["choices"], from_seed(first["seed"]))


@pytest.mark.browser
def test_the_worker_says_why_it_cannot_seal(page: Page) -> None:
    vector = READ["ballots"][1]
    job = {"electionText": vector["election"], "code": CODES[0], "choices": [[1, 1, 1]]}
    answer = page.evaluate("async (job) => (await import('/check.js')).sealed(job)", job)
    assert answer["error"] == "the choices break the limits of the question"
