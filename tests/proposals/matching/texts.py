"""Invented proposals for the matcher's tests."""

from __future__ import annotations

from collections.abc import Iterable

from proposals.matching import Document, Index, Match

PARKS = [
    Document("trees", "en", "More trees in Harbour Park", "Shade in summer, and birds come back."),
    Document("trees-too", "en", "Plant trees in the harbour park", "We need shade there in the summer."),
    Document("benches", "en", "Benches along the canal", "Older people have nowhere to rest."),
    Document("lamps", "en", "Street lamps on Mill Lane", "It is dark at night and people fall."),
    Document("library", "en", "A longer evening at the library", "Open until ten on Thursdays."),
    Document("bikes", "en", "Safe bicycle lanes on Bridge Street", "Children ride to school there."),
    Document("arbres", "fr", "Des arbres pour la place du marché", "Il fait trop chaud en été."),
    Document("baum", "de", "Bäume am Hafen pflanzen", "Im Sommer fehlt dort Schatten."),
    Document("arabic", "ar", "حديقة جديدة للأطفال", "نريد مكانا آمنا للعب"),
    Document("chinese", "zh", "公園增加樹木", "夏天需要更多樹蔭"),
    Document("greek", "el", "Δέντρα στην πλατεία", "Χρειαζόμαστε σκιά το καλοκαίρι"),
    Document("bodiless", "en", "Playground", ""),
]


def ask(index: Index, title: str, body: str = "", *, lang: str = "en", typed: bool = False) -> list[str]:
    """Return the ids found for a text that is not in the index."""
    return [match.id for match in index.similar(Document("?", lang, title, body), typed=typed)]


def near(one: Iterable[Match], other: Iterable[Match], tolerance: float = 1e-4) -> bool:
    """Tell whether two answers name the same documents with the same scores, but for rounding."""
    first, second = {m.id: m.score for m in one}, {m.id: m.score for m in other}
    return first.keys() == second.keys() and all(abs(first[id] - second[id]) < tolerance for id in first)
