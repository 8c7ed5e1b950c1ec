"""What a letter with a voting code says, in the language of the person it goes to."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from processes.permissions import local
from voting.codes.links import ballot_link
from voting.models import Round
from voting.sender import sender

LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The fixed texts of a letter; `steps` and `notes` are paragraphs, `number` is a pattern, `rtl` is the
    direction.
    """

    sender: str
    subject: str
    intro: str
    code_title: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    number: str
    rtl: bool


def language_of(language: str, round: Round) -> str:
    """Return the language to write to somebody in: theirs if we speak it, or that of the process."""
    spoken = {code for code, _name in settings.LANGUAGES}
    wanted = (language, language.split("-", maxsplit=1)[0], round.process.language)
    return next((code for code in wanted if code in spoken), settings.LANGUAGE_CODE)


def letter_words(round: Round, language: str) -> LetterWords:
    """Return the texts of a round's letters in a language of the site."""
    with override(language):
        dates = {"opens": local(round.opens_at), "closes": local(round.closes_at)}
        rtl = get_language_bidi()
        return LetterWords(
            sender=sender(),
            subject=round.title,
            intro=_(
                "You can vote from %(opens)s to %(closes)s. This letter holds your personal voting code. "
                "It is for you alone: anyone who has it can vote in your place."
            )
            % dates,
            code_title=_("Your voting code"),
            steps=(
                _("Open %(address)s, or point the camera of your phone at the QR code.")
                % {"address": kept_together(ballot_link(round), rtl=rtl)},
                _("Choose your projects, then type the code. Capital and small letters are different; "
                  "dashes do not matter."),
                _("Cast your ballot. You get six words with which you can find it in the ballot box."),
            ),
            notes=(
                _("You can vote again until voting closes. Only your last ballot counts."),
                _("The city keeps no copy of this code. If you lose it, ask the city. While the vote is "
                  "still being prepared, you can get a new letter, and the old code stops working. After "
                  "that, you can vote on paper instead."),
                _("Throw this letter away when voting is over."),
            ),
            number=_("Your roll number: %(number)s"),
            rtl=rtl,
        )  # fmt: skip


def kept_together(text: str, *, rtl: bool) -> str:
    """Return an address or a number for a sentence from right to left, where a stroke at its end would change
    sides.
    """
    return f"{LEFT_TO_RIGHT}{text}{LEFT_TO_RIGHT}" if rtl else text
