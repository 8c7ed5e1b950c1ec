"""What stands on a ballot in preparation: projects are taken off and put back until the rules are frozen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from processes.permissions import Denied
from proposals.lifecycle import Status
from proposals.models import Proposal
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.proposals import make_proposal
from tests.factories.voting import make_draft_round
from tests.voting.test_setup import address
from voting.rounds.checklist import may_freeze
from voting.rounds.collecting import put_on_ballot, take_off_ballot
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    sign_in(client, make_staff())
    return client


def test_a_project_is_taken_off_the_ballot_and_put_back_until_the_rules_are_frozen(staff: Client) -> None:
    round = make_draft_round(voters=[make_user()])
    bench = make_proposal(
        process=round.process, title="Benches in the park", status=Status.ACCEPTED, estimated_cost=500_00
    )
    page = address(round, "collect/")
    taken = staff.post(page, {"put": bench.number})
    assert taken.status_code == 422
    assert "Two projects have the same number" in taken.content.decode()
    round.projects.all().delete()
    assert staff.post(page, {"put": bench.number}).status_code == 302
    assert bench.number and round.projects.filter(proposal=bench, number=bench.number).exists()
    assert staff.post(page, {"put": bench.number}).status_code == 422
    Proposal.objects.filter(pk=bench.pk).update(estimated_cost=600_00)
    shown = staff.post(page, {"off": bench.number}, follow=True).content.decode()
    assert "“Benches in the park” is off the ballot." in shown
    assert "1 accepted proposal is not on it" in shown
    assert not round.projects.filter(proposal=bench).exists()
    entry = Entry.objects.get(action="voting.project_removed")
    assert entry.data["number"] == bench.number
    assert staff.post(page, {"put": bench.number}).status_code == 302
    assert round.projects.get(proposal=bench).cost == 600_00
    for wrong in ("999", "", "x", "²", "9" * 30):
        assert staff.post(page, {"off": wrong}).status_code == 422
    freeze_round(actor=None, round=round, now=timezone.now())
    refused = staff.post(page, {"off": bench.number})
    assert refused.status_code == 422
    assert "rules of this vote are frozen" in refused.content.decode()
    assert 'name="off"' not in refused.content.decode()
    assert round.projects.filter(proposal=bench).exists()


def test_a_merged_project_is_taken_off_where_the_checklist_leads(staff: Client) -> None:
    round = make_draft_round(voters=[make_user()])
    gone = make_proposal(process=round.process, status=Status.ACCEPTED, estimated_cost=500_00)
    Proposal.objects.filter(pk=gone.pk).update(number=40)
    gone.refresh_from_db()
    staff.post(address(round, "collect/"), {"put": gone.number})
    Proposal.objects.filter(pk=gone.pk).update(status=Status.MERGED)
    missing = [reason for reason in may_freeze(round, timezone.now()) if not reason.ok]
    assert [reason.where for reason in missing] == ["collect"]
    staff.post(address(round, "collect/"), {"off": gone.number})
    assert all(reason.ok for reason in may_freeze(round, timezone.now()))


def test_residents_take_nothing_off_a_ballot(client: Client) -> None:
    round = make_draft_round()
    number = round.projects.values_list("number", flat=True)[0]
    with pytest.raises(Denied):
        take_off_ballot(actor=make_user(), round=round, project=number, now=timezone.now())
    with pytest.raises(Denied):
        put_on_ballot(actor=make_user(), round=round, proposal=number, now=timezone.now())
    sign_in(client, make_user())
    assert client.post(address(round, "collect/"), {"off": number}).status_code in {403, 404}
    assert round.projects.filter(number=number).exists()
