"""Step 3 of writing, and the same page of a published proposal: pictures and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import limits
from accounts.models import User
from accounts.typed import sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied
from proposals.forms.pictures import DescriptionForm, FileForm, PictureForm
from proposals.models import Attachment, Picture, Proposal
from proposals.pictures import Unusable
from proposals.services.illustrating import (
    MOST_FILES,
    MOST_PICTURES,
    add_picture,
    attach_file,
    describe_picture,
    may_illustrate,
    move_picture_up,
    remove_file,
    remove_picture,
)
from proposals.views.fetch import written_or_404

UPLOADS_PER_HOUR = 40


def pictures(request: CityRequest, process_slug: str, pk: int = 0, number: int = 0) -> HttpResponse:
    """Show the pictures and files with what can be done about them; add one."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to add pictures."))
    proposal = written_or_404(process, request.user, pk=pk, number=number)
    verdict = may_illustrate(request.user, proposal, request.now)
    if not verdict:
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    sent = request.POST.get("add", "") if request.method == "POST" else ""
    both = request.POST, request.FILES
    picture_form = PictureForm(*both) if sent == "picture" else PictureForm()
    file_form = FileForm(*both, prefix="pdf") if sent == "file" else FileForm(prefix="pdf")
    if sent == "picture" and picture_form.is_valid() and take_picture(request, proposal, picture_form):
        return redirect(request.path)
    if sent == "file" and file_form.is_valid() and take_file(request, proposal, file_form):
        return redirect(request.path)
    return page(request, proposal, {"picture_form": picture_form, "file_form": file_form})


def page(request: CityRequest, proposal: Proposal, forms: dict[str, Any]) -> HttpResponse:
    """Render the page of pictures and files."""
    process, shown = proposal.process, list(proposal.pictures.all())
    described = forms.get("described")
    for each in shown:
        each.proposal = proposal
    rows = [
        (each, described if described and described.prefix == f"p{each.pk}" else description_form(each))
        for each in shown
    ]
    context = {
        "process": process, "draft": proposal, "step": 3, "rows": rows,
        "files": list(proposal.attachments.all()), "room": len(shown) < MOST_PICTURES,
        "most": MOST_PICTURES, "here": here(process, proposal.pk, proposal.number), **forms,
    }  # fmt: skip
    context["room_for_files"] = len(context["files"]) < MOST_FILES
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/pictures.html", context, status=status)


def description_form(picture: Picture, data: Any = None) -> DescriptionForm:
    """Return the form with what a picture is described as now."""
    initial = {"alt": picture.alt, "decorative": not picture.alt}
    return DescriptionForm(data, prefix=f"p{picture.pk}", initial=initial)


def here(process: Process, pk: int, number: int | None) -> str:
    """Return the address of this page for the proposal `number`, or the draft `pk`."""
    if number:
        return reverse("proposals:pictures", args=[process.slug, number])
    return reverse("proposals:draft_pictures", args=[process.slug, pk])


def take_picture(request: CityRequest, proposal: Proposal, form: PictureForm) -> bool:
    """Add the picture that was sent; False where the form has to say why not."""
    file = form.cleaned_data["picture"]
    return attempt(request, form, "picture", lambda user: add_picture(
        actor=user, proposal=proposal, file=file, size=file.size, alt=form.cleaned_data["alt"],
        now=request.now,
    ), _("The picture is added."))  # fmt: skip


def take_file(request: CityRequest, proposal: Proposal, form: FileForm) -> bool:
    """Add the file that was sent; False where the form has to say why not."""
    file = form.cleaned_data["file"]
    return attempt(request, form, "file", lambda user: attach_file(
        actor=user, proposal=proposal, file=file, size=file.size, title=form.cleaned_data["title"],
        now=request.now,
    ), _("The file is added."))  # fmt: skip


def attempt(
    request: CityRequest, form: PictureForm | FileForm, name: str, act: Callable[[User], object], done: str
) -> bool:
    """Do `act`; put the reason into the field `name` where it cannot be done."""
    assert isinstance(request.user, User)
    try:
        limits.check(actor=request.user, act="proposals.upload", limit=UPLOADS_PER_HOUR, seconds=3600)
        act(request.user)
    except (Denied, Unusable, limits.TooMany) as no:
        form.add_error(name, str(no))
        return False
    messages.success(request, done)
    return True


@require_POST
def change(request: CityRequest, process_slug: str, token: str, pk: int = 0, number: int = 0) -> HttpResponse:
    """Describe, move or remove one picture or file, as the button says that was pressed."""
    process = process_or_404(process_slug, request.user)
    back = here(process, pk, number)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to add pictures."), path=back)
    proposal = written_or_404(process, request.user, pk=pk, number=number)
    act = request.POST.get("act", "")
    filed = (proposal.attachments if act == "remove_file" else proposal.pictures).filter(token=token).first()
    try:
        if filed is None:
            messages.info(request, _("It is no longer there."))
            return redirect(back)
        filed.proposal = proposal
        if isinstance(filed, Attachment):
            remove_file(actor=request.user, attachment=filed, now=request.now)
            messages.success(request, _("The file is gone."))
        elif act == "remove":
            remove_picture(actor=request.user, picture=filed, now=request.now)
            messages.success(request, _("The picture is gone."))
        elif act == "up":
            move_picture_up(actor=request.user, picture=filed, now=request.now)
        else:
            return describe(request, request.user, proposal, filed)
    except Denied as no:
        messages.warning(request, str(no))
    return redirect(back)


def describe(request: CityRequest, user: User, proposal: Proposal, picture: Picture) -> HttpResponse:
    """Say anew what a picture shows. Raises Denied."""
    form = description_form(picture, request.POST)
    if not form.is_valid():
        forms = {"picture_form": PictureForm(), "file_form": FileForm(prefix="pdf"), "described": form}
        return page(request, proposal, forms)
    describe_picture(actor=user, picture=picture, alt=form.cleaned_data["alt"], now=request.now)
    messages.success(request, _("The description is saved."))
    return redirect(here(proposal.process, proposal.pk, proposal.number))
