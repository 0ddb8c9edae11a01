"""Front matter between fences, and the one function that asks every form in turn.

`detect` decides the form by the first lines, `split` cuts the text in two or raises ValueError
where it is not closed, and `load` reads the values.
"""

from __future__ import annotations

import re
from typing import ClassVar

from reader.model import Problem
from reader.source.data_loaders import TOML_KEY, json_end, load_json, load_toml
from reader.source.forms import (
    CONTINUED,
    MAX_LENGTH,
    Form,
    NotClosedError,
    lines_of,
    opens_known,
)
from reader.source.frontmatter import FrontMatter, Split, Written
from reader.source.loaders import Flaw, Loaded, LoadError
from reader.source.unfenced import HexoYaml, MultiMarkdown, Nikola
from reader.source.yaml_loader import KEY_LINE, NotMappingError, load, parse


class _Fenced(Form):
    """A form between two fence lines."""

    FM_CLOSE: ClassVar[re.Pattern[str]]
    lead = 1

    def split(self, text: str) -> tuple[str, str]:
        start = text.find("\n") + 1
        close = self.FM_CLOSE.search(text, start, MAX_LENGTH) if start else None
        if close is None:
            raise NotClosedError(self.head(text[start : start + MAX_LENGTH] if start else ""))
        return text[start : close.start()], text[close.end() :]

    def head(self, text: str) -> Loaded:
        """The values that a text opens with which nothing closes; none where it is prose."""
        return _head(text)


class Yaml(_Fenced):
    """`---` … `---` or `...`; what is not a mapping is body."""

    form = "yaml"
    FM_BOUNDARY = re.compile(r"---[ \t]*(?:\n|\Z)")
    FM_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)

    def load(self, fm: str) -> Loaded:
        """A mapping; what is none, or is prose between two rules, is body."""
        loaded = load(fm)
        if loaded.broken and not _meant(fm):
            raise NotMappingError(of_mappings=False)
        if loaded.broken and _prose(fm):
            raise NotClosedError(_head(fm))
        return loaded


class Toml(_Fenced):
    """`+++` … `+++`."""

    form = "toml"
    FM_BOUNDARY = re.compile(r"\+\+\+[ \t]*(?:\n|\Z)")
    FM_CLOSE = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)

    def load(self, fm: str) -> Loaded:
        """A table."""
        return load_toml(fm)

    def head(self, text: str) -> Loaded:
        """Up to the first blank line, if the first one sets a key."""
        return load_toml(text.partition("\n\n")[0]) if TOML_KEY.match(text) else Loaded()


class Eleventy(_Fenced):
    """`---` and a language's name; JavaScript is never run."""

    form = "eleventy"
    lead = 0
    FM_BOUNDARY = re.compile(r"---[ \t]*(js|javascript|json|toml|ya?ml)[ \t]*(?:\n|\Z)", re.I)
    FM_CLOSE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        """The values' text begins with the line that names the language."""
        # The language stands in the fence, and `load` must know it: it is the first line.
        fm, content = super().split(text)
        found = self.FM_BOUNDARY.match(text) if self.FM_BOUNDARY else None
        return f"{found[1].lower() if found else ''}\n{fm}", content

    def load(self, fm: str) -> Loaded:
        """The values in the language that the first line names."""
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
        """Up to the brace that closes the object."""
        end = json_end(text, MAX_LENGTH)
        if end is None:
            raise NotClosedError(Loaded())
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        if text[end:stop].strip():
            raise NotMappingError(of_mappings=False)
        return text[:end], text[stop + 1 :]

    def load(self, fm: str) -> Loaded:
        """An object."""
        return load_json(fm)


class HexoJson(Form):
    """JSON without braces up to `;;;`; the fence above it may be missing."""

    form = "hexo"
    FM_BOUNDARY = re.compile(r";;;[ \t]*\n\s*\"|\"[^\"\n]*\"[ \t]*:[^\n]*\n")
    FM_CLOSE = re.compile(r"^;;;[ \t]*(?:\n|\Z)", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """A fence, or a member of an object with a fence somewhere below."""
        return super().detect(text) and (text.startswith(";;;") or self._close(text) is not None)

    def split(self, text: str) -> tuple[str, str]:
        """Up to the fence, and with the one above."""
        close = self._close(text)
        if close is None:
            raise NotClosedError(Loaded())
        return text[: close.start()], text[close.end() :]

    def load(self, fm: str) -> Loaded:
        """An object's members."""
        fence = fm.startswith(";;;")
        members = fm.partition("\n")[2] if fence else fm
        return _shifted(load_json("{" + members + "}"), int(fence))

    def _close(self, text: str) -> re.Match[str] | None:
        start = text.find("\n") + 1
        return self.FM_CLOSE.search(text, start, MAX_LENGTH) if start else None


FORMS: tuple[Form, ...] = (
    Eleventy(), Yaml(), Toml(), Json(), HexoJson(), HexoYaml(), Nikola(), MultiMarkdown(),
)  # fmt: skip


def split(path: str, text: str, start: int) -> Split:
    """Front matter and body of a text whose first line with anything in it begins at `start`."""
    line = text.count("\n", 0, start) + 1
    rest = text[start:]
    form = next((form for form in FORMS if form.detect(rest)), None)
    if form is None:
        return Split(FrontMatter(), text, 1)
    try:
        fm, body = form.split(rest)
        loaded = form.load(fm)
    except NotMappingError as exc:
        cause = "front matter is a list, not “key: value” lines: it is shown as text"
        problems = (Problem(path, line, cause),) if exc.of_mappings else ()
        return Split(FrontMatter(problems=problems), text, 1)
    except NotClosedError as exc:
        # A rule, or what looks like a fence, above prose.
        if form.form in ("yaml", "toml") and not exc.loaded:
            return Split(FrontMatter(), text, 1)
        cause = "front matter opens here and is not closed: it is shown as text"
        exc.loaded.flaws = [Flaw(-form.lead, cause)]
        front = _front(path, exc.loaded, "none", line + form.lead, "")
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


def _meant(fm: str) -> bool:
    """Whether a text that does not parse was meant as front matter: it opens with `key:`."""
    for _, line in lines_of(fm):
        if line.strip() and not line.startswith("#"):
            return KEY_LINE.match(line) is not None
    return False


def _prose(fm: str) -> bool:
    """Whether text stands in it after a blank line: the closing fence is a rule further down."""
    blank = False
    for _, line in lines_of(fm):
        if not line.strip():
            blank = True
        elif blank and not (KEY_LINE.match(line) or CONTINUED.match(line) or line[0] in "#]}"):
            return True
    return False


def _head(text: str) -> Loaded:
    """The lines like a mapping's that an unclosed text opens with; empty where prose does."""
    end = 0
    keys = 0
    for start, line in lines_of(text):
        if KEY_LINE.match(line):
            keys += 1
        elif not CONTINUED.match(line):
            break
        end = start + len(line) + 1
    if keys < 2 and not opens_known(text):
        return Loaded()
    try:
        loaded = parse(text[:end])
    except (LoadError, NotMappingError):
        loaded = Loaded()
        for number, line in enumerate(text[:end].split("\n")):
            if (found := KEY_LINE.match(line)) and found["rest"].strip():
                loaded.add(found["key"], Written(found["rest"].strip()), number)
    return loaded
