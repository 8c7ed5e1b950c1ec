"""Rounds of which only the sums are ever opened: what they can be, and what is cast in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from processes.permissions import Denied
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.sealed import give_code, sealed_for
from tests.factories.voting import SUMS, make_draft_round, make_open_round
from voting.board import board
from voting.board.lookup import ballots_of
from voting.casting.cast import MOST_LETTERS, NotSealed, cast_sealed, most_letters
from voting.casting.sealing import BallotError, cast_ballot
from voting.codes import codes
from voting.crypto.ballots import Ballot as Sealed
from voting.crypto.ballots import seal
from voting.crypto.election import CannotSeal, Homomorphic
from voting.crypto.encoding import dumps
from voting.crypto.proofs import prove
from voting.crypto.randomness import SECURE
from voting.models import PaperBallot, Project, RollEntry, Round
from voting.paper.keying import Turn, key_paper_ballots
from voting.paper.ticking import tick_off
from voting.permissions import may_tick_off
from voting.rounds.checklist import may_freeze
from voting.rounds.freezing import freeze_round
from voting.rounds.setup import change_round, choose_rule
from voting.rounds.state import RoundError
from voting.rounds.sums import MOST_PROJECTS

pytestmark = pytest.mark.django_db


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


def missing(round: Round) -> list[str]:
    """What the checklist says is not in order."""
    return [reason.text for reason in may_freeze(round, timezone.now()) if not reason.ok]


# what such a round can be


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ballot_type": "ordinal"}, "Only ticks can be added up"),
        ({"ballot_type": "cumulative", "ballot_points": 10}, "Only ticks can be added up"),
        ({"max_projects": None}, "Say how many projects a ballot can name"),
        ({"spending_limit": 900_000_00}, "cannot prove how much money|No sealed ballot can prove"),
    ],
)
def test_ballots_that_cannot_be_added_up_are_refused_with_a_sentence(
    changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        make_draft_round(**{**SUMS, **changes})
    round = make_draft_round(**SUMS)
    with pytest.raises(ValidationError, match=sentence):
        change_round(actor=None, round=round, **changes)
    Round.objects.filter(pk=round.pk).update(**changes)
    assert re.search(sentence, " ".join(missing(Round.objects.get(pk=round.pk))))


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("equal-shares", {}), ("phragmen", {}), ("majority-judgment", {}),
        ("greedy", {"pots": "category", "pot_budgets": {}}),
    ],
)  # fmt: skip
def test_a_rule_that_looks_at_ballots_is_refused_with_a_sentence(
    rule: str, parameters: dict[str, Any]
) -> None:
    round = make_draft_round(**SUMS)
    with pytest.raises(RoundError, match="only the totals are opened"):
        choose_rule(actor=None, round=round, rule=rule, parameters=parameters)
    Round.objects.filter(pk=round.pk).update(rule=rule, rule_parameters=parameters)
    assert any("only the totals are opened" in text for text in missing(Round.objects.get(pk=round.pk)))


@pytest.mark.parametrize("by", ["votes", "votes-per-cost"])
def test_a_list_by_votes_is_not(by: str) -> None:
    round = make_draft_round(voters=[make_user()], **SUMS)
    choose_rule(actor=None, round=round, rule="greedy", parameters={"by": by, "minimum_votes": 7})
    assert missing(round) == []


@pytest.mark.parametrize("group", MOST_PROJECTS)
def test_only_so_many_projects_can_be_added_up(group: str) -> None:
    costs = [100] * (MOST_PROJECTS[group] + 1)
    round = make_draft_round(voters=[make_user()], group=group, costs=costs, **SUMS)
    assert any("projects can be added up" in text for text in missing(round))
    Project.objects.filter(round=round, number=1).delete()
    assert missing(round) == []


def test_the_checklist_says_what_is_opened_and_recommends_sums_to_a_few_voters() -> None:
    voters = [make_user()]
    told = " ".join(reason.text for reason in may_freeze(make_draft_round(voters=voters), timezone.now()))
    assert "It is safer to open only the totals" in told
    round = make_draft_round(voters=voters, **SUMS)
    told = " ".join(reason.text for reason in may_freeze(round, timezone.now()))
    assert "It is safer to open only the totals" not in told
    assert "Only the totals are opened, and never a single ballot." in told
    assert "Nobody can vote on paper" in told


def test_staff_choose_it_in_the_settings_and_are_told_what_does_not_fit(client: Client) -> None:
    sign_in(client, make_staff())
    round = make_draft_round(spending_limit=None)
    page = address(round, "manage/settings/")
    assert "What is opened" in client.get(page).content.decode()
    sent = {
        "title": round.title, "opens_at": "2030-05-01T08:00", "closes_at": "2030-05-20T20:00",
        "mode": "confidential", "group": "Ed25519", "smallest_pool": "50", "what_opens": "sums",
        "budget": "900000", "ballot_type": "approval", "max_projects": "", "spending_limit": "500",
    }  # fmt: skip
    answer = client.post(page, sent)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Say how many projects a ballot can name" in told
    assert "No sealed ballot can prove how much money it spends" in told
    assert 'value="500"' in told
    assert client.post(page, {**sent, "max_projects": "3", "spending_limit": ""}).status_code == 302
    round.refresh_from_db()
    assert (round.only_sums, round.max_projects, round.spending_limit) == (True, 3, None)


def test_it_is_frozen_said_on_every_page_and_written_into_the_log(client: Client) -> None:
    voter = make_user()
    round = make_open_round(voters=[voter], **SUMS)
    said = json.loads(round.rules_json)
    assert (said["opened"], "packing" in said) == ("sums", False)
    assert "packing" in json.loads(make_open_round().rules_json)
    assert Entry.objects.get(action="voting.only_sums").data["round"] == round.title
    assert board.setup_of(round).election.questions == (
        Homomorphic(round.title, tuple(f"Project {n}" for n in range(1, 7)), 0, 3),
    )
    sign_in(client, voter)
    client.post(address(round), {"choice": ["1"]})
    for rest in ("", "check/", "receipt/", "box/", "seal/"):
        page = client.get(address(round, rest), follow=True).content.decode()
        assert "Only the totals are opened and published" in page, rest
    assert "Only the totals are opened, and no single ballot." in client.get(
        round.process.get_absolute_url()
    ).content.decode()  # fmt: skip


# casting


def test_a_ballot_that_names_too_many_cannot_be_made_or_cast() -> None:
    voter = make_user()
    round = make_open_round(voters=[voter], **SUMS)
    with pytest.raises(BallotError):
        cast_ballot(actor=voter, round=round, choices=[1, 2, 3, 4], now=timezone.now())
    with pytest.raises(CannotSeal):
        seal(board.setup_of(round).election, 7, [[1, 1, 1, 1, 0, 0]], SECURE)
    assert not ballots_of(round).exists()


def forged(round: Round, choices: list[int], change: Callable[[Sealed, Sealed], Sealed]) -> str:
    """A ballot with the signature of somebody on the roll, put together from two that were sealed well."""
    entry = RollEntry.objects.get(round=round)
    key = codes.key_of(round, codes.account_code(round, entry))
    election = board.setup_of(round).election
    one, other = (seal(election, key, [values], SECURE) for values in (choices, [0] * len(choices)))
    mixed = change(one, other)
    group = election.group
    bare = Sealed(mixed.election_uuid, mixed.election_hash, mixed.credential, mixed.answers)
    proof = prove(group, f"sig|{bare.body_hash}", [group.generator], key, SECURE)
    return Sealed(
        bare.election_uuid, bare.election_hash, bare.credential, bare.answers, proof
    ).text  # fmt: skip


def with_answer(ballot: Sealed, **changes: Any) -> Sealed:
    return replace(ballot, answers=(replace(ballot.answers[0], **changes),))


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("overall_proof", lambda one, other: with_answer(
            one, overall_proof=other.answers[0].overall_proof)),
        ("individual_proofs[0]", lambda one, other: with_answer(
            one, individual_proofs=other.answers[0].individual_proofs)),
        ("individual_proofs[0]", lambda one, other: with_answer(one, choices=other.answers[0].choices)),
    ],
)  # fmt: skip
def test_a_proof_of_another_ballot_is_refused(place: str, change: Callable[[Sealed, Sealed], Sealed]) -> None:
    round = make_open_round(**SUMS)
    with pytest.raises(NotSealed, match="seal of this ballot is not valid") as caught:
        cast_sealed(round=round, text=forged(round, [1, 0, 0, 0, 0, 0], change), now=timezone.now())
    assert caught.value.place == f"ballot.answers[0].{place}"
    assert not ballots_of(round).exists()


def test_a_ballot_of_another_round_and_a_packed_one_are_refused() -> None:
    code_rounds = []
    for fields in (SUMS, SUMS, {}):
        round = make_draft_round(voters=[make_user()], **fields)
        code = give_code(round)
        freeze_round(actor=None, round=round, now=timezone.now())
        code_rounds.append((round, code))
    (mine, code), *others = code_rounds
    for round, other_code in others:
        with pytest.raises(NotSealed, match="sealed for another vote"):
            cast_sealed(round=mine, text=sealed_for(round, other_code, [0]), now=timezone.now())
    packed, packed_code = others[1]
    body = json.loads(sealed_for(packed, packed_code, [0]))
    election = board.setup_of(mine).election
    body |= {"election_uuid": election.uuid, "election_hash": election.fingerprint}
    with pytest.raises(NotSealed, match="did not arrive whole"):
        cast_sealed(round=mine, text=dumps(body), now=timezone.now())
    cast_sealed(round=mine, text=sealed_for(mine, code, [0, 5]), now=timezone.now())


@pytest.mark.parametrize("group", ["Ed25519", "RFC-3526-2048"])
def test_the_largest_ballot_fits_and_nothing_much_larger_is_read(group: str, client: Client) -> None:
    costs = [100] * (4 if group == "RFC-3526-2048" else MOST_PROJECTS[group])
    round = make_draft_round(voters=[make_user()], group=group, costs=costs, **{**SUMS, "max_projects": 4})
    code = give_code(round)
    freeze_round(actor=None, round=round, now=timezone.now())
    text = sealed_for(round, code, [0, 1, 2])
    most = most_letters(Round.objects.get(pk=round.pk))
    assert len(text) < most < len(text) + 2 * MOST_LETTERS
    page = address(round, "sealed/")
    too_long = client.post(page, "x" * (most + 1), content_type="application/json")
    assert too_long.status_code == 413
    assert client.post(page, text, content_type="application/json").status_code == 200


# paper


def test_nobody_votes_on_paper(client: Client) -> None:
    staff = make_staff()
    round = make_open_round(voters=[make_user()], **SUMS)
    assert "Nobody can vote on paper" in may_tick_off(staff, round, timezone.now()).reason
    entry = RollEntry.objects.get(round=round)
    with pytest.raises(Denied, match="Nobody can vote on paper"):
        tick_off(actor=staff, round=round, entry=entry, office="Hall", now=timezone.now())
    with pytest.raises(Denied, match="Nobody can vote on paper"):
        key_paper_ballots(
            actor=staff, round=round, office="Hall", turn=Turn.FIRST, ballots={1: [1]}, now=round.closes_at
        )
    assert not PaperBallot.objects.exists()
    sign_in(client, staff)
    assert "Nobody can vote on paper" in client.get(address(round, "manage/")).content.decode()
