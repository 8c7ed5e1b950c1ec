"""The hub and its sockets: who may listen, what goes out, once per language, and what is never sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import channel_layers
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from deliberation import changes, frames
from deliberation.consumers import NOT_PUBLIC, TALKS_BACK
from deliberation.hub import OUTBOX, Seat, hub, send_to_topic
from deliberation.models import Comment
from deliberation.routing import websocket_urlpatterns
from deliberation.services import delete_comment, edit_comment
from processes.permissions import Person
from proposals.models import Proposal
from tests.conftest import WORKER
from tests.deliberation.sockets import PATIENCE, Socket
from tests.factories.accounts import make_staff, make_user
from tests.factories.deliberation import make_comment, make_long_discussion
from tests.factories.moderation import hide, restore
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db(transaction=True)
in_thread = sync_to_async
LAYERS: dict[str, dict[str, Any]] = {"memory": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
if settings.REDIS_URL:
    LAYERS["redis"] = {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {**settings.CHANNEL_LAYERS["default"]["CONFIG"], "prefix": f"plaza-test-{WORKER}"},
    }


@pytest.fixture(params=sorted(LAYERS), autouse=True)
def channel_layer(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test on the in-memory layer, and on Redis where there is one."""
    before = channel_layers.backends.copy()
    channel_layers.set("default", make_layer(LAYERS[request.param]))
    yield
    channel_layers.backends = before


def make_layer(config: dict[str, Any]) -> Any:
    """A channel layer of its own for one test."""
    return import_string(config["BACKEND"])(**config.get("CONFIG", {}))


async def opened(proposal: Proposal, user: Person | None = None, language: str = "en") -> Socket:
    """A socket that has been greeted."""
    made = await Socket(proposal, user, language).open()
    assert (await made.frame())["kind"] == "hello"
    return made


async def test_a_comment_reaches_every_open_socket_in_its_language() -> None:
    proposal = await in_thread(make_proposal)()
    english, spanish = await opened(proposal), await opened(proposal, language="es")
    await in_thread(make_comment)(proposal, text="Sails tear.")
    frame, other = await english.frame(), await spanish.frame()
    assert frame["number"] == 1 and frame["revision"] == 1 and frame["root"] is None
    assert "Sails tear." in frame["html"] and frame["title"] == "1 comment"
    assert "Sails tear." in other["html"]
    await english.close()
    await spanish.close()


async def test_a_change_is_rendered_once_per_language_however_many_listen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposal = await in_thread(make_proposal)()
    sockets = [await opened(proposal) for _ in range(5)]
    calls: list[Any] = []
    real = frames.news_since

    def counted(topic: int, revision: int, languages: set[str]) -> frames.News:
        calls.append(revision)
        return real(topic, revision, languages)

    monkeypatch.setattr(frames, "news_since", counted)
    await in_thread(make_comment)(proposal)
    texts = {await socket.text() for socket in sockets}
    assert len(texts) == 1 and len(calls) == 1
    for socket in sockets:
        await socket.close()


async def test_the_words_of_a_hidden_comment_are_never_sent() -> None:
    comment = await in_thread(make_comment)(text="Gerda Blum lives there.")
    socket = await opened(comment.proposal)
    await in_thread(hide)(comment)
    text = await socket.text()
    assert "Gerda" not in text and "hid this comment" in text
    await in_thread(restore)(comment)
    assert "Gerda" in (await socket.frame())["html"]
    await socket.close()


@pytest.mark.parametrize("who", ["visitor", "author", "staff"])
async def test_drafts_have_no_topic(who: str) -> None:
    draft = await in_thread(make_draft)()
    user = {"visitor": None, "author": draft.author, "staff": await in_thread(make_staff)()}[who]
    socket = await Socket(draft, user).open()
    assert await socket.closing_code() == NOT_PUBLIC


