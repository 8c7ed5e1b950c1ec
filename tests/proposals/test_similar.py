"""What is like the words that somebody types, found in the worker's own index."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from processes.models import Process
from proposals import shelf
from proposals.lifecycle import Status
from proposals.matching import Index
from proposals.models import Proposal, StoredIndex, Support
from proposals.services import save_draft, support_proposal, withdraw_proposal
from proposals.services.pairing import store_pairs
from proposals.services.theming import form_themes
from proposals.shelf import shelf_of
from proposals.similar import Asked, Similar, similar_to
from tests.factories.accounts import make_user, sign_in
from tests.factories.moderation import hide, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db
TITLE = "Zebra crossing at Mill Street school"
BODY = "Cars are too fast in front of the school and children cannot get across."


def crossing(process: Process, title: str = TITLE, **more: object) -> Proposal:
    return make_proposal(process=process, title=title, summary="", body=BODY, **more)  # type: ignore[arg-type]


def found(process: Process, title: str, **more: object) -> list[Similar]:
    process = Process.objects.get(pk=process.pk)
    similar = similar_to(process, Asked(title, **more), make_user())  # type: ignore[arg-type]
    assert similar is not None
    return similar


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LOOK_SECONDS", 0.0)


def test_the_first_words_find_it_and_are_marked() -> None:
    process = make_process()
    crossing(process)
    make_proposal(process=process, title="More shade in the harbour", summary="", body="Plant lindens there.")
    (one,) = found(process, "zebra cross")
    assert one.title == "<mark>Zebra</mark> <mark>crossing</mark> at Mill Street school"
    assert found(process, "ze") == []


def test_who_wants_the_same_in_other_words_or_languages_comes_after_what_reads_alike() -> None:
    process = make_process()
    aside = crossing(process, title="Un paso de peatones por favor", language="es")
    crossing(process)
    first, other = found(process, "zebra crossing", language="en")
    assert (first.in_other_words, other.in_other_words) == (False, True)
    assert other.number == aside.number
    assert other.title == "Un <mark>paso de peatones</mark> por favor"
    url = reverse("proposals:similar", args=[process.slug])
    page = Client().get(url, {"title": "zebra crossing", "language": "en"}).content.decode()
    assert page.count("On the same subject") == 1


def test_what_people_typed_is_never_html() -> None:
    process = make_process()
    crossing(process, title="Zebra <b>crossing</b> & more lights")
    (one,) = found(process, "zebra crossing")
    assert "&lt;b&gt;" in one.title
    assert "<b>" not in one.title


def test_at_most_five_and_not_ones_own_draft() -> None:
    process, author = make_process(), make_user()
    for number in range(7):
        crossing(process, title=f"{TITLE}, side {number}")
    draft = make_draft(process=process, author=author, title=TITLE, body=BODY)
    assert len(found(process, TITLE, body=BODY, own=draft.pk)) == 5


def test_what_is_not_public_is_never_shown() -> None:
    process = make_process()
    gone, hidden = crossing(process), crossing(process, title=f"{TITLE} again")
    make_draft(process=process, title=f"{TITLE} as a draft")
    assert {one.number for one in found(process, TITLE)} == {gone.number, hidden.number}
    hide(hidden)
    assert {one.number for one in found(process, TITLE)} == {gone.number}
    withdraw_proposal(actor=gone.author, proposal=gone, now=timezone.now())
    assert found(process, TITLE) == []
    restore(hidden)
    assert {one.number for one in found(process, TITLE)} == {hidden.number}


def test_what_another_worker_published_is_found_without_building_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    process = make_process()
    crossing(process)
    assert len(found(process, TITLE)) == 1
    monkeypatch.setattr(Index, "build", lambda *_args: pytest.fail("The index was built again."))
    crossing(process, title=f"{TITLE}, please", now=timezone.now())
    assert len(found(process, TITLE)) == 2


def test_an_old_moment_of_publishing_is_found_by_its_number() -> None:
    process = make_process()
    crossing(process)
    found(process, TITLE)
    late = crossing(process, title=f"{TITLE}, late")
    Proposal.objects.filter(pk=late.pk).update(changed_at=timezone.now() - timedelta(days=9))
    assert len(found(process, TITLE)) == 2


def test_a_changed_title_is_found_by_its_new_words() -> None:
    process = make_process()
    proposal = crossing(process)
    found(process, TITLE)
    Proposal.objects.filter(pk=proposal.pk).update(
        title="Quieter trams", body="They squeal.", changed_at=timezone.now() + timedelta(seconds=1)
    )
    assert [one.number for one in found(process, "Quieter trams")] == [proposal.number]
    assert found(process, "Zebra") == []


def test_a_worker_begins_with_what_the_clock_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("services.theming", "shelf"):
        monkeypatch.setattr(f"proposals.{room}.BUILT_AT_ONCE", 0)
    process = make_process()
    crossing(process)
    process.refresh_from_db()
    assert form_themes(process=process, now=timezone.now())
    assert StoredIndex.objects.exclude(content=b"").count() == 1
    shelf.forget()
    monkeypatch.setattr(Index, "build", lambda *_args: pytest.fail("The index was built again."))
    assert len(found(process, TITLE)) == 1
    StoredIndex.objects.update(content=b"not an index")
    shelf.forget()
    monkeypatch.undo()
    assert len(found(process, TITLE)) == 1


def test_asking_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    process = make_process()
    crossing(process)
    found(process, TITLE)
    process, user = Process.objects.get(pk=process.pk), make_user()
    with django_assert_max_num_queries(4):
        assert similar_to(process, Asked(TITLE), user)


def test_an_index_is_never_read_while_another_thread_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    process = make_process()
    crossing(process)
    mine = shelf_of(Process.objects.get(pk=process.pk))
    assert mine is not None
    seen: list[tuple[str, bool]] = []

    def is_free() -> bool:
        free = mine.lock.acquire(blocking=False)
        if free:
            mine.lock.release()
        return free

    def watched(name: str) -> None:
        real = getattr(Index, name)

        def watching(*args: Any, **options: Any) -> Any:
            with ThreadPoolExecutor(1) as other:
                seen.append((name, other.submit(is_free).result()))
            return real(*args, **options)

        monkeypatch.setattr(Index, name, watching)

    for name in ("add", "remove", "similar", "same_subject", "neighbours"):
        watched(name)
    withdrawn = crossing(process, title="Zebra crossing at the tram stop", language="es")
    found(process, TITLE)
    store_pairs(proposal=withdrawn, now=timezone.now())
    withdraw_proposal(actor=withdrawn.author, proposal=withdrawn, now=timezone.now())
    found(process, TITLE)
    form_themes(process=process, now=timezone.now())
    assert {name for name, _free in seen} == {"add", "remove", "similar", "same_subject", "neighbours"}
    assert not [name for name, free in seen if free]


def test_only_so_many_processes_are_kept_in_memory() -> None:
    for _ in range(shelf.MOST_PROCESSES + 2):
        process = make_process()
        crossing(process)
        assert shelf_of(Process.objects.get(pk=process.pk)) is not None
    assert len(shelf._shelves) == shelf.MOST_PROCESSES


def test_the_fragment_says_how_many_and_has_the_buttons(client: Client) -> None:
    process = make_process()
    proposal = crossing(process)
    url = reverse("proposals:similar", args=[process.slug])
    page = client.get(url, {"title": "zebra crossing"}).content.decode()
    assert "1 similar proposal is already here." in page
    assert reverse("proposals:support_instead", args=[process.slug, proposal.number]) in page
    assert "data-said></p>" in client.get(url, {"title": "x"}).content.decode()
    assert client.get(url).status_code == 200


def test_garbage_in_the_address_is_harmless(client: Client) -> None:
    process = make_process()
    crossing(process)
    url = reverse("proposals:similar", args=[process.slug])
    for query in ({"title": "\x00\x00\x00"}, {"title": "a" * 5000}, {"title": TITLE, "draft": "9" * 40}):
        assert client.get(url, query).status_code == 200


def test_the_last_step_shows_it_without_scripts(client: Client) -> None:
    process, author = make_process(), make_user()
    proposal = crossing(process)
    draft = make_draft(process=process, author=author, title=f"{TITLE}!", body=BODY)
    sign_in(client, author)
    page = client.get(reverse("proposals:check", args=[process.slug, draft.pk])).content.decode()
    assert "Is one of these what you mean?" in page
    button = re.search(r'formaction="([^"]*instead/\?draft=\d+)"', page)
    assert button
    response = client.post(button[1], {"want": "yes"})
    assert response["Location"] == proposal.get_absolute_url()
    assert Support.objects.filter(proposal=proposal, user=author).exists()
    assert Proposal.objects.get(pk=draft.pk).status == Status.DRAFT


def test_supporting_instead_keeps_what_was_typed_as_one_draft(client: Client) -> None:
    process, author = make_process(), make_user()
    proposal = crossing(process)
    sign_in(client, author)
    url = reverse("proposals:support_instead", args=[process.slug, proposal.number])
    typed = {
        "title": "Zebra cr", "body": "Half a thought", "summary": "", "language": "en", "want": "yes",
        "submission": "7f6b0f0e-4a43-4c43-9d5c-5f3f9f2a1b11",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(url, typed).status_code == 302
    draft = Proposal.objects.get(author=author)
    assert (draft.status, draft.title, draft.body) == (Status.DRAFT, "Zebra cr", "Half a thought")
    proposal.refresh_from_db()
    assert proposal.support_count == 1


def test_supporting_instead_never_writes_into_somebody_elses_draft(client: Client) -> None:
    process = make_process()
    proposal, draft = crossing(process), make_draft(process=process, title="Mine alone, thank you")
    sign_in(client, make_user())
    url = reverse("proposals:support_instead", args=[process.slug, proposal.number])
    client.post(f"{url}?draft={draft.pk}", {"title": "Overwritten", "want": "yes"})
    draft.refresh_from_db()
    assert draft.title == "Mine alone, thank you"


def test_supporting_instead_overwrites_nothing_that_another_window_saved(client: Client) -> None:
    process, author = make_process(), make_user()
    proposal, draft = crossing(process), make_draft(process=process, author=author, title="Zebra crossing")
    seen = draft.revision
    save_draft(actor=author, proposal=draft, now=timezone.now(), body="From the other window.")
    sign_in(client, author)
    url = reverse("proposals:support_instead", args=[process.slug, proposal.number])
    typed = {"title": "Zebra crossing", "body": "From this window.", "language": "en", "seen": str(seen)}
    assert client.post(f"{url}?draft={draft.pk}", typed).status_code == 302
    bodies = Proposal.objects.filter(author=author).order_by("pk").values_list("body", flat=True)
    assert list(bodies) == ["From the other window.", "From this window."]


@pytest.mark.parametrize("name", ["title", "summary", "body"])
def test_supporting_instead_cuts_nothing_off(client: Client, name: str) -> None:
    process, author = make_process(), make_user()
    proposal, draft = crossing(process), make_draft(process=process, author=author)
    sign_in(client, author)
    url = reverse("proposals:support_instead", args=[process.slug, proposal.number])
    typed = {"title": "Zebra crossing", "body": "Half a thought", "language": "en"} | {name: "long " * 5_000}
    for address, action in ((url, "new/"), (f"{url}?draft={draft.pk}", f"drafts/{draft.pk}/")):
        response = client.post(address, typed)
        page = response.content.decode()
        assert response.status_code == 422
        assert ("long " * 5_000).strip() in page
        assert "Nothing was supported yet: your text is too long" in page
        assert f'action="/{process.slug}/proposals/{action}"' in page
    assert not Support.objects.exists()


def test_a_visitor_is_asked_to_sign_in_first(client: Client) -> None:
    process = make_process()
    proposal = crossing(process)
    url = reverse("proposals:support_instead", args=[process.slug, proposal.number])
    assert "/accounts/login/" in client.post(url, {"title": "Zebra"})["Location"]
    assert not Support.objects.exists()


def test_what_one_supports_already_is_said() -> None:
    process, user = make_process(), make_user()
    proposal = crossing(process)
    support_proposal(actor=user, proposal=proposal, now=timezone.now())
    similar = similar_to(Process.objects.get(pk=process.pk), Asked(TITLE), user)
    assert similar is not None
    assert similar[0].supported
    assert similar[0].supporters == 1
