"""Search: forms of words per language, accents, the best match first, and an index that is never behind."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from proposals.models import Proposal, SearchWord
from proposals.services import edit_proposal, withdraw_proposal
from proposals.services.indexing import index_all
from tests.factories.moderation import hide, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal
from tests.proposals.test_list import html, numbers_in

pytestmark = pytest.mark.django_db
BODY = "Nothing else is said about it here, only this one line."


def found(client: Client, query: str) -> list[int]:
    return numbers_in(html(client, f"/budget/proposals/?q={query}"))


def test_words_are_found_in_all_their_forms_per_language_and_without_accents(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="Benches beside the crossings", body=BODY, summary="")
    make_proposal(process=process, title="Educación vial y peatones", body=BODY, summary="", language="es")
    make_proposal(process=process, title="公園に日陰を作ってください", body=BODY, summary="", language="ja")
    for query in ("bench", "BENCHES", "crossing bench", "%22bench%22", "the%20crossing", "1"):
        assert found(client, query) == [1], query
    for query in ("educacion", "educación", "EDUCACIO%CC%81N", "peaton", "peatón"):
        assert found(client, query) == [2], query
    assert found(client, "日陰") == [3]
    assert found(client, "bench peaton") == []


def test_a_title_counts_more_than_a_tag_and_a_tag_more_than_the_text(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="Somewhere to sit down", body=f"A fountain. {BODY}", summary="")
    make_proposal(process=process, title="Water for everybody", body=BODY, summary="", tags=["fountain"])
    make_proposal(process=process, title="A fountain for the square", body=BODY, summary="")
    make_proposal(process=process, title="A fountain here too", body=f"A fountain. {BODY}", summary="")
    assert found(client, "fountain") == [4, 3, 2, 1]
    assert numbers_in(html(client, "/budget/proposals/?q=fountain&sort=newest")) == [4, 3, 2, 1]


def test_the_index_changes_with_the_text_in_the_same_transaction(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"), title="Benches beside the quay")
    try:
        with transaction.atomic():
            edit_proposal(
                actor=proposal.author, proposal=proposal, seen=proposal.version, reason="",
                now=timezone.now(), title="Swings beside the quay",
            )  # fmt: skip
            assert found(client, "swings") == [1]
            raise InterruptedError
    except InterruptedError:
        pass
    assert found(client, "swings") == []
    assert found(client, "benches quay") == [1]


def test_what_lists_do_not_show_has_no_words_at_all(client: Client) -> None:
    process = make_process(slug="budget")
    make_draft(process=process, title="Half a thought about trams")
    secret = make_proposal(process=process, title="Insulting words about someone")
    hide(secret)
    assert not SearchWord.objects.exists()
    restore(secret)
    assert found(client, "insulting") == [1]
    withdraw_proposal(actor=secret.author, proposal=Proposal.objects.get(pk=secret.pk), now=timezone.now())
    assert found(client, "insulting") == []
    assert found(client, "insulting&stage=closed") == [1]


def test_indexing_again_changes_nothing() -> None:
    make_proposal(tags=["shade"])
    before = sorted(SearchWord.objects.values_list("stem", "weight"))
    index_all(Proposal.objects.values_list("pk", flat=True))
    assert sorted(SearchWord.objects.values_list("stem", "weight")) == before


def test_a_word_that_was_only_begun_leads_to_the_whole_one(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"), title="A drinking fountain at the tram stop")
    assert 'href="?q=fountain"' in html(client, "/budget/proposals/?q=fount")


def test_words_such_as_the_and_for_keep_nothing_from_being_found(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"), title="Shade, playground", body=BODY, summary="")
    for query in ("shade for the playground", "shade+at+the+playground", "sombra para", "the shade"):
        assert found(client, query) == ([] if "sombra" in query else [1]), query
    assert found(client, "the") == []


def test_a_search_that_finds_nothing_shows_what_has_most_of_its_words(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="Somewhere to sit", body=BODY, summary="")
    make_proposal(process=process, title="Somewhere to sit by the river", body=BODY, summary="")
    hide(make_proposal(process=process, title="A place to sit for scoundrels by the river"))
    page = html(client, "/budget/proposals/?q=a+place+to+sit+near+the+river")
    assert "Nothing matches" in page
    assert "These have most of your words" in page
    assert numbers_in(page) == [2]
    assert "scoundrels" not in page


def test_a_search_in_other_words_shows_what_is_closest(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="Zebra crossing at Mill Street")
    hide(make_proposal(process=process, title="Zebra crossing for scoundrels"))
    page = html(client, "/budget/proposals/?q=zebracrossings")
    assert "Closest to what you typed" in page
    assert "Zebra" in page
    assert "scoundrels" not in page
    assert "Closest to" not in html(client, "/budget/proposals/?q=xylophone")
