"""How dates and numbers are written in Spanish: 3 de marzo de 2026, 18:00; 18.412."""

from __future__ import annotations

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
DATETIME_FORMAT = r"j \d\e F \d\e Y, H:i"
MONTH_DAY_FORMAT = r"j \d\e F"
