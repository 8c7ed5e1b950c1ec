"""A round for the people of some districts: who is let onto its roll, and what everybody else is told."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import District
from processes.permissions import Denied
from tests.factories.accounts import make_district, make_staff, make_user, sign_in
from tests.factories.voting import make_draft_round
from voting.codes.issuing import Who, numbers, waiting
from voting.codes.outside import WrongKeys, take_keys
from voting.crypto.groups import GROUPS
from voting.models import RollEntry, Round
from voting.permissions import may_vote
from voting.roll.admission import outside, whose_vote
from voting.roll.file import read_roll
from voting.roll.importing import add_file, plan_of
from voting.roll.linking import link_entry
from voting.roll.membership import RollLine, add_residents_to_roll, load_roll
from voting.roll.page import districts_of
from voting.roll.removal import remove_outside
from voting.rounds.checklist import may_freeze
from voting.rounds.freezing import freeze_round
from voting.rounds.rulebook import unchanged
from voting.rounds.setup import change_round
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db
LIST = "number,district\n1,Harbour\n2,Holt\n3,Kiln\n4,\n5,Atlantis\n"


@pytest.fixture
def districts() -> tuple[District, District, District]:
    harbour, holt, kiln = make_district("Harbour"), make_district("Holt"), make_district("Kiln")
    return harbour, holt, kiln


@pytest.fixture
def round(districts: tuple[District, District, District]) -> Round:
    """A vote in preparation for the people of Harbour and Holt."""
    return make_draft_round(districts=districts[:2])


def here(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


def test_without_districts_the_vote_is_the_whole_citys() -> None:
    make_district("Harbour")
    round = make_draft_round()
    assert whose_vote(round) == ""
    assert len(plan_of(round, read_roll("number,district\n1,Harbour\n2,\n")).added) == 2
    assert not outside(round).exists()


def test_a_list_names_whom_it_leaves_out_line_by_line(round: Round, client: Client) -> None:
    plan = plan_of(round, read_roll(LIST))
    assert [line.roll_number for line in plan.added] == ["1", "2"]
    assert [row.roll_number for row in plan.outside] == ["3", "4"]
    assert [row.roll_number for row in plan.strangers] == ["5"]
    sign_in(client, make_staff())
    sent = client.post(here(round, "manage/roll/"), {"file": SimpleUploadedFile("a.csv", LIST.encode())})
    page = client.get(sent["Location"]).content.decode()
    assert "This vote is for people of Harbour and Holt. These people are left out." in page
    assert "<b>Line 4.</b> <bdi>3</bdi>: <bdi>Kiln</bdi>" in page
    assert "<b>Line 5.</b> <bdi>4</bdi>: District not known" in page
    client.post(sent["Location"], {"add": "1"})
    assert sorted(RollEntry.objects.values_list("roll_number", flat=True)) == ["1", "2"]


def test_the_command_names_them_too(round: Round, tmp_path: Path) -> None:
    file, said = tmp_path / "roll.csv", StringIO()
    file.write_text(LIST, encoding="utf-8")
    named = (round.process.slug, str(round.number), str(file))
    call_command("import_roll", *named, "--dry-run", stdout=said, stderr=StringIO())
    assert "Not of a district of this vote: 2." in said.getvalue()
    assert "Line 4: Kiln is no district of this vote." in said.getvalue()
    assert "Line 5: District not known." in said.getvalue()


def test_residents_of_other_districts_are_not_put_on_the_roll(
    round: Round, districts: tuple[District, District, District]
) -> None:
    here, there, nowhere = (make_user(district=district) for district in (districts[0], districts[2], None))
    add_residents_to_roll(actor=None, round=round)
    assert list(RollEntry.objects.values_list("user", flat=True)) == [here.pk]
    assert {there.pk, nowhere.pk}.isdisjoint(RollEntry.objects.values_list("user", flat=True))


def test_nobody_from_outside_gets_in_past_the_import(
    round: Round, districts: tuple[District, District, District]
) -> None:
    for district in (districts[2], None):
        with pytest.raises(RoundError, match="does not live in the districts"):
            load_roll(actor=None, round=round, entries=[RollLine("9", district=district)])
    assert not RollEntry.objects.exists()


def test_people_without_a_district_are_counted_last(
    districts: tuple[District, District, District],
) -> None:
    round = make_draft_round()
    add_file(actor=None, round=round, file=read_roll(LIST))
    assert [(part.name, part.people) for part in districts_of(round)] == [
        ("Harbour", 1), ("Holt", 1), ("Kiln", 1), ("", 1),
    ]  # fmt: skip


def test_districts_chosen_after_the_roll_block_the_freezing_until_the_others_are_off(
    districts: tuple[District, District, District], client: Client
) -> None:
    now = timezone.now()
    round = make_draft_round(now=now)
    add_file(actor=None, round=round, file=read_roll(LIST))
    assert round.roll_size == 4
    change_round(actor=None, round=round, districts=districts[:2])
    assert sorted(outside(round).values_list("roll_number", flat=True)) == ["3", "4"]
    assert [entry.roll_number for entry in waiting(round, Who.NO_ACCOUNT)] == ["1", "2"]
    assert [entry.roll_number for entry in numbers(round, "1", "9")] == ["1", "2"]
    keys = "\n".join(f"{number},{GROUPS[round.group].base_power(int(number))}" for number in "13")
    with pytest.raises(WrongKeys, match="3: This vote is for people of Harbour and Holt"):
        take_keys(actor=None, round=round, text=f"reference,public_key\n{keys}\n")
    (line,) = [reason for reason in may_freeze(round, now) if "Harbour" in reason.text]
    assert (line.ok, line.text) == (
        False,
        "This vote is for people of Harbour and Holt. 2 people on the roll do not live there. "
        "Take them off the roll.",
    )
    with pytest.raises(Denied, match="do not live there"):
        freeze_round(actor=None, round=round, now=now)
    with pytest.raises(Denied):
        remove_outside(actor=make_user(), round=round)
    sign_in(client, make_staff())
    assert (
        "2 people on the roll do not live there" in client.get(here(round, "manage/roll/")).content.decode()
    )
    before = RollEntry.objects.filter(round=round).count()
    asked = client.post(here(round, "manage/roll/remove/"), {"outside": "1"}).content.decode()
    assert "This cannot be undone." in asked
    assert RollEntry.objects.filter(round=round).count() == before
    client.post(here(round, "manage/roll/remove/"), {"outside": "1", "sure": "1"})
    round.refresh_from_db()
    assert (round.roll_size, outside(round).count()) == (2, 0)
    assert all(reason.ok for reason in may_freeze(round, now))


def test_the_districts_are_frozen_with_the_round(
    round: Round, districts: tuple[District, District, District]
) -> None:
    add_file(actor=None, round=round, file=read_roll(LIST))
    freeze_round(actor=None, round=round, now=timezone.now())
    assert json.loads(round.rules_json)["setting"]["districts"] == ["Harbour", "Holt"]
    assert unchanged(Round.objects.get(pk=round.pk))
    with pytest.raises(RoundError, match="frozen"):
        change_round(actor=None, round=round, districts=[])
    round.districts.set(districts[:1])
    assert not unchanged(Round.objects.get(pk=round.pk))


def test_a_vote_of_the_whole_city_says_nothing_of_districts_in_its_file() -> None:
    round = make_draft_round(strangers=1)
    freeze_round(actor=None, round=round, now=timezone.now())
    assert "districts" not in json.loads(round.rules_json)["setting"]


def test_people_of_other_districts_read_whose_vote_it_is(
    round: Round, districts: tuple[District, District, District], client: Client
) -> None:
    now = timezone.now()
    add_file(actor=None, round=round, file=read_roll(LIST))
    freeze_round(actor=None, round=round, now=now)
    other = make_user(district=districts[2])
    reason = may_vote(other, round, now).reason
    assert reason.startswith("This vote is for people of Harbour and Holt. You are not on the electoral roll")
    assert "This vote is for people of Harbour and Holt." in client.get(here(round)).content.decode()
    sign_in(client, other)
    page = client.get(here(round)).content.decode()
    assert page.count("This vote is for people of Harbour and Holt.") == 1
    assert "for people of Harbour and Holt" in client.get(here(round, "confirm-identity/")).content.decode()


def test_a_line_outside_cannot_be_tied_however_it_came_there(
    round: Round, districts: tuple[District, District, District]
) -> None:
    now = timezone.now()
    add_file(actor=None, round=round, file=read_roll(LIST))
    freeze_round(actor=None, round=round, now=now)
    person = make_user(district=districts[2])
    RollEntry.objects.filter(roll_number="1").update(district=districts[2])
    with pytest.raises(Denied, match="for people of Harbour and Holt"):
        link_entry(actor=person, entry=RollEntry.objects.get(roll_number="1"), now=now)
    link_entry(actor=person, entry=RollEntry.objects.get(roll_number="2"), now=now)
    assert may_vote(person, round, now)


def test_staff_choose_the_districts_in_the_setup(
    districts: tuple[District, District, District], client: Client
) -> None:
    round = make_draft_round()
    sign_in(client, make_staff())
    address = here(round, "manage/settings/")
    assert 'name="districts"' in client.get(address).content.decode()
    sent = {
        "title": round.title, "opens_at": timezone.localtime(round.opens_at).strftime("%Y-%m-%dT%H:%M"),
        "closes_at": timezone.localtime(round.opens_at + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M"),
        "budget": "900000", "ballot_type": "approval", "mode": "confidential", "group": "Ed25519",
        "smallest_pool": "50", "what_opens": "ballots", "districts": [districts[1].pk, districts[2].pk],
    }  # fmt: skip
    response = client.post(address, sent)
    assert response.status_code == 302, response.content.decode()
    assert whose_vote(round) == "This vote is for people of Holt and Kiln."
    assert client.get(address).content.decode().count(" checked") >= 2
    del sent["districts"]
    client.post(address, sent)
    assert whose_vote(round) == ""
