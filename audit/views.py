"""The public log, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.actions import readable
from audit.chain import GENESIS
from audit.downloads import FORMATS, streamed
from audit.forms import LogFilter
from audit.lines import drawn_days
from audit.models import Chain, Entry
from audit.state import state_of
from audit.timeline import page_of


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The list of entries, newest first, with the state of the chains on top."""
    form = LogFilter(request.GET, chains=list(Chain.objects.all()))
    page = page_of(form.on_page(), request.GET.get("before", ""))
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "page": page,
        "days": drawn_days(page, name_chains="chain" not in form.wanted and len(form.chains) > 1),
        "state": state_of(form.chosen_chains),
        "filter_query": query.urlencode(),
        "today": timezone.localdate(),
    }
    return render(request, "audit/log.html", context)


@require_safe
def entry(request: HttpRequest, chain: str, number: int) -> HttpResponse:
    """One entry with everything that is public about it, its fingerprint worked out anew."""
    row = get_object_or_404(Entry.objects.select_related("chain", "private"), chain__key=chain, number=number)
    before = Entry.objects.filter(chain=row.chain_id, number=number - 1).first()
    follows = row.prev_hash == (before.hash if before else GENESIS)
    context = {
        "entry": row,
        "is_intact": row.as_log_entry(chain).is_intact() and follows,
        "facts": [(key.replace("_", " "), readable(value)) for key, value in row.data.items()],
        "promised": [key.strip("@").replace("_", " ") for key in row.commitments],
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < row.chain.length else None,
    }
    return render(request, "audit/entry.html", context)


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The entries asked for as a file; `format` is csv or jsonl."""
    name = request.GET.get("format", "csv")
    if name not in FORMATS:
        raise Http404
    content_type, write = FORMATS[name]
    form = LogFilter(request.GET, chains=list(Chain.objects.all()))
    return streamed(request, write(form), content_type, f"public-log-{timezone.localdate()}.{name}")
