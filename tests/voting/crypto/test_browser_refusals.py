"""What trustees' pages refuse, at the places where Python does."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from nacl import bindings
from playwright.sync_api import Page

from tests.voting.crypto.browser import Counted, counted, result, voted_for_sums, worker
from tests.voting.crypto.elections import UUID, Round, shared_key
from tests.voting.verifier.records import (
    Path,
    altered,
    at,
    checked,
    fields,
    leaves,
    opened,
    relinked,
    with_field_altered,
)
from voting.crypto import recording
from voting.crypto.ballots import check_ballot, read_ballot, was_sealed_so
from voting.crypto.credentials import secret_key
from voting.crypto.election import Homomorphic, Mixnet
from voting.crypto.encoding import Refused, dumps, fingerprint, sha256_hex
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Kind, pack
from voting.crypto.proofs import prove
from voting.crypto.randomness import from_seed
from voting.crypto.signed import new_seed
from voting.verifier import Record, Report, verify
from voting.verifier.companions import Companions
from voting.verifier.trustee import CountingTrustee, opening_turn, shuffle_turn

pytestmark = pytest.mark.browser
LOW_ORDER = (
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
)
"""Points of order 2, 4, 8 and 8, as RFC 8032 writes them."""


def test_every_altered_board_is_refused_at_the_same_place(page: Page) -> None:
    held = counted()
    raw, files = held.archive.to_bytes(), held.files
    archive = opened(raw)
    raws = [with_field_altered(archive, digest, path) for digest, path in fields(archive)[::2]]
    raws += [
        raw[:-1],
        raw[: -len(raw) // 2],
        raw[:3000] + b"\1" + raw[3001:],
        raw[512:],
        raw + raw[-1024:],
    ]
    raws += [raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in range(100, len(raw), 4099)]
    boards = [{**files, "archive": base64_of(one), "heads": "[]"} for one in raws]
    other = counted(openings=False, kind=Kind.RANKING).files
    beside = [{**files, name: other[name]} for name in ("round", "contributions", "heads")]
    unsigned = {**files, "contributions": dumps({"shuffles": [], "openings": []})}
    late = {**files, "archive": boards[20]["archive"]}
    boards += [*beside, unsigned, late, files]
    expected = [place_in_python(board) for board in boards]
    found = page.evaluate("async (boards) => (await import('/trustees.js')).places(boards)", boards)
    assert found == expected
    assert expected[-1] is None
    assert None not in expected[:-1]
    assert len(set(expected)) > 50


def test_questions_of_which_only_sums_are_opened_are_checked_at_the_same_places(page: Page) -> None:
    questions = (
        Homomorphic("Which?", ("a", "b"), 0, 1),
        Homomorphic("Or none?", ("a", "b"), 1, 2, blank=True),
        Mixnet("Packed", ("1",)),
    )
    held = Round(questions, shared_key("Ed25519", 2, 2), voters=2)
    held.cast(0, ([1, 0], [0, 1, 1], [7]))
    held.cast(1, ([0, 0], [1, 0, 0], [8]))
    held.close()
    held.shuffle(1)
    recording.end_shuffles(held.archive, held.election)
    held.decrypt(2)
    archive = held.archive
    raws = [with_field_altered(archive, digest, path) for digest, path in fields(archive)[4::9]]
    digest = next(event.payload for event in archive.events if event.type == "Ballot")
    assert digest is not None
    sealed = json.loads(archive.data[digest])["answers"]
    secret = secret_key(held.group, UUID, held.codes[0])
    raws += [
        relinked(archive, {digest: signed_with(archive.data[digest], path, secret)})
        for path in list(leaves(sealed))[::2]
    ]
    refusals = [checked(raw, unfinished=True).refusal for raw in raws]
    expected = [refusal.place if refusal else None for refusal in refusals]
    boards = [{"archive": base64_of(raw)} for raw in [*raws, archive.to_bytes()]]
    found = page.evaluate("async (boards) => (await import('/trustees.js')).places(boards)", boards)
    assert found == [*expected, None]
    wrong = {place.rpartition(".")[2] for place in expected if place and ".answers[" in place}
    assert {"proof", "blank_proof", "overall_proof", "individual_proofs[1]"} <= wrong
    assert expected.count(None) <= 1  # whose shuffle it is, an archive alone does not say


def test_a_round_of_sums_is_opened_by_trustees_pages_and_altered_ones_are_refused(page: Page) -> None:
    held = voted_for_sums(shared_key("Ed25519", 3, 2))
    keys, trustee, closed = held.keys, worker(page), held.files
    assert result(trustee(task="verify", board=closed))["voters"] == 3
    again = trustee(task="shuffle", board=closed, owner=1, seed=keys.seeds[0])
    assert again["error"] == "board: has nothing to shuffle"
    for owner in (1, 3):
        seed, share = keys.seeds[owner - 1], keys.sealed[owner - 1]
        said = result(trustee(task="open", board=held.files, owner=owner, seed=seed, share=share))
        held.post_opening(owner, said["promise"], said["opening"])
    files = held.files
    changes: tuple[Callable[[Any], object], ...] = (
        lambda file: file.update(opened="ballots"),
        lambda file: file.pop("opened"),
        lambda file: file["limits"].update(money=1),
        lambda file: file["limits"].update(most=1),
        lambda file: file.update(ballots="ordinal"),
    )
    boards = [{**closed, "round": changed(closed["round"], change)} for change in changes]
    packed = counted().files
    boards += [{**closed, "round": packed["round"]}, {**packed, "round": closed["round"]}, closed, files]
    expected = [place_in_python(board) for board in boards]
    assert (
        page.evaluate("async (boards) => (await import('/trustees.js')).places(boards)", boards) == expected
    )
    assert (expected[-2:], None in expected[:-2]) == ([None, None], False)
    outcome = held.outcome()
    assert held.result == ((0, 1, 1, 0),)
    report = Report()
    verify(Record(BytesIO(held.archive.to_bytes()), held.companions(outcome)), report)
    assert report.refusal is None


def test_a_voter_with_more_weight_than_another_is_refused(page: Page) -> None:
    """Belenios knows weights, and adds a ballot up as often as its credential says."""
    held = voted_for_sums(shared_key("Ed25519", 3, 2))
    listed = json.loads(held.credentials)
    heavy = dumps([f"{listed[0]},7", *listed[1:]])
    file = replace(held.file, credentials_hash=sha256_hex(heavy))
    election = replace(held.election, description=file.description)
    archive = recording.open_record(held.archive.timestamp, election, held.trustees, heavy)
    board = {**held.files, "archive": base64_of(archive.to_bytes()), "round": file.text, "heads": "[]"}
    assert place_in_python(board) == "public_credentials"
    ask = "async (boards) => (await import('/trustees.js')).places(boards)"
    assert page.evaluate(ask, [board]) == ["public_credentials"]


def test_ballots_are_sealed_for_sums_as_the_worker_of_a_ballot_does_it(page: Page) -> None:
    held = voted_for_sums(shared_key("Ed25519", 3, 2))
    form = {"kind": "approval", "projects": 4, "longest": 0}
    job = {"electionText": held.election.text, "form": form, "code": held.codes[3]}
    sealed = worker(page, "worker")(**job, task="seal", vote=[1, 3])
    ballot = read_ballot(sealed["text"], held.election)
    check_ballot(ballot, held.election)
    assert was_sealed_so(held.election, ballot, [[0, 1, 0, 1]], from_seed(sealed["seed"]))
    audit = {**job, "task": "audit", "ballotText": sealed["text"], "seed": sealed["seed"]}
    assert worker(page, "worker")(**audit, vote=[1, 3])["same"] is True
    assert worker(page, "worker")(**audit, vote=[1, 2])["same"] is False
    signed = {name: json.loads(sealed["text"])[name] for name in ("credential", "signature")}
    short = {**job, "task": "audit", "signed": signed, "seed": sealed["seed"]}
    again = worker(page, "worker")(**short, vote=[1, 3])
    assert (again["same"], again["tracker"]) == (True, ballot.tracker)
    other = worker(page, "worker")(**short, vote=[1, 2])
    assert (other["same"], other["tracker"] != ballot.tracker) == (False, True)
    strange = {**short, "signed": {**signed, "credential": "00"}}
    assert "error" in worker(page, "worker")(**strange, vote=[1, 3])
    for vote in ([0, 1, 2, 3], [0, 4], [1, 1]):
        assert "error" in worker(page, "worker")(**job, task="seal", vote=vote)


def changed(text: str, change: Callable[[Any], object]) -> str:
    """Return a file with something in it changed."""
    document = json.loads(text)
    change(document)
    return dumps(document)


def signed_with(ballot: str, path: Path, secret: int) -> str:
    """Return a ballot with one field of its answers altered, and signed as if its voter had."""
    group, document = GROUPS["Ed25519"], json.loads(ballot)
    parent = at(document["answers"], path[:-1])
    parent[path[-1]] = altered(parent[path[-1]], group)
    del document["signature"]
    digest = fingerprint(dumps(document))
    proof = prove(group, f"sig|{digest}", [group.generator], secret, from_seed("sign"))
    return dumps({**document, "signature": {"hash": digest, "proof": proof.to_json()}})


def base64_of(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def place_in_python(files: dict[str, str]) -> str | None:
    report = Report()
    companions = Companions(files["round"], files["contributions"], files["heads"])
    verify(Record(BytesIO(base64.b64decode(files["archive"])), companions, unfinished=True), report)
    return report.refusal.place if report.refusal else None


def test_a_wrong_sheet_number_share_or_moment_is_refused_as_in_python(page: Page) -> None:
    held = counted(openings=False)
    keys, files, trustee = held.keys, held.files, worker(page)
    seed, share = keys.seeds[0], keys.sealed[0]
    damaged = share[:-4] + ("00" if share[-4:-2] != "00" else "11") + share[-2:]
    for owner, typed, sealed in (
        (2, seed, share),
        (7, seed, share),
        (1, seed[:-1], share),
        (1, seed, keys.sealed[1]),
        (1, seed, damaged),
        (1, seed, "{}"),
    ):
        said = trustee(task="open", board=files, owner=owner, seed=typed, share=sealed)
        with pytest.raises(Refused) as caught:
            opening_turn(CountingTrustee(held.board(), owner, typed), sealed, held.draw)
        assert (said["place"], said["reason"]) == (caught.value.place, caught.value.reason)
        assert typed not in said["error"]
    again = trustee(task="shuffle", board=files, owner=1, seed=seed)
    assert again["error"] == "owner: has shuffled already"
    early = Counted(keys)
    early.cast(0, [pack(early.file.form, ())])
    still = trustee(task="shuffle", board=early.files, owner=1, seed=seed)
    assert still["error"] == "board: is still open: the count begins when the box is closed"
    early.close()
    said = trustee(task="open", board=early.files, owner=1, seed=seed, share=share)
    assert said["error"] == "board: is still being shuffled"


def test_too_few_shuffles_open_nothing_in_a_verifiable_round(page: Page) -> None:
    keys = shared_key("Ed25519", 3, 2)
    held = Counted(keys)
    held.cast(0, [pack(held.file.form, (1,))])
    held.close()
    held.post_shuffle(1, shuffle_turn(CountingTrustee(held.board(), 1, keys.seeds[0]), held.draw))
    recording.end_shuffles(held.archive, held.election)
    said = worker(page)(task="open", board=held.files, owner=1, seed=keys.seeds[0], share=keys.sealed[0])
    assert said["error"] == "shuffles: are 1: so few trustees could link votes"
    assert place_in_python(held.files) == "shuffles"


def test_a_ceremony_names_who_cheats(page: Page) -> None:
    trustee = worker(page)
    seeds = [new_seed(from_seed(f"cheat {index}")) for index in range(2)]
    known: dict[str, object] = {"group": "Ed25519", "size": 2, "threshold": 2}
    certificates = [
        result(trustee(task="certify", **known, index=index, seed=seed))
        for index, seed in enumerate(seeds, start=1)
    ]
    heard = {**known, "certificates": certificates}
    posted = [
        result(trustee(task="contribute", **heard, index=index, seed=seed))
        for index, seed in enumerate(seeds, start=1)
    ]
    wrong_sheet = trustee(task="contribute", **heard, index=1, seed=seeds[1])
    assert wrong_sheet["error"] == "certificate 1: was not made from this seed"
    swapped = trustee(
        task="contribute", **{**heard, "certificates": certificates[::-1]}, index=1, seed=seeds[0]
    )
    assert swapped["place"] == "certificate 1.message.context.index"
    letters = json.loads(posted[1])
    letters["shares"].reverse()
    cheated = trustee(
        task="confirm", **heard, contributions=[posted[0], dumps(letters)], index=1, seed=seeds[0]
    )
    assert cheated["error"] == "share from trustee 2: cannot be opened with this key"
    unsigned = json.loads(posted[1])
    unsigned["signature"]["response"] = "7"
    cheated = trustee(
        task="confirm", **heard, contributions=[posted[0], dumps(unsigned)], index=1, seed=seeds[0]
    )
    assert cheated["error"] == "contribution 2.signature: does not hold"


def test_many_points_read_together_hide_none_outside_the_subgroup(page: Page) -> None:
    group = GROUPS["Ed25519"]
    good = [str(group.base_power(number)) for number in range(2, 302)]
    low = [bytes.fromhex(text) for text in LOW_ORDER]
    strangers = [str(group.base_power(number)) for number in range(400, 404)]
    mixed = [
        bindings.crypto_core_ed25519_add(bytes.fromhex(text)[::-1], point)[::-1].hex()
        for text, point in zip(strangers, low, strict=True)
    ]
    ask = "async (elements) => (await import('/trustees.js')).admitted('Ed25519', elements)"
    for bad in mixed:
        assert page.evaluate(ask, [*good[:150], bad, *good[150:]]) == [True] * 150 + [False] + [True] * 150
    more = [str(group.base_power(number)) for number in range(500, 800)]
    assert page.evaluate(ask, [*more, mixed[0]]) == [True] * 300 + [False]
    assert page.evaluate(ask, more) == [True] * 300


def test_a_page_without_encryption_says_so(page: Page) -> None:
    keys = shared_key("Ed25519", 3, 2)
    ask = """async ([seed, share]) => {
      const { openShare } = await import("/v1/ceremony.js");
      const { groupNamed } = await import("/v1/groups.js");
      Object.defineProperty(crypto, "subtle", { value: undefined, configurable: true });
      return openShare(groupNamed("Ed25519"), seed, share)
        .then(String, (error) => error.message)
        .finally(() => delete crypto.subtle);
    }"""
    said = page.evaluate(ask, [keys.seeds[0], keys.sealed[0]])
    assert said == "browser: encrypts only on a page whose address begins with https"
