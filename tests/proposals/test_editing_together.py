"""Two authors change different parts of one proposal: neither undoes what the other did."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from processes.models import Process
from proposals.forms import PlaceForm
from proposals.forms.together import WordsForm
from proposals.models import Proposal
from proposals.services import edit_proposal, publish_proposal
from tests.factories.accounts import make_district, sign_in
from tests.factories.moderation import hide, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db
EDIT = "/budget/proposals/1/edit/"


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget", categories=["Green", "Water"])


@pytest.fixture
def proposal(process: Process) -> Proposal:
    return make_proposal(
        process=process, title="Shade for the tram stop", summary="Two trees.", tags=["shade"],
        body="One.\n\nTwo trees here.", category=process.categories.get(name="Green"),
        address="Quay 1", estimated_cost=100_00,
    )  # fmt: skip


def form_of(proposal: Proposal) -> dict[str, str]:
    """What a browser sends that shows the form of a proposal."""
    fields = {**PlaceForm.of(proposal), **WordsForm.of(proposal), "reason": "Mine"}
    return {name: "" if value is None else str(value) for name, value in fields.items()}


def edit(proposal: Proposal, **fields: Any) -> None:
    fresh = Proposal.objects.select_related("process").get(pk=proposal.pk)
    words: dict[str, Any] = {"seen": fresh.version, "reason": "Theirs", "now": timezone.now()}
    edit_proposal(actor=fresh.author, proposal=fresh, **(words | fields))


def test_what_the_other_changed_in_other_parts_is_taken_over(
    client: Client, process: Process, proposal: Proposal
) -> None:
    sign_in(client, proposal.author)
    mine = form_of(proposal) | {"body": "One.\n\nThree trees here.", "tags": "shade, heat"}
    kiln, water = make_district("Kilnfield"), process.categories.get(name="Water")
    edit(
        proposal, title="Shade for both tram stops", summary="Four trees.", district=kiln, category=water,
        estimated_cost=250_00, address="Quay 2", latitude=50.1, longitude=8.2,
    )  # fmt: skip
    refused = client.post(EDIT, mine)
    assert refused.status_code == 422
    assert "Both changes are in the text now." in refused.content.decode()
    shown = refused.context["place_form"], refused.context["form"]
    again = {field.name: str(field.value() or "") for form in shown for field in form}
    assert client.post(EDIT, again).status_code == 302
    after = Proposal.objects.get()
    assert (after.title, after.summary, after.body) == (
        "Shade for both tram stops", "Four trees.", "One.\n\nThree trees here.",
    )  # fmt: skip
    assert (after.district, after.category, after.estimated_cost, after.address, after.latitude) == (
        kiln, water, 250_00, "Quay 2", 50.1,
    )  # fmt: skip
    assert sorted(tag.name for tag in after.tags.all()) == ["heat", "shade"]


@pytest.mark.parametrize(
    ("typed", "theirs"),
    [
        ({"title": "Trees for the tram stop"}, {"title": "Shade for both tram stops"}),
        ({"cost": "300"}, {"estimated_cost": 250_00}),
        ({"address": "Quay 3"}, {"address": "Quay 2"}),
    ],
)
def test_where_both_changed_one_part_people_choose(
    client: Client, proposal: Proposal, typed: dict[str, str], theirs: dict[str, Any]
) -> None:
    sign_in(client, proposal.author)
    mine = form_of(proposal) | typed
    edit(proposal, **theirs)
    page = client.post(EDIT, mine).content.decode()
    assert "changed the same passage" in page
    assert next(iter(typed.values())) in page


def test_all_that_is_wrong_on_the_page_is_said_at_once(client: Client, proposal: Proposal) -> None:
    sign_in(client, proposal.author)
    page = client.post(EDIT, form_of(proposal) | {"title": "", "cost": "a lot"}).content.decode()
    assert "Give your idea a title." in page
    assert "Write the cost as a number" in page


def test_a_twin_that_came_back_does_not_keep_the_cost_from_being_changed(
    process: Process, proposal: Proposal
) -> None:
    hide(proposal)
    twin = make_draft(process=process, title=proposal.title, body=proposal.body)
    publish_proposal(actor=twin.author, proposal=twin, now=timezone.now())
    restore(proposal)
    edit(proposal, estimated_cost=250_00)
    assert Proposal.objects.get(number=1).estimated_cost == 250_00
