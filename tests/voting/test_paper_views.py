"""The pages for ballots on paper: an office at its desk, two people at the keypad, a third look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.paper import key_twice, tick_people
from tests.factories.voting import make_open_round
from voting.casting.sealing import cast_ballot
from voting.models import OfficeDifference, PaperBallot, RollEntry, Round
from voting.paper.forms import ANOTHER

pytestmark = pytest.mark.django_db

HALL = "Town hall"


def base(round: Round) -> str:
    return f"/{round.process.slug}/vote/{round.number}/paper/"


def signed_in(user: User | None = None) -> Client:
    client = Client()
    sign_in(client, user or make_staff())
    return client


def at_desk(round: Round, office: str = HALL) -> Client:
    """A clerk who has chosen the office."""
    client = signed_in()
    client.post(f"{base(round)}office/", {"office": office})
    return client


def closed(**fields: object) -> Round:
    """A round whose voting closed a moment ago."""
    now = timezone.now()
    round = make_open_round(now=now - timedelta(days=1), strangers=5, **fields)  # type: ignore[arg-type]
    tick_people(round, HALL, 2, now=now - timedelta(days=1))
    Round.objects.filter(pk=round.pk).update(closes_at=now - timedelta(minutes=1))
    return Round.objects.get(pk=round.pk)


def keypad(round: Round, turn: str, office: str = HALL) -> str:
    return f"{base(round)}keying/keypad/?office={office.replace(' ', '+')}&turn={turn}"


def test_pages_are_for_staff_only() -> None:
    round = closed()
    outsiders = [Client(), signed_in(make_user())]
    pages = ("", "office/", "day/", "keying/", "keying/keypad/?office=x&turn=first",
             "keying/compare/?office=x",
             "keying/explain/?office=Town+hall", "keying/keyed.csv?office=x&turn=first")  # fmt: skip
    for page in pages:
        assert outsiders[0].get(base(round) + page).status_code == 302
        assert outsiders[1].get(base(round) + page).status_code == 403
    for page in ("tick/", "undo/", "keying/file/?office=x&turn=first"):
        assert outsiders[1].post(base(round) + page).status_code == 403
    assert not RollEntry.objects.filter(round=round, channel="paper").exclude(office=HALL).exists()


def test_an_office_is_chosen_once_and_kept() -> None:
    round, client = make_open_round(strangers=1), signed_in()
    assert client.get(base(round)).headers["Location"].endswith("paper/office/")
    empty = client.post(f"{base(round)}office/", {"office": "  "})
    assert (empty.status_code, "Write the name of the office" in empty.content.decode()) == (422, True)
    client.post(f"{base(round)}office/", {"office": f" {HALL}"})
    assert HALL in client.get(base(round)).content.decode()
    assert HALL in client.get(f"{base(round)}day/").content.decode()


def test_an_office_that_is_known_is_picked_and_keeps_its_spelling() -> None:
    round = make_open_round(strangers=3)
    assert 'type="radio"' not in signed_in().get(f"{base(round)}office/").content.decode()
    tick_people(round, HALL, 1, now=timezone.now())
    client, page = signed_in(), f"{base(round)}office/"
    shown = BeautifulSoup(client.get(page).content, "html.parser")
    assert [each["value"] for each in shown.select("[name=pick]")] == [HALL, ANOTHER]
    assert not shown.select("[name=pick][checked]")
    assert "Choose your office." in client.post(page, {"office": ""}).content.decode()
    nameless = client.post(page, {"pick": ANOTHER, "office": " "})
    assert (nameless.status_code, "Write the name of the office" in nameless.content.decode()) == (422, True)
    for chosen in ({"pick": HALL, "office": "left over"}, {"pick": ANOTHER, "office": " town  HALL"}):
        assert client.post(page, chosen).status_code == 302
        shown = BeautifulSoup(client.get(page).content, "html.parser")
        assert [each["value"] for each in shown.select("[name=pick][checked]")] == [HALL]
    client.post(page, {"pick": ANOTHER, "office": "Library"})
    assert 'value="Library"' in client.get(page).content.decode()


def test_somebody_is_found_ticked_off_and_taken_back() -> None:
    round = make_open_round(strangers=2)
    client = at_desk(round)
    found = client.post(base(round), {"find": "1", "roll_number": "M-001"})
    assert "May vote. Has not voted yet." in found.content.decode()
    token = found.context["token"]
    ticked = client.post(f"{base(round)}tick/", {"person": token})
    assert "Hand out one paper ballot now" in ticked.content.decode()
    assert RollEntry.objects.get(round=round, roll_number="M-001").office == HALL
    again = client.post(f"{base(round)}tick/", {"person": token})
    assert (again.status_code, "voted on paper on" in again.content.decode()) == (422, True)
    unsaid = client.post(f"{base(round)}undo/", {"person": token})
    assert (unsaid.status_code, "Choose why." in unsaid.content.decode()) == (422, True)
    back = client.post(f"{base(round)}undo/", {"person": token, "reason": "wrong_person"})
    assert "The tick is taken back" in back.content.decode()
    assert RollEntry.objects.get(round=round, roll_number="M-001").channel == ""


def test_another_office_sees_where_somebody_voted_and_no_way_to_take_it_back() -> None:
    round = make_open_round(strangers=1)
    tick_people(round, HALL, 1, now=timezone.now())
    page = at_desk(round, "Library").post(base(round), {"find": "1", "roll_number": "M-001"})
    text = page.content.decode()
    assert f"({HALL}) and cannot vote again." in text
    assert "Take the tick back" not in text
    assert "Tick off for a ballot" not in text


def test_who_voted_online_is_told_what_is_possible() -> None:
    voter = make_user()
    round = make_open_round(voters=[voter])
    cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())
    page = at_desk(round).post(base(round), {"find": "1", "roll_number": f"R{voter.pk}"}).content.decode()
    assert "vote online again until the close" in page
    assert "Tick off for a ballot" not in page


def test_names_are_looked_for_only_where_the_roll_has_them_and_stand_in_no_address() -> None:
    round = make_open_round(strangers=2)
    client = at_desk(round)
    assert 'name="born"' not in client.get(base(round)).content.decode()
    RollEntry.objects.filter(round=round, roll_number="M-001").update(
        name="Mira Okafor", birth_date=date(1984, 3, 9)
    )
    page = client.post(base(round), {"find": "1", "name": "Mira Okafor", "born": "1984-03-09"})
    text = page.content.decode()
    assert "May vote. Has not voted yet." in text
    assert "Okafor" not in page.request["PATH_INFO"] + page.request["QUERY_STRING"]
    assert "Okafor" not in str(client.session.items())
    half = client.post(base(round), {"find": "1", "name": "Mira"})
    assert "Write the roll number, or the name and the date of birth." in half.content.decode()
    wrong = client.post(base(round), {"find": "1", "roll_number": "M-009"})
    assert (wrong.status_code, "Nobody found" in wrong.content.decode()) == (422, True)


def test_a_person_who_was_not_found_cannot_be_ticked() -> None:
    round, other = make_open_round(strangers=1), make_open_round(strangers=1)
    client = at_desk(round)
    client.post(f"{base(other)}office/", {"office": HALL})
    token = client.post(base(other), {"find": "1", "roll_number": "M-001"}).context["token"]
    for person in ("", "1", token):
        client.post(f"{base(round)}tick/", {"person": person})
    assert not RollEntry.objects.filter(round=round, channel="paper").exists()


def test_after_the_close_nobody_is_ticked_and_the_page_leads_to_the_paper_ballots() -> None:
    round = closed()
    client = at_desk(round)
    text = client.get(base(round)).content.decode()
    assert "Voting closed on" in text
    assert 'name="roll_number"' not in text
    assert "paper/keying/" in text


def test_the_sheet_of_the_day_has_numbers_and_no_names() -> None:
    round = make_open_round(strangers=3)
    RollEntry.objects.filter(round=round, roll_number="M-001").update(name="Mira Okafor")
    tick_people(round, HALL, 2, now=timezone.now())
    text = at_desk(round).get(f"{base(round)}day/").content.decode()
    assert "<b>2</b>" in text
    assert "M-00" not in text
    assert "Okafor" not in text


def test_two_people_key_by_keyboard_and_the_second_does_not_see_the_first() -> None:
    round = closed()
    one, two = signed_in(), signed_in()
    assert (
        one.post(keypad(round, "first"), {"serial": "1", "marks": "4 3", "say": "ballot"}).status_code == 302
    )
    page = one.get(keypad(round, "first"))
    assert page.context["form"].initial["serial"] == 2
    assert "Paper ballot 1 is keyed: 3 4" in page.content.decode()
    one.post(keypad(round, "first"), {"serial": "2", "marks": "", "say": "blank"})
    second = two.get(keypad(round, "second")).content.decode()
    assert "3 4" not in second
    assert "You keyed 0 paper ballots" in second
    two.post(keypad(round, "second"), {"serial": "1", "marks": "3,4"})
    two.post(keypad(round, "second"), {"serial": "2", "reason": "unclear", "say": "invalid"})
    assert "Invalid: It is not clear what is meant" in two.get(keypad(round, "second")).content.decode()
    rows = list(PaperBallot.objects.order_by("serial").values_list("settled", "second"))
    assert rows == [([3, 4], [3, 4]), (None, {"invalid": "unclear"})]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"serial": "1", "marks": "77"}, "There is no project 77 in this vote."),
        ({"serial": "1", "marks": ""}, "Type the numbers of the projects"),
        ({"serial": "1", "say": "invalid", "reason": "ugly"}, "cannot be chosen"),
        ({"serial": "", "marks": "1"}, "Write the number that is on the paper ballot."),
        ({"serial": "0", "marks": "1"}, "at least 1"),
    ],
)
def test_a_slip_at_the_keypad_is_explained_and_nothing_is_lost(typed: dict[str, str], sentence: str) -> None:
    round = closed()
    page = signed_in().post(keypad(round, "first"), typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert sentence in text
    assert f'value="{typed.get("marks", "")}"' in text or not typed.get("marks")
    assert not PaperBallot.objects.exists()


def test_the_keypad_warns_where_a_paper_ballot_will_not_count() -> None:
    round = closed(max_projects=1)
    page = signed_in().post(keypad(round, "first"), {"serial": "1", "marks": "1 2"}, follow=True)
    assert "it will not count" in page.content.decode()


def test_one_person_is_told_not_to_key_twice() -> None:
    round, one = closed(), signed_in()
    one.post(keypad(round, "first"), {"serial": "1", "marks": "1"})
    page = one.get(keypad(round, "second")).content.decode()
    assert "Someone else must do this one" in page
    assert one.post(keypad(round, "second"), {"serial": "1", "marks": "1"}).status_code == 422


def test_a_file_of_keyed_paper_ballots_is_taken_whole_or_not_at_all_and_given_back() -> None:
    round, one = closed(), signed_in()
    address = keypad(round, "first").replace("/keypad/", "/file/")

    def send(text: str) -> tuple[int, str]:
        page = one.post(address, {"file": SimpleUploadedFile("keyed.csv", text.encode())})
        return page.status_code, page.content.decode()

    status, text = send("sheet,marks\n1,1 2\n1,3\nx,1\n3,77\n")
    assert status == 422
    for line in (
        "Line 3: Paper ballot 1 is in the file twice.",
        "Line 4: The first cell",
        "Line 5: There is no project 77",
    ):
        assert line in text
    assert not PaperBallot.objects.exists()
    assert send("sheet;marks\n1;2 1\n2;0\n3;invalid:unreadable\n")[0] == 302
    assert list(PaperBallot.objects.order_by("serial").values_list("first", flat=True)) == [
        [1, 2], [], {"invalid": "unreadable"},
    ]  # fmt: skip
    given = one.get(keypad(round, "first").replace("/keypad/", "/keyed.csv")).content.decode()
    assert given == "sheet,marks\r\n1,1 2\r\n2,0\r\n3,invalid:unreadable\r\n"
    assert send(given)[0] == 302
    other = signed_in().get(keypad(round, "first").replace("/keypad/", "/keyed.csv")).content.decode()
    assert other == "sheet,marks\r\n"
    assert one.post(address, {"file": SimpleUploadedFile("x.csv", b"\xff\xfe1")}).status_code == 422


def test_a_third_person_compares_and_settles() -> None:
    round = closed()
    one, two = make_staff(), make_staff()
    key_twice(round, HALL, [[1], [2], [3]], now=timezone.now(), people=(one, two))
    clients = signed_in(one), signed_in(two), signed_in()
    for serial, marks in (("1", "4"), ("2", "4"), ("3", "4"), ("9", "5")):
        clients[1].post(keypad(round, "second"), {"serial": serial, "marks": marks})
    compare = f"{base(round)}keying/compare/?office=Town+hall"
    page = clients[2].get(compare)
    assert [row.serial for row in page.context["rows"]] == [1, 2, 3, 9]
    assert (page.context["rows"][3].first, page.context["rows"][3].second) == ("Not keyed", "Keyed")
    own = clients[0].get(compare).content.decode()
    assert "Key it again" in own
    wrong = clients[2].post(compare, {"serial": "3", "take": "other", "marks": "77"})
    assert (wrong.status_code, 'value="77"' in wrong.content.decode()) == (422, True)
    for ballot, take in (("1", "first"), ("2", "second"), ("3", "other"), ("9", "none")):
        done = clients[2].post(compare, {"serial": ballot, "take": take, "marks": "5 6"})
        assert done.status_code == 302, ballot
    settled = PaperBallot.objects.order_by("serial").values_list("serial", "settled")
    assert list(settled) == [(1, [1]), (2, [4]), (3, [5, 6])]
    assert clients[0].post(compare, {"serial": "1", "take": "first"}).status_code == 422
    assert "Every paper ballot that was keyed is settled." in clients[2].get(compare).content.decode()


def test_a_difference_is_shown_and_explained() -> None:
    round = closed()
    key_twice(round, HALL, [[1]], now=timezone.now())
    client = signed_in()
    assert (
        "People ticked off: 2, paper ballots: 1. Say why they differ."
        in client.get(f"{base(round)}keying/").content.decode()
    )
    address = f"{base(round)}keying/explain/?office=Town+hall"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "One paper ballot was taken home."}).status_code == 302
    assert OfficeDifference.objects.get().reason == "One paper ballot was taken home."
    offices = client.get(f"{base(round)}keying/").content.decode()
    assert "One paper ballot was taken home." in offices
    assert "Explained" in offices
    assert "Agrees" not in offices
    assert Entry.objects.filter(action="voting.difference_explained").count() == 1
    desk = client.get(base(round).replace("paper/", "manage/")).content.decode()
    assert "The difference is explained: One paper ballot was taken home." in desk


def test_paper_ballots_of_an_office_that_ticked_nobody_off_can_be_keyed() -> None:
    round, client = closed(), signed_in()
    made = client.post(f"{base(round)}keying/", {"office": "Pool & park"})
    assert made.headers["Location"].endswith("?office=Pool+%26+park&turn=first")
    assert client.get(made.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?office=x", "?office=x&turn=third", "?turn=first", f"?office={'x' * 121}&turn=first"]
)
def test_a_keypad_without_office_or_turn_is_not_found(query: str) -> None:
    assert signed_in().get(f"{base(closed())}keying/keypad/{query}").status_code == 404