async def test_a_process_that_is_not_published_is_for_staff() -> None:
    proposal = await in_thread(make_proposal)()
    proposal.process.published = False
    await in_thread(proposal.process.save)()
    socket = await Socket(proposal, await in_thread(make_user)()).open()
    assert await socket.closing_code() == NOT_PUBLIC
    staff = await opened(proposal, user=await in_thread(make_staff)())
    await staff.close()


async def test_hiding_the_proposal_closes_the_topic() -> None:
    proposal = await in_thread(make_proposal)()
    socket = await opened(proposal)
    await in_thread(hide)(proposal)
    assert await socket.frame() == {"kind": "closed"}
    assert await socket.closing_code() == NOT_PUBLIC
    await socket.close()
    assert not hub().topics


async def test_sockets_only_listen() -> None:
    socket = await opened(await in_thread(make_proposal)())
    await socket.say("hello?")
    assert await socket.closing_code() == TALKS_BACK
    assert await in_thread(Comment.objects.count)() == 0


async def test_the_last_one_out_switches_off_the_light() -> None:
    proposal = await in_thread(make_proposal)()
    first, second = await opened(proposal), await opened(proposal)
    assert len(hub().topics[proposal.pk]) == 2
    await first.close()
    await second.close()
    assert not hub().topics and not hub()._tasks


async def test_another_topic_hears_nothing() -> None:
    here, there = await in_thread(make_proposal)(), await in_thread(make_proposal)()
    socket = await opened(there)
    await in_thread(make_comment)(here)
    assert await socket.silence()
    await socket.close()


async def test_a_socket_that_cannot_keep_up_is_closed() -> None:
    seat = Seat("en")
    for number in range(OUTBOX + 1):
        seat.put(str(number))
    assert await seat.outbox.get() is None
    assert seat.outbox.empty()


async def test_a_message_nobody_understands_does_not_stop_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberation.hub.FIRST_PAUSE", 0.01)
    proposal = await in_thread(make_proposal)()
    socket = await opened(proposal)
    await in_thread(send_to_topic)(proposal.pk, {"type": "changed", "revision": "no number"})
    assert await socket.frame() == {"kind": "catch-up"}
    await in_thread(make_comment)(proposal)
    assert (await socket.frame())["number"] == 1
    await socket.close()


def test_a_frame_stays_under_two_kilobytes_without_its_text() -> None:
    comment = make_comment(text="x")
    reply = make_comment(parent=make_comment(parent=comment))
    assert reply.revision == 3
    texts = frames.news_since(comment.proposal_id, 0, ["es"]).texts
    assert texts and [len(text.encode()) < 2048 for text in texts["es"]] == [True] * 3


async def test_a_connection_that_fails_keeps_no_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(user: Person, topic: int) -> int:
        raise OSError("The database is away.")

    proposal = await in_thread(make_proposal)()
    monkeypatch.setattr(frames, "revision_for", fails)
    socket = await Socket(proposal).open()
    with pytest.raises(OSError, match="away"):
        await socket.line.wait(PATIENCE)
    assert not hub().topics and not hub()._tasks


