"""The docs name every setting, command, audit action and rule."""

from __future__ import annotations

import re

from django.core.management import get_commands

from audit.actions import declared
from tests.conftest import REPO
from voting.rules.registry import rules

OURS = set(
    "config demo audit accounts processes moderation proposals deliberation voting pages".split()  # noqa: SIM905  one word an app
)


def docs() -> str:
    """All docs and the README as one text."""
    files = [REPO / "README.md", *(REPO / "docs").rglob("*.md")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_environment_variable_is_documented() -> None:
    settings = (REPO / "config" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings)) | {"SECRET_KEY"}
    configuration = (REPO / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert len(names) > 15
    for name in names:
        assert f"`{name}`" in configuration, name


def test_every_command_is_documented() -> None:
    ours = {name for name, app in get_commands().items() if app in OURS}
    assert {"demo", "tick", "import_pb"} <= ours
    text = docs()
    for name in ours:
        assert f"`{name}`" in text or f"manage.py {name}" in text, name


def test_every_audit_action_is_documented() -> None:
    text = (REPO / "docs" / "audit.md").read_text(encoding="utf-8")
    codes = [action.code for action in declared()]
    assert "proposals.published" in codes
    for code in codes:
        assert f"`{code}`" in text, code


def test_every_rule_is_documented() -> None:
    text = (REPO / "docs" / "rules.md").read_text(encoding="utf-8")
    names = [rule.name for rule in rules()]
    assert "equal-shares" in names
    for name in names:
        assert f"`{name}`" in text, name


def test_links_between_docs_lead_somewhere() -> None:
    for page in [REPO / "README.md", *(REPO / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http", "mailto:")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
