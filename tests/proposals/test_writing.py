"""Writing in three steps, and everything that people paste, press twice or send too late."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.limits import Pace
from accounts.models import User
from processes.models import Process
from processes.phases import Phase
from processes.services import set_timeline
from proposals.forms import IdeaForm, PlaceForm
from proposals.models import Proposal
from proposals.services import publish_proposal
from proposals.services.publishing import BODY_LETTERS
from tests.factories.accounts import PASSWORD, make_district, make_user, sign_in
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import make_draft

pytestmark = pytest.mark.django_db
NEW = "/budget/proposals/new/"
TITLE = "A drinking fountain at the tram stop"
BODY = "There is no tap within 600 metres, and children walk here from two schools."


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget", categories=["Green"])


@pytest.fixture
def ana(client: Client) -> User:
    person = make_user(display_name="Ana Reyes")
    sign_in(client, person)
    return person


def idea(**fields: str) -> dict[str, str]:
    return {"title": TITLE, "body": BODY, "language": "en"} | fields


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_name_of_a_topic_carries_its_language_wherever_it_is_shown(client: Client, ana: User) -> None:
    process = make_process(slug="presupuesto", categories=["Zonas verdes"])
    Process.objects.filter(pk=process.pk).update(language="es")
    topic = process.categories.get()
    draft = make_draft(process=process, author=ana, category=topic)
    here = f"/presupuesto/proposals/drafts/{draft.pk}"
    choice = text(client.get(f"{here}/place/"))
    assert ' lang="es">Zonas verdes</option>' in choice
    assert '<option value="">No topic' in choice
    assert '<dd lang="es">Zonas verdes</dd>' in text(client.get(f"{here}/check/"))
    publish_proposal(actor=ana, proposal=draft, now=timezone.now())
    shown = text(client.get("/presupuesto/proposals/?view=table"))
    assert '<span class="small soft" lang="es">Zonas verdes</span>' in shown
    assert 'value="zonas-verdes" lang="es"' in shown
    assert 'lang="es">Zonas verdes</a>' in text(client.get("/presupuesto/proposals/1/"))


def test_from_the_first_word_to_the_public_page(client: Client, process: Process, ana: User) -> None:
    kiln = make_district("Kilnfield")
    first = client.post(NEW, idea())
    draft = Proposal.objects.get()
    assert first["Location"] == f"/budget/proposals/drafts/{draft.pk}/place/"
    place = {"district": kiln.pk, "address": "Tram stop", "cost": "55000", "tags": "#Water, heat , water"}
    second = client.post(first["Location"], place)
    assert second["Location"] == f"/budget/proposals/drafts/{draft.pk}/pictures/"
    third = second["Location"].replace("pictures", "check")
    assert third in text(client.get(second["Location"]))
    check = text(client.get(third))
    assert "€55,000" in check
    assert "Kilnfield" in check
    published = client.post(third, follow=True)
    assert "Published as proposal 1." in text(published)
    assert sorted(tag.name for tag in Proposal.objects.get().tags.all()) == ["heat", "water"]


def test_a_draft_waits_and_only_its_author_sees_it(client: Client, process: Process, ana: User) -> None:
    response = client.post(NEW, idea(body="", later="yes"), follow=True)
    assert "Draft saved at" in text(response)
    assert TITLE in text(response)
    assert TITLE not in text(client.get("/budget/proposals/"))
    sign_in(client, make_user())
    assert TITLE not in text(client.get("/budget/proposals/drafts/"))


def test_a_double_click_on_each_button_makes_one_proposal(
    client: Client, process: Process, ana: User
) -> None:
    form = client.get(NEW).context["form"]
    sent = idea(submission=str(form["submission"].value()))
    places = {client.post(NEW, sent)["Location"] for _twice in range(2)}
    assert len(places) == 1
    check = places.pop().replace("/place/", "/check/")
    pages = {client.post(check)["Location"] for _twice in range(2)}
    assert pages == {"/budget/proposals/1/"}
    assert client.post(NEW, sent)["Location"] == "/budget/proposals/1/"
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Give your idea a title."),
        ("title", "   Bench \n ", "Give the title at least 10 letters. You have 5."),
        ("title", "x" * 96, "This is too long. Up to 80 letters fit. You have 96."),
        ("summary", "x" * 201, "This is too long. Up to 200 letters fit. You have 201."),
        ("body", "", "Describe your idea."),
        ("body", "Bench.", f"Describe your idea in at least {BODY_LETTERS} letters. You have 6."),
        ("body", "x" * 20_001, "This is too long. Up to 20,000 letters fit. You have 20,001."),
        ("language", "tlh-x", "cannot be chosen"),
    ],
)
@pytest.mark.usefixtures("process", "ana")
def test_what_does_not_fit_is_said_and_everything_typed_stays(
    client: Client, field: str, typed: str, sentence: str
) -> None:
    response = client.post(NEW, idea(**{field: typed}))
    assert response.status_code == 422
    page = text(response)
    assert sentence in page
    assert f'href="#id_{field}"' in page
    assert typed.strip() in page
    assert (TITLE if field != "title" else BODY) in page
    assert not Proposal.objects.exists()


def test_ten_megabytes_get_a_sentence_and_come_back(client: Client, process: Process, ana: User) -> None:
    paste = "naïve 🌳 " * 1_000_000
    response = client.post(NEW, idea(body=paste))
    assert response.status_code == 422
    assert "This is too long. Up to 20,000 letters fit." in text(response)
    assert paste.strip() in text(response)


@pytest.mark.parametrize(
    "odd",
    [
        "<b>Trees</b> & <script>alert(1)</script>",
        "🌳🌳🌳🌳🌳🌳🌳🌳🌳🌳",
        "شجرة في كل ساحة مدرسة",
        "Bench\u202eeman\u202c here",
    ],
)
def test_mark_up_emoji_and_other_scripts_arrive_as_they_were_typed(
    client: Client, process: Process, ana: User, odd: str
) -> None:
    client.post(NEW, idea(title=odd))
    draft = Proposal.objects.get()
    assert draft.title == odd
    client.post(f"/budget/proposals/drafts/{draft.pk}/check/")
    page = text(client.get("/budget/proposals/1/"))
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("cost", "a lot", "Write the cost as a number"),
        ("cost", "-3", "at least 0"),
        ("tags", "a,b,c,d,e,f", "Five tags are enough. You have 6."),
        ("tags", "t" * 60, "A tag is one or two words."),
        ("address", "x" * 161, "This is too long. Up to 160 letters fit. You have 161."),
        ("district", "999999", "cannot be chosen"),
    ],
)
def test_details_that_do_not_fit_are_said_and_stay(
    client: Client, ana: User, field: str, typed: str, sentence: str
) -> None:
    draft = make_draft(process=make_process(slug="budget"), author=ana)
    response = client.post(f"/budget/proposals/drafts/{draft.pk}/place/", {"address": "Quay 1", field: typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert typed in text(response) or field == "district"


def test_half_a_point_is_no_point_and_a_draft_comes_back_into_its_form(process: Process) -> None:
    form = PlaceForm(querydict(latitude="54.1", tags="", cost="12.50", address=""), process=process)
    assert form.is_valid(), form.errors
    assert form.fields_to_save()["latitude"] is None
    assert form.fields_to_save()["estimated_cost"] == 1250
    draft = make_draft(process=process, estimated_cost=1250, tags=["b", "a"])
    assert PlaceForm.of(draft)["tags"] == "a, b"
    assert PlaceForm.of(draft)["cost"] == 12.5
    assert IdeaForm.of(draft)["title"] == draft.title


def querydict(**fields: str) -> Any:
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def test_an_expired_session_loses_nothing(client: Client, process: Process) -> None:
    person = make_user(email="ana@example.org")
    asked = client.post(NEW, idea(summary="Low basin for children and dogs."), follow=True)
    assert "Sign in to write a proposal. What you typed is kept and comes back." in text(asked)
    signed_in = client.post(
        "/accounts/login/?next=" + NEW,
        {"login": person.email, "password": PASSWORD, "next": NEW},
        follow=True,
    )
    page = text(signed_in)
    assert signed_in.redirect_chain[-1][0] == NEW
    for typed in (TITLE, BODY, "Low basin for children and dogs.", "It is not sent yet"):
        assert typed in page
    assert not Proposal.objects.exists()
    assert TITLE not in text(client.get(NEW))


def test_a_text_too_long_to_keep_stays_on_the_page_of_a_visitor(client: Client, process: Process) -> None:
    response = client.post(NEW, idea(body="z" * 500_000))
    assert response.status_code == 422
    assert "z" * 500_000 in text(response)


@pytest.mark.parametrize(
    ("phase", "sentence"),
    [(None, "Proposals open on"), (Phase.REVIEW, "Proposals closed on"), (Phase.VOTE, "Proposals closed on")],
)
def test_outside_the_phase_the_page_says_when_and_nothing_is_written(
    client: Client, process: Process, ana: User, phase: Phase | None, sentence: str
) -> None:
    set_timeline(actor=None, process=process, windows=timeline_at(phase, timezone.now()))
    asked, sent = client.get(NEW), client.post(NEW, idea())
    assert (asked.status_code, sent.status_code) == (403, 422)
    assert sentence in text(asked)
    assert sentence in text(sent)
    assert TITLE in text(sent)
    assert not Proposal.objects.exists()


def test_a_draft_finished_too_late_is_kept_with_the_reason(
    client: Client, process: Process, ana: User
) -> None:
    draft = make_draft(process=process, author=ana)
    set_timeline(actor=None, process=process, windows=timeline_at(Phase.VOTE, timezone.now()))
    response = client.post(f"/budget/proposals/drafts/{draft.pk}/check/")
    assert response.status_code == 422
    assert "Proposals closed on" in text(response)
    assert "Your draft stays here." in text(response)
    assert Proposal.objects.get().number is None


def test_a_draft_is_thrown_away_after_being_asked(client: Client, process: Process, ana: User) -> None:
    draft = make_draft(process=process, author=ana)
    asked = client.get(f"/budget/proposals/drafts/{draft.pk}/discard/")
    assert "Delete this draft?" in text(asked)
    assert Proposal.objects.exists(), "it is gone for good, so the first click asks"
    assert "The draft is gone." in text(
        client.post(f"/budget/proposals/drafts/{draft.pk}/discard/", follow=True)
    )
    assert not Proposal.objects.exists()


def test_publishing_very_often_is_refused_with_a_sentence(
    client: Client, process: Process, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proposals.views.writing.PUBLISHED", Pace("test", 1, 86400))
    for _each in range(2):
        draft = make_draft(process=process, author=ana)
        last = client.post(f"/budget/proposals/drafts/{draft.pk}/check/")
    assert last.status_code == 422
    assert "That was a lot in a short time." in text(last)
    assert Proposal.objects.filter(number=None).count() == 1


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [("en", "55,000", "55,000"), ("en", "1 250.50", "1,250.50"), ("es", "55.000", "55.000"),
     ("es", "1250,5", "1.250,50")],
)  # fmt: skip
def test_a_cost_is_typed_with_separators_and_shown_with_those_of_the_language(
    client: Client, process: Process, language: str, typed: str, shown: str
) -> None:
    draft = make_draft(process=process)
    here = f"/budget/proposals/drafts/{draft.pk}/"
    sign_in(client, draft.author)
    client.cookies["django_language"] = language
    assert client.post(f"{here}place/", {"cost": typed}).status_code == 302
    assert f'value="{shown}"' in text(client.get(f"{here}place/"))
    saved = client.post(f"{here}save/", {"cost": shown, "seen": "99"})
    assert saved.status_code == 200
    assert client.post(f"{here}place/", {"cost": "1.2.3", "address": "Quay 1"}).status_code == 422
