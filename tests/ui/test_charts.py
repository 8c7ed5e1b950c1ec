from __future__ import annotations

from fractions import Fraction

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from ui.charts import Bar, BarChart, Column, ColumnChart, Part, Table, stones
from ui.draw_charts import bar_chart, column_chart, table_html
from ui.draw_meters import gap, meter, tally
from ui.draw_route import route, steps
from ui.route import Step


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def width(tag: Tag) -> float:
    return float(str(tag["width"]).rstrip("%"))


def test_bars_start_at_zero_and_carry_their_numbers() -> None:
    bars = (Bar("Old <b>Harbour</b>", 888, "€888"), Bar("Weirside", 222, "€222"), Bar("Northgate", 0, "€0"))
    page = soup(bar_chart(BarChart("Money by district", bars, "Euros.", ("Place", "Money"))))
    drawn = page.select("rect")
    assert [width(rect) for rect in drawn] == [100, 25]
    assert page.svg is not None
    assert page.svg["role"] == "img"
    assert "Northgate €0" in str(page.svg["aria-label"])
    assert [cell.text for cell in page.select("details td")] == ["€888", "€222", "€0"]
    assert page.find("b") is None
    assert page.figcaption is not None


def test_a_long_label_is_wrapped_not_cut() -> None:
    label = "Shade trees and benches for the market in Kilnfield"
    page = soup(bar_chart(BarChart("Money", (Bar(label, 5, "€5"),))))
    lines = [text.text for text in page.select("text:not(.v)")]
    assert " ".join(lines) == label
    assert len(lines) == 2


def test_a_chart_without_bars_says_so() -> None:
    assert "nothing to show yet" in bar_chart(BarChart("Money", ()))
    assert "nothing to show yet" in column_chart(ColumnChart("Ballots", ()))


def test_columns_show_today_and_leave_the_future_open() -> None:
    columns = (
        Column("9", 100),
        Column("10", 50),
        Column("11"),
        Column("12", 20, "20", "now"),
        Column("13", when="future"),
    )
    page = soup(column_chart(ColumnChart("Ballots per day", columns)))
    assert [rect["class"][0] for rect in page.select("rect")] == ["b1", "b1", "b3", "b2"]
    assert [text.text for text in page.select("text.v")] == ["100", "20"]
    assert len(page.select("tbody tr")) == 4


def test_meter_fills_in_order_and_leaves_the_rest() -> None:
    page = soup(meter([86_000, 320_000, 142_000], 900_000, "€548,000 of €900,000 chosen"))
    assert page.svg is not None
    assert page.svg["aria-label"] == "€548,000 of €900,000 chosen"
    assert [width(rect) for rect in page.select("rect")] == [9.56, 35.56, 15.78]
    assert [text.text for text in page.select("text")] == ["1", "2", "3"]


def test_an_over_full_meter_ends_in_a_hatched_stone() -> None:
    page = soup(meter([600, 600], 1000, "200 over"))
    assert page.svg is not None
    assert page.svg["class"] == ["meter", "over"]
    last = page.select("rect")[-1]
    assert last["class"] == ["miss"]
    assert width(last) == pytest.approx(16.67)


@given(st.lists(st.integers(0, 10**9), max_size=30), st.integers(0, 10**10))
def test_stones_never_overlap_or_overflow(amounts: list[int], total: int) -> None:
    laid = stones([Part(amount) for amount in amounts], total)
    end = 0.0
    for stone in laid:
        assert stone.start >= end - 1e-6
        end = stone.start + stone.width
    assert end <= 100 + 1e-6
    assert (sum(amounts) > total) == any(stone.kind == "miss" for stone in laid)


def test_negative_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        meter([-1], 10, "")


def test_gap_shows_what_was_missing() -> None:
    page = soup(gap(Fraction(75), 100, "75 of 100"))
    assert [width(rect) for rect in page.select("rect")] == [75, 25]
    assert len(soup(gap(120, 100, "enough")).select("rect")) == 1


def test_tally_says_its_numbers() -> None:
    page = soup(tally(29, 8, 1))
    assert page.svg is not None
    assert page.svg["aria-label"] == "29 for, 8 against, 1 question"
    assert tally(0, 0, 0) == ""
    assert len(soup(tally(3, 0, 0)).select("rect")) == 1


def test_route_says_where_you_are() -> None:
    page = soup(route([Step("Rules", "24 Feb", "done"), Step("<i>Vote</i>", "May", "now"), Step("Result")]))
    current = page.select("[aria-current=step]")
    assert len(current) == 1
    assert "You are here." in current[0].text
    assert "<i>Vote</i>" in current[0].text
    assert "Done." in page.select("li.done")[0].text
    assert [li["class"][0] for li in page.select("li")] == ["done", "now", "next"]


def test_steps_are_words_too() -> None:
    page = soup(steps(2, 4, "the place"))
    assert "Step 2 of 4: the place" in page.text
    assert [mark.get("class") for mark in page.select("i")] == [["d"], ["c"], None, None]


def test_a_table_of_many_columns_folds_on_phones_and_names_every_figure() -> None:
    few = Table(("Place", "Money"), (("Kilnfield", "€4"),))
    many = Table(("Step", "Cost", "Votes", "Each", "Outcome"), (("1. Lamp", "€4", "2", "€2", "Funded"),))
    assert "cards" not in table_html(few)
    page = BeautifulSoup(table_html(many), "html.parser")
    assert page.select_one("table.cards tbody th") is not None
    assert [cell["data-l"] for cell in page.select("tbody td")] == ["Cost", "Votes", "Each", "Outcome"]
