"""Made-up content for the style guide: every part of the design system in every state."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from ui.charts import Bar, BarChart, Column, ColumnChart, Part, Table
from ui.guide_map import sample_map
from ui.route import Step

TILES = {
    "harbour": "Old Harbour",
    "kiln": "Kilnfield",
    "north": "Northgate",
    "linden": "The Lindens",
    "weir": "Weirside",
    "holt": "Upper Holt",
    "city": "Whole city",
}
MONEY = (
    ("Old Harbour, 4 projects", 888_000),
    ("Whole city, 3 projects", 441_000),
    ("Upper Holt, 3 projects", 396_000),
    ("Kilnfield, 1 project for shade trees and benches on the market", 212_000),
    ("Northgate, 0 projects", 0),
)
BALLOTS = (1412, 1038, 904, 761, 688, 702, 815, 622, 362)


class SampleForm(forms.Form):
    """One field of every kind."""

    use_required_attribute = False
    title = forms.CharField(
        min_length=10,
        max_length=80,
        help_text="Say what and where. “Benches along the canal path” works better than “More seating”.",
        error_messages={"min_length": "Give the title at least 10 letters. You have %(show_value)s."},
    )
    idea = forms.CharField(label="Your idea", widget=forms.Textarea, max_length=4000, required=False)
    topic = forms.ChoiceField(choices=[("", "All topics"), ("shade", "Green and shade"), ("walk", "Walking")])
    writer = forms.ChoiceField(
        label="Who is writing?",
        widget=forms.RadioSelect,
        choices=[("me", "Just me, Ana Reyes"), ("us", "Me and others. I will invite co-authors")],
        error_messages={"required": "Say who is writing."},
    )
    places = forms.MultipleChoiceField(
        label="District", widget=forms.CheckboxSelectMultiple, choices=list(TILES.items()), required=False
    )
    cost = forms.IntegerField(label="What may it cost, in euros?", required=False, min_value=0)
    day = forms.DateField(
        label="Day", required=False, widget=forms.DateInput(attrs={"type": "date", "class": "auto"})
    )
    photo = forms.FileField(label="Photo", required=False, help_text="JPEG or PNG, up to 5 MB.")
    rules = forms.BooleanField(
        label="I have read the house rules", error_messages={"required": "Tick the box to go on."}
    )


def _route() -> list[Step]:
    return [
        Step("Rules agreed", "24 Feb", "done"),
        Step("Proposals", "3 to 29 March", "now"),
        Step("City checks cost", "30 Mar to 8 May"),
        Step("Secret vote", "18 to 31 May"),
        Step("Result", "5 June"),
    ]


def _columns() -> ColumnChart:
    past = [Column(str(9 + i), n, f"{n:,}", "past") for i, n in enumerate(BALLOTS)]
    today = Column(past[-1].label, past[-1].value, past[-1].text, "now")
    coming = [Column(str(day), when="future") for day in range(18, 23)]
    return ColumnChart(
        "Ballots per day, 9 to 17 March",
        (*past[:-1], today, *coming),
        "March 2026. Today is yellow, days to come are dashed.",
        ("Day in March", "Ballots"),
    )


def guide_context(request: HttpRequest) -> dict[str, object]:
    """Context of the style guide page."""
    bars = tuple(Bar(label, value, f"€{value:,}") for label, value in MONEY)
    table = Table(("Place", "Money"), tuple((bar.label, bar.text) for bar in bars), "Money by place")
    return {
        "tiles": TILES,
        "steps": _route(),
        "bars": BarChart("Money by district", bars, "Euros by place of the project.", table=table),
        "columns": _columns(),
        "chosen": [86_000, 320_000, 142_000],
        "too_much": [340_000, 510_000, 88_000],
        "paid": [Part(9451, "€94.51"), Part(2899, "€28.99", "now")],
        "sealing": [Part(60, " ")],
        "map": sample_map(),
        "page": Paginator(range(214), 20).get_page(request.GET.get("page", 2)),
        "wrong": SampleForm({"title": "Bench", "places": ["kiln"]}, auto_id="wrong_%s"),
        "blank": SampleForm(auto_id="blank_%s"),
        "spanish": "Más sombra.\n61 °C en julio: https://example.org/medidas?d=1&m=7.\n\n¿Quién ayuda?",
        "arabic": "نافورة ماء عند محطة الترام",
    }
