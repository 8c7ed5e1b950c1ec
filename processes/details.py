"""What a process says about itself, its topics, and the step that shows it to everyone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, count

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from audit.services import open_chain
from processes.logging import log
from processes.models import Category, Process
from processes.permissions import YES, Denied, Verdict, require, role_verdict
from processes.phases import Act

SLUG_LETTERS = 70
DETAILS = ("title", "summary", "support_threshold", "minimum_age", "largest_cost")


def next_notice_number() -> int:
    """Return the number of the next notice on the square."""
    return (Process.objects.aggregate(last=Max("notice_number"))["last"] or 0) + 1


@transaction.atomic
def set_details(
    *,
    actor: User | None,
    process: Process,
    title: str,
    summary: str,
    support_threshold: int,
    minimum_age: int,
    largest_cost: int | None,
    now: datetime | None = None,
) -> None:
    """Change what a process says about itself; `largest_cost` is in minor units.

    Saying the same again changes nothing. Raises Denied and ValidationError.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    held = Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    process.title, process.summary = title, summary
    process.support_threshold, process.minimum_age = support_threshold, minimum_age
    process.largest_cost = largest_cost
    if all(getattr(held, name) == getattr(process, name) for name in DETAILS):
        return
    process.full_clean()
    process.save(update_fields=DETAILS)
    open_chain(key=process.chain, title=title)
    data: dict[str, Json] = {
        "title": title, "supporters": support_threshold, "age": minimum_age, "largest": largest_cost,
    }  # fmt: skip
    log(actor, "processes.details_set", process, data, at=now)


@transaction.atomic
def set_topics(
    *, actor: User | None, process: Process, names: Sequence[str], now: datetime | None = None
) -> None:
    """Let a process have just these topics, in this order. A topic keeps its proposals while its name stays.

    The same topics again change nothing. Raises Denied: without the role, and with the name of a topic that
    proposals have and that would go.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    if list(names) == list(process.categories.values_list("name", flat=True)):
        return
    kept = {topic.name.casefold(): topic for topic in process.categories.all()}
    wanted = {name.casefold(): name for name in names}
    for key in kept.keys() - wanted.keys():
        _remove(kept[key])
    slugs = {topic.slug for key, topic in kept.items() if key in wanted}
    for position, (key, name) in enumerate(wanted.items()):
        if key in kept:
            Category.objects.filter(pk=kept[key].pk).update(name=name, position=position)
        else:
            slug = free_slug(name, position, slugs)
            slugs.add(slug)
            Category.objects.create(process=process, name=name, slug=slug, position=position)
    topics: list[Json] = list(wanted.values())
    log(actor, "processes.topics_set", process, {"topics": topics}, at=now)


def free_slug(name: str, position: int, taken: set[str]) -> str:
    """Return an address for a topic that no other one has."""
    wanted = slugify(name)[:SLUG_LETTERS] or f"topic-{position + 1}"
    numbered = (f"{wanted}-{number}" for number in count(position + 1))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)


def _remove(topic: Category) -> None:
    try:
        topic.delete()
    except ProtectedError as error:
        text = _("Proposals have the topic “%(topic)s”, so it cannot be taken away.") % {"topic": topic.name}
        raise Denied(Verdict(False, text)) from error


def publish_verdict(process: Process) -> Verdict:
    """Return whether the process has what residents need first: dates."""
    if process.published:
        return Verdict(False, _("Everyone can see this process already."))
    if not process.timeline.windows:
        return Verdict(False, _("Set the dates first, so that residents see what happens when."))
    return YES


@transaction.atomic
def publish_process(*, actor: User | None, process: Process, now: datetime) -> None:
    """Show a process on the square, for good. Raises Denied."""
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    held = Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    require(publish_verdict(held))
    process.published, process.posted_at = True, now
    process.save(update_fields=["published", "posted_at"])
    log(actor, "processes.published", process, {"title": process.title}, at=now)
