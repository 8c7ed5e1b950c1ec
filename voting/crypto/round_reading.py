"""Reading the frozen file of a round, strictly: what is written in another way is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from voting.crypto.encoding import Node, Refused
from voting.crypto.groups import Group
from voting.crypto.packing import Kind
from voting.crypto.round_file import Ballots, Json, Limits, ListedProject, Opened, RoundFile, Setting

SHARE = re.compile(r"[0-9]{1,200}/(?!0+$)[0-9]{1,200}")
"""An amount that is no whole number; as long as the database keeps one, and no longer."""


def read_round_file(text: str, group: Group, place: str = "round.json") -> RoundFile:
    """Read the file of a round; raises Refused."""
    fields = Node.parse(text, place).fields(
        "version", "title", "verifiable", "setting", "ballots", "opened?", "packing?", "limits", "projects",
        "budget", "rule", "parameters", "credentials", "trustees", "board_key",
    )  # fmt: skip
    fields["version"].must_equal(1)
    ballots, verifiable = _ballots(fields["ballots"]), _flag(fields["verifiable"])
    parameters, projects = _parameters(fields["parameters"]), _projects(fields["projects"])
    file = RoundFile(
        title=fields["title"].text(),
        verifiable=verifiable,
        setting=_setting(fields["setting"]),
        ballots=ballots,
        limits=_limits(fields["limits"], len(projects)),
        projects=projects,
        budget=_money(fields["budget"]),
        rule=fields["rule"].text(),
        credentials_hash=fields["credentials"].text(),
        trustees_hash=fields["trustees"].text(),
        board_key=fields["board_key"].element(group),
        parameters=parameters,
        opened=Opened.SUMS if "opened" in fields else Opened.BALLOTS,
    )
    _check_way(file, fields, place)
    return file


def _check_way(file: RoundFile, fields: Mapping[str, Node], place: str) -> None:
    """Refuse a file that does not say in exactly one way how its ballots are opened."""
    if "opened" not in fields:
        if "packing" not in fields:
            raise Refused(place, "lacks 'packing'")
        fields["packing"].must_equal(file.form.to_json())
        return
    fields["opened"].must_equal(Opened.SUMS.value)
    if "packing" in fields:
        raise fields["packing"].refuse("is there, though no ballot is opened")
    if file.kind is not Kind.APPROVAL:
        raise fields["ballots"].refuse("cannot be added up")
    if file.limits.money is not None:
        raise fields["limits"].refuse("have an amount of money, which no proof of a sealed ballot covers")


def _flag(node: Node) -> bool:
    if not isinstance(node.value, bool):
        raise node.refuse("is not true or false")
    return node.value


def _ballots(node: Node) -> Ballots:
    if node.text() not in set(Ballots):
        raise node.refuse("is no kind of ballot")
    return Ballots(node.text())


def _parameters(node: Node) -> dict[str, Json]:
    if not isinstance(node.value, dict):
        raise node.refuse("is not an object")
    return node.value


def _setting(node: Node) -> Setting:
    fields = node.fields(
        "process", "number", "opens", "closes", "currency", "roll", "smallest_pool", "districts?"
    )
    texts = {name: fields[name].text() for name in ("process", "opens", "closes", "currency")}
    return Setting(
        number=fields["number"].count(),
        roll=fields["roll"].count(),
        smallest_pool=fields["smallest_pool"].count(),
        districts=_districts(fields.get("districts")),
        **texts,
    )


def _districts(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    names = tuple(item.text() for item in node.items())
    if not names or len(set(names)) != len(names):
        raise node.refuse("is empty or names a district twice")
    return names


def _projects(node: Node) -> tuple[ListedProject, ...]:
    projects = tuple(_project(item) for item in node.items())
    if not projects or len({project.id for project in projects}) != len(projects):
        raise node.refuse("is empty or names a project twice")
    return projects


def _project(node: Node) -> ListedProject:
    fields = node.fields("id", "cost", "name", "category", "district")
    texts = {name: fields[name].text() for name in ("id", "name", "category", "district")}
    return ListedProject(cost=_money(fields["cost"]), **texts)


def _limits(node: Node, projects: int) -> Limits:
    fields = node.fields("fewest", "most", "points", "money", "each")
    limits = Limits(
        fields["fewest"].count(),
        fields["most"].count(),
        None if fields["points"].value is None else fields["points"].count(),
        None if fields["money"].value is None else _money(fields["money"]),
        None if fields["each"].value is None else fields["each"].count(),
    )
    if not limits.fewest <= limits.most <= projects:
        raise Refused(node.place, "are not between 0 and the number of projects")
    return limits


def _money(node: Node) -> int | str:
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and SHARE.fullmatch(value):
        return value
    raise node.refuse("is not an amount")
