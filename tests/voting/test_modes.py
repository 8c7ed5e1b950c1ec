"""What every page of a round says of who holds the key, and that words are kept for what deserves them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.sealed import give_code, hold_ceremony
from tests.factories.voting import make_draft_round, make_open_round, make_published_round
from voting.board.lookup import ballots_of
from voting.board.trackers import tracker_of
from voting.models import RollEntry, Round
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.django_db
KEPT_WORDS = re.compile(r"verifiable|end.to.end", re.IGNORECASE)
VOTERS_PAGES = ("", "check/", "receipt/", "box/", "seal/")


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


def read(client: Client, path: str) -> str:
    """What a page says: the text of it, and every text in attributes and scripts."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def voter(client: Client) -> User:
    person = make_user()
    sign_in(client, person)
    return person


def verifiable_round(voter: User) -> Round:
    round = make_draft_round(voters=[voter])
    hold_ceremony(round)
    give_code(round)
    freeze_round(actor=None, round=round, now=timezone.now())
    return Round.objects.select_related("process").get(pk=round.pk)


def test_a_confidential_round_says_who_is_trusted_and_keeps_from_large_words(
    client: Client, voter: User
) -> None:
    round = make_open_round(voters=[voter])
    client.post(address(round), {"choice": ["1"]})
    for rest in VOTERS_PAGES:
        page = read(client, address(round, rest))
        assert "you trust the city and its host for secrecy" in page, rest
        assert tracker_of(round.rules_hash, "en") in page, rest
        assert not KEPT_WORDS.search(page), rest


def test_so_do_the_result_and_the_pages_of_staff(client: Client) -> None:
    round = make_published_round().round
    sign_in(client, make_staff())
    for rest in ("result/", "manage/"):
        page = read(client, address(round, rest))
        assert "you trust the city and its host for secrecy" in page, rest
        assert tracker_of(round.rules_hash, "en") in page, rest
        assert not KEPT_WORDS.search(page), rest


def test_so_does_the_page_of_the_process(client: Client, voter: User) -> None:
    round = make_open_round(voters=[voter])
    page = read(client, round.process.get_absolute_url())
    assert "Confidential: this platform holds the key of the box." in page
    assert not KEPT_WORDS.search(page)


def test_a_verifiable_round_names_its_trustees(client: Client, voter: User) -> None:
    round = verifiable_round(voter)
    for rest in VOTERS_PAGES:
        page = read(client, address(round, rest))
        assert "3 trustees hold the key together, and 2 of them open the box" in page, rest
        assert "Trustee 1, Trustee 2, Trustee 3" in page, rest
        assert "Verifiable" in page, rest
        assert "you trust the city and its host" not in page, rest


def test_a_verifiable_round_takes_no_choice_in_clear(client: Client, voter: User) -> None:
    round = verifiable_round(voter)
    answer = client.post(address(round), {"choice": ["1"]})
    assert answer.status_code == 403
    assert f"ballot-{round.pk}" not in answer.cookies
    check = client.get(address(round, "check/"))
    sent = {"choice": ["1"], "voter": check.context["voter"]}
    answer = client.post(address(round, "cast/"), sent)
    assert answer.status_code == 403
    assert "only your own device may seal" in answer.content.decode()
    assert not ballots_of(round).exists()


def test_a_code_by_plain_form_reaches_no_address_and_no_cookie(client: Client) -> None:
    round = make_draft_round(voters=[make_user()])
    code = give_code(round)
    freeze_round(actor=None, round=round, now=timezone.now())
    round = Round.objects.select_related("process").get(pk=round.pk)
    client.post(address(round), {"choice": ["2"]})
    check = client.get(address(round, "check/"))
    sent = {"choice": ["2"], "voter": check.context["voter"], "code": code}
    answer = client.post(address(round, "cast/"), sent, follow=True)
    assert "This platform sealed your ballot for you" in answer.content.decode()
    assert code not in answer.content.decode()
    assert all(code not in url for url, _status in answer.redirect_chain)
    assert all(code not in cookie.value for cookie in client.cookies.values())
    assert RollEntry.objects.get(round=round, channel="web").roll_number == "L1"


def test_codes_cannot_be_tried_without_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from voting.views import casting

    monkeypatch.setattr(casting, "CODES", 1)
    round = make_draft_round(voters=[make_user()])
    give_code(round)
    freeze_round(actor=None, round=round, now=timezone.now())
    round = Round.objects.select_related("process").get(pk=round.pk)
    client.post(address(round), {"choice": ["2"]})
    check = client.get(address(round, "check/"))
    sent = {"choice": ["2"], "voter": check.context["voter"], "code": "hello"}
    assert "No code has “l” in it." in client.post(address(round, "cast/"), sent).content.decode()
    answer = client.post(address(round, "cast/"), sent)
    assert (answer.status_code, "Wait " in answer.content.decode()) == (422, True)
