"""The feed and the file of a list: what is in them, what never is, and that other programs can read them."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.erasure import erase_account
from accounts.models import User
from proposals.models import Proposal
from proposals.services import follow_proposal
from proposals.spreadsheet import harmless
from tests.factories.accounts import make_district, make_user, sign_in
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal
from tests.proposals.many import make_many

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LIST = "/budget/proposals/"


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{LIST}proposals.csv{query}")
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_the_feed_is_valid_atom_of_the_filter_with_public_names_only(client: Client) -> None:
    kiln, author = make_district("Kilnfield"), make_user(display_name="Samira")
    User.objects.filter(pk=author.pk).update(legal_name="Samira Haddad")
    process = make_process(slug="budget")
    make_proposal(process=process, author=author, title="Shade \x0b& <b>sails</b>", district=kiln)
    make_proposal(process=process, title="Benches on the quay")
    body = client.get(f"{LIST}feed/?district=kilnfield").content
    feed = ElementTree.fromstring(body)
    for tag in ("id", "title", "updated"):
        assert feed.findtext(ATOM + tag)
    (entry,) = feed.findall(ATOM + "entry")
    assert entry.findtext(ATOM + "title") == "Shade & <b>sails</b>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Samira"
    assert parse_datetime(entry.findtext(ATOM + "updated") or "")
    assert entry.findtext(ATOM + "id") == f"http://testserver{LIST}1/"
    assert b"Haddad" not in body
    assert author.email.encode() not in body


def test_an_unchanged_feed_is_not_sent_again_and_what_is_hidden_is_gone_at_once(client: Client) -> None:
    process = make_process(slug="budget")
    kept = make_proposal(process=process, title="Benches on the quay")
    secret = make_proposal(process=process, title="Insulting words about someone")
    first = client.get(f"{LIST}feed/")
    again = client.get(f"{LIST}feed/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    hide(secret)
    fresh = client.get(f"{LIST}feed/", headers={"if-none-match": first.headers["etag"]})
    assert fresh.status_code == 200
    assert b"Insulting" not in fresh.content
    erase_account(actor=kept.author, user=kept.author, now=timezone.now())
    assert b"Former member" in client.get(f"{LIST}feed/").content


def test_the_feed_is_the_same_for_everybody(client: Client) -> None:
    proposal, ana = make_proposal(process=make_process(slug="budget")), make_user()
    follow_proposal(actor=ana, proposal=proposal, now=proposal.created_at)
    visitor = client.get(f"{LIST}feed/?mine=followed").content
    sign_in(client, ana)
    assert client.get(f"{LIST}feed/?mine=followed").content == visitor
    assert proposal.title.encode() in visitor


def test_the_file_holds_the_filter_and_starts_no_formula(client: Client) -> None:
    kiln, process = make_district("Kilnfield"), make_process(slug="budget")
    make_proposal(
        process=process, title='=HYPERLINK("http://x.example","win")', summary="+1, -1; \"ñandú\"\n@x",
        district=kiln, tags=["=shade"],
    )  # fmt: skip
    make_proposal(process=process, title="Benches on the quay")
    hide(make_proposal(process=process, title="Insulting words", district=kiln))
    make_draft(process=process, title="A draft in Kilnfield", district=kiln)
    (row,) = rows(client, "?district=kilnfield")
    assert row["Title"] == '\'=HYPERLINK("http://x.example","win")'
    assert row["In one sentence"].startswith("'+1")
    assert row["Tags"] == "'=shade"
    assert row["Page"] == f"http://testserver{LIST}1/"
    assert len(rows(client)) == 2


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "＝1"])
@pytest.mark.parametrize("before", ["", " ", '"', "a;", "a, ", "a\t", "a\r\n", 'a;"', "a|"])
def test_whatever_a_spreadsheet_would_calculate_begins_with_an_apostrophe(before: str, text: str) -> None:
    assert harmless(before + text).endswith(f"'{text}")
    assert harmless(f"a{text}") == f"a{text}"
    assert harmless(f"a {text}") == f"a {text}"


def test_the_file_opens_in_spreadsheets_that_write_a_decimal_comma(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(
        process=process,
        title="Bancos, con sombra; =1+1",
        estimated_cost=1_250_50,
        latitude=54.1,
        longitude=9.3,
    )
    client.cookies["django_language"] = "es"
    response = client.get(f"{LIST}proposals.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["Título"] == "Bancos, con sombra; '=1+1"
    assert row["Latitud"] == "54,10000"
    assert "1250,50" in row.values()


def test_a_long_file_comes_in_pieces_whole_and_in_order(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proposals.spreadsheet.BATCH", 10)
    make_many(make_process(slug="budget"), 45)
    assert [int(row["Number"]) for row in rows(client)] == list(range(1, 46))


def test_nobody_takes_the_file_all_day_long(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proposals.views.taking.DOWNLOADS_PER_HOUR", 2)
    make_proposal(process=make_process(slug="budget"))
    codes = [client.get(f"{LIST}proposals.csv").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert Proposal.objects.count() == 1
