"""Words to begin a note to an author with: what each house rule protects, and what would be fine."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from moderation.models import HouseRule

NOTES = {
    HouseRule.OFF_TOPIC: _(
        "This was not about the proposal above it, so readers could not follow the discussion. It is welcome "
        "where it belongs."
    ),
    HouseRule.INSULT: _(
        "Disagreeing is welcome, hurting people is not. Say it again about the matter, and it can stand here."
    ),
    HouseRule.DISCRIMINATION: _(
        "Everyone in the city can take part here without being put down for who they are. Say what you want "
        "to change, without judging a group of people."
    ),
    HouseRule.PRIVATE_PERSON: _(
        "It names or describes a private person, who cannot defend themselves here. Write it again without "
        "the name."
    ),
    HouseRule.ADVERTISING: _(
        "This place is for decisions of the city. Advertising is not possible here, whatever it is for."
    ),
    HouseRule.UNLAWFUL: _("The city is answerable for what stands here and cannot let this stand."),
}
