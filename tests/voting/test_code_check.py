"""Checking a code before voting: known or not, and never whether it was used."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.voting import make_draft_round, make_open_round
from tests.voting.test_codes import issued
from voting.casting.sealing import cast_with_code
from voting.crypto.credentials import public_key
from voting.crypto.groups import GROUPS
from voting.models import Mode, Round
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round
from voting.views.code import TRIES

pytestmark = pytest.mark.django_db
KNOWN = 'data-known tabindex="-1">'
OTHER = "3kPfG-9aBcDe-7YyQw-LmNpRs"


@pytest.fixture
def letter() -> tuple[Round, str]:
    """An open round with somebody who has a letter, and the code in it."""
    cache.clear()
    now = timezone.now()
    round = make_draft_round(now=now, voters=[make_user()])
    load_roll(actor=None, round=round, entries=[RollLine("A")])
    code = issued(round)["A"]
    freeze_round(actor=None, round=round, now=now - timedelta(hours=1))
    return Round.objects.select_related("process").get(pk=round.pk), code


def here(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/code/{rest}"


def ask(client: Client, round: Round, code: str) -> object:
    key = public_key(GROUPS[round.group], round.uuid, code)
    return client.post(here(round, "known/"), {"credential": key}, content_type="application/json").json()


def test_a_device_asks_by_the_public_key(letter: tuple[Round, str], client: Client) -> None:
    round, code = letter
    assert ask(client, round, code) == {"known": True}
    assert ask(client, round, OTHER) == {"known": False}
    for body in ("", "[]", "{}", '{"credential":', "[" * 2_000):
        answer = client.post(here(round, "known/"), body, content_type="application/json")
        assert answer.status_code == 400
    assert client.post(
        here(round, "known/"), '{"credential": ""}', content_type="application/json"
    ).json() == {"known": False}


def test_without_scripts_the_page_answers_and_a_used_code_looks_like_another(
    letter: tuple[Round, str], client: Client
) -> None:
    round, code = letter
    before = client.post(here(round), {"code": code}).content.decode()
    assert "This code is for “Streets for Children”." in before
    assert KNOWN in before
    assert KNOWN not in client.get(here(round)).content.decode()
    cast_with_code(round=round, code=code, choices=[1], now=timezone.now())
    after = client.post(here(round), {"code": code}).content.decode()
    assert text_of(after) == text_of(before)
    assert ask(client, round, code) == {"known": True}
    wrong = client.post(here(round), {"code": OTHER})
    assert wrong.status_code == 422
    assert 'id="errors"' in wrong.content.decode()
    assert KNOWN not in wrong.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("abcde", "A code has 22 letters and digits. You typed 5."),
        (OTHER.replace("3", "0"), "No code has “0” in it."),
        (OTHER, "This code is not on the electoral roll"),
    ],
)
def test_without_scripts_what_is_wrong_with_a_code_is_said_and_the_code_stays_to_be_mended(
    letter: tuple[Round, str], client: Client, typed: str, sentence: str
) -> None:
    round, _code = letter
    assert sentence in client.post(here(round), {"code": typed}).content.decode()
    ballot = here(round).replace("code/", "")
    check = client.post(ballot, {"choice": "1"}, follow=True).content.decode()
    (mark,) = re.findall(r'name="voter" value="(\w+)"', check)
    answer = client.post(f"{ballot}cast/", {"choice": "1", "voter": mark, "code": typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count(sentence) == 2, "on top and at the field"
    (field,) = re.findall(r'<input[^>]*name="code"[^>]*>', page)
    assert f'value="{typed}"' in field
    assert 'aria-invalid="true"' in field


def text_of(page: str) -> str:
    """Return what the page says, without the token that is new each time."""
    return page.split("<main")[1].split("csrfmiddlewaretoken", maxsplit=1)[0]


def test_in_a_verifiable_round_the_page_takes_no_code(letter: tuple[Round, str], client: Client) -> None:
    round, code = letter
    Round.objects.filter(pk=round.pk).update(mode=Mode.VERIFIABLE)
    page = client.post(here(round), {"code": code}).content.decode()
    assert 'method="dialog"' in page
    assert code not in page
    assert KNOWN not in page
    assert ask(client, round, code) == {"known": True}


def test_trying_codes_out_ends_soon(letter: tuple[Round, str], client: Client) -> None:
    round, code = letter
    for _try in range(TRIES):
        ask(client, round, OTHER)
    answer = client.post(here(round, "known/"), '{"credential": "a"}', content_type="application/json")
    assert answer.status_code == 429
    assert "Wait" in answer.json()["sentence"]
    assert KNOWN not in client.post(here(round), {"code": code}).content.decode()


def test_there_is_no_such_page_where_nobody_has_a_code(client: Client) -> None:
    assert client.get(here(make_open_round())).status_code == 404
    assert client.get(here(make_draft_round())).status_code == 404


def test_after_the_close_nothing_is_said_of_codes(letter: tuple[Round, str], client: Client) -> None:
    round, _code = letter
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert client.get(here(round)).status_code == 404
    assert client.post(here(round, "known/"), {}, content_type="application/json").status_code == 404


def test_the_ballot_leads_there(letter: tuple[Round, str], client: Client) -> None:
    round, _code = letter
    assert here(round) in client.get(here(round).removesuffix("code/")).content.decode()
    Round.objects.filter(pk=round.pk).update(opens_at=timezone.now() + timedelta(hours=1))
    assert here(round) in client.get(here(round).removesuffix("code/")).content.decode()
    assert "Voting opens on" in client.get(here(round)).content.decode()
