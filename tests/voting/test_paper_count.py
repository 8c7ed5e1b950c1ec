"""Paper ballots in the count: reconciled, signed, counted, checked by a stranger, shown by channel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from processes.permissions import Denied
from processes.phases import Phase
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.paper import key_twice, tick_people
from tests.factories.processes import force_phase
from tests.factories.voting import make_draft_round
from voting.board.record import companions_of, verify_record
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.crypto.encoding import sha256_hex
from voting.models import Ballot, Board, BoardEvent, OfficeDifference, RollEntry, Round, RoundStatus
from voting.paper.keying import Turn, key_paper_ballots
from voting.paper.marks import Value
from voting.paper.reconciling import explain_difference, office_lines
from voting.results.publishing import publish_result
from voting.rounds.desk import checklist, turnout
from voting.rounds.freezing import freeze_round
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db

HALL, LIBRARY = "Town hall", "Library"
BAD: Value = {"invalid": "unreadable"}


def voted(
    offices: dict[str, Sequence[Value]],
    web: Sequence[Sequence[int]] = ((1,), (1, 2)),
    points: Sequence[Sequence[int]] = (),
    smallest_pool: int = 50,
    **fields: Any,
) -> Round:
    """A closed round with ballots online, and paper ballots in offices for as many people ticked off."""
    now = timezone.now()
    voters = [make_user() for _ in web]
    total = sum(len(ballots) for ballots in offices.values())
    round = make_draft_round(now=now, voters=voters, strangers=total + 3, **fields)
    Round.objects.filter(pk=round.pk).update(smallest_pool=smallest_pool)
    round.refresh_from_db()
    freeze_round(actor=None, round=round, now=now)
    for place, (voter, choices) in enumerate(zip(voters, web, strict=True)):
        cast_ballot(
            actor=voter, round=round, choices=choices, points=points[place] if points else (), now=now
        )
    for office, ballots in offices.items():
        tick_people(round, office, len(ballots), now=now)
        key_twice(round, office, ballots, now=round.closes_at)
    return Round.objects.get(pk=round.pk)


def counted(round: Round) -> Round:
    count_round(actor=None, round=round, now=round.closes_at)
    return Round.objects.get(pk=round.pk)


def test_paper_ballots_are_counted_beside_sealed_ballots_and_the_record_is_accepted() -> None:
    round = counted(voted({HALL: [[2], [1, 2], [], BAD], LIBRARY: [[2]]}, max_projects=2, smallest_pool=2))
    report = verify_record(round)
    assert report.refusal is None
    assert any("5 paper ballots from 2 offices" in line for line in report.checks)
    assert any("2 opened ballots and 5 paper ballots, 1 of them invalid" in line for line in report.checks)
    votes = dict(round.projects.values_list("number", "votes"))
    assert (votes[1], votes[2], round.ballot_count) == (3, 4, 6)
    assert Ballot.objects.filter(round=round, channel="paper").count() == 4
    publish_result(actor=None, round=round, now=round.closes_at)


def test_a_paper_ballot_beyond_the_limits_is_invalid_in_public() -> None:
    round = counted(voted({HALL: [[1, 2, 3], [1]]}, max_projects=2))
    outcome = json.loads(companions_of(round).outcome or "")
    assert outcome["paper"]["invalid"] == [{"ballot": 0, "reason": "names 3 projects, not 0 to 2"}]
    assert round.result.facts["channels"]["reasons"] == [["names 3 projects, not 0 to 2", 1]]


KINDS: list[tuple[dict[str, Any], list[Value]]] = [
    ({"ballot_type": "cumulative", "ballot_points": 10}, [[[1, 4], [2, 6]], [[3, 11]], []]),
    ({"ballot_type": "scoring"}, [[[1, 4], [2, 5]], [[3, 2]]]),
    ({"ballot_type": "grades"}, [[[1, 4], [2, 5]], BAD]),
    ({"ballot_type": "ordinal", "max_projects": 3}, [[3, 1, 2], [2], [1, 2, 3, 4]]),
    ({"group": "RFC-3526-2048"}, [[1]]),
]


@pytest.mark.parametrize(("fields", "paper"), KINDS)
def test_every_kind_of_ballot_can_be_cast_on_paper(fields: dict[str, Any], paper: list[Value]) -> None:
    pointed = fields.get("ballot_type") in {"cumulative", "scoring", "grades"}
    round = voted({HALL: paper}, web=[(1,)], points=[(3,)] if pointed else [], spending_limit=None, **fields)
    report = verify_record(counted(round))
    assert report.refusal is None


def test_a_round_with_paper_alone_is_counted() -> None:
    round = counted(voted({HALL: [[1]]}, web=[]))
    assert verify_record(round).refusal is None
    assert round.ballot_count == 1


def test_the_list_is_one_of_the_public_files(client: Client) -> None:
    round = counted(voted({HALL: [[1]]}))
    base = f"/{round.process.slug}/vote/{round.number}/record/"
    assert client.get(f"{base}paper.json").content.decode() == companions_of(round).paper
    assert 'href="paper.json"' in client.get(base).content.decode()


def test_a_round_without_paper_has_no_list() -> None:
    round = counted(voted({}))
    assert companions_of(round).paper is None
    assert "paper" not in json.loads(companions_of(round).outcome or "")


def test_the_count_waits_until_every_paper_ballot_is_settled() -> None:
    round = voted({HALL: [[1], [2]]})
    clerk = make_staff()
    key_paper_ballots(
        actor=clerk, round=round, office="Pool", turn=Turn.FIRST, ballots={1: [1]}, now=round.closes_at
    )
    with pytest.raises(RoundError, match="Pool: Paper ballots not yet keyed twice and settled: 1"):
        count_round(actor=None, round=round, now=round.closes_at)
    round.refresh_from_db()
    assert round.status == RoundStatus.FROZEN
    assert not BoardEvent.objects.filter(round=round, kind="EndBallots").exists()
    assert [(line.ok, line.text[:5]) for line in checklist(round, round.closes_at)[-2:]] == [
        (False, "Pool:"), (True, "Town "),
    ]  # fmt: skip


def test_the_count_never_begins_with_more_paper_ballots_than_people_are_left() -> None:
    """Nor can that be explained away: it would be more votes than people."""
    round = voted({HALL: [[1]] * 2})
    key_twice(round, LIBRARY, [[2]] * 4, now=round.closes_at)
    explain_difference(
        actor=make_staff(), round=round, office=LIBRARY, reason="A clerk forgot to tick.", now=round.closes_at
    )
    with pytest.raises(
        RoundError, match=r"more paper ballots \(6\) than people on the roll who have not voted online \(5\)"
    ):
        count_round(actor=None, round=round, now=round.closes_at)
    round.refresh_from_db()
    assert round.status == RoundStatus.FROZEN


def test_the_count_waits_until_a_difference_is_explained_and_everybody_reads_why() -> None:
    round = voted({HALL: [[1], [2]]})
    tick_people(round, HALL, 1, now=timezone.now())
    with pytest.raises(RoundError, match="Town hall: People ticked off: 3, paper ballots: 2"):
        count_round(actor=None, round=round, now=round.closes_at)
    explain = {"actor": make_staff(), "round": round, "office": HALL, "now": round.closes_at}
    with pytest.raises(RoundError, match="Say why"):
        explain_difference(reason="  ", **explain)  # type: ignore[arg-type]
    explain_difference(reason="One person took the paper ballot home.", **explain)  # type: ignore[arg-type]
    round = counted(round)
    assert verify_record(round).refusal is None
    offices = [[HALL, 3, 2, "One person took the paper ballot home."]]
    assert round.result.facts["channels"]["offices"] == offices
    assert Entry.objects.get(action="voting.difference_explained").data["ticked"] == 3


def test_an_explanation_holds_for_its_numbers_only() -> None:
    round, now = voted({HALL: [[1], [2]]}), timezone.now()
    tick_people(round, HALL, 1, now=now)
    who = {"actor": make_staff(), "round": round, "office": HALL, "now": round.closes_at}
    explain_difference(reason="One paper ballot is lost.", **who)  # type: ignore[arg-type]
    tick_people(round, HALL, 1, now=now)
    assert [(line.ticked, line.ballots, line.reason) for line in office_lines(round)] == [(4, 2, "")]
    RollEntry.objects.filter(round=round, channel="paper", roll_number__gt="M-002").update(
        channel="", voted_on=None, office=""
    )
    with pytest.raises(RoundError, match="nothing to explain"):
        explain_difference(reason="One paper ballot is lost.", **who)  # type: ignore[arg-type]
    assert OfficeDifference.objects.get().ticked == 3


def test_only_staff_explain_and_only_settled_offices() -> None:
    round = voted({HALL: [[1]]})
    key_paper_ballots(
        actor=make_staff(), round=round, office="Pool", turn=Turn.FIRST, ballots={1: [1]}, now=round.closes_at
    )
    say = {"round": round, "office": "Pool", "reason": "Lost.", "now": round.closes_at}
    with pytest.raises(Denied):
        explain_difference(actor=make_user(), **say)  # type: ignore[arg-type]
    with pytest.raises(RoundError, match="not yet keyed twice"):
        explain_difference(actor=make_staff(), **say)  # type: ignore[arg-type]


def test_the_list_is_signed_before_anything_is_opened_and_its_hash_is_in_the_log() -> None:
    round = counted(voted({HALL: [[1]]}))
    logged = {entry.action: entry.pk for entry in Entry.objects.filter(action__startswith="voting.")}
    assert logged["voting.paper_listed"] < logged["voting.shuffled"] < logged["voting.opened"]
    text = Board.objects.get(round=round).paper
    assert Entry.objects.get(action="voting.paper_listed").data["hash"] == sha256_hex(text)


def test_small_offices_are_published_together_and_no_order_tells() -> None:
    offices: dict[str, Sequence[Value]] = {HALL: [[2], [1], [2], [1]], LIBRARY: [[3]], "Pool": [[1], [4]]}
    round = counted(voted(offices, smallest_pool=3))
    message = json.loads(json.loads(Board.objects.get(round=round).paper)["message"])
    assert [(pool["offices"], pool["ballots"]) for pool in message["pools"]] == [
        ([LIBRARY, "Pool"], [["1"], ["3"], ["4"]]), ([HALL], [["1"], ["1"], ["2"], ["2"]]),
    ]  # fmt: skip
    assert [office["name"] for office in message["offices"]] == sorted(offices)


@pytest.mark.parametrize(("smallest", "shown"), [(2, True), (3, False)])
def test_votes_of_a_channel_are_shown_if_none_is_small(smallest: int, shown: bool) -> None:
    round = counted(voted({HALL: [[2], [2], BAD]}, web=[(1,), (1,), (2,)], smallest_pool=smallest))
    channels = round.result.facts["channels"]
    assert channels["web"] == {"ballots": 3, "invalid": 0}
    assert channels["paper"] == {"ballots": 2, "invalid": 1}
    assert channels.get("votes", [])[:2] == ([["2", 1, 2], ["1", 2, 0]] if shown else [])


@pytest.mark.parametrize(("smallest", "apart"), [(2, True), (50, False)])
def test_the_result_page_shows_both_ways_side_by_side(smallest: int, apart: bool, client: Client) -> None:
    round = voted({HALL: [[2], [2], BAD]}, smallest_pool=smallest)
    tick_people(round, HALL, 1, now=timezone.now())
    explain_difference(
        actor=make_staff(), round=round, office=HALL, reason="One paper ballot is lost.", now=round.closes_at
    )
    publish_result(actor=None, round=counted(round), now=round.closes_at)
    text = client.get(f"/{round.process.slug}/vote/{round.number}/result/").content.decode()
    for sentence in (
        "Online and on paper",
        "1 ballot is invalid.",
        "It cannot be read",
        "One paper ballot is lost.",
    ):
        assert sentence in text
    assert ("Supporters online and on paper" in text) == apart
    assert ("so few ballots that its votes" in text) != apart


def test_a_round_without_paper_shows_one_way_only(client: Client) -> None:
    round = counted(voted({}))
    publish_result(actor=None, round=round, now=round.closes_at)
    text = client.get(f"/{round.process.slug}/vote/{round.number}/result/").content.decode()
    assert "Online and on paper" not in text


def test_turnout_counts_both_before_and_after_the_count() -> None:
    round = voted({HALL: [[1], [2]]})
    assert turnout(round) == 4
    assert turnout(counted(round)) == 4


def test_the_desk_opens_no_box_before_paper_ballots_are_keyed_and_leads_there(client: Client) -> None:
    now = timezone.now()
    round = voted({})
    tick_people(round, HALL, 1, now=now)
    force_phase(round.process, Phase.RESULT, now=now)
    Round.objects.filter(pk=round.pk).update(closes_at=now - timedelta(minutes=1))
    sign_in(client, make_staff())
    desk = client.get(f"{round.get_absolute_url()}manage/")
    step = BeautifulSoup(desk.content, "html.parser").select_one(".notice a.btn")
    assert step is not None
    assert step["href"] == "../paper/keying/"
    assert client.get(f"{round.get_absolute_url()}paper/keying/").status_code == 200
    asked = client.get(f"{round.get_absolute_url()}manage/count/").content.decode()
    assert "No paper ballot has been keyed yet" in asked
    assert '<button class="btn" type="submit">' not in asked
