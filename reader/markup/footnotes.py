"""Footnotes: `[^label]`, what is defined for it, and `^[notes in the text]`.

Numbers follow the order of the first references in the whole text (Pandoc, GitHub). They are found
in one scan when the first is asked for, because the text is not parsed that far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from reader.markup.blocks import Block, Inline, Note, Notes, Paragraph, Span
from reader.patterns import lazy
from reader.sanitize import one_line

if TYPE_CHECKING:
    from reader.markup.convert import Converter

_LABEL = lazy(r"\[\^([^\]\s\[]{1,200})\](:)?")
# A note in the text, with brackets one level deep in it.
_INSIDE = lazy(
    r"\^\[((?:[^\[\]\\\n`]|\n(?![ \t>]*\n)|\\.|\[[^\[\]\n]{0,300}\]|`[^`\n]{0,300}`|`){1,2000}+)\]"
)
_SIGNS = lazy(r"`+|~{3,}|\[\^|\^\[|\\[\[\^`\\]")
# What may stand on a line before a definition or a fence: the marks of quotes and lists.
_CONTAINERS = " \t>*+-.)0123456789"
_FAR, _CODE = 200, 2000
_QUOTED = lazy(r"\n[ \t>]*")


class _Written(NamedTuple):
    """A definition: its label as a key, its lines and what it holds."""

    key: str
    line: int
    end: int
    children: tuple[Block, ...]


class Footnotes:
    """The notes of one body; `first_line` is the line of the file that its text starts on."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text, self._first_line = text, first_line
        self._numbers: dict[str, int] | None = None
        self._inside: dict[str, tuple[int, str]] = {}
        self._written: list[_Written] = []

    def number(self, key: str) -> int | None:
        """The number of the note with this key; None where there is no such note."""
        if self._numbers is None:
            self._numbers = self._scan()
        return self._numbers.get(key)

    def add(self, label: str, line: int, end: int, children: tuple[Block, ...]) -> None:
        """Keep what is defined for a label, in the order of definitions."""
        self._written.append(_Written(_key(label), line, end, children))

    @property
    def texts(self) -> Iterator[Block]:
        """What has been defined so far, apart from the text that refers to it."""
        return chain.from_iterable(written.children for written in self._written)

    def block(self, inline: Callable[[str], Inline], sources: Iterable[str]) -> Notes | None:
        """The last block of the body: each note, those that are referred to first.

        `sources` are all texts of the body, to tell notes in the text from what looks like one.
        """
        if not self._written and "^[" not in self._text:
            return None
        self.number("")
        numbers = self._numbers or {}
        sources = chain(sources, [text for _, text in self._inside.values()])
        seen = {_inside(found[1]) for source in sources for found in _INSIDE.finditer(source)}
        known: dict[str, _Written] = {}
        rest: list[_Written] = []
        for written in self._written:
            if written.key in numbers and written.key not in known:
                known[written.key] = written
            else:
                rest.append(written)
        notes = []
        for key, number in numbers.items():
            if key in self._inside and key in seen:
                line, text = self._inside[key]
                child = Paragraph(line=line, end=line + 1, inline=inline(text))
                notes.append(_note(number, key, line, line + 1, (child,)))
            elif key in known:
                notes.append(_note(number, *known[key]))
        number = max(numbers.values(), default=0)
        used = {note.anchor for note in notes}
        for written in rest:
            number += 1
            note = _note(number, *written)
            if note.anchor in used:
                note = _note(number, f"{written.key}-{number}", *written[1:])
            used.add(note.anchor)
            notes.append(note)
        if not notes:
            return None
        line = self._first_line + self._text.count("\n") + (not self._text.endswith("\n"))
        return Notes(line=line, end=line + 1, notes=tuple(notes))

    def _scan(self) -> dict[str, int]:
        found: dict[str, None] = {}
        defined: set[str] = set()
        text, line, counted = self._text, self._first_line, 0
        for place, label in _references(text):
            if label is None:
                note = _INSIDE.match(text, place)
                if note is None or not _is_prose(note[1], text[place - 1 : place]):
                    continue
                line += text.count("\n", counted, place)
                counted = place
                key = _inside(note[1])
                self._inside.setdefault(key, (line, key[1:]))
                found[key] = None
            elif label.endswith(":"):
                defined.add(_key(label[:-1]))
            else:
                found[_key(label)] = None
        used = [key for key in found if key in defined or key in self._inside]
        return {key: number for number, key in enumerate(used, 1)}


