"""Setting a round up: dates, ballot and rule, by staff, until the rules are frozen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from processes.permissions import Denied
from processes.phases import Phase
from proposals.lifecycle import Status
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal
from tests.factories.voting import make_draft_round, make_open_round
from voting.models import Ceremony, Round
from voting.rounds.checklist import may_freeze
from voting.rounds.collecting import collect_proposals
from voting.rounds.freezing import freeze_round
from voting.rounds.rule_forms import RuleForm
from voting.rounds.rule_messages import LABELS
from voting.rounds.rulebook import unchanged
from voting.rounds.setup import change_round, choose_rule
from voting.rounds.setup_forms import SetupForm
from voting.rounds.state import RoundError
from voting.rules import get, parameters, rules
from voting.rules.settings import plain_value, read_value

pytestmark = pytest.mark.django_db

EVERY = sorted(rule.name for rule in rules())


def address(round: Round, rest: str) -> str:
    return f"/{round.process.slug}/vote/{round.number}/manage/{rest}"


@pytest.fixture
def staff(client: Client) -> Client:
    sign_in(client, make_staff())
    return client


@pytest.mark.parametrize("name", EVERY)
def test_every_parameter_of_every_rule_has_a_field_with_a_label_and_a_sentence(name: str) -> None:
    form = RuleForm(name)
    for parameter in parameters(name):
        assert parameter.name in LABELS
        assert form.fields[parameter.name].help_text


@pytest.mark.parametrize("name", EVERY)
def test_the_form_of_a_rule_sent_back_untouched_means_the_defaults(name: str) -> None:
    fresh = RuleForm(name)
    sent = {f"rule-{key}": value for key, value in fresh.initial.items() if value is not False}
    form = RuleForm(name, sent)
    assert form.is_valid(), form.errors
    own = {one.name: plain_value(one.default) for one in get(name).parameters}
    assert form.values() == own


def test_what_is_typed_is_read_as_the_rules_read_it() -> None:
    known = {one.name: one for one in parameters("equal-shares")}
    sent = {
        "rule-utility": "cardinality", "rule-completion": "add1", "rule-increment": "0.5",
        "rule-start": "exact",
        "rule-stop": "exhaustive", "rule-comparison": "none", "rule-completion_by": "utility",
        "rule-ties": "cost,lot", "rule-minimum_share": "1/20", "rule-exclusive": "1,2;3,4",
        "rule-pots": "district", "rule-pot_budgets": "North=100;South=80.5",
    }  # fmt: skip
    form = RuleForm("equal-shares", sent)
    assert form.is_valid(), form.errors
    values = form.values()
    assert values["increment"] == "1/2"
    assert values["exclusive"] == [["1", "2"], ["3", "4"]]
    assert values["pot_budgets"] == {"North": 100, "South": "161/2"}
    assert values["pooling"] is False
    for name, value in values.items():
        assert plain_value(read_value(known[name], value)) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [("minimum_votes", "many"), ("minimum_votes", "-3"), ("minimum_share", "1/0"), ("pot_budgets", "North"),
     ("pots", "village"), ("ties", "mood"), ("increment", "9" * 3_000)],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence_and_stays(staff: Client, name: str, typed: str) -> None:
    round = make_draft_round()
    fresh = RuleForm("equal-shares")
    sent = {f"rule-{key}": value for key, value in fresh.initial.items()}
    answer = staff.post(address(round, "rule/"), {**sent, "rule": "equal-shares", f"rule-{name}": typed})
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    round.refresh_from_db()
    assert round.rule == "greedy"


def test_staff_choose_a_rule_with_plain_forms(staff: Client) -> None:
    round = make_draft_round()
    shown = staff.get(address(round, "rule/?rule=phragmen")).content.decode()
    assert "Phragmén" in shown
    sent = {f"rule-{key}": value for key, value in RuleForm("phragmen").initial.items() if value is not False}
    sent |= {"rule": "phragmen", "rule-overflow": "skip", "rule-ties": "cost,lot"}
    assert staff.post(address(round, "rule/"), sent).status_code == 302
    round.refresh_from_db()
    assert round.rule == "phragmen"
    assert round.rule_parameters["overflow"] == "skip"
    assert len(round.rule_parameters["lot_seed"]) == 32
    entry = Entry.objects.filter(action="voting.rule_chosen").get()
    assert entry.data["rule"] == "phragmen"


def test_the_rule_is_part_of_what_is_frozen_and_hashed() -> None:
    round = make_draft_round(voters=[make_user()])
    choose_rule(
        actor=None, round=round, rule="greedy", parameters={"by": "votes-per-cost", "minimum_votes": 2}
    )
    freeze_round(actor=None, round=round, now=timezone.now())
    assert '"parameters":{"by":"votes-per-cost","minimum_votes":2}' in round.rules_json
    Round.objects.filter(pk=round.pk).update(rule_parameters={"by": "votes"})
    round.refresh_from_db()
    assert not unchanged(round)


def test_a_frozen_round_takes_no_other_rule_and_no_other_dates(staff: Client) -> None:
    round = make_open_round()
    with pytest.raises(RoundError):
        choose_rule(actor=None, round=round, rule="greedy", parameters={})
    with pytest.raises(RoundError):
        change_round(actor=None, round=round, title="Another")
    assert "frozen" in staff.get(address(round, "rule/")).content.decode()
    assert "frozen" in staff.get(address(round, "settings/")).content.decode()


def test_a_rule_that_cannot_work_is_refused_with_the_reason() -> None:
    with pytest.raises(RoundError, match="no project has the id"):
        choose_rule(
            actor=None, round=make_draft_round(), rule="greedy", parameters={"exclusive": [["1", "99"]]}
        )


def test_money_of_a_pot_must_belong_to_a_place_of_the_ballot() -> None:
    parameters = {"pots": "district", "pot_budgets": {"Atlantis": 5}}
    with pytest.raises(RoundError, match="Atlantis"):
        choose_rule(actor=None, round=make_draft_round(), rule="greedy", parameters=parameters)


def typed(round: Round, **changed: str) -> dict[str, str]:
    return {
        "title": round.title, "opens_at": "2030-05-01T08:00", "closes_at": "2030-05-20T20:00",
        "mode": "confidential", "group": "Ed25519", "smallest_pool": "50", "what_opens": "ballots",
        "budget": "750000.50", "ballot_type": "cumulative", "max_projects": "5", "spending_limit": "",
        "ballot_points": "10", "ballot_most": "4", **changed,
    }  # fmt: skip


def test_staff_set_dates_money_and_ballot(staff: Client) -> None:
    round = make_draft_round()
    assert staff.post(address(round, "settings/"), typed(round)).status_code == 302
    round.refresh_from_db()
    assert (round.budget, round.spending_limit) == (750_000_50, None)
    assert (round.ballot_type, round.ballot_points, round.ballot_most) == ("cumulative", 10, 4)
    assert Entry.objects.filter(action="voting.round_changed").exists()


@pytest.mark.parametrize(
    "wrong",
    [{"closes_at": "2030-04-01T08:00"}, {"budget": "-1"}, {"budget": "much"}, {"ballot_points": ""},
     {"ballot_type": "shouting"}, {"title": ""}, {"mode": "secret"}, {"group": "none"},
     {"smallest_pool": "0"}, {"mode": "verifiable", "needed": "4", "size": "3"}, {"observers": "nobody"},
     {"max_projects": "0"}, {"opens_at": "tomorrow"}],
)  # fmt: skip
def test_wrong_settings_change_nothing(staff: Client, wrong: dict[str, str]) -> None:
    round = make_draft_round()
    assert staff.post(address(round, "settings/"), typed(round, **wrong)).status_code == 422
    before = round.budget
    round.refresh_from_db()
    assert round.budget == before


def test_staff_choose_trustees_observers_and_the_smallest_group(staff: Client) -> None:
    round = make_draft_round()
    chosen = {
        "mode": "verifiable",
        "needed": "2",
        "size": "4",
        "smallest_pool": "80",
        "observers": " a@b.org \n",
    }
    assert staff.post(address(round, "settings/"), typed(round, **chosen)).status_code == 302
    round.refresh_from_db()
    assert (round.mode, round.smallest_pool, round.observers) == ("verifiable", 80, "a@b.org")
    assert (round.ceremony.needed, round.ceremony.size) == (2, 4)
    shown = staff.get(address(round, "settings/")).content.decode()
    assert 'name="size" value="4"' in shown
    staff.post(address(round, "settings/"), typed(round))
    assert not Ceremony.objects.filter(round=round).exists()


def test_dates_in_the_wrong_order_are_refused_by_the_service() -> None:
    round = make_draft_round()
    with pytest.raises(ValidationError):
        change_round(actor=None, round=round, closes_at=round.opens_at - timedelta(days=1))


@pytest.mark.parametrize("rest", ["settings/", "rule/", "rehearsals/"])
def test_residents_are_told_that_this_is_for_staff(client: Client, rest: str) -> None:
    round = make_open_round()
    sign_in(client, make_user())
    assert client.get(address(round, rest)).status_code == 403
    assert client.post(address(round, rest), {}).status_code == 403


@pytest.mark.parametrize("rest", ["settings/", "rule/", ""])
def test_the_pages_ask_little(
    staff: Client, rest: str, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    round = make_draft_round()
    staff.get(address(round, rest))
    with django_assert_max_num_queries(16):
        assert staff.get(address(round, rest)).status_code == 200


def test_staff_prepare_a_vote_from_the_accepted_proposals(staff: Client) -> None:
    process = make_process(phase=Phase.VOTE)
    accepted = [
        make_proposal(
            process=process,
            title=f"Benches for street {n}",
            status=Status.ACCEPTED,
            estimated_cost=n * 100_00,
        )
        for n in (1, 2)
    ]
    make_proposal(process=process, title="Still under discussion", estimated_cost=500_00)
    make_user()
    page = f"/{process.slug}/vote/new/"
    start = staff.get(page).context["form"].initial
    window = process.timeline.window(Phase.VOTE)
    assert window is not None
    assert start["opens_at"] == window.starts
    sent = {"title": "The vote", "opens_at": "2030-05-01T08:00", "closes_at": "2030-05-20T20:00",
            "mode": "confidential", "group": "Ed25519", "smallest_pool": "50", "what_opens": "ballots",
            "budget": "1000", "ballot_type": "approval"}  # fmt: skip
    assert staff.post(page, {**sent, "budget": ""}).status_code == 422
    assert staff.post(page, sent).status_code == 302
    round = Round.objects.get(process=process)
    assert round.budget == 1_000_00
    asked = staff.get(address(round, "collect/")).content.decode()
    assert "2 accepted proposals are not on it" in asked and "Benches for street 1" in asked
    assert "Still under discussion" not in asked
    assert staff.post(address(round, "collect/"), {"put": "all"}).status_code == 302
    assert staff.post(address(round, "residents/")).status_code == 302
    numbers = list(round.projects.values_list("number", "cost", "proposal_id"))
    assert numbers == [(one.number, one.estimated_cost, one.pk) for one in accepted]
    round.refresh_from_db()
    assert round.roll_size >= 1
    assert staff.post(address(round, "collect/"), {"put": "all"}).status_code == 422
    assert round.projects.count() == 2
    assert "2 projects are on the ballot" in staff.get(address(round, "freeze/")).content.decode()


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, "roll"),
        ({"max_projects": 0}, "settings"),
        ({"budget": 1}, "settings"),
    ],
)
def test_the_checklist_leads_to_where_things_are_put_right(
    staff: Client, fields: dict[str, Any], where: str
) -> None:
    round = make_draft_round(voters=[make_user()] if fields else [], **fields)
    missing = [reason for reason in may_freeze(round, timezone.now()) if not reason.ok]
    assert [reason.where for reason in missing] == [where]
    page = staff.get(address(round, "")).content.decode()
    assert "Correct it" in page
    assert f'<a href="{where}/">' in page
    assert staff.get(address(round, f"{where}/")).status_code == 200
    step = BeautifulSoup(page, "html.parser").select_one(".notice a.btn")
    assert step is not None
    assert step["href"] == f"{where}/"


def test_residents_prepare_no_vote(client: Client) -> None:
    process = make_process(phase=Phase.VOTE)
    sign_in(client, make_user())
    assert client.get(f"/{process.slug}/vote/new/").status_code == 403
    with pytest.raises(Denied):
        collect_proposals(actor=make_user(), round=make_draft_round(), now=timezone.now())


def test_a_frozen_ballot_takes_no_more_proposals() -> None:
    with pytest.raises(RoundError):
        collect_proposals(actor=None, round=make_open_round(), now=timezone.now())


def test_the_page_of_settings_shows_every_field_once(client: Client, staff: Client) -> None:
    round = make_draft_round()
    page = BeautifulSoup(client.get(address(round, "settings/")).content, "html.parser")
    names = {field["name"] for field in page.select("main form [name]")} - {"csrfmiddlewaretoken"}
    assert names == set(SetupForm(process=round.process, round=round).fields)
    parts = {str(part["data-when"]).split("=")[0] for part in page.select("[data-when]")}
    assert parts <= names
