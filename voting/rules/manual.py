"""The generated part of docs/rules.md: `python -m voting.rules.manual` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from voting.rules.frame import FRAME_PARAMETERS
from voting.rules.registry import rules
from voting.rules.settings import Parameter, plain_value


def document() -> str:
    """Markdown: every rule with its parameters, then the parameters around every rule."""
    parts = []
    for rule in sorted(rules(), key=lambda item: item.name):
        parts.append(f"### `{rule.name}`: {rule.title}\n\n{rule.description}\n\n{_table(rule.parameters)}")
    parts.append(f"### Around every rule\n\n{_table(FRAME_PARAMETERS)}")
    return "\n" + "\n".join(parts) + "\n"


def _table(parameters: Iterable[Parameter]) -> str:
    lines = ["| parameter | kind | default | meaning |", "|---|---|---|---|"]
    for parameter in parameters:
        meaning = parameter.help
        if parameter.choices:
            meaning += " " + " ".join(f"`{value}`: {label}." for value, label in parameter.choices.items())
        lines.append(f"| `{parameter.name}` | {parameter.kind} | {_default(parameter)} | {meaning} |")
    return "\n".join(lines) + "\n"


def _default(parameter: Parameter) -> str:
    value = {} if parameter.default is None else plain_value(parameter.default)
    if value in ("", [], {}):
        return "none"
    return f"`{','.join(value) if isinstance(value, list) else value}`"


if __name__ == "__main__":
    sys.stdout.write(document())