def _key(label: str) -> str:
    return one_line(label).casefold()


def _inside(text: str) -> str:
    """The key of a note in the text: no label begins with white space."""
    return " " + " ".join(_QUOTED.sub(" ", text).split())


def _is_prose(text: str, before: str) -> bool:
    """Whether a note is said here, and not a set of characters as in a regular expression."""
    return " " in text.strip() or ("-" not in text and before.isalnum())


def _note(number: int, key: str, line: int, end: int, children: tuple[Block, ...]) -> Note:
    name = _anchor(number, key)
    return Note(
        line=line, end=end, number=number, anchor=f"fn-{name}", back=f"fnref-{name}",
        children=children,
    )  # fmt: skip


def _anchor(number: int, key: str) -> str:
    return f"inline-{number}" if key.startswith(" ") else key


def _references(text: str) -> Iterator[tuple[int, str | None]]:
    """Where notes are referred to outside code, and the label; `label:` where it is defined.

    None stands for a note in the text.
    """
    if "[^" not in text and "^[" not in text:
        return
    at, fence = 0, ""
    while (sign := _SIGNS.search(text, at)) is not None:
        start, at, mark = sign.start(), sign.end(), sign.group()
        if mark[:3] in ("```", "~~~") and _begins_line(text, start):
            if not fence:
                fence = mark
            elif mark.startswith(fence):
                fence = ""
        elif fence:
            continue
        elif mark[0] == "`":
            at = _behind_code(text, mark, at)
        elif mark == "[^":
            label = _LABEL.match(text, start)
            if label is not None:
                at = label.end()
                defines = label[2] is not None and _begins_line(text, start)
                yield start, label[1] + (":" if defines else "")
        elif mark == "^[":
            yield start, None


def _begins_line(text: str, place: int) -> bool:
    first = max(0, place - _FAR)
    return not text[max(first, text.rfind("\n", first, place) + 1) : place].strip(_CONTAINERS)


def _behind_code(text: str, mark: str, at: int) -> int:
    """Where the code span that `mark` opens ends; `at` where it opens none."""
    end = at + _CODE
    close = text.find(mark, at, end)
    while close >= 0:
        stop = close
        while text.startswith("`", stop):
            stop += 1
        if stop - close == len(mark):
            return stop if "\n\n" not in text[at:close] else at
        close = text.find(mark, stop, end)
    return at


class _Definition(NamedTuple):
    """Puts a definition among the notes; nothing is shown where it stands."""

    label: str

    def __call__(
        self, converter: Converter, line: int, end: int, children: tuple[Block, ...]
    ) -> Iterable[Block]:
        converter.notes.add(self.label, line, end, children)
        return ()


def is_definition(state: StateBlock, line: int) -> bool:
    """Whether a note is defined on this line, so that no link is."""
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("[^", start):
        return False
    found = _LABEL.match(state.src, start, state.eMarks[line])
    return found is not None and found[2] is not None


def definition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule: `[^label]: text`, and what is indented below it."""
    if not is_definition(state, line):
        return False
    from mdit_py_plugins.footnote.index import footnote_def

    first = len(state.tokens)
    if not footnote_def(state, line, end, silent):
        return False
    if not silent:
        opening, closing = state.tokens[first], state.tokens[-1]
        opening.type, closing.type = "made_open", "made_close"
        opening.meta = {"maker": _Definition(opening.meta["label"])}
    return True


def reference(state: StateInline, silent: bool) -> bool:
    """An inline rule: `[^label]` where there is such a note, and `^[a note]`."""
    inside = state.src.startswith("^[", state.pos)
    if not inside and not state.src.startswith("[^", state.pos):
        return False
    notes = state.env.get("notes")
    found = (_INSIDE if inside else _LABEL).match(state.src, state.pos, state.posMax)
    if notes is None or found is None:
        return False
    key = _inside(found[1]) if inside else _key(found[1])
    number = notes.number(key)
    if number is None:
        return False
    if not silent:
        token = state.push("made", "", 0)
        span = Span(f"[{number}]", "footnote", f"#fn-{_anchor(number, key)}")
        token.meta = {"spans": (span,)}
    state.pos = found.end(1) + 1
    return True
