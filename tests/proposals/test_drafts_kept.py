"""Drafts are kept: before there is an account, while typing, and in two windows at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from processes.models import Process
from proposals.models import Proposal
from proposals.services import autosave_draft, save_draft
from proposals.services.locking import SavedElsewhere
from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db
NEW = "/budget/proposals/new/"
TITLE = "A drinking fountain at the tram stop"
BODY = "There is no tap within 600 metres, and children walk here from two schools."


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget")


@pytest.fixture
def ana(client: Client) -> User:
    person = make_user(display_name="Ana Reyes")
    sign_in(client, person)
    return person


def idea(**fields: Any) -> dict[str, str]:
    return {"title": TITLE, "body": BODY, "language": "en"} | {k: str(v) for k, v in fields.items()}


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.usefixtures("process")
def test_a_stranger_begins_to_write_and_finds_the_text_after_signing_in(client: Client) -> None:
    page = text(client.get(NEW))
    assert "You do not need an account to begin" in page
    assert 'data-keep-days="30"' in page
    assert client.post(NEW, idea(body="Short.")).status_code == 422
    asked = client.post(NEW, idea())
    assert asked["Location"] == f"/accounts/login/?next={NEW}"
    person = make_user(email="ana@example.org")
    signed_in = client.post(
        asked["Location"], {"login": person.email, "password": PASSWORD, "next": NEW}, follow=True
    )
    form = signed_in.context["form"]
    assert (form["title"].value(), form["body"].value()) == (TITLE, BODY)
    assert client.post(NEW, idea()).status_code == 302
    assert Proposal.objects.get().author == person


@pytest.mark.usefixtures("process")
def test_somebody_who_is_no_resident_yet_can_write_and_reads_what_is_missing(client: Client) -> None:
    sign_in(client, make_user(roles=()))
    page = text(client.get(NEW))
    assert "This is for residents of the city. If you live here, say so in your account." in page
    assert "Say where you live" in page
    sent = client.post(NEW, idea())
    assert sent.status_code == 422
    assert BODY in text(sent)
    assert not Proposal.objects.exists()


def test_what_is_typed_is_saved_and_logged_once(client: Client, process: Process, ana: User) -> None:
    form = client.get(NEW).context["form"]
    submission = str(form["submission"].value())
    first = client.post(f"{NEW}save/", idea(body="", submission=submission)).json()
    draft = Proposal.objects.get()
    assert first["said"].startswith("Saved ")
    assert first["autosave"] == f"/budget/proposals/drafts/{draft.pk}/save/"
    again = client.post(first["autosave"], idea(seen=first["seen"])).json()
    draft.refresh_from_db()
    assert (draft.body, draft.revision) == (BODY, again["seen"])
    place = client.post(first["autosave"], {"address": "Quay 1", "tags": "water", "seen": again["seen"]})
    assert place.status_code == 200
    assert Proposal.objects.get().address == "Quay 1"
    acts = Entry.objects.filter(action__startswith="proposals.")
    assert list(acts.values_list("action", flat=True)) == ["proposals.draft_started"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "x" * 81}, "Not saved yet: This is too long. Up to 80 letters fit. You have 81."),
        ({"body": "x" * 20_001}, "Not saved yet: This is too long. Up to 20000 letters fit. You have 20001."),
        ({"title": ""}, "Not saved yet: This field cannot be blank."),
    ],
)
def test_what_cannot_be_saved_yet_says_why(
    client: Client, process: Process, ana: User, typed: dict[str, str], sentence: str
) -> None:
    draft = make_draft(process=process, author=ana)
    sent = idea(seen=draft.revision, **typed)
    response = client.post(f"/budget/proposals/drafts/{draft.pk}/save/", sent)
    assert response.status_code == 422
    assert sentence in response.json()["said"]
    assert Proposal.objects.get().title == draft.title


def test_saving_by_itself_while_signed_out_or_on_a_strangers_draft_changes_nothing(
    client: Client, process: Process
) -> None:
    draft = make_draft(process=process)
    address = f"/budget/proposals/drafts/{draft.pk}/save/"
    assert "signed out" in client.post(address, idea()).json()["said"]
    sign_in(client, make_user())
    assert client.post(address, idea()).status_code == 404
    assert Proposal.objects.get().title == draft.title


def test_the_second_window_overwrites_nothing_by_itself_and_shows_both_texts(
    client: Client, process: Process, ana: User
) -> None:
    draft = make_draft(process=process, author=ana)
    page = f"/budget/proposals/drafts/{draft.pk}/"
    seen = draft.revision
    save_draft(actor=ana, proposal=draft, now=timezone.now(), body="The other window wrote this text.")
    refused = client.post(f"{page}save/", idea(seen=seen))
    assert refused.status_code == 409
    assert "was saved in another window" in refused.json()["said"]
    asked = client.post(page, idea(seen=seen))
    assert asked.status_code == 422
    assert "The other window wrote this text." in text(asked)
    assert BODY in text(asked)
    assert Proposal.objects.get().body == "The other window wrote this text."
    assert client.post(page, idea(seen=asked.context["form"]["seen"].value())).status_code == 302
    assert Proposal.objects.get().body == BODY


def test_two_windows_that_say_the_same_do_not_quarrel() -> None:
    draft, now = make_draft(), timezone.now()
    saved = save_draft(actor=draft.author, proposal=draft, now=now, seen=draft.revision, body=BODY)
    same = autosave_draft(actor=draft.author, proposal=draft, now=now, seen=draft.revision, body=BODY)
    assert same.revision == saved.revision + 1
    with pytest.raises(SavedElsewhere) as refused:
        autosave_draft(actor=draft.author, proposal=draft, now=now, seen=draft.revision, body="Else")
    assert refused.value.proposal.body == BODY


def test_pasted_web_text_becomes_plain_lines_and_never_runs(
    client: Client, process: Process, ana: User
) -> None:
    pasted = (
        '<h2>Why</h2><p onclick="x()">It is <b>hot</b>.</p><script>alert(1)</script><ul><li>Shade</li></ul>'
    )
    client.post(NEW, idea(body=pasted))
    draft = Proposal.objects.get()
    assert draft.body == "## Why\n\nIt is **hot**.\n\n- Shade"
    assert "<h2" in draft.body_html
    assert "alert" not in draft.body_html


def test_the_look_of_a_text_is_shown_without_storing_it(client: Client, process: Process) -> None:
    shown = text(
        client.post("/budget/proposals/preview/", {"body": "## Why\n- **hot** <script>", "language": "es"})
    )
    assert '<h2 dir="auto">Why</h2>' in shown
    assert "<strong>hot</strong> &lt;script&gt;" in shown
    assert 'lang="es"' in shown
    assert not Proposal.objects.exists()


def test_the_very_same_text_is_published_once(client: Client, process: Process, ana: User) -> None:
    first = make_proposal(process=process, title="Shade for the tram stop", body=BODY)
    twin = make_draft(process=process, author=ana, title="SHADE for the tram stop!", body=f"**{BODY}**\n")
    check = f"/budget/proposals/drafts/{twin.pk}/check/"
    refused = client.post(check)
    assert refused.status_code == 422
    assert f"Proposal {first.number}, “Shade for the tram stop”, says exactly the same." in text(refused)
    assert f'href="{first.get_absolute_url()}"' in text(refused)
    assert Proposal.objects.filter(number=None).count() == 1
    hide(first)
    assert client.post(check)["Location"] == "/budget/proposals/2/"
