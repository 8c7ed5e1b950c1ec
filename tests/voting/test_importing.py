"""Real elections in and out again, exactly; and files that are refused with their line."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from operator import attrgetter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from processes.models import Process
from tests.factories.voting import make_open_round, make_published_round
from voting.amounts import amount, major
from voting.counting.public_file import public_file
from voting.models import Ballot, Project, Result, Round, RoundStatus
from voting.pabulib.imported_rules import rule_of
from voting.pabulib.importing import import_pb
from voting.rules import PabulibError, pabulib

pytestmark = pytest.mark.django_db

FILE = """META
key;value
description;Parks
country;Poland
unit;Town
instance;2023
num_projects;3
num_votes;4
budget;100.505
vote_type;{kind}
rule;greedy
date_begin;01.02.2023
date_end;14.02.2023
max_length;3
PROJECTS
project_id;cost;name;category;selected;latitude;longitude
p/1;33.335;"Trees; ""benches"" too";green;1;51.5;19.25
p2;70;Square;street;0;;
p3;67.17;Lamps;;1;999;0
VOTES
voter_id;vote{head};age
7;{votes[0]};44
8;{votes[1]};12
9;{votes[2]};
10;{votes[3]};80
"""
VOTES = {
    "approval": ("", ("p/1,p3", "p/1", "p2", "p3,p/1")),
    "ordinal": ("", ("p3,p/1", "p/1,p3", "p2", "p3,p2,p/1")),
    "cumulative": (";points", ("p/1,p3;5,2", "p/1;3", "p2;1", "p3,p/1;1.5,1")),
    "scoring": (";points", ("p/1,p3;5,2", "p/1;3", "p2;1", "p3,p/1;4,1")),
}


def write_file(folder: Path, kind: str = "approval", **changes: str) -> Path:
    """A small election on disk; `changes` replace pieces of its text."""
    head, votes = VOTES[kind]
    text = FILE.format(kind=kind, head=head, votes=votes)
    for old, new in changes.items():
        text = text.replace({"cost": "33.335", "vote": "p/1,p3", "budget": "100.505"}[old], new)
    path = folder / "town_2023_.pb"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", VOTES)
def test_all_four_kinds_come_in_and_go_out_without_loss(kind: str, tmp_path: Path) -> None:
    path = write_file(tmp_path, kind)
    source = pabulib.read(path)
    round = import_pb(path=path).round
    assert round.status == RoundStatus.PUBLISHED
    back = pabulib.parse(public_file(round).text())
    assert (back.budget, back.vote_type, back.voters) == (source.budget, source.vote_type, source.voters)
    assert [(p.id, p.cost, p.name, p.category) for p in back.projects] == [
        (p.id, p.cost, p.name, p.category) for p in source.projects
    ]
    ids = tuple(project.id for project in source.projects)
    key = attrgetter("choices", "points", "count")
    assert sorted(map(key, back.ballots.groups(ids))) == sorted(map(key, source.ballots.groups(ids)))
    assert "44" not in public_file(round).text().split("VOTES")[1]


def test_costs_finer_than_a_minor_unit_survive_exactly(tmp_path: Path) -> None:
    round = import_pb(path=write_file(tmp_path)).round
    trees = round.projects.get(key="p/1")
    assert (trees.cost, trees.exact_cost) == (3334, "6667/2")
    assert major(trees.cost, trees.exact_cost, "PLN") == Fraction(33335, 1000)
    assert Project.objects.get(round=round, key="p3").exact_cost == ""
    assert (round.budget, round.exact_budget) == (10050, "20101/2")
    result = Result.objects.get(round=round)
    assert result.outcome["winners"] == ["p/1", "p3"]
    assert result.facts["declared"] == {"projects": 3, "funded": 2, "same": 3}


@pytest.mark.parametrize(
    ("major_units", "currency", "minor", "exact"),
    [
        (5, "EUR", 500, ""),
        (5, "JPY", 5, ""),
        (Fraction(1, 2), "JPY", 0, "1/2"),
        (Fraction(1, 3), "EUR", 33, "100/3"),
        (Fraction(1, 1000), "KWD", 1, ""),
    ],
)
def test_amounts_round_for_reading_and_stay_exact(
    major_units: int | Fraction, currency: str, minor: int, exact: str
) -> None:
    found = amount(major_units, currency)
    assert (found.minor, found.exact) == (minor, exact)
    assert major(found.minor, found.exact, currency) == major_units


def test_coordinates_off_the_globe_are_none(tmp_path: Path) -> None:
    round = import_pb(path=write_file(tmp_path)).round
    assert list(round.projects.values_list("latitude", "longitude")) == [
        (51.5, 19.25),
        (None, None),
        (None, None),
    ]


def test_importing_twice_changes_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_file(tmp_path)
    call_command("import_pb", str(path), verbosity=0)
    call_command("import_pb", str(path), verbosity=0)
    said = capsys.readouterr().out.splitlines()
    assert "imported as “town-2023”" in said[0]
    assert "is here already as “town-2023”" in said[1]
    assert (Process.objects.count(), Round.objects.count(), Ballot.objects.count()) == (1, 1, 4)


@pytest.mark.parametrize(
    ("changes", "line"),
    [({"cost": "many"}, 17), ({"vote": "p/1,p9"}, 22), ({"cost": "9" * 40}, 17), ({"cost": "-5"}, 17)],
)
def test_a_malformed_file_is_refused_with_its_line_and_nothing_is_written(
    tmp_path: Path, changes: dict[str, str], line: int
) -> None:
    path = write_file(tmp_path, **changes)
    with pytest.raises(PabulibError) as caught:
        import_pb(path=path)
    assert caught.value.line == line
    with pytest.raises(CommandError, match=rf"line {line}.*Nothing was imported"):
        call_command("import_pb", str(path), verbosity=0)
    assert not Process.objects.exists()
    assert not Round.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"META\n", b"PK\x03\x04" * 50])
def test_what_is_no_election_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pb"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_pb", str(path), verbosity=0)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_pb", str(tmp_path / "none.pb"), verbosity=0)
    assert not Process.objects.exists()


def test_two_files_of_one_name_get_two_addresses(tmp_path: Path) -> None:
    first = import_pb(path=write_file(tmp_path)).round
    second = import_pb(path=write_file(tmp_path, "ordinal")).round
    assert (first.process.slug, second.process.slug) == ("town-2023", "town-2023-2")


@pytest.mark.parametrize(
    "name",
    ["Netherlands_Assen_2024", "Poland_Swiecie_2023", "Poland_Wieliczka_2023_Green_Budget",
     "poland_warszawa_2017_stara-ochota", "poland_warszawa_2018_rembertow"],
)  # fmt: skip
def test_real_elections_are_decided_as_their_city_did(shared_data: Path, name: str) -> None:
    round = import_pb(path=shared_data / "elections" / "pb" / f"{name}.pb").round
    declared = Result.objects.get(round=round).facts["declared"]
    assert declared["same"] == declared["projects"]
    text = Client().get(f"/{round.process.slug}/vote/1/result/").content.decode()
    assert "Our count funds exactly the" in text


def test_a_difference_from_the_city_is_shown_project_by_project(tmp_path: Path) -> None:
    path = write_file(tmp_path)
    path.write_text(path.read_text().replace("Lamps;;1", "Lamps;;0"), encoding="utf-8")
    round = import_pb(path=path).round
    text = Client().get(f"/{round.process.slug}/vote/1/result/").content.decode()
    assert "agree on 2 of 3 projects" in text


def test_the_export_is_read_by_pabutools_and_by_our_importer(shared_data: Path, tmp_path: Path) -> None:
    from pabutools.election import parse_pabulib

    source = shared_data / "elections" / "pb" / "Switzerland_Zurich_D5.pb"
    import_pb(path=source)
    out = tmp_path / "again.pb"
    call_command("export_pb", "switzerland-zurich-d5", str(out))
    theirs, profile = parse_pabulib(str(out))
    ours = pabulib.read(source)
    assert (len(theirs), len(profile)) == (len(ours.projects), ours.voters)
    assert {project.name: Fraction(str(project.cost)) for project in theirs} == {
        p.id: p.cost for p in ours.projects
    }
    assert import_pb(path=out).created


def test_our_own_rounds_can_be_exported_once_they_are_counted(tmp_path: Path) -> None:
    from pabutools.election import parse_pabulib

    result = make_published_round(ballots=[[1, 2], [], [3]])
    out = tmp_path / "own.pb"
    call_command("export_pb", f"{result.round.process.slug}/1", str(out))
    theirs, profile = parse_pabulib(str(out))
    assert (len(theirs), len(profile), theirs.budget_limit) == (6, 3, 900_000)
    still_open = make_open_round()
    with pytest.raises(CommandError, match="box stays shut"):
        call_command("export_pb", still_open.process.slug, str(out))
    with pytest.raises(CommandError, match="no round"):
        call_command("export_pb", "nowhere/7", str(out))


def test_an_export_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = make_published_round(ballots=[[1, 2], [], [3]]).round
    out = tmp_path / "own.pb"
    out.write_text("the file of yesterday", encoding="utf-8")

    def broken(round: Round) -> Iterator[str]:
        yield "META"
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("voting.management.commands.export_pb.pb_chunks", broken)
        with pytest.raises(CommandError, match="No space left"):
            call_command("export_pb", f"{round.process.slug}/1", str(out))
    assert out.read_text(encoding="utf-8") == "the file of yesterday"
    assert list(tmp_path.iterdir()) == [out]
    out.chmod(0o640)
    call_command("export_pb", f"{round.process.slug}/1", str(out))
    assert out.read_text(encoding="utf-8").startswith("META")
    assert out.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("said", "points", "rule", "wanted"),
    [
        ("greedy", False, "greedy", {"by": "votes"}),
        ("greedy", True, "greedy", {"by": "points"}),
        ("unknown", False, "greedy", {"by": "votes"}),
        ("equalshares/add1", False, "equal-shares", {"completion": "add1"}),
        ("equalshares", False, "equal-shares", {"completion": "none"}),
        ("equalshares/add1-comparison", False, "equal-shares", {"comparison": "satisfaction"}),
    ],
)
def test_the_rule_a_file_names(said: str, points: bool, rule: str, wanted: dict[str, str]) -> None:
    name, parameters = rule_of({"rule": said}, points=points)
    assert name == rule
    assert wanted.items() <= parameters.items()


PROJECTS = FILE[FILE.index("p/1;33") : FILE.index("VOTES")]


def refused(path: Path, old: str, new: str) -> PabulibError:
    """What is said of the file once a piece of its text is another."""
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(PabulibError) as caught:
        import_pb(path=path)
    assert not Process.objects.exists()
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("100.505", "1e30", 9), ("100.505", "much", 9), ("budget;100.505\n", "", 1),
        (";approval", ";telepathy", 10), ("Square", "Squ\0are", 18), ("8;p", "7;p", 23), (PROJECTS, "", 17),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert refused(write_file(tmp_path), old, new).line == line


def test_negative_points_are_refused_with_their_line(tmp_path: Path) -> None:
    assert refused(write_file(tmp_path, "scoring"), ";p/1;3;", ";p/1;-3;").line == 23


@pytest.mark.parametrize(
    ("said", "language"),
    [("polish", "pl"), ("Polish ", "pl"), ("pt-br", "pt-br"), ("", "en"), ("klingon", "en"), ("!", "en")],
)
def test_a_language_is_a_name_or_a_code_and_otherwise_english(
    tmp_path: Path, said: str, language: str
) -> None:
    path = write_file(tmp_path)
    text = path.read_text(encoding="utf-8").replace("rule;greedy", f"rule;greedy\nlanguage;{said}")
    path.write_text(text, encoding="utf-8")
    assert import_pb(path=path).round.process.language == language


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("max_length;3", "max_length;-3"), ("max_length;3", "max_length;0.5"), ("14.02.2023", "31.12.9999"),
        ("max_length;3", "max_sum_cost;1e40"), ("max_length;3", "max_sum_cost;-1"),
        ("instance;2023", "instance;0001"),
    ],
)  # fmt: skip
def test_a_limit_or_a_day_that_nobody_can_mean_is_none(tmp_path: Path, old: str, new: str) -> None:
    path = write_file(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    round = import_pb(path=path).round
    assert round.spending_limit is None
    assert round.max_projects in {None, 3}
    assert round.closes_at.year < 3000


def test_lines_may_end_as_on_old_machines_and_in_no_other_way(tmp_path: Path) -> None:
    path = write_file(tmp_path)
    text = path.read_text(encoding="utf-8").replace("Lamps", "Lamps\u2028and more").replace("44", "4\u20284")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r").encode())
    round = import_pb(path=path).round
    assert (round.ballot_count, round.projects.get(key="p3").title) == (4, "Lamps\u2028and more")
