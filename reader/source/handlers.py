"""A handler of python-frontmatter's API for each form of front matter (its only importer).

`detect` decides the form by the first lines, `split` cuts the text in two or raises ValueError
where it is not closed, and `load` reads the values; `split()` below asks them in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from frontmatter import detect_format
from frontmatter.default_handlers import BaseHandler

from reader.model import Problem
from reader.source.data_loaders import json_end, load_json, load_toml
from reader.source.frontmatter import FrontMatter, Split, Written
from reader.source.loaders import Flaw, Loaded, LoadError
from reader.source.yaml_loader import KEY_LINE, NotMapping, load, parse

# No front matter is longer, in characters; what is not closed by then is text.
MAX_LENGTH = 1 << 17

# The first key of front matter that no fence opens; other words with a colon are prose.
KNOWN_KEYS = frozenset(
    "author authors categories category created date description draft id keywords lang layout "
    "linktitle modified permalink published save_as series slug status subtitle summary tag tags "
    "template title type updated url".split()
)
_CONTINUED = re.compile(r"[ \t]+\S|- ")


class NotClosed(ValueError):
    """Nothing closes the front matter: the text is body; `loaded` is what its head says."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__("not closed")
        self.loaded = loaded


class Form(BaseHandler):
    """A form of front matter: `form` names it, `lead` counts the lines above the values."""

    FM_BOUNDARY = re.compile("(?!)")
    form: ClassVar[str]
    lead: ClassVar[int] = 0

    def load(self, fm: str) -> Loaded:
        """The values of the text that `split` cut off."""
        raise NotImplementedError


class _Fenced(Form):
    """A form between two fence lines."""

    FM_CLOSE: ClassVar[re.Pattern[str]]
    lead = 1

    def split(self, text: str) -> tuple[str, str]:
        start = text.find("\n") + 1
        close = self.FM_CLOSE.search(text, start, MAX_LENGTH) if start else None
        if close is None:
            raise NotClosed(_head(text[start : start + MAX_LENGTH] if start else ""))
        return text[start : close.start()], text[close.end() :]


class Yaml(_Fenced):
    """`---` … `---` or `...`; what is not a mapping is body."""

    form = "yaml"
    FM_BOUNDARY = re.compile(r"---[ \t]*(?:\n|\Z)")
    FM_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)

    def load(self, fm: str) -> Loaded:
        loaded = load(fm)
        if loaded.broken and not _meant(fm):
            raise NotMapping(of_mappings=False)
        if loaded.broken and _prose(fm):
            raise NotClosed(_head(fm))
        return loaded


class Toml(_Fenced):
    """`+++` … `+++`."""

    form = "toml"
    FM_BOUNDARY = re.compile(r"\+\+\+[ \t]*(?:\n|\Z)")
    FM_CLOSE = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)

    def load(self, fm: str) -> Loaded:
        return load_toml(fm)


class Eleventy(_Fenced):
    """`---` and a language's name; JavaScript is never run."""

    form = "eleventy"
    lead = 0
    FM_BOUNDARY = re.compile(r"---[ \t]*(js|javascript|json|toml|ya?ml)[ \t]*(?:\n|\Z)", re.I)
    FM_CLOSE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        # The language stands in the fence, and `load` must know it: it is the first line.
        fm, content = super().split(text)
        found = self.FM_BOUNDARY.match(text) if self.FM_BOUNDARY else None
        return f"{found[1].lower() if found else ''}\n{fm}", content

    def load(self, fm: str) -> Loaded:
        language, _, text = fm.partition("\n")
        if language.startswith("j") and language != "json":
            loaded = Loaded()
            cause = "front matter in JavaScript is not supported, and never run"
            loaded.flaws.append(Flaw(0, cause))
            return loaded
        reader = {"json": load_json, "toml": load_toml}.get(language, load)
        return _shifted(reader(text), 1)


