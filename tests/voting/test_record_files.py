"""The files of a record as anyone can fetch them: while the box grows, piece by piece, from other sites."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.core.cache import cache
from django.db import DatabaseError, connection, connections, transaction
from django.test import AsyncClient, Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit import downloads
from audit.triggers import Growing, install
from tests.factories.accounts import make_user
from tests.factories.verifiable import make_verifiable_result
from tests.factories.voting import make_counted_round, make_draft_round, make_open_round, make_published_round
from voting.board import board, pieces
from voting.board import file as board_file
from voting.board.file import bytes_of, extent_of
from voting.board.record import companion, verify_record
from voting.casting.sealing import cast_ballot
from voting.counting import ballots as opened_ballots
from voting.models import Board, BoardEvent, BoardPiece, Round
from voting.pabulib import file
from voting.views import box

pytestmark = pytest.mark.django_db

FEW = 5


def fetched(round: Round, name: str, **headers: str) -> Any:
    return Client().get(f"/{round.process.slug}/vote/{round.number}/record/{name}", headers=headers)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def whole(round: Round) -> bytes:
    return board.archive_of(round).to_bytes()


def cast(round: Round, times: int = 1) -> None:
    voter = User.objects.get(roll_entries__round=round)
    for number in range(times):
        cast_ballot(actor=voter, round=round, choices=[1 + number % 3], now=timezone.now())


def test_a_mirror_follows_a_growing_box_and_fetches_each_byte_once() -> None:
    round = make_open_round()
    copy, heads = b"", []
    for _ in range(3):
        cast(round)
        answer = fetched(round, "round.bel", range=f"bytes={len(copy)}-")
        assert answer.status_code == 206
        part = body(answer)
        assert int(answer["Content-Length"]) == len(part)
        assert answer["Content-Range"] == f"bytes {len(copy)}-{len(copy + part) - 1}/{len(copy + part)}"
        copy += part
        heads.append(answer["ETag"].strip('"'))
        assert copy == whole(round)
    assert heads[-1] == Board.objects.get(round=round).head
    assert len(set(heads)) == 3
    nothing_new = fetched(round, "round.bel", range=f"bytes={len(copy)}-")
    assert (nothing_new.status_code, nothing_new["Content-Range"]) == (416, f"bytes */{len(copy)}")
    assert fetched(round, "round.bel", **{"if-none-match": f'"{heads[-1]}"'}).status_code == 304
    assert fetched(round, "round.bel", **{"if-none-match": f'"{heads[0]}"'}).status_code == 200


def test_bytes_from_any_place_are_those_of_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (board, board_file):
        monkeypatch.setattr(module, "CHUNK", 2)
    round = make_counted_round(ballots=[(1, 2), (3,), (), (1,), (2,)]).round
    extent, expected = extent_of(round), whole(round)
    assert len(extent.marks) == 1 + (extent.height - 1) // 2
    assert extent.size == len(expected)
    for first in (0, 1, 511, 512, 1024, 1025, *extent.marks[1:], extent.size // 2, extent.size - 1):
        for last in (first, min(first + 1500, extent.size - 1), extent.size - 1):
            found = b"".join(bytes_of(round, extent, first, last))
            assert found == expected[first : last + 1], (first, last)


def test_what_was_measured_is_not_measured_again(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    round = make_open_round()
    for ballots in (0, 1, 3):
        cast(round, ballots)
        assert extent_of(round).size == len(whole(round))
    with django_assert_num_queries(1):
        kept = extent_of(round)
    cache.clear()
    assert extent_of(round) == kept


def test_the_archive_is_not_compressed_on_the_way_and_the_pieces_are_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(downloads, "PIECE", 4_000)
    round = make_open_round()
    cast(round, 12)
    answer = fetched(round, "round.bel", **{"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert answer.streaming
    pieces = list(answer.streaming_content)
    assert b"".join(pieces) == whole(round)
    assert max(map(len, pieces)) < len(whole(round)) // 4
    assert body(fetched(round, "round.bel", range="bytes=100-99")) == whole(round)
    stale = {"range": "bytes=100-", "if-range": '"another"'}
    assert body(fetched(round, "round.bel", **stale)) == whole(round)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["record/round.bel", "box.txt", "result.pb"])
async def test_no_file_of_a_vote_lies_whole_in_the_memory_of_an_asgi_server(
    async_client: AsyncClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for module, size in ((downloads, "PIECE"), (box, "BATCH"), (file, "CHUNK"), (opened_ballots, "BATCH")):
        monkeypatch.setattr(module, size, 2)
    round = await sync_to_async(lambda: make_published_round(ballots=[(1, 2), (3,), (), (1,), (2,)]).round)()
    path = f"/{round.process.slug}/vote/{round.number}/{name}"
    answer: Any = await async_client.get(path)
    assert answer.is_async, "Django would read it to its end first"
    pieces = [piece async for piece in answer.streaming_content]
    plain: Any = await sync_to_async(lambda: body(Client().get(path)))()
    await sync_to_async(connections.close_all)()  # those of the thread that the server works in
    assert b"".join(pieces) == plain
    assert len(pieces) >= 3


def test_long_texts_are_kept_and_sent_in_pieces_and_the_file_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shuffle of 10,000 ballots has tens of megabytes, and anybody may fetch it."""
    monkeypatch.setattr(pieces, "PIECE", 400)
    round = make_verifiable_result([(1, 2), (3,), (), (1,)]).round
    split = BoardEvent.objects.filter(round=round, pieces__isnull=False).distinct()
    assert {event.kind for event in split} >= {board.SETUP, board.TALLY, board.SHUFFLE, board.PARTIAL}
    assert all(len(event.data) < 4_000 for event in split)
    extent, blocks = extent_of(round), list(board.archive_blocks(round))
    assert b"".join(blocks) == whole(round)
    assert extent.size == len(whole(round))
    assert max(len(block) for block in blocks) < 4_000
    first = extent.size // 2
    assert b"".join(bytes_of(round, extent, first, extent.size - 1)) == whole(round)[first:]
    assert verify_record(round).refusal is None


