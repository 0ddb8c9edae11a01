"""Runs of text with one look each, put together from opening and closing marks."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from reader.markup.blocks import Span
from reader.markup.marks import OPEN, Made, address, parts
from reader.patterns import lazy
from reader.sanitize import harmless, one_line

# What an HTML element does to the look of its text.
TAG_ROLES: Mapping[str, str] = {
    "b": "strong", "strong": "strong", "th": "strong", "summary": "strong", "dt": "strong",
    "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em", "figcaption": "em",
    "caption": "em",
    "code": "code", "tt": "code", "samp": "code", "pre": "code",
    "kbd": "kbd", "sub": "sub", "sup": "sup", "mark": "mark",
    "s": "strike", "del": "strike", "strike": "strike",
}  # fmt: skip
# Elements that stand for something to see or hear, and what they are called here.
EMBEDS: Mapping[str, str] = {
    "img": "image", "iframe": "frame", "video": "video", "audio": "audio", "embed": "embed",
    "object": "object",
}  # fmt: skip

# Looks nest this deep; what opens inside is only counted.
_DEPTH = 64
_NAME = lazy(r"[^/\\?#]+(?=[/\\]*$)")


class Runs:
    """Collects text under the looks that are open; adjacent text of one look becomes one run.

    `made` is what the marks in the text stand for.
    """

    def __init__(self, made: Made = ()) -> None:
        self.made = made
        self._spans: list[Span] = []
        self._parts: list[str] = []
        self._look: tuple[str, str | None] = ("", None)
        self._open: list[tuple[str, str, str | None]] = []
        self._now: tuple[str, str | None] = ("", None)
        self._deeper = 0

    def __bool__(self) -> bool:
        return bool(self._spans or self._parts)

    @property
    def ends_line(self) -> bool:
        """Whether nothing stands yet on the line that is being written."""
        if self._parts:
            return self._parts[-1].endswith("\n")
        return not self._spans or self._spans[-1].text.endswith("\n")

    @property
    def link(self) -> str | None:
        """Where the text written now leads to."""
        return self._now[1]

    def open(self, name: str, role: str, link: str | None = None) -> None:
        """Open a look; `name` is what closes it. Those nested too deep change nothing."""
        if len(self._open) >= _DEPTH:
            self._deeper += 1
            return
        self._open.append((name, role, None if link is None else address(link, self.made)))
        self._combine()

    def close(self, name: str) -> bool:
        """Close the innermost look of this name; False where there is none."""
        if self._deeper:
            self._deeper -= 1
            return True
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == name:
                del self._open[index]
                self._combine()
                return True
        return False

    def _combine(self) -> None:
        roles: dict[str, None] = {}
        link = None
        for _, role, target in self._open:
            if role:
                roles[role] = None
            if target is not None:
                link = target
        self._now = (" ".join(roles), link)

    def text(self, text: str) -> None:
        """Write text in the look that is open, and what its marks stand for."""
        if OPEN in text:
            for part in parts(text, self.made):
                if isinstance(part, str):
                    self._write(part, self._now)
                else:
                    for span in part:
                        self.styled(span.text, span.role, span.link)
        elif text:
            self._write(text, self._now)

    def styled(self, text: str, role: str, link: str | None = None) -> None:
        """Write text with one role more, and a link where none is open."""
        words, target = self._now
        for word in role.split():
            if word not in words.split():
                words = f"{words} {word}" if words else word
        text = address(text, self.made)
        if text:
            self._write(text, (words, link if target is None else target))

    def image(self, alt: str, source: str, label: str = "image") -> None:
        """Write a picture inside a line: its label and its alternative text, or else its name.

        Without a text, anything but a picture is told by its whole address.
        """
        alt, source = address(alt, self.made), address(source, self.made)
        alt = one_line(alt) or (source_name(source) if label == "image" else one_line(source))
        self.styled(f"[{label}: {alt}]" if alt else f"[{label}]", "image", one_line(source) or None)

    def _write(self, text: str, look: tuple[str, str | None]) -> None:
        if look != self._look:
            self._flush()
            self._look = look
        self._parts.append(text)

    def _flush(self) -> None:
        if self._parts:
            self._spans.append(Span("".join(self._parts), *self._look))
            self._parts.clear()

    def take(self) -> tuple[Span, ...]:
        """The runs so far, made harmless; what is open stays open."""
        self._flush()
        spans, self._spans = self._spans, []
        return tuple(
            Span(harmless(text), role, None if link is None else one_line(link))
            for text, role, link in spans
        )


def source_name(source: str) -> str:
    """The file name at the end of a picture's address; "" for data that stands in the address."""
    if source[:5].lower() == "data:":
        return ""
    try:
        path = urlsplit(source).path
    except ValueError:
        path = source
    found = _NAME.search(path)
    return one_line(unquote(found.group())) if found else ""
