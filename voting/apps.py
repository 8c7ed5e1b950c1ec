from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    name = "voting"
    verbose_name = _("Voting")

    def ready(self) -> None:
        from voting import audit_actions, privacy  # noqa: F401  what each tells the rooms below
        from voting.roll import sources as eligibility_sources  # noqa: F401  what each tells the rooms below
        from voting.rounds import dates, merging  # noqa: F401  what each tells the rooms below
