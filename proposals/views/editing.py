"""Changing a published proposal."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.typed import kept, sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.permissions import Denied
from proposals.forms import PlaceForm
from proposals.forms.together import WordsForm
from proposals.meanwhile import body_of_both, taken_over
from proposals.models import Proposal
from proposals.permissions import may_edit
from proposals.places import city_districts, drawing_data
from proposals.services import DraftFields, edit_proposal
from proposals.services.locking import SavedElsewhere
from proposals.tagging import used_tags
from proposals.views.fetch import clock, written_or_404
from proposals.views.writing import Other
from proposals.wording import Conflict


def edit(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Change the words and the details on one page; sending it publishes a new version."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to change your proposal. What you typed is kept."))
    proposal = written_or_404(process, request.user, number=number)
    typed = kept(request)
    words = WordsForm(request.POST or None, initial=typed or WordsForm.of(proposal))
    place = PlaceForm(request.POST or None, process=process, initial=typed or PlaceForm.of(proposal))
    verdict = may_edit(request.user, proposal, request.now)
    if not verdict and request.method != "POST":
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    other = None
    if request.method == "POST" and all([words.is_valid(), place.is_valid()]):
        outcome = publish(request, request.user, proposal, words, place)
        if isinstance(outcome, Proposal):
            return redirect(outcome)
        other = outcome
    context = {
        "process": process, "proposal": proposal, "form": words, "place_form": place, "other": other,
        "used_tags": used_tags(process), "drawing": drawing_data(city_districts()),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/edit.html", context, status=status)


def publish(
    request: CityRequest, user: User, proposal: Proposal, words: WordsForm, place: PlaceForm
) -> Proposal | Other | None:
    """Publish the new version; where the form has to be shown again, None or what somebody else published."""
    fields = words.fields_to_save()
    fields.update(place.fields_to_save())
    seen = words.cleaned_data["seen"]
    try:
        edited = edit_proposal(
            actor=user, proposal=proposal, seen=-1 if seen is None else seen,
            reason=words.cleaned_data["reason"], now=request.now, **fields,
        )  # fmt: skip
    except Denied as no:
        words.add_error(None, str(no))
    except ValidationError as error:
        words.add_error(None, error)
    except SavedElsewhere as elsewhere:
        return meanwhile(elsewhere.proposal, words, place, fields)
    else:
        if edited.version == proposal.version:
            messages.info(request, _("Nothing was changed, so nothing was published."))
        else:
            version = {"version": edited.version}
            messages.success(request, _("Version %(version)s is published.") % version)
        return edited
    return None


PLACE_FIELDS = {
    "district": ("district",), "address": ("address",), "topic": ("category",), "cost": ("cost",),
    "tags": ("tags",), "point": ("latitude", "longitude"),
}  # fmt: skip


def take_over(parts: Iterable[str], current: Proposal, words: WordsForm, place: PlaceForm) -> None:
    """Show the forms with what another author said in `parts`, as if it had been typed."""
    said, where = WordsForm.of(current), PlaceForm.of(current)
    for part in parts:
        if part in said:
            words.retype(part, str(said[part]))
        for name in PLACE_FIELDS.get(part, ()):
            place.retype(name, "" if where[name] is None else str(where[name]))


def meanwhile(current: Proposal, words: WordsForm, place: PlaceForm, fields: DraftFields) -> Other:
    """Put what was typed and what somebody else published into one text, or say that people must."""
    seen = words.cleaned_data["seen"] or 0
    base = current.versions.filter(number=seen).first()
    at = {"time": clock(current.changed_at), "version": current.version}
    words.now_seen(current.version)
    try:
        if base is None or base.is_hidden:
            raise Conflict
        body, parts = body_of_both(base, current, fields), taken_over(base, current, fields)
        words.retype("body", body)
        take_over(parts, current, words, place)
    except Conflict:
        words.add_error(None, _(
            "Another author published version %(version)s at %(time)s and changed the same passage. What you "
            "typed is still here. Compare it with the other text below. Publishing now keeps what you typed."
        ) % at)  # fmt: skip
    else:
        words.add_error(None, _(
            "Another author published version %(version)s at %(time)s. Both changes are in the text now. "
            "Read it again, then publish."
        ) % at)  # fmt: skip
    return Other(current)
