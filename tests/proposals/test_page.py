"""The page of a proposal: text, support, answers, placeholder, and few queries."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from processes.phases import Phase
from proposals.lifecycle import Status
from proposals.models import Proposal, Support
from proposals.services import answer_proposal, support_proposal
from tests.factories.accounts import make_district, make_moderator, make_staff, make_user, sign_in
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal
from tests.proposals.many import make_many

pytestmark = pytest.mark.django_db
PAGE = "/budget/proposals/1/"


def html(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_text_in_another_language_carries_it_and_mark_up_stays_text(client: Client) -> None:
    make_proposal(
        process=make_process(slug="budget"),
        title="ظل فوق الملعب <b>الآن</b>",
        body="<script>alert(1)</script> 🌳\n\nNo hay sombra en todo el parque.",
        summary="",
        language="ar",
    )
    page = html(client)
    assert '<bdi lang="ar">ظل فوق الملعب &lt;b&gt;الآن&lt;/b&gt;</bdi>' in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌳" in page
    assert 'lang="ar"><p dir="auto">' in page


def test_a_hidden_proposal_leaves_a_placeholder_with_rule_and_log_and_none_of_its_words(
    client: Client,
) -> None:
    proposal = make_proposal(
        process=make_process(slug="budget"),
        title="Unkind words here",
        body="More unkind words than before.",
    )
    hide(proposal)
    page = html(client)
    assert "nkind" not in page
    assert proposal.author.public_name not in page
    assert "2. No insults or threats" in page
    assert f'href="/log/{proposal.process.chain}/{proposal.hidden_entry}/"' in page
    assert "noindex" in page


def test_pressing_support_twice_counts_once_and_pressing_again_takes_it_back(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_user())
    for _double_click in range(2):
        assert client.post(f"{PAGE}support/", {"want": "yes"}, follow=True).redirect_chain == [(PAGE, 302)]
    assert 'aria-pressed="true"' in html(client)
    assert Support.objects.count() == Proposal.objects.get().support_count == 1
    client.post(f"{PAGE}support/", {"want": "no"})
    assert Support.objects.count() == Proposal.objects.get().support_count == 0


def test_a_visitor_who_supports_is_asked_to_sign_in_and_nothing_is_counted(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    response = client.post(f"{PAGE}support/", {"want": "yes"}, follow=True)
    assert response.redirect_chain[0][0].endswith(f"?next={PAGE}")
    assert "Nothing was counted yet." in response.content.decode()
    assert Proposal.objects.get().support_count == 0


@pytest.mark.parametrize("phase", [Phase.REVIEW, Phase.VOTE])
def test_where_support_is_closed_the_button_stays_with_the_reason(client: Client, phase: Phase) -> None:
    make_proposal(process=make_process(slug="budget", phase=phase))
    sign_in(client, make_user())
    page = html(client)
    assert 'aria-disabled="true" aria-describedby="support-why"' in page
    assert " support proposals " in page
    refused = client.post(f"{PAGE}support/", {"want": "yes"}, headers={"hx-request": "true"})
    assert 'role="alert"' in refused.content.decode()
    assert not Support.objects.exists()


def test_the_answer_of_the_city_stands_on_the_page(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    answer_proposal(
        actor=make_staff(), proposal=proposal, headline="We will cost this.", body="The posts stand deep.",
        department="parks department", signatory="Ilse Brandt", reference="P-26/0147",
        now=timezone.now(),
    )  # fmt: skip
    page = html(client)
    assert "Official answer" in page
    assert "Reference P-26/0147" in page


def test_a_draft_has_no_page_for_anybody_else(client: Client) -> None:
    draft = make_draft(process=make_process(slug="budget"))
    sign_in(client, make_user())
    assert client.get(f"/budget/proposals/drafts/{draft.pk}/").status_code == 404
    assert client.get("/budget/proposals/1/").status_code == 404


def test_staff_answer_and_move_through_the_pages(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_staff())
    short = client.post(f"{PAGE}answer/", {"headline": "Yes", "body": "", "language": "en"})
    assert short.status_code == 422
    assert "Write the answer." in short.content.decode()
    client.post(f"{PAGE}move/", {"to": "under_review"})
    assert Proposal.objects.get().status == Status.UNDER_REVIEW
    jumped = client.post(f"{PAGE}move/", {"to": "delivered"})
    assert jumped.status_code == 422
    assert Proposal.objects.get().status == Status.UNDER_REVIEW


def test_residents_cannot_open_the_answer_page(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_user())
    for response in (client.get(f"{PAGE}answer/"), client.post(f"{PAGE}move/", {"to": "under_review"})):
        assert response.status_code == 403
        assert "This is for council staff." in response.content.decode()
    assert Proposal.objects.get().status == Status.PUBLISHED


def test_an_author_withdraws_after_being_asked(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    sign_in(client, proposal.author)
    assert "Withdraw your proposal?" in html(client, f"{PAGE}withdraw/")
    client.post(f"{PAGE}withdraw/")
    assert Proposal.objects.get().status == Status.WITHDRAWN
    page = html(client)
    assert "Withdrawn" in page
    assert "people supported this." in page
    assert "for the city check" not in page.split('id="support"')[1].split("</aside>")[0]


@pytest.mark.parametrize("count", [50, 500])
@pytest.mark.parametrize("who", ["visitor", "resident", "moderator"])
def test_few_queries_however_many_proposals(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int, who: str
) -> None:
    kiln = make_district("Kilnfield")
    process = make_process(slug="budget")
    make_many(process, count, district=kiln)
    proposal = Proposal.objects.get(number=1)
    support_proposal(actor=make_user(), proposal=proposal, now=timezone.now())
    if who != "visitor":
        sign_in(client, make_user() if who == "resident" else make_moderator())
    client.get(PAGE)  # what pages remember: the frame, the districts, the way so far
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200
