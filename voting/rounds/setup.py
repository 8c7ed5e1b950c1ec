"""Setting up a round in preparation: its dates, its ballot, and the rule that shares the money."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import require
from voting.codes.codes import CodesGivenOut, renew_credentials
from voting.counting.election import rule_problem
from voting.models import Ceremony, Round
from voting.permissions import may_manage
from voting.rounds.state import RoundError, locked_draft, log
from voting.rounds.sums import check_sums
from voting.trustees.ceremony import begin_anew, end_ceremony

FIELDS = (
    "title", "opens_at", "closes_at", "ballot_type", "budget", "max_projects", "spending_limit",
    "ballot_points", "ballot_most", "what_opens", "mode", "group", "smallest_pool", "observers",
)  # fmt: skip
DISTRICTS = "districts"
LOT = "lot"


@transaction.atomic
def change_round(*, actor: User | None, round: Round, now: datetime | None = None, **fields: Any) -> None:
    """Change dates, money, districts or ballot of a round in preparation; `fields` are some of FIELDS
    and DISTRICTS.

    Raises Denied, RoundError if the round is frozen, and ValidationError for values that do not fit.
    """
    if actor:
        require(may_manage(actor, round))
    held = locked_draft(round)
    mode, group = held.mode, held.group
    districts = fields.pop(DISTRICTS, None)
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(name)
        setattr(held, name, value)
    if held.closes_at <= held.opens_at:
        raise ValidationError({"closes_at": _("Voting must close after it opens.")})
    held.full_clean(exclude=["process"])
    check_sums(held)
    if "budget" in fields:
        held.exact_budget = ""
    held.save(update_fields=[*fields, "exact_budget"])
    if districts is not None:
        held.districts.set(districts)
    if (held.mode, held.group) != (mode, group):
        _change_keys(actor, held, group, now)
    round.refresh_from_db()
    log(actor, "voting.round_changed", round, {"round": round.title}, now)


def _change_keys(actor: User | None, round: Round, group: str, now: datetime | None) -> None:
    """Follow a change of who holds the key, or of its kind: trustees begin anew or are let go."""
    if round.group != group:
        try:
            renew_credentials(round)
        except CodesGivenOut as error:
            text = _(
                "Codes for this vote have already been issued. They only work with the kind of key it "
                "has now."
            )
            raise RoundError(text) from error
    ceremony = Ceremony.objects.select_for_update(no_key=True).filter(round=round).first()
    if ceremony and not round.is_verifiable:
        end_ceremony(ceremony, _("The platform now holds the key of this vote."))
    elif ceremony and round.group != group and ceremony.trustees.exclude(certificate="").exists():
        ceremony.round = round
        begin_anew(actor, ceremony, _("The kind of key has changed."), now)


@transaction.atomic
def choose_rule(
    *,
    actor: User | None,
    round: Round,
    rule: str,
    parameters: Mapping[str, Any],
    now: datetime | None = None,
) -> None:
    """Set the rule of a round in preparation. A lot without a seed gets a random one, which is published.

    Raises Denied, and RoundError if the round is frozen or the rule cannot be used with these parameters.
    """
    if actor:
        require(may_manage(actor, round))
    held = locked_draft(round)
    held.rule, held.rule_parameters = rule, with_seed(parameters)
    problem = rule_problem(held)
    if problem:
        raise RoundError(_("The rule for sharing the money does not work: %(why)s") % {"why": problem})
    held.save(update_fields=["rule", "rule_parameters"])
    round.rule, round.rule_parameters = held.rule, held.rule_parameters
    log(actor, "voting.rule_chosen", round, {"round": round.title, "rule": rule}, now)


def with_seed(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters with a seed where ties are decided by lot and none is given."""
    chain = parameters.get("ties", "")
    names = chain.split(",") if isinstance(chain, str) else list(chain)
    if LOT in names and not parameters.get("lot_seed"):
        return {**parameters, "lot_seed": secrets.token_hex(16)}
    return dict(parameters)
