"""The .pb format: every real file there and back, and a line number for everything malformed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.election.pabulib import parse_pabulib_from_string

from tests.voting.rules.strategies import elections
from voting.rules import PabulibError, VoteType, pabulib
from voting.rules.pabulib import fields, plain

PLAIN = '''META
key;value
budget;10
vote_type;approval
PROJECTS
project_id;cost;name;selected
1;4;"Trees; and ""shade""";1
2;2.50;Benches;0
VOTES
voter_id;age;vote
v1;30;1,2
v2;41;2,1
v3;50;2
v4;60;
'''
GRADES = PLAIN.replace("vote_type;approval", "vote_type;grades\nmax_points;5").replace(
    "age;vote", "vote;points"
)
GRADES = GRADES.replace("v1;30;1,2", "v1;1,2;5,0").replace("v2;41;2,1", "v2;2,1;0,5")
GRADES = GRADES.replace("v3;50;2", "v3;2;3").replace("v4;60;", "v4;;")
POINTS = PLAIN.replace("approval", "scoring").replace("age;vote", "vote;points")
POINTS = POINTS.replace("v1;30;1,2", "v1;1,2;3,1").replace("v2;41;2,1", "v2;2,1;1,3")
POINTS = POINTS.replace("v3;50;2", "v3;2;0.5").replace("v4;60;", "v4;;")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_identical_ballots_are_grouped_and_costs_are_exact(ending: str) -> None:
    election = pabulib.parse(PLAIN.replace("\n", ending))
    assert [project.cost for project in election.projects] == [4, Fraction(5, 2)]
    assert election.projects[0].name == 'Trees; and "shade"'
    assert [project.declared for project in election.projects] == [True, False]
    groups = [(group.choices, group.count) for group in election.ballots.groups(("1", "2"))]
    assert groups == [(("1", "2"), 2), (("2",), 1), ((), 1)]
    assert election.voters == 4


def test_points_are_exact() -> None:
    election = pabulib.parse(POINTS)
    groups = [(group.choices, group.points, group.count) for group in election.ballots.groups(("1", "2"))]
    assert groups == [(("1", "2"), (3, 1), 2), (("2",), (Fraction(1, 2),), 1), ((), (), 1)]


def test_grades_are_read_and_written() -> None:
    election = pabulib.parse(GRADES)
    groups = [(group.choices, group.points, group.count) for group in election.ballots.groups(("1", "2"))]
    assert groups == [(("1", "2"), (5, 0), 2), (("2",), (3,), 1), ((), (), 1)]
    again = pabulib.parse(pabulib.write(election))
    assert (again.vote_type, again.ballots) == (VoteType.GRADES, election.ballots)


def test_order_of_a_ranking_is_kept() -> None:
    election = pabulib.parse(PLAIN.replace("approval", "ordinal"))
    assert [group.choices for group in election.ballots.groups(("1", "2"))][:2] == [("1", "2"), ("2", "1")]


def test_quotes_in_votes_take_the_careful_path() -> None:
    quoted = PLAIN.replace("v1;30;1,2", 'v1;"3;0";"1,2"')
    assert pabulib.parse(quoted).ballots == pabulib.parse(PLAIN).ballots


def test_spaces_and_repeats_in_an_approval_ballot_are_forgiven() -> None:
    spaced = PLAIN.replace("v1;30;1,2", "v1;30; 2 , 1,1")
    assert pabulib.parse(spaced).ballots == pabulib.parse(PLAIN).ballots


MALFORMED = [
    ("", 0, "META"),
    ("PROJECTS\nproject_id;cost\n", 2, "META"),
    (PLAIN.partition("VOTES")[0], 8, "ends here and has no section VOTES"),
    (POINTS.replace("v1;1,2;3,1", "v1;1,2;3,0.0000000001"), 11, "decimals"),
    ("hello\n", 1, "META"),
    (PLAIN.replace("budget;10", "budget;ten"), 3, "budget"),
    (PLAIN.replace("budget;10", "budget;inf"), 3, "budget"),
    (PLAIN.replace("budget;10", "money;10"), 1, "budget"),
    (PLAIN.replace("approval", "telepathy"), 4, "vote_type"),
    (PLAIN.replace("project_id;cost", "project_id;price"), 6, "cost"),
    (PLAIN.replace("2;2.50", "2;2.5.0"), 8, "not a number"),
    (PLAIN.replace("2;2.50", "2;-2"), 8, "negative"),
    (PLAIN.replace("2;2.50", "1;2.50"), 8, "twice"),
    (PLAIN.replace("Benches;0", "Benches"), 8, "fields"),
    (PLAIN.replace("age;vote", "age;ballot"), 10, "vote"),
    (PLAIN.replace("v2;41;2,1", "v2;41;2,9"), 12, "'9'"),
    (PLAIN.replace("v3;50;2", "v3;2"), 13, "fields"),
    (PLAIN.replace("v3;50;2", "v3;50;2;;"), 13, "fields"),
    (POINTS.replace("v1;1,2;3,1", "v1;1,2;3"), 11, "points"),
    (POINTS.replace("v1;1,2;3,1", "v1;1,2;3,x"), 11, "points"),
    (POINTS.replace("v1;1,2;3,1", "v1;1,1;3,1"), 11, "twice"),
    (POINTS.replace("vote;points", "vote;marks"), 10, "points"),
    (GRADES.replace("v2;2,1;0,5", "v2;2,1;0,6"), 13, "best grade is 5"),
    (GRADES.replace("v3;2;3", "v3;2;2.5"), 14, "whole number"),
    (GRADES.replace("v3;2;3", "v3;2;-1"), 14, "from 0"),
    (GRADES.replace("max_points;5", "max_points;good"), 5, "max_points"),
    (POINTS.replace("v1;1,2;3,1", "v1;1,2;3,-1"), 11, "from 0"),
    (POINTS.replace("v1;1,2;3,1", "v1;1,2;3,1e300"), 11, "not larger"),
]


@pytest.mark.parametrize(("text", "line", "words"), MALFORMED)
def test_malformed_files_name_the_line(text: str, line: int, words: str) -> None:
    with pytest.raises(PabulibError, match=words) as caught:
        pabulib.parse(text)
    assert caught.value.line == line


def test_bytes_that_are_not_utf8_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.pb"
    path.write_bytes(PLAIN.replace("Benches", "Bänke").encode("latin-1"))
    with pytest.raises(PabulibError, match="UTF-8") as caught:
        pabulib.read(path)
    assert caught.value.line == 8


def test_every_real_file_goes_there_and_back(elections_dir: Path) -> None:
    paths = sorted(elections_dir.glob("*.pb"))
    assert len(paths) == 55
    for path in paths:
        election = pabulib.read(path)
        again = pabulib.parse(pabulib.write(election))
        assert again.ballots == election.ballots, path.name
        assert (again.budget, again.projects, again.vote_type) == (
            election.budget,
            election.projects,
            election.vote_type,
        )
        assert election.meta.items() <= again.meta.items()


@pytest.mark.parametrize("name", ["Switzerland_Zurich_D10", "poland_warszawa_2019_grochow-centrum"])
def test_single_ballots_with_attributes_go_there_and_back(name: str, elections_dir: Path) -> None:
    path = elections_dir / f"{name}.pb"
    ballots = list(pabulib.raw_ballots(path, attributes=True))
    assert len(ballots) == pabulib.read(path).voters
    assert ballots[0].attributes and not next(pabulib.raw_ballots(path)).attributes
    text = pabulib.write(pabulib.read(path), ballots)
    copy = Path(path.name)
    assert pabulib.parse(text).ballots == pabulib.read(path).ballots
    assert copy.suffix == ".pb"
    _, profile = parse_pabulib_from_string(text)
    assert len(profile) == len(ballots)


@pytest.mark.parametrize("vote_type", list(VoteType))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back_here_and_by_pabutools(vote_type: VoteType, data: st.DataObject) -> None:
    election = data.draw(elections(str(vote_type), free=True))
    text = pabulib.write(election)
    again = pabulib.parse(text)
    assert (again.budget, again.projects) == (election.budget, election.projects)
    assert again.ballots.total == election.ballots.total
    if not vote_type.has_points:
        assert again.ballots == election.ballots
    if vote_type is VoteType.GRADES:  # a kind of ballot that pabutools does not know
        return
    instance, profile = parse_pabulib_from_string(text)
    assert len(instance) == len(election.projects)
    assert len(profile) == election.voters


@given(st.lists(st.text("ab,1", max_size=30), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_grouping_by_words_equals_grouping_by_text(votes: list[str]) -> None:
    lines = [f"x;{vote}" for vote in votes]
    found = fields.group_fields("\n".join(lines), 1, 2, (1,))
    order = list(dict.fromkeys(votes))
    assert [text for (text,) in found.texts] == order
    assert found.counts.tolist() == [votes.count(vote) for vote in order]
    assert found.lines.tolist() == [votes.index(vote) + 1 for vote in order]


def test_votes_that_hash_alike_are_told_apart(monkeypatch: pytest.MonkeyPatch, elections_dir: Path) -> None:
    path = elections_dir / "Poland_Swiecie_2023.pb"
    election = pabulib.read(path)
    monkeypatch.setattr(fields, "_MIX", 0)
    monkeypatch.setattr(plain, "_MIX", np.uint64(0))
    assert pabulib.read(path).ballots == election.ballots
