"""The city check finds what a proposal costs: who may say so, who reads it, and what the ballot takes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from processes.permissions import Denied
from processes.phases import Phase
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.services import cost_proposal
from tests.factories.accounts import make_staff, make_user, sign_in, with_second_factor
from tests.factories.processes import force_phase, make_process
from tests.factories.proposals import make_proposal
from tests.factories.voting import make_draft_round
from voting.models import Round
from voting.rounds.checklist import may_freeze
from voting.rounds.collecting import put_on_ballot, take_off_ballot, without_cost

pytestmark = pytest.mark.django_db


def address(proposal: Proposal, rest: str = "") -> str:
    return f"/{proposal.process.slug}/proposals/{proposal.number}/{rest}"


def test_a_valuator_costs_a_proposal_and_everyone_reads_both_figures(client: Client) -> None:
    proposal = make_proposal(estimated_cost=500_00)
    sign_in(client, with_second_factor(make_user(roles=(Role.VALUATOR,))))
    assert address(proposal, "answer/") in client.get(address(proposal)).content.decode()
    page = client.get(address(proposal, "answer/")).content.decode()
    assert "What it costs, in EUR" in page
    assert "Publish the answer" not in page
    for wrong, said in (("", "Write what it costs."), ("-1", "at least 0"), ("much", "as a number")):
        refused = client.post(address(proposal, "cost/"), {"cost": wrong})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert client.post(address(proposal, "cost/"), {"cost": "1,234.50"}).status_code == 302
    client.logout()
    public = client.get(address(proposal)).content.decode()
    assert "Cost, as the city found:" in public
    assert "€1,234.50" in public
    assert "€500" in public
    entry = Entry.objects.get(action="proposals.costed")
    assert entry.data["amount"] == 1_234_50


def test_a_valuator_who_comes_too_late_reads_why(client: Client) -> None:
    proposal = make_proposal()
    force_phase(proposal.process, Phase.VOTE, timezone.now())
    sign_in(client, with_second_factor(make_user(roles=(Role.VALUATOR,))))
    refused = client.get(address(proposal, "answer/"))
    assert refused.status_code == 403
    assert "This is for council staff" not in refused.content.decode()
    assert "city check" in refused.content.decode()


def test_nobody_else_costs_a_proposal_and_none_after_the_vote_was_frozen(client: Client) -> None:
    proposal = make_proposal()
    now = timezone.now()
    with pytest.raises(Denied):
        cost_proposal(actor=make_user(), proposal=proposal, cost=1, now=now)
    sign_in(client, make_user())
    assert client.post(address(proposal, "cost/"), {"cost": "5"}).status_code == 403
    force_phase(proposal.process, Phase.VOTE, now)
    with pytest.raises(Denied):
        cost_proposal(actor=make_staff(), proposal=proposal, cost=1, now=now)
    on_ballot = make_proposal(status=Status.ON_BALLOT)
    with pytest.raises(Denied, match="Its cost stays"):
        cost_proposal(actor=make_staff(), proposal=on_ballot, cost=1, now=now)
    assert not Proposal.objects.exclude(city_cost=None).exists()


def test_the_ballot_takes_the_city_s_cost_and_the_checklist_names_what_was_costed_anew() -> None:
    now, staff = timezone.now(), make_staff()
    process = make_process(phase=Phase.REVIEW)
    round = make_draft_round(process=process, voters=[make_user()])
    round.projects.all().delete()
    proposal = make_proposal(process=process, status=Status.ACCEPTED, estimated_cost=None)
    assert list(without_cost(round)) == [proposal]
    cost_proposal(actor=staff, proposal=proposal, cost=700_00, now=now)
    assert put_on_ballot(actor=staff, round=round, proposal=proposal.number or 0, now=now).cost == 700_00
    assert missing(round) == []
    cost_proposal(actor=staff, proposal=proposal, cost=800_00, now=now)
    (line,) = missing(round)
    assert f"costed these projects anew: {proposal.number}." in line
    take_off_ballot(actor=staff, round=round, project=proposal.number or 0, now=now)
    assert put_on_ballot(actor=staff, round=round, proposal=proposal.number or 0, now=now).cost == 800_00
    assert missing(round) == []


def missing(round: Round) -> list[str]:
    checklist = may_freeze(round, timezone.now())
    return [line.text for line in checklist if not line.ok and line.where == "collect"]
