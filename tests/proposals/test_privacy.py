"""What a person takes along, and what is forgotten with the account."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.privacy import own_data, run_erasers
from moderation.models import Decision, Report
from proposals.models import Proposal, Support
from proposals.services import support_proposal
from tests.factories.accounts import make_moderator, make_user
from tests.factories.moderation import hide, make_case
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db


def test_the_download_holds_every_word_and_every_support() -> None:
    ana, process = make_user(), make_process(slug="budget")
    make_draft(process=process, author=ana, title="Half a thought")
    mine = make_proposal(process=process, author=ana, title="Trees on the quay", tags=["shade"])
    hide(mine)
    theirs = make_proposal(process=process)
    support_proposal(actor=ana, proposal=theirs, now=timezone.now())
    data = own_data(ana)
    assert [each["title"] for each in data["proposals"]] == ["Half a thought", "Trees on the quay"]
    assert data["proposals"][1]["tags"] == ["shade"]
    assert data["proposals"][1]["visibility"] == "hidden"
    assert [each["page"] for each in data["supports"]] == [theirs.get_absolute_url()]


def test_reports_and_decisions_are_in_the_download_of_those_who_made_them() -> None:
    moderator, target = make_moderator(), make_proposal()
    case = make_case(target, note="Calls a neighbour names.")
    reporter = case.reports.get().reporter
    hide(target, moderator=moderator)
    assert reporter is not None
    assert own_data(reporter)["reports"][0]["note"] == "Calls a neighbour names."
    assert own_data(moderator)["decisions"][0]["outcome"] == "hide"
    assert own_data(target.author)["reports"] == []


def test_erasing_forgets_drafts_and_supports_and_keeps_proposals_and_numbers() -> None:
    ana, process = make_user(), make_process()
    make_draft(process=process, author=ana)
    mine, theirs = make_proposal(process=process, author=ana), make_proposal(process=process)
    support_proposal(actor=ana, proposal=theirs, now=timezone.now())
    run_erasers(ana)
    assert set(Proposal.objects.all()) == {mine, theirs}
    assert not Support.objects.filter(user=ana).exists()
    theirs.refresh_from_db()
    assert theirs.support_count == 1


def test_erasing_a_moderator_or_reporter_keeps_the_case() -> None:
    moderator, target = make_moderator(), make_proposal()
    reporter = make_case(target).reports.get().reporter
    hide(target, moderator=moderator)
    assert reporter is not None
    run_erasers(reporter)
    run_erasers(moderator)
    assert Report.objects.get().reporter is None
    assert Decision.objects.get().moderator is None