async def test_where_nobody_says_anything_for_a_while_nothing_is_taken_for_lost(
    caplog: pytest.LogCaptureFixture,
) -> None:
    proposal = await in_thread(make_proposal)()
    socket = await opened(proposal)
    await asyncio.sleep(getattr(channel_layers["default"], "brpop_timeout", 0) + 1)
    await in_thread(make_comment)(proposal)
    assert (await socket.frame())["kind"] == "comment"
    assert not [line for line in caplog.records if line.name == "deliberation.hub"]
    await socket.close()


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The layer loses every message, as Redis does with those that nobody fetched in time."""
    lost: list[int] = []
    monkeypatch.setattr(changes, "send_to_topic", lambda topic, message: lost.append(topic))
    yield lost


async def test_what_a_lost_message_was_about_comes_with_the_next(
    deaf: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = await in_thread(make_proposal)()
    socket = await opened(proposal)
    await in_thread(make_comment)(proposal, text="Unheard.")
    assert proposal.pk in deaf and await socket.silence()
    monkeypatch.setattr(changes, "send_to_topic", send_to_topic)
    await in_thread(make_comment)(proposal, text="Heard.")
    assert [(await socket.frame())["number"] for _ in range(2)] == [1, 2]
    await socket.close()


async def test_a_lost_message_is_made_good_by_the_beat(
    deaf: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberation.hub.BEAT_SECONDS", 0.2)
    proposal = await in_thread(make_proposal)()
    socket = await opened(proposal)
    await in_thread(make_comment)(proposal, text="Unheard.")
    kinds = [(await socket.frame())["kind"] for _ in range(3)]
    assert deaf and "comment" in kinds
    await socket.close()


async def test_who_comes_later_does_not_hide_from_the_others_what_they_have_not_heard(
    deaf: list[int],
) -> None:
    proposal = await in_thread(make_proposal)()
    early = await opened(proposal)
    await in_thread(make_comment)(proposal)
    late = await opened(proposal)
    await in_thread(send_to_topic)(proposal.pk, {"type": "changed", "revision": 1})
    assert deaf and (await early.frame())["number"] == 1
    await early.close()
    await late.close()


async def test_a_reader_in_another_language_who_comes_while_news_are_read_asks_for_them(
    deaf: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = await in_thread(make_proposal)()
    socket, late = await opened(proposal), Seat("es")
    room, read = hub(), frames.news_since

    def meanwhile(topic: int, revision: int, languages: set[str]) -> frames.News:
        room.topics[topic].add(late)
        return read(topic, revision, languages)

    monkeypatch.setattr(frames, "news_since", meanwhile)
    await in_thread(make_comment)(proposal)
    await in_thread(send_to_topic)(proposal.pk, {"type": "changed", "revision": 1})
    assert (await socket.frame())["number"] == 1
    assert late.outbox.get_nowait() == frames.CATCH_UP
    await room.leave(proposal.pk, late)
    await socket.close()


async def test_a_flood_is_not_handed_over_one_by_one() -> None:
    proposal = await in_thread(make_proposal)()
    socket = await opened(proposal)
    await in_thread(make_long_discussion)(proposal, frames.MOST + 5)
    await in_thread(send_to_topic)(proposal.pk, {"type": "changed", "revision": frames.MOST + 5})
    assert await socket.frame() == {"kind": "catch-up"}
    await in_thread(make_comment)(proposal)
    assert (await socket.frame())["number"] == frames.MOST + 6
    await socket.close()


async def test_a_deleted_comment_goes_out_without_a_word_and_without_a_place() -> None:
    comment = await in_thread(make_comment)(text="Sails tear.")
    socket = await opened(comment.proposal)
    await in_thread(delete_comment)(actor=comment.author, comment=comment, now=timezone.now())
    frame = await socket.frame()
    assert (frame["number"], frame["html"], frame["title"]) == (1, "", "0 comments")
    await socket.close()


async def test_one_frame_is_the_same_for_its_author_and_everybody_else() -> None:
    comment = await in_thread(make_comment)(text="Sails tear.")
    author = await opened(comment.proposal, comment.author)
    reader = await opened(comment.proposal)
    await in_thread(edit_comment)(
        actor=comment.author, comment=comment, text="Sails hold.", now=timezone.now()
    )
    texts = {await author.text(), await reader.text()}
    assert len(texts) == 1 and "/edit/" not in texts.pop()
    await author.close()
    await reader.close()


def test_numbers_that_can_be_no_key_have_no_address() -> None:
    route = websocket_urlpatterns[0].pattern
    assert route.match("ws/discussion/12/")[2] == {"proposal": 12}
    assert route.match(f"ws/discussion/{'9' * 200}/") is None


@pytest.mark.parametrize("path", ["/ws/nowhere/", "/", f"/ws/discussion/{'9' * 200}/"])
async def test_a_socket_where_there_is_none_is_refused(path: str) -> None:
    socket = Socket(Proposal(), path=path)
    await socket.line.send_input({"type": "websocket.connect"})
    assert await socket.closing_code() == NOT_PUBLIC
