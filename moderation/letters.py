"""One notice for each person, however many decisions it is about: two hundred mails help nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from accounts.models import Notice, User
from accounts.notices import begin_notice, mail, reword


@dataclass(frozen=True, slots=True)
class Words:
    """What a notice says, and the page it leads to."""

    subject: str
    body: str
    url: str


@dataclass(slots=True)
class Letters:
    """The notices of one act about many things, each decided in a transaction of its own.

    Each notice stands from its first decision on and grows with the next ones, so that whatever is decided
    is also told, wherever the act is cut short. `send` mails them.
    """

    begun: dict[tuple[str, int], tuple[Notice, int]] = field(default_factory=dict)

    def tell(self, kind: str, user: User, one: Words, many: Callable[[int], Words]) -> None:
        """Tell `user` of a further decision: the words for `one`, from the second on those for so `many`."""
        notice, count = self.begun.get((kind, user.pk), (None, 0))
        words = many(count + 1) if count else one
        if notice:
            reword(notice, subject=words.subject, body=words.body, url=words.url)
        else:
            notice = begin_notice(user=user, subject=words.subject, body=words.body, url=words.url)
        self.begun[kind, user.pk] = notice, count + 1

    def send(self) -> None:
        """Mail what has been written."""
        for notice, _count in self.begun.values():
            mail(notice)
