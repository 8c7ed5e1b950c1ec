"""The hub and its sockets: who may listen, what goes out, once per language, and what is never sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import channel_layers
from django.conf import settings
from django.utils.module_loading import import_string

from deliberation import frames
from deliberation.consumers import NOT_PUBLIC, TALKS_BACK
from deliberation.hub import OUTBOX, Seat, hub, send_to_topic
from deliberation.models import Comment
from processes.permissions import Person
from proposals.models import Proposal
from tests.conftest import WORKER
from tests.deliberation.sockets import Socket
from tests.factories.accounts import make_staff, make_user
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide, restore
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db(transaction=True)
in_thread = sync_to_async
LAYERS: dict[str, dict[str, Any]] = {"memory": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
if settings.REDIS_URL:
    LAYERS["redis"] = {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [settings.REDIS_URL], "prefix": f"plaza-test-{WORKER}"},
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
    real = frames.comment_frames

    def counted(comment: int, languages: set[str]) -> dict[str, str]:
        calls.append(comment)
        return real(comment, languages)

    monkeypatch.setattr(frames, "comment_frames", counted)
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
    await in_thread(send_to_topic)(proposal.pk, {"type": "comment", "comment": "no number"})
    assert await socket.frame() == {"kind": "catch-up"}
    await in_thread(make_comment)(proposal)
    assert (await socket.frame())["number"] == 1
    await socket.close()


def test_a_frame_stays_under_two_kilobytes_without_its_text() -> None:
    comment = make_comment(text="x")
    reply = make_comment(parent=make_comment(parent=comment))
    for pk in (comment.pk, reply.pk):
        text = frames.comment_frames(pk, ["es"])["es"]
        assert len(text.encode()) < 2048
