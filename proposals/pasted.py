"""Pure: HTML that people paste, turned into the few marks of `proposals.markup`; the rest is dropped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

WHOLE = re.compile(r"\s*<(!doctype|html|head|body|meta|p|div|h[1-6]|ul|ol|table|section)\b", re.IGNORECASE)
SKIPPED = {"script", "style", "head", "title", "template", "svg", "iframe", "object"}
BLOCKS = {"p", "div", "ul", "ol", "table", "tr", "article", "section", "blockquote", "pre"}
HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
BOLD = {"b", "strong"}


def from_html(text: str) -> str:
    """Return `text` with marks instead of tags where all of it is HTML; any other text as it is."""
    if not WHOLE.match(text):
        return text
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader.result()


class Reader(HTMLParser):
    """Collects words and marks; never the contents of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lists: list[str] = []
        self.links: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self.skipping += 1
        elif tag in HEADINGS:
            self.parts.append(f"\n\n{HEADINGS[tag]}")
        elif tag in {"ul", "ol"}:
            self.lists.append(tag)
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n1. " if self.lists[-1:] == ["ol"] else "\n- ")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self.links.append(address if re.match(r"(https?://|mailto:)[^\s()]+$", address) else "")
            self.parts.append("[" if self.links[-1] else "")
        elif tag in BOLD:
            self.parts.append("**")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.parts.append(f"]({address})" if address else "")
        elif tag in BOLD:
            self.parts.append("**")
        elif tag in BLOCKS or tag in HEADINGS:
            self.parts.append("\n\n")
            if self.lists and tag == self.lists[-1]:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(re.sub(r"\s+", " ", data))

    def result(self) -> str:
        """Return what was collected, with at most one blank line between blocks."""
        lines = [" ".join(line.split()) for line in "".join(self.parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
