"""Check this result: the very report of the verifier, in words that people read."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.voting import make_published_round
from voting.board.record import verify_record
from voting.models import Board, Result
from voting.results.report_words import reason_words, report_lines

pytestmark = pytest.mark.django_db


def page(result: Result) -> str:
    round = result.round
    return Client().get(f"/{round.process.slug}/vote/{round.number}/result/verify/").content.decode()


def test_the_page_shows_the_report_that_anybody_gets() -> None:
    result = make_published_round()
    report = verify_record(result.round)
    text = page(result).replace("&#x27;", "'")
    lines = report_lines(report.checks)
    assert len(lines) > 10
    for line in lines:
        assert line.sentence in text
        assert line.summary, line.sentence
        assert line.summary in text
    head = Board.objects.get(round=result.round).head
    assert f"/record/ --head {head}" in text
    assert result.round.rules_hash[:4] in text
    assert "version 2.1 or newer" in text
    assert "do not count" not in text


def test_ballots_that_do_not_count_are_named_with_reasons() -> None:
    result = make_published_round()
    result.facts["invalid"] = [[1, "names 9 projects, not 0 to 4"], [4, "something new"]]
    result.save()
    text = page(result)
    assert "2 ballots do not count" in text
    assert "<b>2</b>: Projects chosen: 9. Allowed: up to 4." in text
    assert "<b>5</b>: It breaks the rules of this vote: something new." in text


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("does not begin as a ballot of this round does", "It does not hold a ballot of this vote."),
        ("gives 12 points, more than 10", "Points given: 12. Allowed: up to 10."),
        ("gives one project 6 points, more than 5", "Points for one project: 6. Allowed: up to 5."),
        ("spends 7/2, more than 3", "Cost of its projects: 7/2. Allowed: up to 3."),
    ],
)
def test_reasons_have_words(reason: str, words: str) -> None:
    assert reason_words(reason) == words
