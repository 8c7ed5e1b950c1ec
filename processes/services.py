"""What staff do with a process: open it, set its dates and its budgets.

`actor` may be None for the system itself (an import, a command); the log then says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import District, User
from audit.chain import Json
from audit.services import open_chain
from processes.details import free_slug
from processes.logging import log
from processes.models import Budget, Category, PhaseWindow, Process
from processes.permissions import require, role_verdict
from processes.phases import Act, Window, problems
from processes.promises import broken_promises
from processes.words import timeline_problem


@transaction.atomic
def create_process(
    *,
    actor: User | None,
    slug: str,
    title: str,
    notice_number: int,
    windows: Sequence[Window],
    summary: str = "",
    language: str = settings.LANGUAGE_CODE,
    currency: str = "EUR",
    support_threshold: int = 100,
    minimum_age: int = 0,
    largest_cost: int | None = None,
    budgets: Mapping[District | None, int] | None = None,
    categories: Sequence[str] = (),
    published: bool = False,
    external_id: str = "",
    posted_at: datetime | None = None,
) -> Process:
    """Open a process with its phases, budgets and topics, and return it.

    `largest_cost` and `budgets` (None: the whole city) are in minor units of `currency`; `posted_at` is now
    unless given. Raises Denied, or ValidationError for a slug or number that is taken and for dates that do
    not make a timeline.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, None))
    process = Process(
        slug=slug, title=title, summary=summary, language=language, notice_number=notice_number,
        currency=currency, support_threshold=support_threshold, minimum_age=minimum_age,
        largest_cost=largest_cost, published=published, external_id=external_id,
        posted_at=posted_at or timezone.now(),
    )  # fmt: skip
    _save_new(process)
    open_chain(key=process.chain, title=title)
    log(actor, "processes.created", process, {"title": title}, at=process.posted_at)
    set_timeline(actor=actor, process=process, windows=windows, now=process.posted_at)
    for district, amount in (budgets or {}).items():
        set_budget(actor=actor, process=process, district=district, amount=amount, now=process.posted_at)
    _add_categories(process, categories)
    return process


@transaction.atomic
def set_timeline(
    *, actor: User | None, process: Process, windows: Sequence[Window], now: datetime | None = None
) -> None:
    """Replace the dates of a process; the same dates again change nothing.

    Raises Denied, or ValidationError with a sentence for each thing wrong with `windows`, and for each vote
    that people were promised and that would end earlier or begin later.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    held = Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    if tuple(windows) == held.timeline.windows:
        return
    wrong = [timeline_problem(problem) for problem in problems(tuple(windows))]
    wrong = wrong or broken_promises(process, windows, now or timezone.now())
    if wrong:
        raise ValidationError(wrong)
    process.phases.exclude(phase__in=[window.phase for window in windows]).delete()
    for window in windows:
        PhaseWindow.objects.update_or_create(
            process=process,
            phase=window.phase,
            defaults={"starts_at": window.starts, "ends_at": window.ends},
        )
    process.refresh_from_db()
    process.__dict__.pop("timeline", None)
    dates: list[Json] = [
        {"phase": w.phase.value, "starts": w.starts.isoformat(), "ends": w.ends.isoformat()} for w in windows
    ]
    log(actor, "processes.timeline_set", process, {"title": process.title, "phases": dates}, at=now)


@transaction.atomic
def set_budget(
    *,
    actor: User | None,
    process: Process,
    district: District | None,
    amount: int,
    now: datetime | None = None,
) -> Budget:
    """Set what there is to share, in minor units, in one district or (None) the whole city.

    Setting what is set already changes nothing. Raises Denied, ValidationError.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    if amount < 0:
        raise ValidationError(_("A budget cannot be less than zero."))
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    budget, created = Budget.objects.get_or_create(
        process=process, district=district, defaults={"amount": amount}
    )
    if not created and budget.amount == amount:
        return budget
    budget.amount = amount
    budget.save(update_fields=["amount"])
    process.__dict__.pop("total_budget", None)
    data: dict[str, Json] = {
        "district": district.name if district else "", "amount": amount, "currency": process.currency,
    }  # fmt: skip
    log(actor, "processes.budget_set", process, data, at=now)
    return budget


def _save_new(process: Process) -> None:
    """Save a new process. Raises ValidationError, also for an address or number taken at the same moment."""
    process.full_clean()
    try:
        with transaction.atomic():
            process.save()
    except IntegrityError:
        process.full_clean()
        raise


def _add_categories(process: Process, names: Sequence[str]) -> None:
    taken: set[str] = set()
    rows = []
    for position, name in enumerate(names):
        slug = free_slug(name, position, taken)
        taken.add(slug)
        rows.append(Category(process=process, name=name, slug=slug, position=position))
    Category.objects.bulk_create(rows)
