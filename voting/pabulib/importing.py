"""Importing: a Pabulib file becomes a finished process with one counted and published round, or nothing at
all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from processes.models import Process
from processes.phases import Phase, Window
from processes.services import create_process
from voting.amounts import LARGEST, Amount, amount
from voting.counting.ballots import Choice, store_ballots
from voting.counting.count import count_round
from voting.models import BallotType, Channel, Round
from voting.pabulib.header import Dates, currency_of, dates_of, language_of, title_of
from voting.pabulib.imported_rules import rule_of
from voting.results.publishing import publish_result
from voting.rounds.freezing import freeze_round
from voting.rounds.preparing import NewProject, Source, add_projects, create_round
from voting.rules import Election, PabulibError, Project, VoteType, pabulib
from voting.rules.exact import Number, parse_number
from voting.rules.pabulib.reader import check_voters
from voting.rules.pabulib.sections import Head, read_head

SMALL = 32_767


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: the round, and whether it was there already."""

    round: Round
    created: bool


Progress = Callable[[int, int], object]


@transaction.atomic
def import_pb(*, path: Path, progress: Progress = lambda _more, _total: None) -> Imported:
    """Read a `.pb` file into a finished process; `progress` hears how many more ballots of how
    many in total went into the box.

    The same file again changes nothing. Raises PabulibError with the line that is wrong, OSError; then
    nothing is written.
    """
    text = pabulib.load(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if known := _known(digest):
        return Imported(known, created=False)
    head = read_head(text)
    if not head.projects:
        raise PabulibError(head.votes_line - 2, "there is no project before this line")
    election = pabulib.parse(text)
    check_voters(text, head)
    now, dates = timezone.now(), dates_of(election)
    money = _amount(election.budget, currency_of(election), head.line_of("budget"), "the budget in META")
    source = Source(path.name[:200], digest, election.meta)
    process = _new_process(election, path.name, digest, money, dates)
    if process is None and (known := _known(digest)):
        return Imported(known, created=False)
    process = process or _process(election, path.name, digest, money, dates)
    round = _round(process, election, source, money, dates)
    add_projects(actor=None, round=round, projects=_projects(election, head, process.currency), now=now)
    freeze_round(actor=None, round=round, now=now)
    store_ballots(round=round, ballots=_ballots(election, progress), channel=Channel.IMPORTED)
    count_round(actor=None, round=round, now=now)
    publish_result(actor=None, round=round, now=now)
    return Imported(round, created=True)


def _known(digest: str) -> Round | None:
    return Round.objects.filter(source_hash=digest).select_related("process").first()


def _new_process(election: Election, name: str, digest: str, budget: Amount, dates: Dates) -> Process | None:
    """Make the process; None where somebody else imported at the same moment, the same file or one of its
    name, and was done while this waited.
    """
    try:
        with transaction.atomic():
            return _process(election, name, digest, budget, dates)
    except (IntegrityError, ValidationError):
        return None


def _process(election: Election, name: str, digest: str, budget: Amount, dates: Dates) -> Process:
    begins, ends = dates
    last = Process.objects.aggregate(last=Max("notice_number"))["last"] or 0
    windows = [
        Window(Phase.VOTE, begins, ends),
        Window(Phase.RESULT, ends, ends + timedelta(days=1)),
        Window(Phase.DELIVERY, ends + timedelta(days=1), ends + timedelta(days=3 * 365)),
    ]
    currency = currency_of(election)
    return create_process(
        actor=None,
        slug=_free_slug(slugify(Path(name).stem.replace("_", "-"))[:70] or "election"),
        title=title_of(election, Path(name).stem),
        notice_number=last + 1,
        windows=windows,
        language=language_of(election) or "en",
        currency=currency,
        budgets={None: budget.minor},
        published=True,
        external_id=f"pb:{digest}",
        posted_at=begins,
    )


def _free_slug(wanted: str) -> str:
    taken = set(Process.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


def _round(process: Process, election: Election, source: Source, budget: Amount, dates: Dates) -> Round:
    points = election.ballots.points is not None or election.vote_type is VoteType.ORDINAL
    rule, parameters = rule_of(election.meta, points=points)
    limit = amount(_limit(election, "max_sum_cost", LARGEST // 10**4), process.currency).minor
    most = int(_limit(election, "max_length", SMALL))
    return create_round(
        actor=None,
        process=process,
        title=process.title,
        opens_at=dates[0],
        closes_at=dates[1],
        budget=budget.minor,
        exact_budget=budget.exact,
        rule=rule,
        rule_parameters=parameters,
        max_projects=most or None,
        spending_limit=limit or None,
        ballot_type=BallotType(election.vote_type.value),
        source=source,
    )


def _limit(election: Election, key: str, most: int) -> Number:
    """A limit of the header; 0, which is no limit, for one that is no number or one that nobody can mean."""
    try:
        limit = parse_number(election.meta.get(key, ""))
    except ValueError:
        return 0
    return limit if 0 < limit <= most else 0


def _amount(value: Number, currency: str, line: int, what: str) -> Amount:
    try:
        return amount(value, currency)
    except ValueError:
        raise PabulibError(line, f"{what} is too large") from None


def _projects(election: Election, head: Head, currency: str) -> Iterator[NewProject]:
    lines = [line for line, _cells in head.projects]
    language = language_of(election)
    for number, (project, line) in enumerate(zip(election.projects, lines, strict=True), 1):
        cost = _amount(project.cost, currency, line, "the cost")
        latitude, longitude = _place(project, line)
        yield NewProject(
            number=number,
            key=_short(project.id, 80, line, "the project id"),
            title=(project.name or project.id)[:300],
            cost=cost.minor,
            exact_cost=cost.exact,
            summary=project.extra.get("description", ""),
            category=(project.category or project.extra.get("categories", ""))[:120],
            place=(
                project.district or project.extra.get("neighbourhood", "") or project.extra.get("subunit", "")
            )[:120],
            target=project.extra.get("target", "")[:200],
            latitude=latitude,
            longitude=longitude,
            language=language,
            declared=_declared(project),
        )


def _short(text: str, most: int, line: int, what: str) -> str:
    if len(text) > most:
        raise PabulibError(line, f"{what} is longer than {most} letters")
    return text


def _declared(project: Project) -> int | None:
    mark = project.extra.get("selected", "").strip()
    return int(mark) if mark in {"0", "1", "2"} else None


def _place(project: Project, line: int) -> tuple[float | None, float | None]:
    """Where the project lies. Coordinates off the globe count as none, half a pair too."""
    try:
        latitude, longitude = (float(project.extra.get(key, "")) for key in ("latitude", "longitude"))
    except ValueError:
        return None, None
    inside = -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if inside else (None, None)


def _ballots(election: Election, progress: Progress) -> Iterator[tuple[Choice, ...]]:
    """One ballot per voter: there is nothing sealed in a finished election."""
    numbers = {project.id: number for number, project in enumerate(election.projects, 1)}
    for group in election.ballots.groups(tuple(numbers)):
        points = group.points or (None,) * len(group.choices)
        choices = tuple(Choice(numbers[key], given) for key, given in zip(group.choices, points, strict=True))
        for _ in range(group.count):
            yield choices
        progress(group.count, election.voters)
