"""Confirm who you are: an account comes to its own line of the roll, and to nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from processes.permissions import Denied
from tests.factories.accounts import make_user, sign_in
from tests.factories.voting import make_draft_round
from tests.voting.test_codes import issued
from voting.casting.sealing import cast_ballot
from voting.models import Mode, RollEntry, Round
from voting.permissions import may_vote
from voting.roll import eligibility
from voting.roll.eligibility import eligibility_source, sources, sources_of
from voting.roll.linking import LinkRefused, link_entry
from voting.roll.mailed_codes import Asked, code_for, fits
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.django_db
Capture = Callable[..., AbstractContextManager[object]]
BORN = date(1990, 5, 3)
LINES = (
    RollLine("A-1", birth_date=BORN, email="ada@example.org", name="Ada"),
    RollLine("A-2", birth_date=date(1950, 1, 1), name="Bo"),
)
NOTHING_FITS = "This does not match the electoral roll."


def make_round() -> Round:
    """An open round with two people on the roll who have no account."""
    round = make_draft_round(voters=[make_user()])
    load_roll(actor=None, round=round, entries=LINES)
    freeze_round(actor=None, round=round, now=timezone.now())
    round.refresh_from_db()
    return round


def here(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/confirm-identity/{rest}"


def line(round: Round, roll_number: str = "A-1") -> RollEntry:
    return RollEntry.objects.get(round=round, roll_number=roll_number)


@pytest.fixture
def ada(client: Client) -> User:
    person = make_user()
    sign_in(client, person)
    return person


def test_number_and_date_of_birth_lead_to_the_ballot(client: Client, ada: User) -> None:
    round = make_round()
    ballot = f"/{round.process.slug}/vote/{round.number}/"
    refusal = client.get(ballot).content.decode()
    assert "You are not on the electoral roll" in refusal
    assert here(round) in refusal
    assert here(round, "birth-date/") in client.get(here(round)).content.decode()
    size = round.roll_size
    sent = {"number": " A-1 ", "birth_date": "3.5.1990"}
    assert client.post(here(round, "birth-date/"), sent)["Location"] == ballot
    assert line(round).user == ada
    round.refresh_from_db()
    assert round.roll_size == size
    assert may_vote(ada, round, timezone.now())
    cast_ballot(actor=ada, round=round, choices=[1], now=timezone.now())
    assert here(round) not in client.get(ballot).content.decode()


def test_the_answer_does_not_say_which_part_is_wrong(client: Client, ada: User) -> None:
    round = make_round()
    tries = [("A-1", "1990-05-04"), ("A-9", "1990-05-03"), ("A-2", "1990-05-03"), ("", "1990-05-03")]
    pages = [
        client.post(here(round, "birth-date/"), {"number": number, "birth_date": born}).content.decode()
        for number, born in tries
    ]
    assert [NOTHING_FITS in page for page in pages] == [True, True, True, False]
    assert not RollEntry.objects.filter(user=ada).exists()
    assert not Entry.objects.filter(action="voting.roll_linked").exists()


def test_guessing_is_stopped_for_a_number_whoever_guesses_and_for_an_account(client: Client) -> None:
    round = make_round()

    def attempt(number: str, born: str = "1990-01-01") -> str:
        return client.post(
            here(round, "birth-date/"), {"number": number, "birth_date": born}
        ).content.decode()

    for _person in range(5):
        client.logout()
        sign_in(client, make_user())
        assert NOTHING_FITS in attempt("A-1")
    client.logout()
    person = make_user()
    sign_in(client, person)
    assert "a lot in a short time" in attempt("A-1", "1990-05-03")
    assert not RollEntry.objects.filter(user=person).exists()
    for number in range(9):
        assert NOTHING_FITS in attempt(f"X-{number}")
    assert "a lot in a short time" in attempt("A-2", "1950-01-01")


def test_a_line_or_an_account_that_is_tied_already_is_refused_with_a_way_on() -> None:
    round, now = make_round(), timezone.now()
    first, second = make_user(), make_user()
    link_entry(actor=first, entry=line(round), now=now)
    link_entry(actor=first, entry=line(round), now=now)
    with pytest.raises(LinkRefused, match="sign in with it"):
        link_entry(actor=second, entry=line(round), now=now)
    with pytest.raises(LinkRefused, match="another number"):
        link_entry(actor=first, entry=line(round, "A-2"), now=now)
    with pytest.raises(Denied, match="Voting closed"):
        link_entry(actor=second, entry=line(round, "A-2"), now=round.closes_at)
    entry = Entry.objects.get(action="voting.roll_linked")
    assert entry.data == {"round": round.title}
    assert entry.actor_commitment == ""


def test_whoever_is_on_the_roll_lives_here() -> None:
    round, now = make_round(), timezone.now()
    newcomer = make_user(roles=())
    assert not may_vote(newcomer, round, now)
    link_entry(actor=newcomer, entry=line(round), now=now)
    person = User.objects.get(pk=newcomer.pk)
    assert Role.RESIDENT in person.city_roles
    assert may_vote(person, round, now)


def test_a_code_by_mail_is_sent_to_the_address_on_the_roll_alone(
    client: Client, ada: User, django_capture_on_commit_callbacks: Capture
) -> None:
    round = make_round()
    page = here(round, "e-mail/")
    answers = []
    for number in ("A-2", "A-9", "A-1"):
        client.post(page, {"again": "1"})
        client.post(page, {"number": number})
        main = client.get(page).content.decode().partition("<main")[2].partition("</main>")[0]
        answers.append(re.sub(r'value="[^"]*"', "", main))
    assert len(set(answers)) == 1
    assert "on its way" in answers[0]
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert str(message.body).rstrip().endswith(f"\n{Site.objects.get().site_name}")
    digits = re.search(r"\b\d{8}\b", str(message.body))
    assert digits
    wrong = f"{(int(digits[0]) + 1) % 10**8:08}"
    assert NOTHING_FITS in client.post(page, {"code": wrong}).content.decode()
    client.post(page, {"code": f"{digits[0][:4]} {digits[0][4:]}"})
    assert line(round).user == ada


def test_a_mailed_code_is_for_one_person_one_line_and_one_asking() -> None:
    ada, bo = make_user(), make_user()
    asked = Asked(7, "aa")
    code = code_for(ada, asked)
    assert fits(ada, asked, code)
    others = [(bo, asked), (ada, Asked(8, "aa")), (ada, Asked(7, "ab"))]
    assert not any(fits(person, other, code) for person, other in others)
    nobody = Asked(0, "aa")
    assert not fits(ada, nobody, code_for(ada, nobody))


def test_a_code_from_a_letter_ties_its_line(client: Client, ada: User) -> None:
    round = make_draft_round(voters=[make_user()])
    load_roll(actor=None, round=round, entries=LINES)
    codes = issued(round)
    freeze_round(actor=None, round=round, now=timezone.now())
    page = here(round, "letter/")
    assert NOTHING_FITS in client.post(page, {"code": codes["A-1"][:-1] + "z"}).content.decode()
    client.post(page, {"code": codes["A-2"].replace("-", " ")})
    assert line(round, "A-2").user == ada
    Round.objects.filter(pk=round.pk).update(mode=Mode.VERIFIABLE)
    assert client.get(page).status_code == 404, "there, a code never leaves the voter's device"


def test_without_means_nothing_is_offered_and_after_the_close_neither(client: Client, ada: User) -> None:
    round = make_draft_round(voters=[make_user()])
    freeze_round(actor=None, round=round, now=timezone.now())
    assert sources_of(round) == []
    assert "Ask the city how you can vote" in client.get(here(round)).content.decode()
    assert client.get(here(round, "birth-date/")).status_code == 404


def test_visitors_sign_in_first(client: Client) -> None:
    round = make_round()
    assert client.get(here(round))["Location"].startswith("/accounts/login/")


def test_a_source_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [source.key for source in sources()] == ["birth-date", "letter", "e-mail", "city-account"]
    monkeypatch.setattr(eligibility, "_sources", dict(eligibility._sources))
    with pytest.raises(ValueError, match="registered twice"):
        eligibility_source("letter", title="", hint="", offered=lambda round: True)(lambda *given: None)
