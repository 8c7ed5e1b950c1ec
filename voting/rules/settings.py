"""Typed settings of the rules. Forms, the command line and the documentation are generated from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any

from voting.rules.exact import Number, parse_number, simplest, to_json

KINDS = ("choice", "text", "flag", "integer", "number", "ids", "groups", "amounts")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting of a rule. `help` and the labels of `choices` are plain English source strings for
    translation.
    """

    name: str
    kind: str
    default: Any
    help: str
    choices: Mapping[str, str]


def option(default: Any, text: str, *, kind: str = "", choices: Mapping[str, str] | None = None) -> Any:
    """Declare a setting in a dataclass: default, plain-language description, choices with their labels."""
    if not kind:
        kind = "choice" if choices else {bool: "flag", int: "integer", str: "text"}[type(default)]
    return field(default=default, metadata={"help": text, "kind": kind, "choices": choices or {}})


def parameters_of(settings: type[Any]) -> tuple[Parameter, ...]:
    """The settings declared by a dataclass."""
    return tuple(_parameter(item) for item in fields(settings) if "help" in item.metadata)


def _parameter(item: Field[Any]) -> Parameter:
    default = None if item.default is MISSING else item.default
    return Parameter(
        item.name, item.metadata["kind"], default, item.metadata["help"], item.metadata["choices"]
    )


def read_value(parameter: Parameter, value: Any) -> Any:
    """Check and convert one value, given as text (command line, form) or as JSON.

    Raises ValueError naming the parameter.
    """
    try:
        return _READERS[parameter.kind](parameter, value)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{parameter.name}: {error}") from None


def plain_value(value: Any) -> Any:
    """A value as JSON, in a form that `read_value` accepts."""
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in sorted(value.items())}
    if isinstance(value, tuple):
        return [plain_value(item) for item in value]
    return value if isinstance(value, (str, bool)) else to_json(value)


def _choice(parameter: Parameter, value: Any) -> str:
    if value not in parameter.choices:
        raise ValueError(f"{value!r} is none of {', '.join(parameter.choices)}")
    return str(value)


def _flag(_: Parameter, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[str(value).lower()]


def _number(_: Parameter, value: Any) -> Number:
    number = parse_number(value) if isinstance(value, str) else value
    if isinstance(number, (bool, float)) or number < 0:
        raise ValueError(f"{value!r} is not an exact number of at least 0")
    return simplest(number)


def _integer(parameter: Parameter, value: Any) -> int:
    number = _number(parameter, value)
    if not isinstance(number, int):
        raise ValueError(f"{value!r} is not a whole number")
    return number


def _ids(_: Parameter, value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(str(part).strip() for part in parts if str(part).strip())


def _groups(parameter: Parameter, value: Any) -> tuple[tuple[str, ...], ...]:
    parts = value.split(";") if isinstance(value, str) else value
    return tuple(group for group in (_ids(parameter, part) for part in parts) if group)


def _amounts(parameter: Parameter, value: Any) -> dict[str, Number]:
    if isinstance(value, str):
        value = dict(part.rsplit("=", 1) for part in value.split(";") if part.strip())
    return {str(key).strip(): _number(parameter, amount) for key, amount in dict(value).items()}


_READERS = {
    "choice": _choice,
    "text": lambda _, value: str(value),
    "flag": _flag,
    "integer": _integer,
    "number": _number,
    "ids": _ids,
    "groups": _groups,
    "amounts": _amounts,
}
