"""Front matter that no fence opens: Hexo's bare YAML, Nikola's and MultiMarkdown's lines."""

from __future__ import annotations

import re

from reader.source.forms import (
    CONTINUED,
    KNOWN_KEYS,
    MAX_LENGTH,
    Form,
    NotClosedError,
    lines_of,
    opens_known,
)
from reader.source.frontmatter import Written
from reader.source.loaders import Loaded
from reader.source.yaml_loader import KEY_LINE, load


class HexoYaml(Form):
    """`key: value` lines up to `---`, with no fence above; the first key must be a known one."""

    form = "hexo"

    def detect(self, text: str) -> bool:
        """All lines above the first fence are like a mapping's: no setext heading is eaten."""
        return opens_known(text) and self._close(text) >= 0

    def split(self, text: str) -> tuple[str, str]:
        """Up to the fence."""
        close = self._close(text)
        return text[:close], text[close:].partition("\n")[2]

    def load(self, fm: str) -> Loaded:
        """A mapping."""
        return load(fm)

    def _close(self, text: str) -> int:
        """Where the closing fence starts, -1 where there is none."""
        for start, line in lines_of(text):
            if line.startswith("---") and not line.strip("- \t"):
                return start
            if not (KEY_LINE.match(line) or CONTINUED.match(line)):
                return -1
        return -1


class Nikola(Form):
    """`.. key: value` lines, in a comment or not."""

    form = "nikola"
    FM_BOUNDARY = re.compile(r"(?:<!--[ \t]*\n?[ \t\n]*)?\.\. [\w-]+[ \t]*:(?:[ \t]|\n|\Z)")
    FM_LINE = re.compile(r"[ \t]*\.\. (?P<key>[\w-]+)[ \t]*:(?P<value>.*)")

    def split(self, text: str) -> tuple[str, str]:
        """Up to the comment's end, or as far as the lines go."""
        if text.startswith("<!--"):
            end = text.find("-->", 0, MAX_LENGTH)
            if end < 0:
                raise NotClosedError(Loaded())
            stop = text.find("\n", end)
            # What follows the comment on its line is text.
            if stop < 0 or text[end + 3 : stop].strip():
                stop = end + 2
            return text[: end + 3], text[stop + 1 :]
        end = 0
        for start, line in lines_of(text):
            if not self.FM_LINE.match(line):
                break
            end = start + len(line) + 1
        return text[:end], text[end:]

    def load(self, fm: str) -> Loaded:
        """One key a line."""
        loaded = Loaded()
        fm = fm.replace("<!--", "    ", 1).replace("-->", "   ") if fm.startswith("<!--") else fm
        for number, line in enumerate(fm.split("\n")):
            if found := self.FM_LINE.match(line):
                value = found["value"].strip()
                loaded.add(found["key"], Written(value) if value else None, number)
        return loaded


class MultiMarkdown(Form):
    """`Key: value` up to the first blank line, as Pelican takes it; keys in lower case."""

    form = "multimarkdown"
    FM_LINE = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+)[ \t]*:(?:[ \t]+|$)(?P<value>.*)")

    def detect(self, text: str) -> bool:
        """Every line is a key's or goes on with one, and prose such as “Note: …” is let alone."""
        if not opens_known(text) or self._end(text) < 0:
            return False
        keys: list[str] = []
        for _, line in lines_of(text[: self._end(text)]):
            if found := self.FM_LINE.match(line):
                keys.append(found["key"].lower())
            elif not line.startswith(("    ", "\t")):
                return False
        return "title" in keys or len(KNOWN_KEYS.intersection(keys)) > 1

    def split(self, text: str) -> tuple[str, str]:
        """Up to the first blank line."""
        end = self._end(text)
        return text[:end], text[end:]

    def load(self, fm: str) -> Loaded:
        """One key a line, and what goes on below it."""
        loaded = Loaded()
        key = ""
        for number, line in enumerate(fm.split("\n")):
            if found := self.FM_LINE.match(line):
                key = found["key"].lower()
                value = found["value"].strip()
                loaded.add(key, Written(value) if value else None, number)
            elif key and line.strip():
                before = loaded[key]
                more = line.strip()
                loaded[key] = Written(f"{before}\n{more}" if isinstance(before, str) else more)
        return loaded

    def _end(self, text: str) -> int:
        """Where the first blank line starts, or the text ends; -1 where that is too far down."""
        for start, line in lines_of(text):
            if not line.strip():
                return start
        return len(text) if len(text) <= MAX_LENGTH else -1
