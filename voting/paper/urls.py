"""The addresses of ballots on paper, below /<process>/vote/<number>/."""

from __future__ import annotations

from django.urls import URLPattern, path

from voting.views import keying, paper

urlpatterns: list[URLPattern] = [
    path("paper/", paper.paper, name="paper"),
    path("paper/office/", paper.office, name="paper_office"),
    path("paper/tick/", paper.tick, name="paper_tick"),
    path("paper/undo/", paper.untick, name="paper_undo"),
    path("paper/ballot/", paper.blank, name="paper_ballot"),
    path("paper/day/", paper.day, name="paper_day"),
    path("paper/keying/", keying.offices, name="keying"),
    path("paper/keying/keypad/", keying.keypad, name="keypad"),
    path("paper/keying/file/", keying.keypad_file, name="keypad_file"),
    path("paper/keying/keyed.csv", keying.keyed_file, name="keyed_file"),
    path("paper/keying/compare/", keying.compare, name="compare"),
    path("paper/keying/explain/", keying.explain, name="explain"),
]
