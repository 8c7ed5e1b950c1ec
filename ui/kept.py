"""`{% drawn_once %}`: a part of a template that is drawn once for the same facts, and kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from itertools import count
from typing import Any

from django.core.signals import setting_changed
from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 4096
numbers = count()
drawings: OrderedDict[Hashable, SafeString] = OrderedDict()


class DrawnOnce(Node):
    """A part of a template that sees its facts and nothing else, so that equal facts draw it alike.

    What is kept is told apart by the facts, their types (escaped text is not plain text) and the language.
    """

    def __init__(self, nodelist: NodeList, facts: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.facts = facts
        self.number = next(numbers)

    def render(self, context: Context) -> SafeString:
        """Return the drawing; raises TypeError for a fact that cannot be hashed."""
        values = tuple(expression.resolve(context) for expression in self.facts.values())
        key = (self.number, values, tuple(map(type, values)), get_language())
        kept = drawings.get(key)
        if kept is None:
            facts = dict(zip(self.facts, values, strict=True))
            kept = self.nodelist.render(context.new(facts))
            drawings[key] = kept
            if len(drawings) > MOST:
                drawings.popitem(last=False)
        return kept


def drawn_once(parser: Parser, token: Token) -> DrawnOnce:
    """{% drawn_once name=city.name %}...{% enddrawn_once %}: keep this part; it sees only the facts named."""
    bits = token.split_contents()[1:]
    facts = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"drawn_once takes facts with their names, not {' '.join(bits)!r}")
    nodelist = parser.parse(("enddrawn_once",))
    parser.delete_first_token()
    return DrawnOnce(nodelist, facts)


def forget(**_kwargs: Any) -> None:
    """Receiver: forget all drawings, as tests change where static files live."""
    drawings.clear()


setting_changed.connect(forget, dispatch_uid="ui.kept.forget")