class Json(Form):
    """A leading object, as Hugo takes it: up to the brace that closes it, outside strings."""

    form = "json"
    FM_BOUNDARY = re.compile(r"\{\s*(?:\"(?:[^\"\\\n]|\\.)*+\"\s*:|\}[ \t]*(?:\n|\Z))")

    def split(self, text: str) -> tuple[str, str]:
        end = json_end(text, MAX_LENGTH)
        if end is None:
            raise NotClosed(Loaded())
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        if text[end:stop].strip():
            raise NotMapping(of_mappings=False)
        return text[:end], text[stop + 1 :]

    def load(self, fm: str) -> Loaded:
        return load_json(fm)


class HexoJson(Form):
    """JSON without braces up to `;;;`; the fence above it may be missing."""

    form = "hexo"
    FM_BOUNDARY = re.compile(r";;;[ \t]*(?:\n|\Z)|\"[^\"\n]*\"[ \t]*:[^\n]*\n")
    FM_CLOSE = re.compile(r"^;;;[ \t]*(?:\n|\Z)", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """A fence, or a member of an object with a fence somewhere below."""
        return super().detect(text) and (text.startswith(";;;") or self._close(text) is not None)

    def split(self, text: str) -> tuple[str, str]:
        close = self._close(text)
        if close is None:
            raise NotClosed(Loaded())
        return text[: close.start()], text[close.end() :]

    def load(self, fm: str) -> Loaded:
        fence = fm.startswith(";;;")
        members = fm.partition("\n")[2] if fence else fm
        return _shifted(load_json("{" + members + "}"), int(fence))

    def _close(self, text: str) -> re.Match[str] | None:
        return self.FM_CLOSE.search(text, text.find("\n") + 1, MAX_LENGTH)


class HexoYaml(Form):
    """`key: value` lines up to `---`, with no fence above; the first key must be a known one."""

    form = "hexo"

    def detect(self, text: str) -> bool:
        """All lines above the first fence are like a mapping's, so a setext heading is not eaten."""
        return _known(text) and self._close(text) >= 0

    def split(self, text: str) -> tuple[str, str]:
        close = self._close(text)
        return text[:close], text[close:].partition("\n")[2]

    def load(self, fm: str) -> Loaded:
        return load(fm)

    def _close(self, text: str) -> int:
        """Where the closing fence starts, -1 where there is none."""
        for start, line in _lines(text):
            if line.startswith("---") and not line.strip("- \t"):
                return start
            if not (KEY_LINE.match(line) or _CONTINUED.match(line)):
                return -1
        return -1


class Nikola(Form):
    """`.. key: value` lines, in a comment or not."""

    form = "nikola"
    FM_BOUNDARY = re.compile(r"(?:<!--[ \t]*\n?[ \t\n]*)?\.\. [\w-]+[ \t]*:(?:[ \t]|\n|\Z)")
    FM_LINE = re.compile(r"[ \t]*\.\. (?P<key>[\w-]+)[ \t]*:(?P<value>.*)")

    def split(self, text: str) -> tuple[str, str]:
        if text.startswith("<!--"):
            end = text.find("-->", 0, MAX_LENGTH)
            if end < 0:
                raise NotClosed(Loaded())
            stop = text.find("\n", end)
            # What follows the comment on its line is text.
            if stop < 0 or text[end + 3 : stop].strip():
                stop = end + 2
            return text[: end + 3], text[stop + 1 :]
        end = len(text)
        for start, line in _lines(text):
            if not self.FM_LINE.match(line):
                end = start
                break
        return text[:end], text[end:]

    def load(self, fm: str) -> Loaded:
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
        if not _known(text):
            return False
        keys: list[str] = []
        for _, line in _lines(text):
            if not line.strip():
                break
            if found := self.FM_LINE.match(line):
                keys.append(found["key"].lower())
            elif not line.startswith(("    ", "\t")):
                return False
        return "title" in keys or len(KNOWN_KEYS.intersection(keys)) > 1

    def split(self, text: str) -> tuple[str, str]:
        end = len(text)
        for start, line in _lines(text):
            if not line.strip():
                end = start
                break
        return text[:end], text[end:]

    def load(self, fm: str) -> Loaded:
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


FORMS: tuple[Form, ...] = (
    Eleventy(), Yaml(), Toml(), Json(), HexoJson(), HexoYaml(), Nikola(), MultiMarkdown(),
)  # fmt: skip


def split(path: str, text: str, start: int) -> Split:
    """Front matter and body of a text whose first line with anything in it begins at `start`."""
    line = text.count("\n", 0, start) + 1
    rest = text[start:]
    form = detect_format(rest, FORMS)
    if not isinstance(form, Form):
        return Split(FrontMatter(), text, 1)
    try:
        fm, body = form.split(rest)
        loaded = form.load(fm)
    except NotMapping as exc:
        cause = "front matter is a list, not “key: value” lines: it is shown as text"
        problems = (Problem(path, line, cause),) if exc.of_mappings else ()
        return Split(FrontMatter(problems=problems), text, 1)
    except NotClosed as exc:
        if form.form == "yaml" and not exc.loaded:
            return Split(FrontMatter(), text, 1)
        front = _front(path, exc.loaded, "none", line + form.lead, "")
        cause = "front matter opens here and is not closed: it is shown as text"
        front = FrontMatter(
            "none", front.values, front.lines, (Problem(path, line, cause), *front.problems)
        )
        return Split(front, text, 1)
    raw = text[: len(text) - len(body)]
    return Split(_front(path, loaded, form.form, line + form.lead, raw), body, raw.count("\n") + 1)


def _front(path: str, loaded: Loaded, form: str, first: int, raw: str) -> FrontMatter:
    """Values whose lines count from `first`, the line of the file that they start on."""
    lines = {key: first + line for key, line in loaded.lines.items()}
    problems = tuple(Problem(path, first + (flaw.line or 0), flaw.cause) for flaw in loaded.flaws)
    return FrontMatter(form, dict(loaded), lines, problems, raw)


def _shifted(loaded: Loaded, by: int) -> Loaded:
    """The same values, `by` lines further down."""
    loaded.lines = {key: line + by for key, line in loaded.lines.items()}
    loaded.flaws = [Flaw((flaw.line or 0) + by, flaw.cause) for flaw in loaded.flaws]
    return loaded


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of the first MAX_LENGTH characters, each with where it starts."""
    start = 0
    while start < min(len(text), MAX_LENGTH):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        start = end + 1


def _known(text: str) -> bool:
    """Whether the first line sets a key that front matter is known by."""
    found = KEY_LINE.match(text[:200])
    return found is not None and found["key"].strip("\"'").lower() in KNOWN_KEYS


def _meant(fm: str) -> bool:
    """Whether a text that does not parse was meant as front matter: it opens with `key:`."""
    for _, line in _lines(fm):
        if line.strip() and not line.startswith("#"):
            return KEY_LINE.match(line) is not None
    return False


def _prose(fm: str) -> bool:
    """Whether text stands in it after a blank line: the closing fence is a rule further down."""
    blank = False
    for _, line in _lines(fm):
        if not line.strip():
            blank = True
        elif blank and not (KEY_LINE.match(line) or _CONTINUED.match(line) or line[0] in "#]}"):
            return True
    return False


def _head(text: str) -> Loaded:
    """The lines like a mapping's that an unclosed text opens with; empty where prose does."""
    end = 0
    keys = 0
    for start, line in _lines(text):
        if KEY_LINE.match(line):
            keys += 1
        elif not _CONTINUED.match(line):
            break
        end = start + len(line) + 1
    if keys < 2 and not _known(text):
        return Loaded()
    try:
        loaded = parse(text[:end])
    except (LoadError, NotMapping):
        loaded = Loaded()
        for number, line in enumerate(text[:end].split("\n")):
            if (found := KEY_LINE.match(line)) and found["rest"].strip():
                loaded.add(found["key"], Written(found["rest"].strip()), number)
    loaded.flaws.clear()
    return loaded
