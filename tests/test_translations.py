"""Every language but the source says everything, exactly, and the compiled catalogue is what was written."""

from __future__ import annotations

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib  # type: ignore[import-untyped]  # it has no type information
import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import REPO, missing
from voting.rounds.rule_messages import CHOICES, DESCRIPTIONS, SETTINGS, TIES, TITLES
from voting.rules import parameters
from voting.rules.registry import rules
from voting.rules.ties import CRITERIA

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
NOT_SOURCE = {".git", ".venv", "node_modules", "data", "tests", "locale", "__pycache__"}
SHOWN = {"choice", "integer", "number"}
SIGN_IN = "/accounts/login/"
KEPT = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|<[^>]+>")
Key = tuple[str | None, str]

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def catalogue(language: str, ending: str = "po") -> Path:
    """Where the messages of a language are: as text ("po") or compiled ("mo")."""
    return REPO / "locale" / language / "LC_MESSAGES" / f"django.{ending}"


def entries(path: Path) -> dict[Key, polib.POEntry]:
    """All messages of a catalogue by context and source text, obsolete ones too."""
    read = polib.mofile if path.suffix == ".mo" else polib.pofile
    return {(entry.msgctxt, entry.msgid): entry for entry in read(str(path))}


def texts(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each source text of a message with its translation: one, or one for each plural form."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural if form else entry.msgid, text) for form, text in entry.msgstr_plural.items()]


def said(translations: gettext.GNUTranslations, entry: polib.POEntry, number: int) -> str:
    """What the compiled catalogue answers for a message and a number."""
    if not entry.msgid_plural:
        if entry.msgctxt:
            return translations.pgettext(entry.msgctxt, entry.msgid)
        return translations.gettext(entry.msgid)
    if entry.msgctxt:
        return translations.npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, number)
    return translations.ngettext(entry.msgid, entry.msgid_plural, number)


def sources(folder: Path) -> Iterator[Path]:
    """All files that can hold messages, without what others wrote."""
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in NOT_SOURCE:
                yield from sources(path)
        elif path.suffix in {".py", ".html", ".txt"}:
            yield path


def messages_of(path: Path) -> Iterator[Key]:
    """The messages that a Python file asks for in so many words, with their contexts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [name for node in imports if node.module == "django.utils.translation" for name in node.names]
    asking = {name.asname or name.name: name.name for name in ours if "gettext" in name.name}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in asking:
            words = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if words and "pgettext" in asking[node.func.id]:
                yield str(words[0]), str(words[1])
            elif words:
                yield None, str(words[0])


def test_nothing_is_left_in_the_source_language(language: str) -> None:
    messages = entries(catalogue(language)).values()
    assert len(messages) > 1000
    assert [entry.msgid for entry in messages if entry.obsolete or "fuzzy" in entry.flags] == []
    assert [source for entry in messages for source, text in texts(entry) if not text.strip()] == []


def test_every_plural_has_as_many_forms_as_the_language(language: str) -> None:
    header = polib.pofile(str(catalogue(language))).metadata["Plural-Forms"]
    forms = int(header.removeprefix("nplurals=").split(";")[0])
    for entry in entries(catalogue(language)).values():
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == list(range(forms)), entry.msgid


def test_placeholders_and_tags_are_those_of_the_source(language: str) -> None:
    for entry in entries(catalogue(language)).values():
        for source, text in texts(entry):
            assert Counter(KEPT.findall(text)) == Counter(KEPT.findall(source)), text


def test_the_compiled_catalogue_says_what_was_written(language: str) -> None:
    written = entries(catalogue(language))
    assert set(entries(catalogue(language, "mo"))) == set(written)
    with catalogue(language, "mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    for entry in written.values():
        one, *more = [text for _source, text in texts(entry)]
        assert said(translations, entry, 1) == one
        if more:
            assert said(translations, entry, 2) == more[-1]


def test_no_message_of_the_source_is_missing(language: str, tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        missing("There is no xgettext here (Debian package gettext), so messages cannot be extracted.")
    for path in sources(REPO):
        copy = tmp_path / path.relative_to(REPO)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    (tmp_path / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "-l", language, "--no-location"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    fresh = entries(tmp_path / "locale" / language / "LC_MESSAGES" / "django.po")
    assert len(fresh) > 1000
    have = entries(catalogue(language))
    assert sorted(str(key) for key in fresh.keys() - have.keys()) == []
    assert [key for key in fresh if fresh[key].msgid_plural != have[key].msgid_plural] == []


def test_python_asks_for_nothing_that_extraction_does_not_see(language: str) -> None:
    """xgettext does not look into f-strings, so a call there would stay in the source language."""
    asked = {key for path in sources(REPO) if path.suffix == ".py" for key in messages_of(path)}
    assert len(asked) > 500
    assert sorted(str(key) for key in asked - entries(catalogue(language)).keys()) == []


def test_the_words_of_the_rules_are_translated(language: str) -> None:
    """The rules know no Django: voting.rule_messages has to repeat what the result page shows of them."""
    words = set(CRITERIA.values())
    for rule in rules():
        words |= {rule.title, rule.description}
        for setting in parameters(rule.name):
            if setting.kind in SHOWN:
                words |= {setting.help, *setting.choices.values()}
    assert len(words) > 40
    assert words == set(TITLES + DESCRIPTIONS + SETTINGS + CHOICES + TIES)
    assert words <= {msgid for _context, msgid in entries(catalogue(language))}


@pytest.mark.django_db
def test_a_page_is_in_the_language_of_its_reader(client: Client, language: str) -> None:
    english = client.get(SIGN_IN, headers={"accept-language": "en"}).content.decode()
    page = client.get(SIGN_IN, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    for words in ("Sign in", "Password", "Skip to the content"):
        assert f">{words}<" in english
        assert f">{words}<" not in page
        assert f">{entries(catalogue(language))[(None, words)].msgstr}<" in page


@pytest.mark.django_db
def test_a_mistake_is_named_in_the_language_of_its_maker(client: Client, language: str) -> None:
    page = client.post(SIGN_IN, {"login": "nobody"}, headers={"accept-language": language}).content.decode()
    assert entries(catalogue(language))[(None, "Enter your password.")].msgstr in page
    assert "Enter your password." not in page
