"""Appeals: once, in time, decided by somebody else; what everyone is told; and all that comes between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.erasure import erase_account
from accounts.models import Notice, User
from accounts.privacy import own_data
from accounts.roles import Role
from audit.models import Entry
from moderation.models import Appeal, Case, Decision, HouseRule
from moderation.permissions import APPEAL_DAYS
from moderation.services import appeal, decide, decide_in_place, report
from processes.giving_roles import grant_process_role
from processes.permissions import Denied
from tests.factories.accounts import make_administrator, make_moderator, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.merges import make_merge
from tests.factories.moderation import answer, hide, make_appeal, make_case, restore
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
Outcome = Decision.Outcome


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def log() -> list[str]:
    return [entry.sentence for entry in Entry.objects.filter(action__startswith="moderation.").order_by("pk")]


def test_an_appeal_that_is_granted_shows_it_again_and_everyone_is_told() -> None:
    comment = make_comment(author=make_user(display_name="Rude Rudi"))
    author = comment.author
    case = make_case(comment)
    reporter = case.reports.get().reporter
    made = make_appeal(comment, text="I named nobody.")
    assert made.case.closed_at is None and made.case != case and made.case.open_appeal == made
    answer(made, outcome=Outcome.RESTORE)
    comment.refresh_from_db()
    made.refresh_from_db()
    assert not comment.is_hidden and made.closed_at and made.answer and made.answer.rule == "insult"
    label = "Comment 1 on proposal 1"
    assert told(author) == [f"We hid this: {label}", f"Your appeal: {label} is visible again"]
    assert reporter and told(reporter) == [f"What became of your report: {label}"] * 2
    assert "is visible again" in Notice.objects.filter(user=reporter).latest("pk").body
    assert log()[-2:] == [
        f"Appealed against the decision to hide “{label}”.",
        f"Decided after an appeal to show “{label}” again, "
        "by a person who took no part in the first decision.",
    ]
    assert "Rudi" not in str(log()) and "named nobody" not in str(list(Entry.objects.values_list("data")))


def test_an_appeal_that_is_not_granted_ends_there() -> None:
    comment = make_comment()
    made = make_appeal(comment)
    decision = answer(made)
    comment.refresh_from_db()
    assert comment.is_hidden and comment.hidden_rule == "insult" and decision.rule == "insult"
    assert told(comment.author)[-1] == "Your appeal: Comment 1 on proposal 1 stays hidden"
    assert Notice.objects.latest("pk").url == f"/moderation/appeal/{made.decision_id}/"
    for against in (decision, made.decision):
        with pytest.raises(Denied):
            appeal(actor=comment.author, decision=against, text="Again.", now=timezone.now())
    assert Case.objects.filter(closed_at=None).count() == 0


def test_one_appeal_per_decision_and_a_new_decision_can_be_appealed() -> None:
    comment = make_comment()
    made = make_appeal(comment)
    with pytest.raises(Denied, match="You can do that once"):
        appeal(actor=comment.author, decision=made.decision, text="Once more.", now=timezone.now())
    answer(made, outcome=Outcome.RESTORE)
    comment.refresh_from_db()
    again = make_appeal(comment)
    assert again.decision != made.decision and Appeal.objects.count() == 2


def test_only_the_author_appeals_and_only_in_time() -> None:
    comment = make_comment()
    decision = hide(comment)
    late = decision.decided_at + timedelta(days=APPEAL_DAYS)
    with pytest.raises(Denied, match="Only its author"):
        appeal(actor=make_user(), decision=decision, text="x", now=timezone.now())
    with pytest.raises(Denied, match="You could appeal until"):
        appeal(actor=comment.author, decision=decision, text="x", now=late)
    assert appeal(actor=comment.author, decision=decision, text="x", now=late - timedelta(seconds=1))


def test_what_is_visible_again_needs_no_appeal() -> None:
    comment = make_comment()
    first = hide(comment)
    restore(comment)
    with pytest.raises(Denied, match="It is visible again"):
        appeal(actor=comment.author, decision=first, text="x", now=timezone.now())
    hide(comment)
    with pytest.raises(Denied, match="not in force any more"):
        appeal(actor=comment.author, decision=first, text="x", now=timezone.now())


def test_who_hid_it_does_not_decide_the_appeal_but_may_change_their_mind() -> None:
    moderator, _other = make_moderator(), make_moderator()
    comment = make_comment()
    made = make_appeal(comment, moderator=moderator)
    with pytest.raises(Denied, match="Someone else has to decide"):
        answer(made, moderator=moderator)
    answer(made, moderator=moderator, outcome=Outcome.RESTORE)
    comment.refresh_from_db()
    assert not comment.is_hidden
    assert log()[-1].endswith("by a person who took part in the first decision.")


def test_who_reported_it_does_not_decide_either() -> None:
    moderator, first = make_moderator(), make_moderator()
    comment = make_comment()
    report(actor=moderator, target=comment, rule=HouseRule.INSULT, now=timezone.now())
    made = make_appeal(comment, moderator=first)
    make_administrator()
    with pytest.raises(Denied, match="Someone else has to decide"):
        answer(made, moderator=moderator)


def test_where_one_person_moderates_an_administrator_decides() -> None:
    moderator, administrator = make_moderator(), make_administrator()
    made = make_appeal(make_comment(), moderator=moderator)
    with pytest.raises(Denied, match="Someone else has to decide"):
        answer(made, moderator=moderator)
    assert answer(made, moderator=administrator).outcome == Outcome.UPHOLD


def test_where_nobody_else_is_there_the_same_person_decides_and_it_is_said(client: Client) -> None:
    moderator = make_moderator()
    comment = make_comment()
    made = make_appeal(comment, moderator=moderator)
    sign_in(client, moderator)
    page = client.get(f"/moderation/case/{made.case_id}/").content.decode()
    assert "nobody else moderates here" in page and "Keep it hidden" in page
    answer(made, moderator=moderator)
    assert log()[-1].endswith("stays hidden, by a person who took part in the first decision.")
    sign_in(client, comment.author)
    page = client.get(f"/moderation/appeal/{made.decision_id}/").content.decode()
    assert "The same person looked at it again, because nobody else moderates here." in page


def test_moderators_of_the_process_count_and_those_of_others_do_not() -> None:
    moderator = make_moderator()
    comment, elsewhere = make_comment(), make_proposal()
    other = make_user()
    grant_process_role(actor=None, process=elsewhere.process, user=other, role=Role.MODERATOR)
    made = make_appeal(comment, moderator=moderator)
    assert answer(made, moderator=moderator)
    second = make_comment(comment.proposal)
    grant_process_role(actor=None, process=comment.proposal.process, user=other, role=Role.MODERATOR)
    with pytest.raises(Denied, match="Someone else has to decide"):
        answer(make_appeal(second, moderator=moderator), moderator=moderator)


def test_two_moderators_at_once_decide_once() -> None:
    made = make_appeal(make_comment())
    answer(made)
    for outcome in (Outcome.UPHOLD, Outcome.RESTORE):
        with pytest.raises(Denied, match=r"Another moderator has already decided this: Stays hidden\."):
            decide(
                actor=make_moderator(), case=made.case, outcome=outcome, rule=None, note="x",
                now=timezone.now(), seen=0,
            )  # fmt: skip
    assert made.case.decisions.count() == 1


def test_shown_again_in_place_meanwhile_settles_the_appeal() -> None:
    comment = make_comment()
    made = make_appeal(comment)
    old = Case.objects.get(pk=made.decision.case_id)
    decide(actor=make_moderator(), case=old, outcome=Outcome.RESTORE, rule=None, note="x", now=timezone.now())
    made.refresh_from_db()
    made.case.refresh_from_db()
    assert made.answer and made.answer.outcome == Outcome.RESTORE and made.closed_at and made.case.closed_at
    with pytest.raises(Denied, match="There is nothing to decide here any more"):
        answer(made)


def test_an_appeal_goes_along_when_its_comment_is_moved_by_a_merge() -> None:
    goes = make_proposal()
    comment = make_comment(goes)
    made = make_appeal(comment)
    merge = make_merge(goes=goes)
    answer(made, outcome=Outcome.RESTORE)
    comment.refresh_from_db()
    assert comment.proposal == merge.stays and not comment.is_hidden
    merge.stays.refresh_from_db()
    assert merge.stays.comment_count == 1


def test_erasing_the_account_ends_the_appeal_and_forgets_its_words() -> None:
    comment = make_comment()
    made = make_appeal(comment)
    exported = own_data(comment.author)["appeals"]
    assert exported[0]["text"] == "I named nobody."
    erase_account(actor=comment.author, user=comment.author, now=timezone.now())
    made.refresh_from_db()
    made.case.refresh_from_db()
    assert (made.text, made.author, made.answer) == ("", None, None)
    assert made.closed_at and made.case.closed_at
    ended = Entry.objects.get(action="moderation.appeal_ended")
    assert "ended without a decision" in ended.sentence and ended.role == "system"
    assert Decision.objects.get(pk=made.decision_id).outcome == Outcome.HIDE


def test_the_page_says_why_and_takes_the_appeal_and_keeps_what_was_typed(client: Client) -> None:
    comment = make_comment(text="He is a fool.")
    decision = hide(comment)
    sign_in(client, comment.author)
    path = f"/moderation/appeal/{decision.pk}/"
    page = client.get(path).content.decode()
    assert "Please say it again without the insult." in page and "He is a fool." in page
    for text, says in (("", "Write a line or two first."), ("\u200b", "Write a line or two first.")):
        response = client.post(path, {"text": text})
        assert response.status_code == 422 and says in response.content.decode()
    long = client.post(path, {"text": "y" * 2001})
    assert "Up to 2,000 letters fit. You have 2,001." in long.content.decode()
    assert "y" * 2001 in long.content.decode()
    page = client.post(path, {"text": "It is <b>my</b> brother."}, follow=True).content.decode()
    assert "Your appeal is with the moderators." in page and "It is &lt;b&gt;my&lt;/b&gt; brother." in page
    assert "<textarea" not in page
    again = client.post(path, {"text": "Once more, with feeling."})
    assert again.status_code == 422 and "You can do that once." in again.content.decode()
    assert Appeal.objects.count() == 1


def test_the_page_is_the_authors_alone(client: Client) -> None:
    decision = hide(make_comment())
    path = f"/moderation/appeal/{decision.pk}/"
    assert "/accounts/login/" in client.get(path)["Location"]
    for person in (make_user(), make_moderator()):
        sign_in(client, person)
        assert client.get(path).status_code == 404


def test_what_was_typed_after_the_session_ended_comes_back(client: Client) -> None:
    comment = make_comment()
    path = f"/moderation/appeal/{hide(comment).pk}/"
    client.post(path, {"text": "Typed too late."})
    sign_in(client, comment.author)
    assert "Typed too late." in client.get(path).content.decode()


def test_the_appeal_stands_in_the_queue_with_all_that_is_needed(client: Client) -> None:
    comment = make_comment(text="He is a fool.")
    make_case(comment, note="Calls me names.")
    made = make_appeal(comment, text="He is my brother.")
    sign_in(client, make_moderator())
    page = client.get("/moderation/").content.decode()
    assert "Appeal by the author" in page and "1 waiting for you" in page
    for words in ("He is a fool.", "He is my brother.", "Please say it again without the insult."):
        assert words in page
    data = {"outcome": "uphold", "note": "", "seen": "0"}
    bare = client.post(f"/moderation/case/{made.case_id}/", data)
    assert bare.status_code == 422 and "Write the author a line or two." in bare.content.decode()
    client.post(f"/moderation/case/{made.case_id}/", data | {"note": "A name is a name."})
    sign_in(client, comment.author)
    page = client.get(f"/moderation/appeal/{made.decision_id}/").content.decode()
    assert "A name is a name." in page and "There is no appeal against this." in page


def test_the_author_of_a_hidden_proposal_finds_the_way_on_its_page(client: Client) -> None:
    proposal = make_proposal()
    decision = hide(proposal)
    path = f"/moderation/appeal/{decision.pk}/"
    assert path not in client.get(proposal.get_absolute_url()).content.decode()
    sign_in(client, proposal.author)
    assert path in client.get(proposal.get_absolute_url()).content.decode()


def test_hiding_in_place_what_somebody_has_just_hidden_is_refused() -> None:
    proposal = make_proposal()
    hide(proposal)
    with pytest.raises(Denied, match="Another moderator has already hidden this"):
        decide_in_place(
            actor=make_moderator(), target=proposal, outcome=Outcome.HIDE, rule=None, note="x",
            now=timezone.now(),
        )  # fmt: skip
    assert Decision.objects.count() == 1 and len(told(proposal.author)) == 1


def test_an_author_appeals_against_several_at_once_in_the_same_words_and_each_is_decided_by_itself(
    client: Client,
) -> None:
    author, proposal = make_user(), make_proposal()
    comments = [make_comment(author=author, proposal=proposal, text=f"Words {n}.") for n in range(12)]
    decisions = [hide(comment) for comment in comments]
    sign_in(client, author)
    page = client.get("/moderation/hidden/").content.decode()
    assert page.count('name="decision"') == 12
    assert "Words 7." in page
    empty = client.post("/moderation/hidden/", {"text": "They quote the poster."})
    assert empty.status_code == 422
    assert "Tick what you want to appeal against." in empty.content.decode()
    assert "They quote the poster." in empty.content.decode()
    sent = {"decision": [decision.pk for decision in decisions[1:]], "text": "They quote the poster."}
    for _click in range(2):
        assert client.post("/moderation/hidden/", sent).status_code == 302
    page = client.get("/moderation/hidden/").content.decode()
    assert "11 appeals are with the moderators." in page
    assert page.count("You appealed") == 11
    assert 'name="decision"' not in page, "one is left: it is opened"
    made = list(Appeal.objects.order_by("pk"))
    assert len(made) == 11
    assert len({each.case_id for each in made}) == 11
    assert log().count("Appealed against the decision to hide “Comment 2 on proposal 1”.") == 1
    answer(made[0], outcome=Outcome.RESTORE)
    answer(made[1])
    shown = [comment for comment in comments if not type(comment).objects.get(pk=comment.pk).is_hidden]
    assert shown == [made[0].decision.case.thing]


def test_several_appeals_take_no_one_elses_and_name_what_came_too_late(client: Client) -> None:
    author, proposal = make_user(), make_proposal()
    mine = [make_comment(author=author, proposal=proposal) for _number in range(3)]
    decisions = [hide(comment) for comment in mine]
    other = hide(make_comment(proposal=proposal))
    restore(mine[2])
    sign_in(client, author)
    keys = [decision.pk for decision in decisions]
    page, words = "/moderation/hidden/", {"text": "Please look again."}
    refused = client.post(page, words | {"decision": [*keys, other.pk]})
    assert refused.status_code == 422
    assert not Appeal.objects.exists()
    assert client.post(page, words | {"decision": keys}).status_code == 302
    assert Appeal.objects.count() == 2
    assert "Comment 3 on proposal 1: It is visible again." in client.get(page).content.decode()


def test_a_moderator_can_list_nothing_but_appeals_and_reads_the_first_decision_once(client: Client) -> None:
    made = make_appeal(make_comment(text="He keeps the key."))
    make_case(make_comment(text="Just reported."))
    sign_in(client, make_moderator())
    page = client.get("/moderation/list/?rule=appeals").content.decode()
    assert "He keeps the key." in page
    assert "Just reported." not in page
    case = client.get(f"/moderation/case/{made.case_id}/").content.decode()
    assert case.count("Please say it again without the insult.") == 1
