"""One's own comments and marks can be downloaded; erasure takes the name and the marks, not the talk."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Notice
from accounts.privacy import own_data, run_erasers
from deliberation.models import Comment, HelpfulMark
from deliberation.services import mark_helpful
from tests.factories.accounts import make_user
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide

pytestmark = pytest.mark.django_db


def test_the_download_has_ones_words_also_the_hidden_ones() -> None:
    comment = make_comment(text="Mine.")
    hide(comment)
    (mine,) = own_data(comment.author)["comments"]
    assert (mine["text"], mine["visibility"]) == ("Mine.", "hidden")
    assert mine["address"] == comment.get_absolute_url()
    assert own_data(make_user())["comments"] == []


def test_erasure_takes_the_marks_and_leaves_the_counts_and_words() -> None:
    comment, reader = make_comment(), make_user()
    mark_helpful(actor=reader, comment=comment, now=timezone.now())
    assert own_data(reader)["helpful_marks"] == [comment.get_absolute_url()]
    run_erasers(reader)
    run_erasers(comment.author)
    assert not HelpfulMark.objects.exists()
    assert Comment.objects.get().helpful_count == 1
    assert Comment.objects.get().text == comment.text


def test_notices_quote_nobody() -> None:
    author = make_user(display_name="Rude Rudi")
    make_comment(author=author, text="Gerda Blum lives there.")
    notice = Notice.objects.get()
    assert "Gerda" not in notice.body and "Rudi" not in notice.subject + notice.body
