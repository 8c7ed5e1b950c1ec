"""Different words for one thing: a thesaurus of what residents ask of their city.

`concepts/` holds a file for each language and in it a line for each concept: its key, which is the same in
all languages, and the words and phrases that mean it. So a "restroom" is found by "public toilet", and a
proposal in Polish by one in Spanish. Words are compared by stem. For languages that write compounds as one
word, `leikkipuist*`, `*paikka` and `*pyörä*` stand for all words that begin, end or go on so. Of two
phrases that overlap the longer is meant: a "drinking fountain" is no fountain.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from scipy import sparse

from proposals.matching.rows import rows
from proposals.matching.words import bare, plain, stem, words_of

FOLDER = Path(__file__).with_name("concepts")
SHORTEST_PART = 3
KEPT = 1_000  # words whose meaning is kept at hand
Meant = tuple[int, ...]  # numbers of concepts
Phrase = tuple[str, ...]  # stems


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word means alone, and the rest of each phrase that it begins, longest first."""

    alone: Meant
    phrases: tuple[tuple[Phrase, Meant], ...]


class Thesaurus:
    """The words of one language and what each means."""

    def __init__(self, code: str, forms: Iterable[tuple[int, str]]) -> None:
        """Take forms as the files hold them, each with the number of its concept."""
        self._code = code
        meant: dict[Phrase, Meant] = {}
        same: dict[Meant, Meant] = {}  # one tuple for all that mean the same
        for concept, form in forms:
            part = "*" in form
            words = (bare(plain(form)),) if part else (stem(w, code) for w in words_of(plain(form)))
            phrase = tuple(words)
            both = tuple(sorted({*meant.get(phrase, ()), concept}))
            meant[phrase] = same.setdefault(both, both)
        self._alone: dict[str, Meant] = {}
        self._phrases: dict[str, list[tuple[Phrase, Meant]]] = defaultdict(list)
        self._inside: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(meant, key=lambda phrase: (-len(phrase), phrase)):
            first, *rest = phrase
            if rest:
                self._phrases[first].append((tuple(rest), meant[phrase]))
            else:
                self._alone[first] = meant[phrase]
            if first[0] == first[-1] == "*":
                self._inside[first[1 : 1 + SHORTEST_PART]].append(first)
        self._entry = lru_cache(KEPT)(self._looked_up)

    def meant(self, words: Sequence[str]) -> Counter[int]:
        """Return how often folded words, in the order of the text, mean each concept."""
        return Counter(concept for _, _, meant in self.found(words) for concept in meant)

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int, Meant]]:
        """Yield where among folded words something is meant: its first word, the word after it, and what."""
        entry_of, free = self._entry, 0
        for at, word in enumerate(words):
            entry = entry_of(word)
            if entry is None or at < free:
                continue
            meant, length = self._longest(entry, words, at)
            free = at + length
            if meant:
                yield at, free, meant

    def _longest(self, entry: Entry, words: Sequence[str], at: int) -> tuple[Meant, int]:
        """Return what the longest phrase that begins at a word means, and of how many words it is."""
        if entry.phrases:
            farthest = at + 1 + len(entry.phrases[0][0])
            following = tuple(stem(word, self._code) for word in words[at + 1 : farthest])
            for rest, meant in entry.phrases:
                if following[: len(rest)] == rest:
                    return meant, 1 + len(rest)
        return entry.alone, 1

    def _looked_up(self, word: str) -> Entry | None:
        """Return what a word means and begins, None if nothing."""
        root = stem(word, self._code)
        meant = set(self._alone.get(root, ()))
        meant.update(*(self._alone.get(part, ()) for part in self._parts_of(bare(word))))
        phrases = tuple(self._phrases.get(root, ()))
        return Entry(tuple(sorted(meant)), phrases) if meant or phrases else None

    def _parts_of(self, letters: str) -> Iterator[str]:
        """Yield the parts that a word has, with their asterisks."""
        for size in range(SHORTEST_PART, len(letters) + 1):
            yield letters[:size] + "*"
            yield "*" + letters[-size:]
        for at in range(len(letters) - SHORTEST_PART + 1):
            for part in self._inside.get(letters[at : at + SHORTEST_PART], ()):
                if letters.startswith(part[1:-1], at):
                    yield part


def read(path: Path) -> Mapping[str, list[str]]:
    """Return the forms of each concept in a file."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {key: forms.split(", ") for key, _, forms in (line.partition(": ") for line in lines)}


@cache
def concepts() -> tuple[str, ...]:
    """Return the keys of all concepts; a concept's number is its place among them."""
    return tuple(sorted(read(FOLDER / "en.txt")))


@cache
def thesaurus(code: str) -> Thesaurus | None:
    """Return the thesaurus of a language, None where there is none."""
    path = FOLDER / f"{code}.txt"
    if not code or not path.exists():
        return None
    numbers = {key: at for at, key in enumerate(concepts())}
    return Thesaurus(code, ((numbers[key], form) for key, forms in read(path).items() for form in forms))


class Meanings:
    """Counts the concepts of texts that pass by, so that their words need not all be held at once."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._columns, self._times, self._starts = array("i"), array("f"), array("q", [0])

    def of(self, texts: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
        """Hand on texts, each the code of its language and its words, and count a row for each."""
        for code, words in texts:
            known = thesaurus(code)
            found = known.meant(words) if known else {}
            for concept in sorted(found):
                self._columns.append(concept)
                self._times.append(found[concept])
            self._starts.append(len(self._columns))
            yield code, words

    def counted(self) -> sparse.csr_matrix:
        """Return the rows counted so far."""
        columns, starts = np.array(self._columns, np.int32), np.array(self._starts, np.int64)
        return rows(np.array(self._times, np.float32), columns, starts, len(concepts()))


@cache
def edition() -> str:
    """Return a name of the files as they are: what was counted by others does not go with them."""
    texts = [path.read_bytes() for path in sorted(FOLDER.glob("*.txt"))]
    return blake2b(b"\0".join(texts), digest_size=8).hexdigest()
