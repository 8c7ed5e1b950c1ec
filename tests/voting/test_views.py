"""The way of a ballot through the pages, what goes wrong on it, and how little each page asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from processes.http import shown_for
from processes.permissions import local
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.sealed import in_the_box
from tests.factories.voting import COSTS, make_draft_round, make_open_round, make_published_round
from voting.models import Result, Round
from voting.rounds.preparing import NewProject, cancel_round

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


@pytest.fixture
def person() -> User:
    """A resident; `open_round` has them on its roll."""
    return make_user()


@pytest.fixture
def voter(client: Client, person: User) -> Client:
    """The browser of `person`, who is signed in."""
    sign_in(client, person)
    return client


@pytest.fixture
def open_round(person: User) -> Round:
    return make_open_round(voters=[person], max_projects=4)


def vote(client: Client, round: Round, *choices: int) -> str:
    """Choose, check and cast by plain forms; return the words of the receipt."""
    client.post(address(round), {"choice": [str(number) for number in choices]})
    check = client.get(address(round, "check/"))
    sent = {"choice": [str(number) for number in choices], "voter": check.context["voter"]}
    assert client.post(address(round, "cast/"), sent).status_code == 302
    words = client.get(address(round, "receipt/")).context["words"]
    return str(words.tracker)


def test_choose_check_cast_receipt_box(voter: Client, open_round: Round) -> None:
    answer = voter.post(address(open_round), {"choice": ["3", "1"]})
    assert answer["Location"] == address(open_round, "check/")
    check = voter.get(address(open_round, "check/"))
    assert [project.number for project in check.context["tally"].projects] == [3, 1]
    assert "Your ballot is not cast yet" in check.content.decode()
    assert in_the_box(open_round) == []
    words = vote(voter, open_round, 3, 1)
    assert in_the_box(open_round) == [[1, 3]]
    found = Client().post(address(open_round, "box/"), {"words": f"1. {words.upper()}."})
    assert "Yes. This ballot is in the box." in found.content.decode()
    saved = voter.get(address(open_round, "receipt/text/")).content.decode()
    assert [line[3:] for line in saved.splitlines() if line[1:3] == ". "] == words.split()


def test_casting_ends_the_draft_and_casting_again_replaces(voter: Client, open_round: Round) -> None:
    first = vote(voter, open_round, 1)
    assert "not cast yet" not in voter.get("/results/").content.decode()
    second = vote(voter, open_round, 2)
    listed = Client().get(address(open_round, "box/")).content.decode()
    assert second in listed
    assert in_the_box(open_round) == [[2]]
    found = Client().post(address(open_round, "box/"), {"words": first})
    assert "voted again" in found.content.decode()
    missing = Client().post(address(open_round, "box/"), {"words": "abandon " * 6})
    assert "No ballot with these words" in missing.content.decode()


def test_a_double_click_leaves_one_ballot(voter: Client, open_round: Round) -> None:
    voter.post(address(open_round), {"choice": ["1"]})
    check = voter.get(address(open_round, "check/"))
    for _ in range(2):
        voter.post(address(open_round, "cast/"), {"choice": ["1"], "voter": check.context["voter"]})
    assert in_the_box(open_round) == [[1]]
    words = voter.get(address(open_round, "receipt/")).context["words"].tracker
    assert (
        "Yes. This ballot is in the box."
        in Client().post(address(open_round, "box/"), {"words": words}).content.decode()
    )


def test_the_ballot_says_until_when_it_can_be_cast(voter: Client, open_round: Round) -> None:
    page = voter.get(f"/{open_round.process.slug}/vote/{open_round.number}/").content.decode()
    assert f"Voting closes on {local(open_round.closes_at)}." in page


def test_an_empty_ballot_can_be_cast(voter: Client, open_round: Round) -> None:
    vote(voter, open_round)
    assert in_the_box(open_round) == [[]]


def test_an_empty_ballot_does_not_take_the_place_of_another_unnoticed(
    voter: Client, open_round: Round
) -> None:
    voter.post(address(open_round), {})
    assert "What you chose before" not in voter.get(address(open_round, "check/")).content.decode()
    vote(voter, open_round, 1)
    assert "Check my new ballot" in voter.get(address(open_round)).content.decode()
    voter.post(address(open_round), {})
    check = voter.get(address(open_round, "check/")).content.decode()
    assert "What you chose before then counts no longer." in check


def test_too_much_is_refused_with_the_numbers_and_everything_stays_ticked(
    voter: Client, open_round: Round
) -> None:
    answer = voter.post(address(open_round), {"choice": ["1", "3", "5", "2"]})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "€160,000 more than the" in text
    assert text.count(" checked") == 4
    assert voter.get(address(open_round)).content.decode().count(" checked") == 4
    assert voter.get(address(open_round, "check/")).status_code == 422


@pytest.mark.parametrize("strange", ["99", "-1", "1e3", "x" * 50, "9" * 400, "١", "1 OR 1=1", ""])
def test_strange_ticks_get_a_sentence_and_lose_nothing(
    voter: Client, open_round: Round, strange: str
) -> None:
    answer = voter.post(address(open_round), {"choice": ["2", strange]})
    if strange == "١":  # a digit is a digit in every script
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert "not on this ballot" in answer.content.decode()
    assert answer.content.decode().count(" checked") == 1


def test_a_tick_that_comes_twice_counts_once(voter: Client, open_round: Round) -> None:
    vote(voter, open_round, 2, 2)
    assert in_the_box(open_round) == [[2]]


def test_a_post_of_ten_megabytes_is_answered(voter: Client, open_round: Round) -> None:
    answer = voter.post(address(open_round), {"choice": ["1", "7" * 10_000_000]})
    assert answer.status_code == 422
    assert len(answer.content) < 100_000


def test_autosave_only_sets_a_cookie(voter: Client, open_round: Round) -> None:
    answer = voter.post(address(open_round), {"choice": ["1", "4"]}, headers={"X-Autosave": "1"})
    cookie = answer.cookies[f"ballot-{open_round.pk}"]
    assert answer.status_code == 204
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    seconds = (open_round.closes_at - timezone.now()).total_seconds()
    assert abs(int(cookie["max-age"]) - seconds) < 60
    assert voter.get(address(open_round)).content.decode().count(" checked") == 2
    voter.post(address(open_round), {}, headers={"X-Autosave": "1"})
    assert "not cast yet" not in voter.get("/results/").content.decode()


def test_the_bar_is_on_every_page_until_the_round_closes(
    voter: Client, open_round: Round, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    without = len(voter.get("/results/").content)
    voter.post(address(open_round), {"choice": ["1"]}, headers={"X-Autosave": "1"})
    page = voter.get("/results/")
    assert "Your ballot is not cast yet" in page.content.decode()
    assert len(page.content) > without
    staff = make_staff()
    copied = Client()
    copied.cookies = voter.cookies
    sign_in(copied, staff)
    assert "not cast yet" not in copied.get("/results/").content.decode()


def test_the_bar_ends_when_the_round_closes(
    voter: Client, person: User, open_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import RequestFactory

    from voting.context_processors import ballot_bar

    answer = voter.post(address(open_round), {"choice": ["1"]}, headers={"X-Autosave": "1"})
    request = RequestFactory().get("/")
    request.user = person
    request.COOKIES[f"ballot-{open_round.pk}"] = answer.cookies[f"ballot-{open_round.pk}"].value
    shown_for(request, open_round.closes_at - timedelta(seconds=2))
    assert ballot_bar(request)["ballot_bar"].choices == [1]
    shown_for(request, open_round.closes_at)
    assert "ballot_bar" not in ballot_bar(request)


def test_signing_out_takes_the_draft_from_the_device(voter: Client, open_round: Round) -> None:
    voter.post(address(open_round), {"choice": ["1"]}, headers={"X-Autosave": "1"})
    answer = voter.post("/accounts/logout/")
    assert answer.cookies[f"ballot-{open_round.pk}"].value == ""


def test_another_person_neither_sees_nor_casts_the_draft(voter: Client, open_round: Round) -> None:
    voter.post(address(open_round), {"choice": ["1"]})
    check = voter.get(address(open_round, "check/"))
    sign_in(voter, make_user())
    assert " checked" not in voter.get(address(open_round)).content.decode()
    answer = voter.post(address(open_round, "cast/"), {"choice": ["1"], "voter": check.context["voter"]})
    assert "Someone else is signed in now" in answer.content.decode()
    assert in_the_box(open_round) == []


def test_a_round_that_closes_while_the_page_is_open(voter: Client, open_round: Round) -> None:
    voter.post(address(open_round), {"choice": ["1"]})
    check = voter.get(address(open_round, "check/"))
    cancel_round(actor=None, round=open_round, reason="The money is gone.")
    for rest in ("", "cast/"):
        answer = voter.post(address(open_round, rest), {"choice": ["1"], "voter": check.context["voter"]})
        assert answer.status_code == 403
        assert "This vote was cancelled." in answer.content.decode()
    autosave = voter.post(address(open_round), {"choice": ["1"]}, headers={"X-Autosave": "1"})
    assert (autosave.status_code, autosave.content.decode()) == (403, "This vote was cancelled.")
    assert in_the_box(open_round) == []


def test_visitors_read_the_ballot_and_are_asked_to_sign_in(client: Client, open_round: Round) -> None:
    text = Client().get(address(open_round)).content.decode()
    assert "Project 3" in text
    assert 'type="checkbox"' not in text
    assert Client().get(address(open_round, "check/")).status_code == 302


def test_the_order_is_fair_and_stays_the_same_for_a_voter(voter: Client, open_round: Round) -> None:
    def order(client: Client) -> list[int]:
        return [card.project.number for card in client.get(address(open_round)).context["cards"]]

    assert order(voter) == order(voter)
    orders = set()
    for _ in range(8):
        other = Client()
        sign_in(other, make_user())
        orders.add(tuple(order(other)))
    assert len(orders) > 1
    assert all(sorted(found) == list(range(1, len(COSTS) + 1)) for found in orders)


def test_words_never_stand_in_an_address_and_the_receipt_is_for_its_owner(
    voter: Client, open_round: Round
) -> None:
    words = vote(voter, open_round, 1)
    other = Client()
    other.cookies = voter.cookies
    sign_in(other, make_user())
    assert words not in other.get(address(open_round, "receipt/"), follow=True).content.decode()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Write the six words"),
        ("ability copper", "A receipt has six words. You wrote 2."),
        ("abandn ability able about above absent", "Did you mean “abandon”"),
        ("zzzzqqq ability able about above absent", "is not a word we use"),
    ],
)
def test_mistyped_words_get_a_helpful_answer(open_round: Round, typed: str, answer: str) -> None:
    page = Client().post(address(open_round, "box/"), {"words": typed})
    assert page.status_code == 422
    assert answer in page.content.decode()


def test_rounds_in_preparation_are_for_staff(voter: Client) -> None:
    round = make_draft_round()
    assert voter.get(address(round)).status_code == 404
    assert voter.get(f"/{round.process.slug}/vote/99999999999999/").status_code == 404
    staff = Client()
    sign_in(staff, make_staff())
    assert staff.get(address(round, "manage/")).status_code == 200
    assert voter.get(address(make_open_round(), "manage/")).status_code == 403


def test_the_result_is_not_shown_before_it_is_published(voter: Client, open_round: Round) -> None:
    assert voter.get(address(open_round, "result/"))["Location"] == address(open_round)
    for rest in ("result.pb", "result/steps/", "result/projects/", "result/verify/"):
        assert voter.get(address(open_round, rest)).status_code == 404


@pytest.fixture
def published() -> Result:
    many = [NewProject(title=f"Project {n}", cost=(n % 7 + 1) * 10_000_00) for n in range(1, 121)]
    return make_published_round(ballots=[[n, n + 1, n + 40] for n in range(1, 6)], projects=many)


PUBLIC = ("result/", "result/?project=99", "result/projects/", "result/steps/", "result/steps/3/",
          "result/verify/", "box/")  # fmt: skip


@pytest.mark.parametrize("rest", PUBLIC)
def test_result_pages_ask_little(
    published: Result, client: Client, rest: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, make_user())
    client.get("/results/")  # the frame is remembered for a minute
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address(published.round, rest)).status_code == 200


def test_voting_pages_ask_little(
    voter: Client, open_round: Round, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    words = vote(voter, open_round, 1)
    voter.post(address(open_round), {"choice": ["1"]})
    for rest in ("", "check/", "receipt/", "box/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert voter.get(address(open_round, rest)).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        assert voter.post(address(open_round, "box/"), {"words": words}).status_code == 200


def test_the_result_says_who_won_why_others_did_not_and_how_to_count_again(
    published: Result, client: Client
) -> None:
    text = client.get(address(published.round, "result/?project=99")).content.decode()
    assert "Project 99" in text
    assert "It had fewer supporters than the rules require." in text
    verify = client.get(address(published.round, "result/verify/")).content.decode()
    assert f"python -m voting.rules {published.round.process.slug}-1.pb --rule greedy" in verify
    assert published.fingerprint in verify
