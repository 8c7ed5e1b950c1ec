"""Secrets are planted, a whole round is held through the pages, and then they are sought everywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Entry, Private
from processes.models import Process
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.voting import make_draft_round
from voting.casting.sealing import cast_with_code
from voting.codes import codes
from voting.models import CodeBy, RollEntry, Round
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round
from voting.safe import open_safe

pytestmark = pytest.mark.django_db

PERSONAL = ("zq.planted@example.org", "1961-03-07")


@pytest.fixture
def voter() -> User:
    return make_user(email=PERSONAL[0], birth_date=date.fromisoformat(PERSONAL[1]))


@pytest.fixture
def round(voter: User) -> Round:
    """A person with an account and somebody whose code came in a letter."""
    found = make_draft_round(voters=[voter])
    line = RollLine("L1", None, None, name="Zara Quintessa", address="Planted Lane 9")
    load_roll(actor=None, round=found, entries=[line])
    return found


def give_out(round: Round) -> str:
    """Draw a code for the letter as an office does, and keep its public key only."""
    code, credential = codes.random_code(round)
    RollEntry.objects.filter(round=round, roll_number="L1").update(
        credential=credential, code_by=CodeBy.LETTER
    )
    return code


def secrets_of(round: Round, letter: str) -> dict[str, str]:
    """Every secret of the round in the forms it could be written in."""
    kept = open_safe(round)
    account = codes.account_code(round, RollEntry.objects.get(round=round, code_by=CodeBy.ACCOUNT))
    found = {"SECRET_KEY": settings.SECRET_KEY, "seed of the codes": kept.codes}
    for name, code in (("letter", letter), ("account", account)):
        found |= {f"code, {name}": code, f"code without dashes, {name}": code.replace("-", "")}
        found[f"key of the code, {name}"] = str(codes.key_of(round, code))
    for name, number in (("board", kept.board), ("box", kept.key)):
        found |= {f"key of the {name}": str(number), f"key of the {name}, hexadecimal": f"{number:x}"}
    return found


def tables() -> Iterator[tuple[str, str]]:
    """Every table as text, as a dump of the database would show it."""
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, "\n".join(encoder.encode([str(value) for value in row]) for row in cursor.fetchall())


def vote(client: Client, base: str) -> list[str]:
    """Choose, check and cast by the plain pages; return the pages that were shown."""
    shown = [client.post(base, {"choice": ["3", "1"]}).content.decode()]
    check = client.get(f"{base}check/")
    sent = {"choice": ["3", "1"], "voter": check.context["voter"]}
    cast = client.post(f"{base}cast/", sent)
    shown += [check.content.decode(), cast.content.decode(), cast.headers.get("Location", "")]
    return [*shown, client.get(f"{base}receipt/").content.decode()]


def test_planted_secrets_are_nowhere_in_clear(
    client: Client, voter: User, round: Round, caplog: pytest.LogCaptureFixture
) -> None:
    letter = give_out(round)
    base = f"/{round.process.slug}/vote/{round.number}/"
    with caplog.at_level(logging.DEBUG):
        freeze_round(actor=None, round=round, now=round.opens_at)
        sign_in(client, voter)
        shown = vote(client, base)
        cast_with_code(round=round, code=letter, choices=[2], now=timezone.now())
        shown += [client.get(f"{base}{rest}").content.decode() for rest in ("", "box/", "record/")]
        Process.objects.filter(pk=round.process_id).update(published=True)
        Round.objects.filter(pk=round.pk).update(closes_at=timezone.now())
        staff = Client()
        sign_in(staff, make_staff())
        for deed in ("count", "publish"):
            shown.append(staff.post(f"{base}manage/{deed}/").content.decode())
        for rest in ("result/", "result/verify/", "record/", "nothing/", "record/../../../nothing"):
            shown.append(client.get(f"{base}{rest}").content.decode())
    logged = "\n".join(f"{one.name} {one.getMessage()} {one.__dict__}" for one in caplog.records)
    entries = str([*Entry.objects.values(), *Private.objects.values()])
    session = client.session.session_key or ""
    places = {"logs": logged, "pages": "\n".join(shown), "public log": entries, **dict(tables())}
    sought = secrets_of(round, letter)
    assert all(len(text) > 20 for text in sought.values())
    found = [(name, place) for place, text in places.items() for name, one in sought.items() if one in text]
    assert found == []
    allowed = {"django_session", "usersessions_usersession"}
    told = {place for place, text in places.items() if session in text}
    assert told <= allowed, told
    for personal in (*PERSONAL, "Zara Quintessa", "Planted Lane 9"):
        told = {place for place, text in places.items() if personal in text}
        assert told <= {"accounts_user", "account_emailaddress", "voting_rollentry"}, (personal, told)


def test_the_search_finds_what_is_there(voter: User) -> None:
    """The search itself can fail: an address stands in two tables."""
    told = {place for place, text in tables() if PERSONAL[0] in text}
    assert told == {"accounts_user", "account_emailaddress"}
