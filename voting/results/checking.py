"""Checking the whole record of a counted round as a stranger would, once, before its result is published."""

from __future__ import annotations

from typing import Any

from voting.board.record import record_hash, verify_record
from voting.models import Board, Result, Round
from voting.verifier import VERSION

Check = dict[str, Any]
CODE = "record"


def check_record(round: Round) -> Check:
    """Check every proof of a sealed round that is counted, and keep what was found until it is published."""
    files = record_hash(round)
    report = verify_record(round)
    head = Board.objects.values_list("head", flat=True).get(round=round)
    check: Check = {
        "code": CODE, "ok": report.accepted, "lines": report.checks, "version": VERSION, "head": head,
        "files": files,
    }  # fmt: skip
    Result.objects.filter(round=round, published_at=None).update(checks=[check])
    return check


def kept_check(round: Round) -> Check | None:
    """Return what a check of the very files found that are published now; None if they were not checked."""
    checks = Result.objects.values_list("checks", flat=True).get(round=round)
    found = next((check for check in checks if check["code"] == CODE), None)
    return found if found and found.get("files") == record_hash(round) else None
