"""New codes for people who have one: what stops working is named and asked about first."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories.accounts import make_staff, sign_in
from tests.voting.test_codes import CODE, here, make_round
from voting.codes.codes import entry_of_code

pytestmark = pytest.mark.django_db


def test_codes_that_would_stop_working_are_named_and_asked_about_first(client: Client) -> None:
    round = make_round()
    sign_in(client, make_staff())
    given = client.post(here(round), {"who": "no-account", "how": "table", "mark": "0"})
    old = CODE.findall(given.content.decode("utf-8-sig"))
    sent = {"who": "again", "first": "1", "last": "2", "how": "table", "mark": "1"}
    asked = client.post(here(round), sent)
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "2 of these people have codes already. They stop working" in page
    about = re.search(r'name="about" value="([^"]*)"', page)
    assert about
    assert all(entry_of_code(round, code) for code in old)
    other = client.post(here(round), {**sent, "last": "3", "sure": "on", "about": about[1]})
    assert "3 of these people have codes already" in other.content.decode()
    assert not re.search(r'name="sure"[^>]* checked', other.content.decode())
    done = client.post(here(round), {**sent, "sure": "on", "about": about[1]})
    assert len(set(CODE.findall(done.content.decode("utf-8-sig")))) == 2
    assert sum(entry_of_code(round, code) is not None for code in set(old)) == 1


def test_who_has_no_code_yet_gets_one_by_number_without_a_question(client: Client) -> None:
    round = make_round()
    sign_in(client, make_staff())
    sent = {"who": "again", "first": "1", "last": "", "how": "table", "mark": "0"}
    assert client.post(here(round), sent).status_code == 200


def test_the_command_voids_no_code_and_says_where_a_lost_letter_is_replaced(tmp_path: Path) -> None:
    round = make_round()
    named = (round.process.slug, str(round.number), str(tmp_path), "--as", "table")
    call_command("issue_codes", *named, stdout=StringIO(), verbosity=0)
    keys = list(round.roll.order_by("pk").values_list("credential", flat=True))
    said = StringIO()
    call_command("issue_codes", *named, stdout=said, verbosity=0)
    assert "Codes issued before: 3." in said.getvalue()
    assert list(round.roll.order_by("pk").values_list("credential", flat=True)) == keys
    assert [one.name for one in tmp_path.iterdir()] == ["codes-0001.csv"]
