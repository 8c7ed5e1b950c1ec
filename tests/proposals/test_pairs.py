"""Close pairs are stored once, looked at by moderators, and never come back once dismissed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from audit.models import Entry
from processes.models import Process
from processes.permissions import Denied
from proposals import shelf
from proposals.models import Pair, PairState, Proposal
from proposals.services.pairing import dismiss_pair, store_pairs
from tests.factories.accounts import make_moderator, make_staff, make_user, sign_in
from tests.factories.merges import make_waiting_merge
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
BODY = "Cars are too fast in front of the school and children cannot get across the street."


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LOOK_SECONDS", 0.0)


def two_alike(process: Process | None = None) -> tuple[Proposal, Proposal]:
    process = process or make_process()
    one = make_proposal(process=process, title="Zebra crossing, Mill Street school", summary="", body=BODY)
    two = make_proposal(
        process=process, title="Zebra crossing at Mill Street school", summary="", body=BODY + " Yes."
    )
    return one, two


def make_pair() -> Pair:
    one, _two = two_alike()
    find(one)
    return Pair.objects.get()


def find(proposal: Proposal) -> int:
    fresh = Proposal.objects.select_related("process").get(pk=proposal.pk)
    return store_pairs(proposal=fresh, now=timezone.now())


def test_publishing_finds_what_is_close(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        one, two = two_alike()
        make_proposal(
            process=one.process, title="Lindens in the harbour", summary="", body="Shade is missing there."
        )
    pair = Pair.objects.get()
    assert (pair.first, pair.second, pair.state) == (one, two, PairState.OPEN)
    assert 0 < pair.score <= 1
    assert Entry.objects.filter(action="proposals.pairs_found", role="system").count() == 1


def test_finding_it_again_from_either_side_changes_nothing() -> None:
    one, two = two_alike()
    assert (find(one), find(two), find(one)) == (1, 0, 0)
    assert Pair.objects.count() == 1


def test_what_is_dismissed_never_comes_back() -> None:
    pair = make_pair()
    dismiss_pair(actor=make_moderator(), pair=pair, reason="Two ends of the street.", now=timezone.now())
    assert find(pair.first) == 0
    pair.refresh_from_db()
    assert pair.state == PairState.DISMISSED
    entry = Entry.objects.get(action="proposals.pair_dismissed")
    assert entry.data == {"other": pair.second.number, "reason": "Two ends of the street."}


def test_an_edit_that_makes_them_different_lets_an_open_pair_go() -> None:
    pair = make_pair()
    Proposal.objects.filter(pk=pair.second_id).update(
        title="Lindens in the harbour", body="Shade is missing there.", changed_at=timezone.now()
    )
    find(pair.second)
    assert not Pair.objects.exists()


def test_only_moderators_dismiss_and_they_say_why() -> None:
    pair = make_pair()
    with pytest.raises(Denied):
        dismiss_pair(actor=make_user(), pair=pair, reason="No.", now=timezone.now())
    with pytest.raises(ValidationError):
        dismiss_pair(actor=make_moderator(), pair=pair, reason="  ", now=timezone.now())


def test_the_database_itself_keeps_one_pair_in_one_order() -> None:
    one, two = two_alike()
    Pair.objects.create(process=one.process, first=one, second=two, score=0.5)
    for first, second in ((one, two), (two, one), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pair.objects.create(process=one.process, first=first, second=second, score=0.5)


def test_the_desk_is_for_moderators(client: Client) -> None:
    pair = make_pair()
    url = reverse("proposals:pairs", args=[pair.process.slug])
    assert client.get(url).status_code == 302
    for user, status in ((make_user(), 403), (make_staff(), 403), (make_moderator(), 200)):
        sign_in(client, user)
        assert client.get(url).status_code == status


def test_the_desk_shows_pairs_and_takes_a_reason(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pair = make_pair()
    sign_in(client, make_moderator())
    url = reverse("proposals:pairs", args=[pair.process.slug])
    client.get(url)
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert "1 similar pair" in page
    assert f"?with={pair.second.number}" in page
    dismiss = reverse("proposals:dismiss_pair", args=[pair.process.slug, pair.pk])
    refused = client.post(dismiss, {"reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert client.post(dismiss, {"reason": "Two ends of the street."}).status_code == 302
    assert "Nothing to look at" in client.get(url).content.decode()


def test_a_pair_rests_while_its_authors_are_asked_or_one_is_hidden(client: Client) -> None:
    pair = make_pair()
    sign_in(client, make_moderator())
    url = reverse("proposals:pairs", args=[pair.process.slug])
    make_waiting_merge(goes=pair.second, stays=pair.first)
    page = client.get(url).content.decode()
    assert "0 similar pairs" in page
    assert "Merges waiting for an answer" in page
    other = two_alike()
    find(other[0])
    hide(other[1])
    assert (
        "0 similar pairs"
        in client.get(reverse("proposals:pairs", args=[other[0].process.slug])).content.decode()
    )


def test_the_moderators_queue_leads_to_the_desk(client: Client) -> None:
    pair = make_pair()
    sign_in(client, make_moderator())
    page = client.get(reverse("moderation:queue")).content.decode()
    assert reverse("proposals:pairs", args=[pair.process.slug]) in page
