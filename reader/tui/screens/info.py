"""All about one post: its file, its state, where it lands, its problems, its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from reader.model import Post, Problem
from reader.sanitize import harmless, one_line
from reader.tui.about import About
from reader.tui.screens.text_panel import CLOSE, SCROLL, Paint, TextPanel, hang
from reader.tui.widgets.panel_keys import PanelKey, panel_bindings
from reader.wording import barred, count, day, landing, minutes

if TYPE_CHECKING:
    from reader.source.document import Document
    from reader.source.frontmatter import Value

# A front matter can be as long as its file, and YAML's aliases can make it longer than any file.
_LINES = 1000
_CHARACTERS = 2000
_DEPTH = 20
# A longer key stands on a line of its own; longer lines than that are hard to read.
_KEY_CELLS, _VALUE_CELLS = 20, 100
_NOTHING = About()
_LEAD = re.compile(r" *(?:- )*")
_FORMS = {"yaml": "YAML", "toml": "TOML", "json": "JSON", "multimarkdown": "MultiMarkdown"}


class InfoScreen(TextPanel):
    """What is known of a post; the result is the path of a translation to go to, else None."""

    KEYS = (
        replace(CLOSE, keys="escape,q,i"),
        *SCROLL,
        *(PanelKey(f"info.translation-{n}", str(n), f"translation({n})") for n in range(1, 10)),
    )
    BINDINGS = panel_bindings(KEYS)

    def __init__(
        self,
        post: Post,
        document: Document,
        about: About = _NOTHING,
        *,
        why: str = "",
        address: str = "",
        read_by: str = "",
        problems: Sequence[Problem] = (),
    ) -> None:
        """`why` it is not listed, `read_by` which engine, and the `problems` of its site."""
        super().__init__()
        self._post, self._document, self._about = post, document, about
        self._why, self._address, self._read_by = why, address, read_by
        self._site_problems = problems
        self.title_text = one_line(post.title) or one_line(post.path)

    def write(self, width: int, paint: Paint) -> list[Content]:
        """Facts, problems, front matter."""
        blocks = (
            self._facts(width, paint),
            self._translations(width, paint),
            self._problems(width, paint),
            self._front(width, paint),
        )
        lines: list[Content] = []
        for block in blocks:
            lines += [*block, Content()] if block else []
        return lines[:-1]

    def _facts(self, width: int, paint: Paint) -> list[Content]:
        post = self._post
        date = day(post.date)
        if post.date is not None and not post.date_only:
            date += post.date.strftime(", %H:%M %z").rstrip()
        about = self._about
        landings = [landing(one) for one in about.landings]
        facts = {
            "File": [post.path],
            "State": [self._why or post.state.value],
            "List": [barred(about.barring)],
            "Lands on": landings if about.home else ["not on Home", *landings],
            "Address": [self._address or post.url or ""],
            "Date": [date],
            "Length": [f"{count(post.words, 'word')} · {minutes(post)}"],
            "Engine": [self._read_by],
        }
        lines = []
        for name, texts in facts.items():
            label = paint(name, "key")
            for text in filter(None, map(one_line, texts)):
                lines += hang(label, Content(text), 10, width)
                label = Content()
        return lines

    def _translations(self, width: int, paint: Paint) -> list[Content]:
        found = self._about.translations
        if not found:
            return []
        lines = [paint("In other languages", "heading") + paint("  a number leads there", "quiet")]
        for number, post in enumerate(found[:_LINES], 1):
            key = paint(str(number) if number < 10 else "", "key")
            text = Content(f"{one_line(post.lang)}  {one_line(post.title)}  ")
            lines += hang(key, text + paint(one_line(post.path), "quiet"), 3, width)
        return lines + _left_out(len(found) - _LINES, "translation", paint)

    def action_translation(self, number: int) -> None:
        """Leave for a translation of the post, by its number from 1."""
        if number <= len(self._about.translations):
            self.dismiss(self._about.translations[number - 1].path)

    def _problems(self, width: int, paint: Paint) -> list[Content]:
        read = (*self._post.problems, *self._document.problems)
        problems = dict.fromkeys([*read, *self._site_problems])
        if not problems:
            return []
        lines = [paint(count(len(problems), "problem").capitalize(), "heading")]
        for problem in islice(problems, _LINES):
            place = one_line(problem.path) + (f":{problem.line}" if problem.line else "")
            text = paint(place, "quiet") + Content("  " + one_line(problem.cause))
            lines += hang(paint("!", "problem"), text, 2, width)
        return lines + _left_out(len(problems) - _LINES, "problem", paint)

    def _front(self, width: int, paint: Paint) -> list[Content]:
        front = self._document.front
        if not front.values:
            return self._raw(width, paint)
        lines = [paint("Front matter", "heading") + paint(f"  {_form(front.form)}", "quiet")]
        keys = {key: _shortened(one_line(key)) for key in islice(front.values, _LINES)}
        indent = 2 + max(min(cell_len(shown), _KEY_CELLS) for shown in keys.values())
        width = min(width, indent + _VALUE_CELLS)
        for key, shown in keys.items():
            label = paint(shown, "key")
            if cell_len(shown) > _KEY_CELLS:
                lines += hang(Content(), label, 0, width)
                label = Content()
            for text in islice(_value(front.values[key]), _LINES):
                lines += _row(label, text, indent, width, paint)
                label = Content()
            if len(lines) > _LINES:
                return [*lines[:_LINES], paint("… and more", "quiet")]
        return lines + _left_out(len(front.values) - _LINES, "key", paint)

    def _raw(self, width: int, paint: Paint) -> list[Content]:
        """The front matter as it stands in the file, where nothing could be read from it."""
        raw = harmless(self._document.front.raw).strip("\n")
        if not raw:
            return [paint("No front matter", "quiet")]
        lines = [paint("Front matter as it stands", "heading")]
        rows = raw.split("\n")
        for row in rows[:_LINES]:
            lines += hang(Content(), Content(_shortened(row)), 0, width)
        return lines + _left_out(len(rows) - _LINES, "line", paint)


def _row(label: Content, text: str, indent: int, width: int, paint: Paint) -> list[Content]:
    """A line of a value, wrapped under its own beginning: behind the "- " of a list."""
    if not text:
        return hang(label, paint("empty", "quiet"), indent, width)
    lead = _LEAD.match(text)
    sign = lead[0] if lead and lead.end() < width // 3 else ""
    label = label.pad_right(max(0, indent - label.cell_length)) + Content(sign)
    return hang(label, Content(text[len(sign) :]), indent + len(sign), width)


def _left_out(number: int, what: str, paint: Paint) -> list[Content]:
    return [paint(f"… and {count(number, what)} more", "quiet")] if number > 0 else []


def _form(form: str) -> str:
    return _FORMS.get(form, form.capitalize())


def _shortened(text: str) -> str:
    """`text` itself, or its beginning with how much is left out."""
    more = len(text) - _CHARACTERS
    return text if more <= 0 else f"{text[:_CHARACTERS]} … {count(more, 'character')} more"


def _value(value: Value, depth: int = 0) -> Iterator[str]:
    """The lines of a value: lists by "- ", tables by "key: ", both indented like YAML.

    An empty line stands for a value that is not there.
    """
    if depth > _DEPTH:
        yield "…"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _entry(f"{one_line(key)}:", "  ", item, depth)
    elif isinstance(value, list):
        for item in value:
            yield from _entry("-", "  ", item, depth)
        if not value:
            yield "[]"
    elif value is None:
        yield ""
    else:
        for line in harmless(value).rstrip("\n").split("\n") if value else ['""']:
            yield _shortened(line) or " "


def _entry(sign: str, indent: str, item: Value, depth: int) -> Iterator[str]:
    lines = _value(item, depth + 1)
    nested = isinstance(item, dict) or (isinstance(item, list) and sign != "-")
    if nested and sign != "-":
        yield sign
    else:
        yield f"{sign} {next(lines, '')}".rstrip()
    yield from (indent + line for line in lines)
