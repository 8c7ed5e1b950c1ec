"""Writing together: inviting, answering an invitation, leaving and removing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.permissions import Denied
from proposals.forms.together import InviteForm
from proposals.models import Invitation, Proposal
from proposals.permissions import may_invite
from proposals.services.coauthoring import (
    accept_invitation,
    decline_invitation,
    invitation_of,
    invite_coauthor,
    link_part,
    may_join,
    remove_coauthor,
    withdraw_invitation,
)
from proposals.views.fetch import written_or_404

INVITATIONS = Pace("proposals.invite", 30, 86400)


def coauthors(request: CityRequest, process_slug: str, pk: int = 0, number: int = 0) -> HttpResponse:
    """Show who writes this together; invite, take back, remove, leave."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to manage co-authors."))
    proposal = written_or_404(process, request.user, pk=pk, number=number)
    asked = request.POST.get("act", "") if request.method == "POST" else ""
    form = InviteForm(request.POST if asked == "invite" else None)
    if asked and (asked != "invite" or form.is_valid()):
        try:
            done = act(request, request.user, proposal, asked, form)
        except (Denied, TooMany) as no:
            messages.warning(request, str(no))
        else:
            messages.success(request, done)
        return redirect(proposal if asked == "leave" and proposal.number else here(proposal, asked))
    context = {
        "process": process, "proposal": proposal, "form": form, "here": here(proposal, ""),
        "coauthors": list(proposal.coauthors.select_related("user")),
        "is_author": proposal.author_id == request.user.pk,
        "verdict": may_invite(request.user, proposal, request.now),
        "invitations": invitations_of(proposal, request) if proposal.author_id == request.user.pk else [],
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/coauthors.html", context, status=status)


def here(proposal: Proposal, asked: str) -> str:
    """Return where to go on: this page, or the list of drafts for who has left a draft."""
    slug = proposal.process.slug
    if asked == "leave":
        return reverse("proposals:drafts", args=[slug])
    if proposal.number:
        return reverse("proposals:coauthors", args=[slug, proposal.number])
    return reverse("proposals:draft_coauthors", args=[slug, proposal.pk])


def invitations_of(proposal: Proposal, request: CityRequest) -> list[dict[str, Any]]:
    """Return the invitations with their state, and the link of those that are for whoever has it."""
    rows = []
    for each in proposal.invitations.all():
        address = reverse("proposals:invitation", args=[proposal.process.slug, link_part(each)])
        link = "" if each.email else f"{settings.SITE_URL}{address}"
        rows.append({"invitation": each, "open": each.is_open(request.now), "link": link})
    return rows


def act(request: CityRequest, user: User, proposal: Proposal, asked: str, form: InviteForm) -> str:
    """Do what the pressed button says; return what to tell. Raises Denied, TooMany."""
    if asked in {"invite", "link"}:
        email = form.cleaned_data["email"] if asked == "invite" else ""
        invite_coauthor(actor=user, proposal=proposal, email=email, pace=INVITATIONS, now=request.now)
        if email:
            return _("If this address has an account, its owner has been told and has 14 days to accept.")
        return _("The link is ready. The first person to open it can accept, for 14 days.")
    if asked == "withdraw":
        invitation = get_object_or_404(proposal.invitations, pk=whole(request.POST.get("invitation", "")))
        invitation.proposal = proposal
        withdraw_invitation(actor=user, invitation=invitation, now=request.now)
        return _("The invitation has been taken back.")
    leaving = asked == "leave"
    who = user.pk if leaving else whole(request.POST.get("user", ""))
    coauthor = get_object_or_404(proposal.coauthors.select_related("user"), user_id=who)
    remove_coauthor(actor=user, proposal=proposal, user=coauthor.user, now=request.now)
    return _("You are no longer a co-author.") if leaving else _("The co-author has been removed.")


def whole(text: str) -> int:
    """Read a number that a form carries; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def invitation(request: CityRequest, process_slug: str, part: str) -> HttpResponse:
    """Show who invites to what, and take the answer."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in or create an account to answer the invitation."))
    found = invitation_of(part)
    if found is None or found.proposal.process_id != process.pk:
        return render(request, "proposals/invitation.html", {"process": process}, status=404)
    verdict = may_join(request.user, found, request.now)
    if request.method == "POST":
        return answered(request, request.user, found)
    context = {"process": process, "proposal": found.proposal, "verdict": verdict}
    return render(request, "proposals/invitation.html", context, status=200 if verdict else 403)


def answered(request: CityRequest, user: User, found: Invitation) -> HttpResponse:
    """Take the yes or no of somebody who was invited."""
    try:
        if request.POST.get("answer") == "yes":
            proposal = accept_invitation(actor=user, invitation=found, now=request.now)
            messages.success(request, _("You are now a co-author."))
            return redirect(proposal)
        decline_invitation(actor=user, invitation=found, now=request.now)
        messages.success(request, _("You declined. The author sees it."))
    except Denied as no:
        messages.warning(request, str(no))
    return redirect("proposals:list", found.proposal.process.slug)
