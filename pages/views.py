"""The public pages: the square, a process, and the editors' texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail.views import serve

from pages.frame import Lead, Tile, city_frame, in_language
from pages.models import ContentPage, NewsPage
from pages.notices import Notice, notice_for
from pages.words import ProcessWords, process_titles, process_words
from processes.fetch import published_processes, with_timeline
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import STAFF, Person, roles_of
from processes.phases import Phase
from proposals.models import Proposal
from proposals.places import city_districts
from proposals.recall import is_long, remembered
from proposals.waiting import promise_of
from voting.models import Channel, Project, RollEntry, Round, RoundStatus

DECIDED_SHOWN = 5


def home(request: CityRequest) -> HttpResponse:
    """The square: every open decision, the districts, and what was decided."""
    return render_home(request, city_frame(get_language() or "en").lead)


def render_home(request: CityRequest, lead: Lead | None) -> HttpResponse:
    """Show the square at `request.now`, under the editors' words."""
    processes = published_processes()
    many = any(is_long(process) for process in processes)
    counts = remembered("square", proposal_counts) if many else proposal_counts()
    notices = all_notices(processes, request.now, counts, request.user)
    open_notices = sorted(
        (n for n in notices if n.is_open), key=lambda n: n.window.ends if n.window else request.now
    )
    context = {
        "lead": lead,
        "notices": open_notices,
        "decided": with_deliveries([n for n in notices if not n.is_open and n.round][:DECIDED_SHOWN]),
        "districts": districts_with_counts(open_notices, counts),
        "titles": process_titles(get_language() or "en"),
        "unread": getattr(request.user, "unread_notices", 0),
    }
    return render(request, "pages/home.html", context)


def proposal_counts() -> dict[int, Counter[int | None]]:
    """Return how many proposals are listed, per process and district id (one query)."""
    counts: dict[int, Counter[int | None]] = defaultdict(Counter)
    rows = Proposal.objects.living().values_list("process", "district").annotate(Count("pk")).order_by()
    for process, district, count in rows:
        counts[process][district] = count
    return counts


def all_notices(
    processes: list[Process], now: datetime, counts: Mapping[int, Counter[int | None]], user: Person
) -> list[Notice]:
    """Return a notice for each process (one query for their rounds, for whether `user` voted in them and for
    how many people voted on paper).
    """
    rounds: dict[int, list[Round]] = defaultdict(list)
    known = {process.pk: process for process in processes}
    for found in shown_rounds(user).filter(process__in=processes):
        found.process = known[found.process_id]
        rounds[found.process_id].append(found)
    return [notice_for(p, now, rounds[p.pk], counts[p.pk].total()) for p in processes]


def shown_rounds(user: Person) -> QuerySet[Round]:
    """Return the rounds that residents see, with whether `user` voted and how many people did on paper."""
    shown = (RoundStatus.FROZEN, RoundStatus.COUNTING, RoundStatus.COUNTED, RoundStatus.PUBLISHED)
    voted = RollEntry.objects.filter(round=OuterRef("pk"), user=user.pk or 0, voted_on__isnull=False)
    paper = RollEntry.objects.filter(round=OuterRef("pk"), channel=Channel.PAPER).order_by().values("round")
    return Round.objects.filter(status__in=shown).annotate(
        voted=Exists(voted), paper=Coalesce(Subquery(paper.annotate(people=Count("pk")).values("people")), 0)
    )


def with_deliveries(notices: list[Notice]) -> list[tuple[Notice, Counter[str]]]:
    """Return each decided notice with how many of its funded projects are in which state (one query)."""
    rounds = [n.round for n in notices if n.round]
    states: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Project.objects.filter(round__in=rounds).exclude(delivery="").values_list("round_id", "delivery")
    for round_id, delivery in rows:
        states[round_id][delivery] += 1
    return [(n, states[n.round.pk]) for n in notices if n.round]


def districts_with_counts(
    notices: list[Notice], counts: Mapping[int, Counter[int | None]]
) -> list[tuple[Tile, int, str]]:
    """Return each district, its number of proposals and the address of their process: one that collects
    proposals now, or else the one with the most.
    """
    with_some = [n for n in notices if n.proposal_count]
    if not with_some:
        return []
    collecting = max(with_some, key=lambda n: (collects(n), n.proposal_count)).process
    districts = city_frame(get_language() or "en").districts
    return [(d, counts[collecting.pk][d.pk], collecting.slug) for d in districts]


def collects(notice: Notice) -> bool:
    """Return whether a process takes proposals now."""
    return notice.window is not None and notice.window.phase == Phase.COLLECT


def page(request: CityRequest, slug: str) -> HttpResponse:
    """Whatever has this address: a process, a text page, or any other page of the editor."""
    process = with_timeline(slug)
    if process and may_see(request, process):
        return render_process(request, process, process_words(process, get_language() or "en"))
    texts = in_language(
        ContentPage.objects.live().filter(slug=slug).select_related("locale"), get_language() or "en"
    )
    if texts:
        return render_text(request, texts[0])
    response: HttpResponse = serve(request, f"{slug}/")
    return response


def may_see(request: CityRequest, process: Process) -> bool:
    """Return whether the process is public, or the visitor prepares it."""
    return process.published or bool(roles_of(request.user, process) & STAFF)


def render_process(request: CityRequest, process: Process, words: ProcessWords | None) -> HttpResponse:
    """Show a process at `request.now`, with or without an editor's words."""
    budgets_of(process)
    rounds = list(shown_rounds(request.user).filter(process=process))
    for ballot_round in rounds:
        ballot_round.process = process
    count = Proposal.objects.living().in_process(process).count()
    context = {
        "process": process,
        "words": words,
        "notice": notice_for(process, request.now, rounds, count),
        "rounds": rounds,
        "language": words.language if words else process.language,
        "may_manage": bool(roles_of(request.user, process) & STAFF),
        "promise": promise_of(process, count, request.now),
    }
    return render(request, "pages/process.html", context)


def budgets_of(process: Process) -> None:
    """Read the money of a process at once, with its districts, which are known (one query)."""
    districts = {district.pk: district for district in city_districts()}
    prefetch_related_objects([process], "budgets")
    for budget in process.budgets.all():
        budget.district = districts.get(budget.district_id or 0)


def news(request: CityRequest, process_slug: str, slug: str) -> HttpResponse:
    """A piece of news under a process, in the reader's language where it is translated."""
    found = NewsPage.objects.live().filter(slug=slug).select_related("locale")
    process = Process.objects.filter(slug=process_slug).first()
    mine = [n for n in found if process and n.url_path.rstrip("/").split("/")[-2] == process.slug]
    pages = in_language(mine, get_language() or "en")
    if not pages or process is None or not may_see(request, process):
        response: HttpResponse = serve(request, f"{process_slug}/{slug}/")
        return response
    return render_news(request, process, pages[0])


def render_news(request: CityRequest, process: Process, page: NewsPage) -> HttpResponse:
    """Show a piece of news in the language it is written in."""
    context = {
        "page": page,
        "process": process,
        "parent": page.get_parent(),
        "language": page.locale.language_code,
    }
    return render(request, "pages/news.html", context)


def render_text(request: CityRequest, page: ContentPage) -> HttpResponse:
    """Show a page of text in the language it is written in."""
    return render(request, "pages/content.html", {"page": page, "language": page.locale.language_code})
