"""Staff set a round up before its rules are frozen: dates and ballot, and the rule with its parameters."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied, role_verdict
from processes.phases import Act
from voting.models import Ceremony, Round, RoundStatus
from voting.rounds.preparing import create_round
from voting.rounds.rule_forms import RuleChoice, RuleForm
from voting.rounds.setup import change_round, choose_rule
from voting.rounds.setup_forms import SetupForm
from voting.rounds.state import RoundError
from voting.rules import get, rules
from voting.trustees.ceremony import plan_ceremony
from voting.views.fetch import for_staff, refused

HERE = "voting:manage"
SHOW = "show"
"""The button that shows the settings of a rule and sets nothing."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: CityRequest, process_slug: str) -> HttpResponse:
    """Prepare a new vote of a process."""
    process = get_object_or_404(Process.objects.prefetch_related("phases", "budgets"), slug=process_slug)
    verdict = role_verdict(request.user, Act.MANAGE, process)
    if not verdict:
        return refused(request, Denied(verdict))
    form = SetupForm(request.POST if request.method == "POST" else None, process=process)
    if form.is_valid() and isinstance(request.user, User):
        try:
            made = create_round(
                actor=request.user, process=process, now=request.now, **form.fields_of_round()
            )
            plan_trustees(request, made, form)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request, _("The vote has been set up. Next, add its projects and its electoral roll.")
            )
            return redirect(HERE, process_slug, made.number)
    context = {"process": process, "form": form}
    return render(request, "voting/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def settings(request: CityRequest, round: Round) -> HttpResponse:
    """Change dates, money and ballot of a round in preparation."""
    data = request.POST if request.method == "POST" else None
    form = SetupForm(data, process=round.process, round=round)
    if form.is_valid() and isinstance(request.user, User):
        try:
            change_round(actor=request.user, round=round, now=request.now, **form.fields_of_round())
            plan_trustees(request, round, form)
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The settings of this vote have been changed."))
            return redirect(HERE, round.process.slug, round.number)
    context = {"round": round, "process": round.process, "form": form, "frozen": is_frozen(round)}
    return render(request, "voting/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def rule(request: CityRequest, round: Round) -> HttpResponse:
    """Choose the rule of a round in preparation, and set each of its parameters."""
    name = chosen_rule(request, round.rule)
    if settings_unseen(request):
        return show_settings(request, name)
    form = RuleForm(name, request.POST if request.method == "POST" else None, values=kept_values(round, name))
    if SHOW not in request.POST and form.is_valid() and isinstance(request.user, User):
        try:
            choose_rule(actor=request.user, round=round, rule=name, parameters=form.values(), now=request.now)
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The rule for sharing the money is set."))
            return redirect(HERE, round.process.slug, round.number)
    context = {
        "round": round, "process": round.process, "form": form, "choice": RuleChoice(rule=name),
        "frozen": is_frozen(round),
    }  # fmt: skip
    return render(request, "voting/rule.html", context, status=422 if form.errors else 200)


def plan_trustees(request: CityRequest, round: Round, form: SetupForm) -> None:
    """Set how many trustees there are to be, where there are any."""
    numbers = form.numbers_of_trustees()
    if numbers and isinstance(request.user, User):
        ceremony = Ceremony.objects.filter(round=round).first()
        deadline = ceremony.deadline if ceremony else None
        plan_ceremony(actor=request.user, round=round, deadline=deadline, now=request.now, **numbers)


def chosen_rule(request: CityRequest, otherwise: str) -> str:
    """Return the rule that the address or the form names, if there is one of this name."""
    asked = request.POST.get("rule") or request.GET.get("rule", "")
    return asked if asked in {one.name for one in rules()} else otherwise


def settings_unseen(request: CityRequest) -> bool:
    """Return whether another rule was chosen than the one whose settings the page showed."""
    shown = request.POST.get("shown", "")
    return bool(shown) and shown != request.POST.get("rule")


def show_settings(request: CityRequest, name: str) -> HttpResponse:
    """Lead to the settings of a rule; whoever wanted to use it at once is told that they come first."""
    if SHOW not in request.POST:
        text = _("“%(rule)s” is not set yet. Look through its settings below, then press the last button.")
        messages.info(request, text % {"rule": _(get(name).title)})
    return redirect(f"{request.path}?{urlencode({'rule': name})}")


def kept_values(round: Round, name: str) -> dict[str, object]:
    """Return the parameters set in a round; of another rule only those that every rule has."""
    known = RuleForm(name).known
    own = {parameter.name for parameter in RuleForm(name).rule.parameters}
    same = round.rule == name
    values = round.rule_parameters.items()
    return {key: value for key, value in values if key in known and (same or key not in own)}


def is_frozen(round: Round) -> bool:
    """Return whether nothing of the round can be changed any more."""
    return round.status != RoundStatus.DRAFT
