"""`python -m voting.rules check FILE.pb PAYMENTS.json`: follow the payments of a result in one pass."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from voting.rules.certificate import check_payments
from voting.rules.outcome import Outcome
from voting.rules.pabulib import PabulibError, read

IN_ORDER, NOT_IN_ORDER, BAD_INPUT = 0, 1, 2


def check(arguments: Sequence[str]) -> int:
    """Run the command; returns 0 if the payments are in order, 1 if not, 2 for a file that cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m voting.rules check",
        description="Follow every payment of a result of equal shares, without counting again.",
    )
    parser.add_argument("file", metavar="FILE.pb", help="the ballots, in the Pabulib format")
    parser.add_argument(
        "payments", metavar="PAYMENTS.json", help="the payments, or the whole outcome, as JSON"
    )
    options = parser.parse_args(arguments)
    try:
        outcome = Outcome.from_json(json.loads(Path(options.payments).read_text(encoding="utf-8")))
        verdict = check_payments(read(options.file), outcome)
    except (PabulibError, OSError) as error:
        return _fail(f"{options.file}: {error}")
    except (KeyError, TypeError) as error:
        return _fail(f"{options.payments}: not an outcome ({error})")
    except ValueError as error:
        return _fail(f"{options.payments}: {error}")
    if verdict.valid:
        sys.stdout.write(f"The payments for {len(outcome.selected)} projects are in order.\n")
        return IN_ORDER
    sys.stdout.write("".join(f"{problem}\n" for problem in verdict.problems))
    return NOT_IN_ORDER


def _fail(message: str) -> int:
    sys.stderr.write(" ".join(message.split()) + "\n")
    return BAD_INPUT
