"""What goes wrong while a vote is set up: nothing is taken for an amount, a rule is set unseen, two votes get
one name.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from processes.permissions import local
from processes.phases import Phase
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.voting import make_draft_round
from tests.voting.test_setup import address
from ui.fields import error_summary
from voting.models import Mode, Round
from voting.rehearsal.rehearsing import start_rehearsal
from voting.rounds.checklist import may_freeze
from voting.rounds.preparing import cancel_round
from voting.rounds.rule_forms import RuleForm
from voting.rounds.setup import change_round
from voting.rounds.setup_forms import SetupForm
from voting.trustees.ceremony import plan_ceremony
from voting.trustees.round_key import ceremony_verdict

pytestmark = pytest.mark.django_db
SETTINGS = {
    "title": "The vote", "opens_at": "2030-05-01T08:00", "closes_at": "2030-05-20T20:00",
    "mode": "confidential", "group": "Ed25519", "smallest_pool": "50", "what_opens": "ballots",
    "budget": "1000", "ballot_type": "approval",
}  # fmt: skip


@pytest.fixture
def staff(client: Client) -> Client:
    sign_in(client, make_staff())
    return client


def test_what_only_deserves_a_thought_leads_somewhere_too(staff: Client) -> None:
    round = make_draft_round(voters=[make_user()], strangers=1)
    page = BeautifulSoup(staff.get(address(round, "")).content, "html.parser")
    led = {str(link["href"]) for link in page.select(".chk a")}
    assert led == {"roll/", "codes/", "settings/"}
    assert "voting begins as soon as the rules are frozen" in page.get_text()


def test_the_checklist_names_the_days_of_the_vote_phase(staff: Client) -> None:
    round = make_draft_round(voters=[make_user()])
    window = round.process.timeline.window(Phase.VOTE)
    assert window is not None
    change_round(actor=None, round=round, closes_at=window.ends + timedelta(days=1))
    (missing,) = [reason.text for reason in may_freeze(round, timezone.now()) if not reason.ok]
    assert local(window.starts) in missing
    assert local(window.ends) in missing


@pytest.mark.parametrize("wrong", [{"budget": "0"}, {"spending_limit": "0"}, {"max_projects": "0"}])
def test_nothing_is_no_amount(wrong: dict[str, str]) -> None:
    round = make_draft_round()
    form = SetupForm({**SETTINGS, **wrong}, process=round.process, round=round)
    page = error_summary(form)
    assert "Write" in page
    assert "Ensure" not in page


def test_two_votes_of_a_process_have_two_names(staff: Client) -> None:
    first = make_draft_round()
    page = f"/{first.process.slug}/vote/new/"
    assert staff.get(page).context["form"].initial["title"] == ""
    sent = {**SETTINGS, "title": first.title}
    assert "has this name" in staff.post(page, sent).content.decode()
    assert Round.objects.count() == 1
    cancel_round(actor=None, round=first, reason="Wrong from the start", now=timezone.now())
    assert staff.post(page, sent).status_code == 302


def test_nobody_uses_a_rule_whose_settings_were_not_shown(staff: Client) -> None:
    round = make_draft_round()
    fresh = RuleForm("greedy").initial.items()
    sent = {f"rule-{key}": value for key, value in fresh if value is not False} | {"shown": "greedy"}
    for rest in ("rule/", rehearsal_place(round)):
        page = address(round, rest)
        answer = staff.post(page, {**sent, "rule": "phragmen"}, follow=True)
        assert answer.redirect_chain == [(f"{page}?rule=phragmen", 302)]
        assert "is not set yet" in answer.content.decode()
        assert staff.post(page, {**sent, "rule": "greedy", "show": "1"}).status_code == 200
    assert not Entry.objects.filter(action="voting.rule_chosen").exists()
    assert staff.post(address(round, "rule/"), {**sent, "rule": "greedy"}).status_code == 302


def rehearsal_place(round: Round) -> str:
    made = start_rehearsal(actor=make_staff(), round=round, now=timezone.now())
    return f"rehearsals/{made.pk}/rule/0/"


def test_codes_wait_for_a_roll_and_an_empty_box_is_said_to_be_empty(staff: Client) -> None:
    round = make_draft_round()
    page = staff.get(address(round, "codes/")).content.decode()
    assert "Nobody is on the roll yet" in page
    assert "Issue the codes" not in page
    assert "No ballot is in the box." in staff.get(address(round, "cancel/")).content.decode()


def test_trustees_who_are_not_named_are_not_said_to_be_slow() -> None:
    round = make_draft_round()
    change_round(actor=None, round=round, mode=Mode.VERIFIABLE)
    plan_ceremony(actor=None, round=round, needed=2, size=3, deadline=None, now=timezone.now())
    assert "No trustees are named yet" in ceremony_verdict(round).reason


def test_the_rule_of_a_vote_is_no_house_rule_in_spanish(staff: Client) -> None:
    page = address(make_draft_round(), "")
    staff.cookies["django_language"] = "es"
    link = BeautifulSoup(staff.get(page).content, "html.parser").select_one("a[href$='manage/rule/']")
    assert link is not None
    assert link.get_text(strip=True) == "Regla"
