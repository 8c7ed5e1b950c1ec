"""Every published text is kept, comparable and, where moderators hid it, silent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from processes.models import Process
from processes.permissions import Denied
from processes.phases import Phase
from processes.services import set_timeline
from proposals.lifecycle import Status
from proposals.models import Proposal, ProposalVersion
from proposals.services import edit_proposal, move_proposal
from proposals.services.locking import SavedElsewhere
from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
PAGE = "/budget/proposals/1/"


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget")


@pytest.fixture
def proposal(process: Process) -> Proposal:
    return make_proposal(
        process=process, title="Shade for the tram stop", summary="Two trees on the north side.",
        body="One.\n\nTwo trees.\n\nThree.", tags=["shade"],
    )  # fmt: skip


def edit(proposal: Proposal, actor: User | None = None, **fields: Any) -> Proposal:
    words: dict[str, Any] = {"seen": proposal.version, "reason": "Better", "now": timezone.now()}
    return edit_proposal(actor=actor or proposal.author, proposal=proposal, **(words | fields))


def text(response: Any) -> str:
    return str(response.content.decode())


def test_each_edit_keeps_what_was_said_before_with_who_when_and_why(proposal: Proposal) -> None:
    edited = edit(proposal, summary="Two trees on the south side.", tags=["shade", "heat"], reason="Sun")
    first, second = ProposalVersion.objects.order_by("number")
    assert (first.number, first.summary, first.details["tags"]) == (1, proposal.summary, ["shade"])
    assert (second.number, second.reason, second.editor) == (2, "Sun", proposal.author)
    assert second.details["tags"] == ["heat", "shade"]
    assert edited.version == 2
    entry = Entry.objects.get(action="proposals.edited")
    assert entry.sentence == "Published version 2 of proposal 1."
    assert "Sun" not in str(entry.data)


def test_a_version_never_changes(proposal: Proposal) -> None:
    version = ProposalVersion.objects.get()
    version.body = "Something else"
    with pytest.raises(TypeError, match="never change"):
        version.save()
    with pytest.raises(TypeError, match="never change"):
        version.save(update_fields=["body"])


def test_an_edit_that_changes_nothing_makes_no_version(proposal: Proposal) -> None:
    assert edit(proposal, title=proposal.title, body=proposal.body, tags=["shade"]).version == 1


def test_two_authors_at_once_lose_nothing(proposal: Proposal) -> None:
    edit(proposal, body="One!\n\nTwo trees.\n\nThree.")
    with pytest.raises(SavedElsewhere) as refused:
        edit(proposal, seen=1, body="One.\n\nTwo trees.\n\nThree!")
    assert refused.value.proposal.version == 2
    assert Proposal.objects.get().body.startswith("One!")


def test_the_page_puts_both_changes_into_one_text_or_shows_both(
    client: Client, process: Process, proposal: Proposal
) -> None:
    sign_in(client, proposal.author)
    form = {"title": proposal.title, "summary": proposal.summary, "language": "en", "reason": "Mine",
            "seen": "1"}  # fmt: skip
    edit(proposal, body="One!\n\nTwo trees.\n\nThree.")
    merged = client.post(f"{PAGE}edit/", form | {"body": "One.\n\nTwo trees.\n\nThree!"})
    assert merged.status_code == 422
    assert "Both changes are in the text now." in text(merged)
    words = merged.context["form"]
    assert words["body"].value() == "One!\n\nTwo trees.\n\nThree!"
    again = form | {"body": words["body"].value(), "seen": words["seen"].value()}
    assert client.post(f"{PAGE}edit/", again)["Location"] == PAGE
    assert Proposal.objects.get().version == 3
    clash = client.post(f"{PAGE}edit/", form | {"body": "One?\n\nTwo trees.\n\nThree."})
    assert "changed the same passage" in text(clash)
    assert "One?" in text(clash)
    assert Proposal.objects.get().version == 3


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("reason", "Say what you changed, and why."), ("title", "Give your idea a title.")],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: Client, proposal: Proposal, missing: str, sentence: str
) -> None:
    sign_in(client, proposal.author)
    form = {"title": "A new title for it", "body": "A text that took an hour.", "language": "en",
            "reason": "Why", "seen": "1"}  # fmt: skip
    response = client.post(f"{PAGE}edit/", form | {missing: ""})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "A text that took an hour." in text(response)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.WITHDRAWN, "Its text can no longer be changed."),
        (Status.ACCEPTED, "Its text can no longer be changed."),
    ],
)
def test_words_stay_once_they_are_decided_about(process: Process, status: Status, reason: str) -> None:
    with pytest.raises(Denied, match=reason):
        edit(make_proposal(process=process, status=status), title="Something else entirely")


def test_words_stay_when_the_phase_is_over_and_while_hidden(process: Process, proposal: Proposal) -> None:
    with pytest.raises(Denied, match="Only its authors"):
        edit(proposal, actor=make_user(), title="Something else entirely")
    move_proposal(actor=None, proposal=proposal, to=Status.UNDER_REVIEW, now=timezone.now())
    assert edit(proposal, title="Shade for the stop").version == 2
    hide(proposal)
    with pytest.raises(Denied, match="The moderators hid this proposal"):
        edit(proposal, title="Something else entirely")
    proposal = make_proposal(process=process)
    set_timeline(actor=None, process=process, windows=timeline_at(Phase.REVIEW, timezone.now()))
    proposal = Proposal.objects.get(pk=proposal.pk)
    with pytest.raises(Denied, match="could be changed until"):
        edit(proposal, title="Something else entirely")


def test_what_changed_is_readable_in_words_and_not_by_colour_alone(
    client: Client, proposal: Proposal
) -> None:
    edit(proposal, summary="Two trees on the south side.", address="Tram stop", reason="The sun is there")
    page = text(client.get(f"{PAGE}history/compare/?new=2"))
    assert "removed: </span>north</del>" in page
    assert "added: </span>south</ins>" in page
    assert "added: </span>Tram stop</ins>" in page
    assert "The sun is there" in page
    history = text(client.get(f"{PAGE}history/"))
    assert "The sun is there" in history
    assert "First text" in history
    assert "Version 2: what changed" in text(client.get(PAGE))


@pytest.mark.parametrize("query", ["", "?new=x&old=y", "?old=2&new=1", "?old=1&new=1"])
def test_any_two_versions_compare_whatever_the_address_says(
    client: Client, proposal: Proposal, query: str
) -> None:
    edit(proposal, title="Shade for the stop")
    assert client.get(f"{PAGE}history/compare/{query}").status_code == 200
    assert client.get(f"{PAGE}history/compare/?new=3").status_code == 404
    assert client.get(f"{PAGE}history/3/").status_code == 404


def test_a_hidden_version_is_silent_everywhere_and_moderators_still_read_it(
    client: Client, proposal: Proposal
) -> None:
    edit(proposal, body="One.\n\nMy neighbour is a fool.\n\nThree.", reason="Foolish words")
    edit(proposal, body="One.\n\nTwo trees.\n\nThree.", reason="Kinder", seen=2)
    hide(ProposalVersion.objects.get(number=2))
    for path in ("history/", "history/2/", "history/compare/?new=2", "history/compare/?new=3", ""):
        page = text(client.get(f"{PAGE}{path}"))
        assert "fool" not in page.lower(), path
    assert "2. No insults or threats" in text(client.get(f"{PAGE}history/2/"))
    sign_in(client, make_moderator())
    assert "is a fool" in text(client.get(f"{PAGE}history/2/"))


def test_a_hidden_proposal_shows_none_of_its_versions(client: Client, proposal: Proposal) -> None:
    edit(proposal, title="Unkind words here")
    hide(proposal)
    for path in ("history/", "history/1/", "history/compare/", "suggestions/", "suggestions/new/"):
        response = client.get(f"{PAGE}{path}")
        assert response["Location"] == PAGE, path


def test_the_newest_version_is_hidden_with_the_proposal_and_not_alone(proposal: Proposal) -> None:
    assert not ProposalVersion.for_moderation().exists()
    edit(proposal, title="Shade for the stop")
    assert [version.number for version in ProposalVersion.for_moderation()] == [1]


def test_a_comment_says_which_version_it_was_written_on(client: Client, proposal: Proposal) -> None:
    make_comment(proposal=proposal, text="On the north side, really?")
    edit(proposal, summary="Two trees on the south side.")
    make_comment(proposal=Proposal.objects.get(), text="Much better.")
    page = text(client.get(PAGE))
    assert page.count("about version 1") == 1
    assert f'href="{PAGE}history/compare/?old=1&amp;new=2"' in page
