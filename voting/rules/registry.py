"""The rules by name. A rule is a function from a contest and its settings to a count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from voting.rules.contest import Contest, Count
from voting.rules.settings import Parameter, parameters_of, read_value

RuleFunction = Callable[[Contest, Any], Count]
Function = TypeVar("Function", bound=Callable[..., Count])


@dataclass(frozen=True)
class Rule:
    """A rule, with the words shown to people who choose it (English source strings for translation)."""

    name: str
    title: str
    description: str
    settings: type[Any]
    count: RuleFunction

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The rule's own parameters; those around every rule are in `frame.FRAME_PARAMETERS`."""
        return parameters_of(self.settings)

    def read(self, values: Mapping[str, Any]) -> Any:
        """Settings from plain values; what is missing keeps its default. Raises ValueError."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise ValueError(f"the rule {self.name} has no parameter {name!r}")
        return self.settings(**{name: read_value(known[name], value) for name, value in values.items()})


_RULES: dict[str, Rule] = {}


def rule(name: str, *, title: str, description: str, settings: type[Any]) -> Callable[[Function], Function]:
    """Register a rule. Raises ValueError if the name is taken."""

    def register(function: Function) -> Function:
        if name in _RULES:
            raise ValueError(f"there are two rules named {name!r}")
        _RULES[name] = Rule(name, title, description, settings, function)
        return function

    return register


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of registration."""
    return tuple(_RULES.values())


def get(name: str) -> Rule:
    """The rule of this name. Raises ValueError if there is none."""
    if name not in _RULES:
        raise ValueError(f"no rule is named {name!r}; there are {', '.join(_RULES)}")
    return _RULES[name]