def test_the_database_refuses_to_change_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 1_000)
    make_verifiable_result([(1,)])
    connection.check_constraints()  # PostgreSQL alters no table while some wait to be checked
    install(connection, Growing("voting_boardpiece", "event_id", "number"))
    for change in (lambda: BoardPiece.objects.update(text="x"), lambda: BoardPiece.objects.all().delete()):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            change()


def test_companions_are_there_when_their_time_has_come() -> None:
    round = make_open_round()
    for name in ("round", "contributions", "heads"):
        answer = fetched(round, f"{name}.json")
        assert answer["Content-Type"] == "application/json; charset=utf-8"
        assert answer.content.decode() == companion(round, name)
        assert fetched(round, f"{name}.json", **{"if-none-match": answer["ETag"]}).status_code == 304
    assert fetched(round, "outcome.json").status_code == 404
    assert fetched(round, "count_problem.json").status_code == 404
    counted = make_counted_round().round
    assert fetched(counted, "outcome.json").content.decode() == Board.objects.get(round=counted).outcome


def test_other_sites_may_read_the_files_and_nothing_else() -> None:
    round = make_open_round()
    for name in ("round.bel", "round.json", "heads.json"):
        answer = fetched(round, name)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer["Access-Control-Expose-Headers"]
        assert answer["Cache-Control"] == "public, no-cache"
        assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in fetched(round, "")
    assert "Access-Control-Allow-Origin" not in fetched(round, "../box/")


def test_a_round_without_board_has_no_files() -> None:
    draft = make_draft_round(voters=[make_user()])
    for name in ("", "round.bel", "round.json"):
        assert fetched(draft, name).status_code == 404


def test_a_file_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    round = make_open_round()
    cast(round)
    for name in ("round.json", "heads.json", "contributions.json", "round.bel"):
        fetched(round, name)
        with django_assert_max_num_queries(FEW):
            assert body(fetched(round, name))


def test_the_page_says_what_is_in_the_box(client: Client) -> None:
    first, second = make_user(), make_user()
    round = make_open_round(voters=[first, second])
    for voter in (first, second, first):
        cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())
    board.sign_head(round, timezone.now())
    page = client.get(f"/{round.process.slug}/vote/{round.number}/record/")
    box = page.context["box"]
    assert (box.ballots, box.replaced, box.last) == (3, 1, 3)
    assert [one.height for one in box.signed] == [3, 0]
    assert all(later.at > earlier.at for later, earlier in pairwise(box.signed))
    text = page.content.decode()
    assert f"http://testserver/{round.process.slug}/vote/{round.number}/record/ --unfinished" in text
    assert box.head == Board.objects.get(round=round).head
    assert box.head in text
