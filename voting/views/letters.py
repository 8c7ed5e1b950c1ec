"""Voting codes on the round desk: they leave in the answer to one press of a button, and are kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from audit.models import Entry
from processes.http import CityRequest
from voting.casting.phrases import count_text
from voting.codes.forms import AT_ONCE, LETTER, MAIL, TABLE, IssueForm, KeysForm
from voting.codes.issuing import Drawn, Who, issue, numbers, waiting
from voting.codes.letters import LETTERS_AT_ONCE, letters
from voting.codes.mailing import mail_codes
from voting.codes.merge_table import merge_table
from voting.codes.outside import WrongKeys, take_keys
from voting.codes.sample_letters import kept_letters
from voting.models import CodeBy, Round, RoundStatus
from voting.roll.columns import UnreadableRoll
from voting.roll.decoding import decode
from voting.rounds.state import RoundError
from voting.views.fetch import for_staff, get_round

HERE = "voting:codes"
Maker = Callable[[Round, Sequence[Drawn]], bytes]
FILES: dict[str, tuple[Maker, str, str]] = {
    LETTER: (letters, "application/pdf", "pdf"),
    TABLE: (merge_table, "text/csv; charset=utf-8", "csv"),
}
MOST_SHOWN = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def codes(request: CityRequest, round: Round) -> HttpResponse:
    """Show who has a code; issue the next ones as a file in the answer, or by e-mail."""
    form = IssueForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and isinstance(request.user, User):
        if form.cleaned_data["mark"] != issued_mark(round):
            form.add_error(None, _moved_on())
        else:
            try:
                return _issue(request, request.user, round, form)
            except RoundError as error:
                form.add_error(None, str(error))
    return _page(request, round, form, KeysForm())


def _issue(request: CityRequest, actor: User, round: Round, form: IssueForm) -> HttpResponse:
    who, how = Who(form.cleaned_data["who"]), form.cleaned_data["how"]
    again = who is Who.AGAIN
    found = (
        numbers(round, form.cleaned_data["first"], form.cleaned_data["last"])
        if again
        else waiting(round, who)
    )
    reached = found.exclude(email="") if how == MAIL else found
    if again and reached.count() > AT_ONCE[how]:
        raise RoundError(_too_many(AT_ONCE[how]))
    entries = list(reached[: AT_ONCE[how]])
    if not entries:
        raise RoundError(_("There is nobody left to get a code in this way."))
    voided = sum(entry.code_by == CodeBy.LETTER for entry in entries) if again else 0
    if voided and not form.is_sure():
        form.ask(voided)
        return _page(request, round, form, KeysForm())
    if how == MAIL:
        sent = mail_codes(actor=actor, round=round, entries=entries)
        messages.success(request, _mailed(sent))
        return redirect(HERE, round.process.slug, round.number)
    make, kind, ending = FILES[how]
    file = issue(
        actor=actor, round=round, entries=entries, make=partial(make, round), way=how, now=request.now
    )
    name = f"codes-{entries[0].roll_number}-to-{entries[-1].roll_number}.{ending}"
    header = content_disposition_header(as_attachment=True, filename=get_valid_filename(name))
    return HttpResponse(file, content_type=kind, headers={"Content-Disposition": header or "attachment"})


@never_cache
@require_safe
def sample_letters(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Hand out the letters that an invented city keeps for newcomers."""
    path = kept_letters(get_round(request, process_slug, number))
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="application/pdf")


@never_cache
@require_POST
@for_staff
def keys(request: CityRequest, round: Round) -> HttpResponse:
    """Take a table of public keys that were made outside."""
    form = KeysForm(request.POST, request.FILES)
    faults: WrongKeys | None = None
    if form.is_valid() and isinstance(request.user, User):
        try:
            text = decode(form.cleaned_data["file"].read())
            taken = take_keys(actor=request.user, round=round, text=text, now=request.now)
        except WrongKeys as error:
            faults = error
            form.add_error("file", _("Some lines cannot be used, so no key was added. They are named below."))
        except (RoundError, UnreadableRoll) as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _taken(taken))
            return redirect(HERE, round.process.slug, round.number)
    return _page(request, round, IssueForm(), form, faults)


def _page(
    request: CityRequest, round: Round, form: IssueForm, outside: KeysForm, faults: WrongKeys | None = None
) -> HttpResponse:
    wrong = bool(form.errors or outside.errors)
    without = waiting(round, Who.NO_ACCOUNT).count()
    context = {
        "round": round, "process": round.process, "form": form, "outside": outside,
        "mark": issued_mark(round),
        "open": round.status == RoundStatus.DRAFT, "without": without,
        "issued": round.roll.filter(code_by=CodeBy.LETTER).count(),
        "from_outside": round.roll.filter(code_by=CodeBy.OUTSIDE).count(),
        "addresses": waiting(round, Who.NO_ACCOUNT).exclude(email="").count(),
        "files": -(-without // LETTERS_AT_ONCE), "to_files": settings.MAIL_TO_FILES,
        "faults": faults.faults[:MOST_SHOWN] if faults else [],
    }  # fmt: skip
    return render(request, "voting/codes.html", context, status=422 if wrong else 200)


def issued_mark(round: Round) -> str:
    """Return what changes whenever codes were issued, so that a second click issues nothing again."""
    acts = Entry.objects.filter(action="voting.codes_issued", target_id=str(round.pk))
    return str(acts.count())


def _moved_on() -> str:
    return _(
        "Codes have been issued since this page was loaded. If that was you, check that the file is on "
        "your computer; nobody can get it a second time. Then press the button again for the next ones."
    )


def _too_many(most: int) -> str:
    return _(
        "That is too many numbers at once. The most is %(most)s: start with fewer, then continue after "
        "the last one."
    ) % {"most": count_text(most)}


def _mailed(people: int) -> str:
    return ngettext(
        "%(count)s e-mail with a code is on its way.",
        "%(count)s e-mails with codes are on their way.",
        people,
    ) % {"count": count_text(people)}


def _taken(people: int) -> str:
    return ngettext("%(count)s public key was added.", "%(count)s public keys were added.", people) % {
        "count": count_text(people)
    }
