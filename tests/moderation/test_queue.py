"""Working through a long queue: the next case, who is on what, several at once, taking back, the numbers."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice, User
from audit.models import Entry
from deliberation.services import add_comment, delete_comment, edit_comment
from moderation.models import Case, Decision, HouseRule, Report
from moderation.permissions import TAKING_BACK
from moderation.services import decide, decide_in_place, decide_many, report, take_back
from processes.permissions import Denied
from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.moderation import answer, hide, make_appeal, make_case, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
Outcome = Decision.Outcome


def page_of(client: Client, path: str = "/moderation/") -> str:
    return str(client.get(path).content.decode())


def spam(count: int) -> list[Case]:
    """Comments of one proposal, each reported as advertising, the oldest first."""
    proposal, author, now = make_proposal(), make_user(), timezone.now()
    return [
        make_case(
            make_comment(proposal, author=author, text=f"Buy lamp {n} now."),
            rule=HouseRule.ADVERTISING,
            now=now - timedelta(minutes=count - n),
        )
        for n in range(count)
    ]


def test_the_log_can_be_read_after_something_was_kept_without_naming_a_rule(client: Client) -> None:
    case = make_case(make_proposal())
    case.reports.all().delete()
    decide(actor=make_moderator(), case=case, outcome=Outcome.KEEP, rule=None, note="", now=timezone.now())
    assert client.get("/log/").status_code == 200
    entry = Entry.objects.get(action="moderation.kept")
    assert entry.sentence == "Kept “Proposal 1” visible after a report under rule –."


def test_what_is_kept_is_logged_under_the_rule_that_most_people_named() -> None:
    proposal, now = make_proposal(), timezone.now()
    case = make_case(proposal, rule=HouseRule.INSULT)
    for _ in range(2):
        report(actor=make_user(), target=proposal, rule=HouseRule.OFF_TOPIC, now=now)
    made = decide(actor=make_moderator(), case=case, outcome=Outcome.KEEP, rule=None, note="", now=now)
    assert made.rule == "off_topic"


def test_every_reporter_is_told_once_what_became_of_it_and_not_what_the_author_is_told() -> None:
    comment = make_comment()
    case = make_case(comment)
    (reporter,) = [each.reporter for each in case.reports.all()]
    decide(
        actor=make_moderator(), case=case, outcome=Outcome.HIDE, rule=HouseRule.INSULT, note="Dear author.",
        now=timezone.now(),
    )  # fmt: skip
    notice = Notice.objects.get(user=reporter)
    assert notice.body == "Thank you. We hid it, because it broke a house rule: 2. No insults or threats."
    assert "Dear author" not in notice.body


def test_the_same_person_does_not_report_again_what_was_kept_unless_it_changed() -> None:
    comment, person, now = make_comment(text="Harmless."), make_user(), timezone.now()
    report(actor=person, target=comment, rule=HouseRule.INSULT, now=now)
    decide(actor=make_moderator(), case=Case.objects.get(), outcome=Outcome.KEEP, rule=None, note="", now=now)
    with pytest.raises(Denied, match="It has not changed"):
        report(actor=person, target=comment, rule=HouseRule.ADVERTISING, now=now)
    edit_comment(actor=comment.author, comment=comment, text="You fool.", now=now)
    report(actor=person, target=comment, rule=HouseRule.INSULT, now=now)
    assert Report.objects.count() == 2


def test_reports_keep_what_was_said_when_it_is_changed_or_deleted(client: Client) -> None:
    comment = make_comment(text="You fool.")
    case = make_case(comment)
    edit_comment(actor=comment.author, comment=comment, text="Dear friend.", now=timezone.now())
    sign_in(client, make_moderator())
    page = page_of(client)
    assert "Dear friend." in page and "You fool." in page and "What it said when it was reported" in page
    comment.refresh_from_db()
    delete_comment(actor=comment.author, comment=comment, now=timezone.now())
    page = page_of(client)
    assert "Deleted by its author" in page and "You fool." in page and "Hide it" not in page
    with pytest.raises(Denied, match="There is nothing to hide"):
        decide(
            actor=make_moderator(), case=case, outcome=Outcome.HIDE, rule=HouseRule.INSULT, note="x",
            now=timezone.now(),
        )  # fmt: skip
    with pytest.raises(Denied, match="Its author has deleted this"):
        report(actor=make_user(), target=comment, rule=HouseRule.INSULT, now=timezone.now())


@pytest.mark.parametrize("what", ["comment", "version", "unpublished"])
def test_the_report_page_shows_nothing_that_cannot_be_read_elsewhere(client: Client, what: str) -> None:
    comment = make_comment(text="Gerda Blum lives there.")
    proposal, kind, key = comment.proposal, "deliberation.comment", comment.pk
    if what == "version":
        later = timezone.now() + timedelta(hours=1)
        edit_comment(actor=comment.author, comment=comment, text="Somebody lives there.", now=later)
        kind, key = "deliberation.commentversion", comment.versions.get().pk
    if what == "unpublished":
        proposal.process.published = False
        proposal.process.save()
    else:
        hide(proposal)
    sign_in(client, make_user())
    response = client.get(f"/moderation/report/{kind}/{key}/")
    assert response.status_code == 403 and "Gerda" not in response.content.decode()


def test_a_case_that_somebody_opened_is_not_the_next_for_others(client: Client) -> None:
    old, young = spam(2)
    first, second = make_moderator(display_name="Nadia Brandsma"), make_moderator()
    sign_in(client, first)
    assert "Buy lamp 0 now." in page_of(client)
    other = Client()
    sign_in(other, second)
    page = page_of(other)
    assert "Buy lamp 1 now." in page and "Nadia Brandsma is on it" in page
    page = page_of(other, f"/moderation/case/{old.pk}/")
    assert "Nadia Brandsma is looking at this now." in page and "Decide and open next" in page
    assert f"/moderation/case/{young.pk}/" in page


def test_after_a_decision_the_queue_goes_on_where_one_was(client: Client) -> None:
    cases = spam(4)
    sign_in(client, make_moderator())
    page = page_of(client, f"/moderation/case/{cases[1].pk}/")
    assert "2 of 4" in page
    assert f'rel="next" href="/moderation/case/{cases[2].pk}/"' in page
    assert f'rel="prev" href="/moderation/case/{cases[0].pk}/"' in page
    after = client.post(f"/moderation/case/{cases[1].pk}/", {"outcome": "keep"}, follow=True)
    assert 'id="item" tabindex="-1">Comment 3 on' in after.content.decode()
    last = client.post(f"/moderation/case/{cases[3].pk}/", {"outcome": "keep"}, follow=True)
    assert 'id="item" tabindex="-1">Comment 1 on' in last.content.decode()


def test_two_hundred_items_are_counted_and_cost_no_more_than_a_few(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cases = spam(120)
    sign_in(client, make_moderator())
    page_of(client, "/log/")
    with django_assert_max_num_queries(18):
        page = page_of(client, f"/moderation/case/{cases[90].pk}/")
    assert "120 waiting for you" in page and "91 of 120" in page
    assert page.count("/moderation/case/") < 30
    with django_assert_max_num_queries(16):
        page = page_of(client, "/moderation/list/")
    assert page.count('name="case"') == 50 and "1 to 50 of 120" in page


def test_several_are_decided_at_once_and_undone_at_once(client: Client) -> None:
    cases = spam(3)
    appealed = make_appeal(make_comment())
    sign_in(client, make_moderator())
    page = page_of(client, "/moderation/list/")
    assert page.count('name="case"') == 3 and "Appeal by the author" in page
    ticked = [str(case.pk) for case in cases[:2]]
    bare = client.post("/moderation/list/", {"case": ticked, "outcome": "hide"})
    assert bare.status_code == 422 and bare.content.decode().count("checked") == 3
    none = client.post("/moderation/list/", {"outcome": "keep"})
    assert "Tick what you want to decide about." in none.content.decode()
    data = {"case": ticked, "outcome": "hide", "rule": "advertising", "note": "No lamps."}
    page = client.post("/moderation/list/", data, follow=True).content.decode()
    assert "Decided: 2, Hidden." in page and page.count('name="case"') == 1
    assert [case.thing.is_hidden for case in Case.objects.filter(pk__in=ticked)] == [True, True]
    page = client.post("/moderation/undo/", follow=True).content.decode()
    assert "2 decisions taken back." in page
    assert [case.thing.is_hidden for case in Case.objects.filter(pk__in=ticked)] == [False, False]
    assert Case.objects.filter(closed_at=None).count() == 4 and appealed.is_open
    assert client.post("/moderation/undo/", follow=True).status_code == 200


def test_what_others_decided_meanwhile_does_not_keep_the_rest_from_being_decided() -> None:
    one, two, three = spam(3)
    hide(two.thing)
    appealed = make_appeal(make_comment())
    done = decide_many(
        actor=make_moderator(), cases=[one, two, three, appealed.case], outcome=Outcome.KEEP, rule=None,
        note="", now=timezone.now(),
    )  # fmt: skip
    assert len(done.decided) == 2
    assert [reason for _label, reason in done.refused] == [
        "Another moderator has already decided this: Hidden.",
        "An appeal is decided by itself.",
    ]


def test_a_decision_is_taken_back_right_after_by_whoever_took_it() -> None:
    moderator, comment = make_moderator(), make_comment()
    make_case(comment)
    decision = hide(comment, moderator=moderator)
    with pytest.raises(Denied, match="Only who took a decision"):
        take_back(actor=make_moderator(), decision=decision, now=timezone.now())
    with pytest.raises(Denied, match="The time to take it back is over"):
        take_back(actor=moderator, decision=decision, now=decision.decided_at + TAKING_BACK)
    case = take_back(actor=moderator, decision=decision, now=timezone.now())
    comment.refresh_from_db()
    assert not comment.is_hidden and case.closed_at is None
    assert Notice.objects.filter(user=comment.author).latest("pk").subject.endswith("is visible again")
    assert Entry.objects.latest("pk").sentence.endswith("right after it was taken: Hidden.")
    with pytest.raises(Denied, match="You have taken this back"):
        take_back(actor=moderator, decision=decision, now=timezone.now())
    again = decide(
        actor=moderator, case=case, outcome=Outcome.HIDE, rule=HouseRule.INSULT, note="x", now=timezone.now()
    )
    assert again.case == case


def test_what_has_been_followed_by_something_is_not_taken_back() -> None:
    moderator = make_moderator()
    appealed = make_appeal(make_comment(), moderator=moderator)
    comment = make_comment()
    shown = hide(comment, moderator=moderator)
    restore(comment, moderator=moderator)
    for decision in (appealed.decision, shown):
        with pytest.raises(Denied, match="Something has followed"):
            take_back(actor=moderator, decision=decision, now=timezone.now())


def test_an_appeal_waits_again_when_its_answer_is_taken_back() -> None:
    made, judge = make_appeal(make_comment()), make_moderator()
    take_back(actor=judge, decision=answer(made, moderator=judge), now=timezone.now())
    made.refresh_from_db()
    made.case.refresh_from_db()
    assert made.is_open and made.answer is None and made.case.closed_at is None
    assert answer(made).outcome == Outcome.UPHOLD


def test_the_numbers_are_for_everybody_and_name_nobody(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    process, now, moderator = make_process(slug="budget"), timezone.now(), make_moderator()
    comments = [make_comment(make_proposal(process=process), author=make_named(n)) for n in range(4)]
    for comment, hours in zip(comments, (1, 3, 8), strict=False):
        case = make_case(comment, now=now - timedelta(hours=hours))
        kept = hours == 1
        decide(
            actor=moderator, case=case, outcome=Outcome.KEEP if kept else Outcome.HIDE,
            rule=None if kept else HouseRule.INSULT, note="" if kept else "Kindly.", now=now,
        )  # fmt: skip
    answer(make_appeal(comments[3]))
    client.get("/budget/")
    with django_assert_max_num_queries(12):
        page = page_of(client, "/moderation/numbers/budget/")
    assert "Rudi" not in page and "Kindly" not in page
    assert "3 h 0 min" in page  # the median of one, three and eight hours
    row = page[page.index("2. No insults or threats") :].split("</tr>")[0]
    assert [cell.split("</td>")[0] for cell in row.split('">')[1:]] == ["3", "3", "0", "1", "1"]
    process.published = False
    process.save()
    assert client.get("/moderation/numbers/budget/").status_code == 404
    assert client.get("/moderation/numbers/nowhere/").status_code == 404


def make_named(number: int) -> User:
    return make_user(display_name=f"Rude Rudi {number}")


def test_a_report_during_a_decision_is_never_lost_on_a_closed_case() -> None:
    comment = make_comment()
    case = make_case(comment)
    decide(actor=make_moderator(), case=case, outcome=Outcome.KEEP, rule=None, note="", now=timezone.now())
    made = report(actor=make_user(), target=comment, rule=HouseRule.INSULT, now=timezone.now())
    assert made.case != case and made.case.closed_at is None
    stale = type(comment).objects.get(pk=comment.pk)
    decide_in_place(
        actor=make_moderator(), target=comment, outcome=Outcome.HIDE, rule=HouseRule.INSULT, note="x",
        now=timezone.now(),
    )  # fmt: skip
    with pytest.raises(Denied, match="This is already hidden"):
        report(actor=make_user(), target=stale, rule=HouseRule.INSULT, now=timezone.now())
    assert not Case.objects.filter(closed_at=None).exists()


def test_words_posted_again_after_hiding_point_to_the_appeal() -> None:
    comment = make_comment(text="Rude words.")
    hide(comment)
    with pytest.raises(Denied, match="or appeal"):
        add_comment(actor=comment.author, proposal=comment.proposal, text="Rude words.", now=timezone.now())


def test_a_page_that_stays_open_hears_what_others_decide_and_report(client: Client) -> None:
    first, second = (make_case(make_comment()) for _number in range(2))
    moderator = make_moderator()
    sign_in(client, moderator)
    page = BeautifulSoup(client.get(f"/moderation/case/{first.pk}/").content, "html.parser")
    nav = page.select_one("nav[hx-get]")
    mark = page.select_one("nav input[name=as]")
    assert nav and mark
    where = f"{nav['hx-get']}?{urlencode({'as': mark['value']})}"
    assert client.get(where).status_code == 204
    third = make_case(make_comment())
    news = client.get(where).content.decode()
    assert "3 waiting for you" in news
    assert f'href="/moderation/case/{third.pk}/"' in news
    assert "decided meanwhile" not in news
    decide(actor=make_moderator(), case=first, outcome=Outcome.KEEP, rule=None, note="", now=timezone.now())
    news = client.get(where).content.decode()
    assert "This has been decided meanwhile: Kept visible." in news
    assert f'href="/moderation/case/{second.pk}/"' in news
    sign_in(client, make_user())
    assert client.get(where).status_code == 403


def test_the_whole_queue_can_show_what_most_people_reported_first(client: Client) -> None:
    old, wanted = (make_comment(text=f"Comment number {number}") for number in range(2))
    make_case(old, now=timezone.now() - timedelta(days=3))
    for _person in range(3):
        make_case(wanted)
    make_case(wanted, rule=HouseRule.ADVERTISING)
    sign_in(client, make_moderator())
    page = page_of(client, "/moderation/list/")
    assert page.index("Comment number 0") < page.index("Comment number 1")
    for address in ("?order=reports", "?order=reports&rule=insult"):
        page = page_of(client, f"/moderation/list/{address}")
        assert page.index("Comment number 1") < page.index("Comment number 0")
        assert page.count("Comment number 1") == 1
