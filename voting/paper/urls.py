"""The addresses of ballots on paper, below /<process>/vote/<number>/."""

from __future__ import annotations

from django.urls import URLPattern, path

from voting.views import keying, paper

urlpatterns: list[URLPattern] = [
    path("paper/", paper.paper, name="paper"),
    path("paper/office/", paper.office, name="paper_office"),
    path("paper/tick/", paper.tick, name="paper_tick"),
    path("paper/undo/", paper.untick, name="paper_undo"),
    path("paper/day/", paper.day, name="paper_day"),
    path("paper/sheets/", keying.sheets, name="sheets"),
    path("paper/sheets/key/", keying.keypad, name="keypad"),
    path("paper/sheets/file/", keying.keypad_file, name="keypad_file"),
    path("paper/sheets/keyed.csv", keying.keyed_file, name="keyed_file"),
    path("paper/sheets/compare/", keying.compare, name="compare"),
    path("paper/sheets/explain/", keying.explain, name="explain"),
]
