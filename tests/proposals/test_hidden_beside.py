"""What moderators hid is hidden wherever its words would stand beside something else: merges and themes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from processes.models import Process
from proposals import shelf
from proposals.models import Proposal, Theme
from proposals.services import call_off_merge
from proposals.services.theming import form_themes
from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.merges import make_merge, make_waiting_merge
from tests.factories.moderation import hide, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
SECRET = "Rotten scoundrels live at number nine"


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_a_merge_says_nothing_of_a_hidden_proposal(client: Client) -> None:
    process = make_process()
    goes = make_proposal(process=process, title=SECRET, summary="Unkind words about neighbours.")
    merge = make_merge(goes=goes, stays=make_proposal(process=process))
    assert SECRET in html(client, merge.get_absolute_url())
    hide(goes)
    page = html(client, merge.get_absolute_url())
    assert SECRET not in page
    assert "Unkind words" not in page
    assert "A hidden proposal" in page
    assert merge.stays.title in page


def test_the_tree_of_merges_names_no_hidden_proposal(client: Client) -> None:
    process = make_process()
    goes = make_proposal(process=process, title=SECRET)
    merge = make_merge(goes=goes, stays=make_proposal(process=process))
    address = merge.stays.get_absolute_url()
    assert SECRET in html(client, address)
    hide(goes)
    assert SECRET not in html(client, address)
    assert "What proposal" in html(client, address)
    restore(goes)
    hide(Proposal.objects.select_related("process").get(pk=merge.stays_id))
    page = html(client, goes.get_absolute_url())
    assert merge.stays.title not in page
    assert "It goes on as proposal" in page


def test_what_was_written_about_a_merge_that_came_to_nothing_is_for_those_involved(client: Client) -> None:
    merge = make_waiting_merge(note="An unkind note.")
    assert html(client, merge.get_absolute_url()).count("An unkind note.") == 1
    call_off_merge(actor=make_moderator(), merge=merge, now=timezone.now())
    assert "An unkind note." not in html(client, merge.get_absolute_url())
    sign_in(client, merge.goes.author)
    assert "An unkind note." in html(client, merge.get_absolute_url())
    sign_in(client, make_user())
    assert "An unkind note." not in html(client, merge.get_absolute_url())


def fountains(monkeypatch: pytest.MonkeyPatch) -> tuple[Process, list[Proposal]]:
    monkeypatch.setattr(shelf, "LOOK_SECONDS", 0.0)
    process = make_process()
    titles = ("Rotten drinking fountain", "Rotten drinking fountain, quay", "Drinking fountain at the school")
    body = "There is no drinking water on hot days. A drinking fountain helps."
    return process, [
        make_proposal(process=process, title=title, summary="", body=f"{body} {title}.") for title in titles
    ]


def form(process: Process) -> bool:
    return form_themes(process=Process.objects.get(pk=process.pk), now=timezone.now())


def test_a_theme_is_not_named_by_hidden_words_nor_counts_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    process, made = fountains(monkeypatch)
    form(process)
    assert "2 more on this theme" in html(client, made[2].get_absolute_url())
    assert "rotten" in Theme.objects.get().words
    hide(made[0])
    assert "1 more on this theme" in html(client, made[2].get_absolute_url())
    assert form(process), "Hiding changes what a theme is made of."
    assert "rotten" not in Theme.objects.get().words
    assert not form(process)
    hide(made[1])
    assert "more on this theme" not in html(client, made[2].get_absolute_url())
    assert "No themes yet" in html(client, reverse("proposals:themes", args=[process.slug]))
