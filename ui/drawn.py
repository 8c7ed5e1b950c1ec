"""Parts of pages that are drawn once and kept: equal facts give an equal drawing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.core.signals import setting_changed
from django.utils.safestring import SafeString

Facts_contra = TypeVar("Facts_contra", bound=Hashable, contravariant=True)


class Drawing(Protocol[Facts_contra]):
    """A function from facts and a language code to HTML."""

    def __call__(self, facts: Facts_contra, language: str, /) -> SafeString: ...


def drawn_once(most: int) -> Callable[[Drawing[Facts_contra]], Drawing[Facts_contra]]:
    """Keep the last `most` drawings of a function in this process's memory.

    The function must depend on nothing but its arguments (facts that can be hashed, and the language in
    force): whatever changes what is shown then changes the key, so that nothing old is ever shown.
    """

    def decorate(draw: Drawing[Facts_contra]) -> Drawing[Facts_contra]:
        kept = lru_cache(maxsize=most)(draw)

        def forget(**_kwargs: Any) -> None:
            kept.cache_clear()

        setting_changed.connect(forget, weak=False)  # tests change where static files live
        return kept

    return decorate
