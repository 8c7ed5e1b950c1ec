"""A whole record: the allocation is recomputed, the files beside the archive close what it leaves open."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path as File

import pytest

from tests.voting.verifier.packed import listed, packed_round
from tests.voting.verifier.records import Path, altered, at, checked, leaves, opened, with_field_altered
from voting.crypto.encoding import Refused, dumps, sha256_hex
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Kind
from voting.crypto.pedersen import PublicKey
from voting.crypto.proofs import Proof
from voting.crypto.trustees import Trustees
from voting.verifier import Record, Report, verify
from voting.verifier.__main__ import main
from voting.verifier.allocation import Paper
from voting.verifier.companions import (
    FILES,
    check_contributions,
    check_heads,
    check_outcome,
    check_round,
)
from voting.verifier.paper import check_paper

GROUP = GROUPS["Ed25519"]


@pytest.mark.parametrize("kind", Kind)
def test_a_round_of_every_kind_is_counted_and_accepted(kind: Kind) -> None:
    whole = packed_round(kind)
    report = whole.checked()
    assert report.refusal is None
    assert whole.companions.outcome is not None
    outcome = json.loads(whole.companions.outcome)
    assert len(outcome["invalid"]) == (0 if kind is Kind.RANKING else 1)
    assert len(outcome["paper"]["invalid"]) == (1 if kind is Kind.RANKING else 2)
    assert outcome["outcome"]["totals"]["voters"] == (7 if kind is Kind.RANKING else 5)
    assert outcome["outcome"]["winners"]


def test_a_ballot_beyond_the_limits_does_not_count_and_the_reason_is_published() -> None:
    outcome = packed_round(Kind.APPROVAL).companions.outcome
    assert outcome is not None
    found, expected = json.loads(outcome), "names 3 projects, not 0 to 2"
    assert [one["reason"] for one in found["invalid"]] == [expected]
    assert {one["reason"] for one in found["paper"]["invalid"]} == {expected, "unreadable"}


def test_the_same_in_the_finite_field() -> None:
    assert packed_round(Kind.APPROVAL, "RFC-3526-2048").checked().refusal is None


FIELDS = ("round", "contributions", "heads", "outcome", "paper")


def companion_fields() -> Iterator[tuple[str, Path]]:
    companions = packed_round().companions
    for name in FIELDS:
        for path in leaves(json.loads(getattr(companions, name))):
            yield name, path


def test_every_single_field_beside_the_archive_altered_is_refused_in_its_file() -> None:
    whole, report = packed_round(), Report()
    board = verify(Record(BytesIO(whole.archive), whole.companions), report)
    assert board is not None
    file = check_round(board, whole.companions.round, report)
    assert whole.companions.paper is not None
    paper = Paper(sha256_hex(whole.companions.paper), listed(Kind.APPROVAL, whole.round).ballots)
    checks: dict[str, Callable[[str], object]] = {
        "round": lambda text: check_round(board, text, report),
        "contributions": lambda text: check_contributions(board, file, text, report),
        "heads": lambda text: check_heads(board, file, text, report),
        "outcome": lambda text: check_outcome(board, file, text, report, paper),
        "paper": lambda text: check_paper(board, file, text, report),
    }
    for name, path in companion_fields():
        document = json.loads(getattr(whole.companions, name))
        parent = at(document, path[:-1])
        parent[path[-1]] = altered(parent[path[-1]], GROUP)
        with pytest.raises(Refused) as caught:
            checks[name](dumps(document))
        assert caught.value.place.startswith(f"{name}.json"), (path, str(caught.value))


def test_a_file_of_another_round_is_refused() -> None:
    whole, other = packed_round(Kind.APPROVAL), packed_round(Kind.RANKING)
    for name in FIELDS:
        refusal = whole.checked(**{name: getattr(other.companions, name)}).refusal
        assert refusal is not None
        assert refusal.place.startswith(f"{name}.json")
    assert str(whole.checked(outcome=None).refusal) == "outcome.json: is missing"
    empty = dumps({"shuffles": [], "openings": []})
    assert "owners [1, 2]" in str(whole.checked(contributions=empty).refusal)


def test_who_shuffled_is_bound_though_the_proof_does_not_say() -> None:
    whole = packed_round()
    archive = opened(whole.archive)
    digest = next(digest for digest, text in archive.data.items() if text.startswith('{"owner":2,'))
    other = with_field_altered(archive, digest, ("owner",))
    assert checked(other).accepted
    forged = type(whole)(other, "", whole.companions, whole.round)
    refusal = forged.checked(heads="[]").refusal
    assert refusal is not None
    assert refusal.place.startswith("contributions.json.shuffles")


def test_a_round_that_one_trustee_can_open_may_not_be_called_verifiable() -> None:
    whole = packed_round()
    board = verify(Record(BytesIO(whole.archive), whole.companions), Report())
    assert board is not None
    file = check_round(board, whole.companions.round, Report())
    board.shuffles.popitem()
    contributions = json.loads(whole.companions.contributions)
    contributions["shuffles"].pop()
    with pytest.raises(Refused, match="could link votes"):
        check_contributions(board, file, dumps(contributions), Report())
    board.trustees = Trustees(GROUP, (PublicKey(Proof(1, 1), GROUP.generator),))
    with pytest.raises(Refused, match="one trustee alone"):
        check_round(board, whole.companions.round, Report())


def test_nobody_has_more_than_one_vote() -> None:
    """Belenios knows credentials with weights; a public budget has none."""
    whole = packed_round()
    board = verify(Record(BytesIO(whole.archive), whole.companions), Report())
    assert board is not None
    board.weights[next(iter(board.weights))] = 2
    with pytest.raises(Refused, match="public_credentials: give somebody more than one vote"):
        check_round(board, whole.companions.round, Report())


@pytest.mark.parametrize("budget", ["1/" + "9" * 5000, "٣/٤", "1/0", "1/00", "/2"])
def test_an_amount_is_written_in_few_plain_digits(budget: str) -> None:
    document = json.loads(packed_round().companions.round)
    refusal = packed_round().checked(round=dumps({**document, "budget": budget})).refusal
    assert str(refusal) == "round.json.budget: is not an amount"


def test_the_file_of_a_round_has_one_form() -> None:
    """What is not the hashed text byte for byte is another file, though it may say the same."""
    document = json.loads(packed_round().companions.round)
    packing = dict(reversed(document["packing"].items()))
    refusal = packed_round().checked(round=dumps({**document, "packing": packing})).refusal
    assert str(refusal).startswith("round.json: is not the file whose hash")


def test_a_record_without_signed_heads_says_so() -> None:
    report = packed_round().checked(heads="[]")
    assert report.accepted
    assert any("No head" in note for note in report.notes)
    assert not any("No head" in note for note in packed_round().checked().notes)


def written(folder: File) -> File:
    """Write a record as `publish_record` lays it out."""
    whole = packed_round()
    (folder / "round.bel").write_bytes(whole.archive)
    companions = (whole.companions.round, whole.companions.contributions, whole.companions.heads)
    more = (whole.companions.outcome or "", whole.companions.paper or "")
    for name, text in zip(FILES, (*companions, *more), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_is_checked_from_the_command_line(
    tmp_path: File, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path)
    assert main([str(folder), "--head", packed_round().head]) == 0
    assert "'equal-shares' gives exactly the published outcome" in capsys.readouterr().out
    noted = " ".join(packed_round().head.upper()[start : start + 4] for start in range(0, 64, 4))
    assert main([str(folder), "--head", noted]) == 0
    with pytest.raises(SystemExit):
        main([str(folder), "--head", "abandon ability"])
    (folder / "round.json").unlink()
    assert main([str(folder)]) == 1
    assert "round.json: is missing" in capsys.readouterr().out
    assert main([str(folder / "nowhere")]) == 1
    assert "cannot be read" in capsys.readouterr().out


class Quiet(SimpleHTTPRequestHandler):
    """A web server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: File) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_static_copy_is_checked_at_its_address(tmp_path: File) -> None:
    with served(written(tmp_path)) as address:
        assert main([address]) == 0
        assert main([f"{address}/nowhere"]) == 1
