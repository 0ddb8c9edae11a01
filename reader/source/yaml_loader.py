"""YAML → values, event by event: no resolver, no tag, no alias that grows without end."""

from __future__ import annotations

import re

import yaml

from reader.source.frontmatter import Value, Written
from reader.source.loaders import (
    MAX_DATA_NODES,
    MAX_DEPTH,
    MAX_NODES,
    Flaw,
    Loaded,
    LoadError,
    salvage,
    twice,
)
from reader.source.yaml_plain import NULLS, plain_mapping

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# One line that sets a key; what a Markdown paragraph seldom looks like.
KEY_LINE = re.compile(
    r"(?P<key>\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|\w[\w .-]{0,60}?)[ \t]*:(?=[ \t\n]|\Z)(?P<rest>.*)"
)
# Characters that YAML 1.1 knows nothing of (spec, 5.1); PyYAML's own, which is slow to compile.
_UNKNOWN: re.Pattern[str] = yaml.reader.Reader.NON_PRINTABLE

# What the parser says → what a writer can mend.
_CAUSES = (
    ("mapping values are not allowed", "a value with “: ” in it needs quotes"),
    ("could not find expected ':'", "a line that is not “key: value”"),
    ("sequence entries are not allowed", "a value that starts with “- ” needs quotes"),
    ("alphabetic or numeric character", "a value that starts with * or & needs quotes"),
    ("undefined alias", "a value that starts with * needs quotes"),
    ("unexpected end of stream", "a quote that is not closed"),
    ("unknown escape character", "a backslash in double quotes: single quotes keep it"),
    ("',' or ']'", "a list “[…]” that is not closed"),
    ("',' or '}'", "a map “{…}” that is not closed"),
    ("did not find expected", "indentation or quotes that do not fit"),
    ("expected <block end>", "indentation or quotes that do not fit"),
)  # fmt: skip


class NotMappingError(ValueError):
    """The text is YAML, but not a mapping; `of_mappings` says that it is a list of them."""

    def __init__(self, of_mappings: bool) -> None:
        super().__init__("not a mapping")
        self.of_mappings = of_mappings


def load(text: str) -> Loaded:
    """The mapping in a text, mended or salvaged where it does not parse; NotMappingError."""
    try:
        return parse(text)
    except LoadError as exc:
        error = exc
    if _UNKNOWN.search(text):
        mended = _UNKNOWN.sub("\ufffd", text)
    elif "\t" in text:
        mended = text.replace("\t", "  ")
    else:
        mended = text
    if mended != text:
        try:
            loaded = parse(mended)
        except (LoadError, NotMappingError):
            pass
        else:
            loaded.flaws.insert(0, Flaw(error.line, f"front matter: {error.cause}"))
            return loaded
    return salvage(mended, KEY_LINE, parse, error, "YAML")


def parse(text: str) -> Loaded:
    """The mapping that `text` holds; LoadError where it does not parse, else NotMappingError."""
    loaded = plain_mapping(text)
    return parse_whole(text) if loaded is None else loaded


def parse_whole(text: str) -> Loaded:
    """The same, always by the parser."""
    return _parsed(_Builder(text, MAX_NODES), text)


def parse_any(text: str) -> Value:
    """What `text` holds: a mapping, a list or a scalar, None where it is empty; LoadError.

    For files of settings and data, which may be longer than front matter.
    """
    builder = _Builder(text, MAX_DATA_NODES)
    try:
        return _parsed(builder, text)
    except NotMappingError:
        return builder.value


def _parsed(builder: _Builder, text: str) -> Loaded:
    try:
        return builder.build()
    except yaml.YAMLError as exc:
        raise _plain(exc, text) from None
    except UnicodeEncodeError:
        raise LoadError("characters that are not text") from None


def _plain(error: yaml.YAMLError, text: str) -> LoadError:
    """The parser's words, made plain, with the line."""
    problem = getattr(error, "problem", None)
    if not isinstance(problem, str):  # a reader's error: a character
        unknown = _UNKNOWN.search(text)
        line = text.count("\n", 0, unknown.start()) if unknown else None
        return LoadError("a control character", line)
    context, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if "end of stream" in problem or "',' or" in problem or "expected ':'" in problem:
        mark = context or mark
    line = mark.line if mark else None
    if "cannot start any token" in problem and mark and line is not None:
        lines = text.split("\n")
        sign = lines[line][mark.column : mark.column + 1] if line < len(lines) else ""
        if sign == "\t":
            return LoadError("a tab where YAML wants spaces", line)
        return LoadError(f"a value that starts with {sign} needs quotes", line)
    for words, plain in _CAUSES:
        if words in problem:
            return LoadError(plain, line)
    return LoadError(problem, line)


def _line(event: yaml.Event) -> int:
    """The line an event starts on, from 0."""
    return event.start_mark.line if event.start_mark else 0


class _Open:
    """A mapping or list that is being read."""

    __slots__ = ("anchor", "inherited", "key", "key_line", "size", "value")

    def __init__(self, value: Loaded | dict[str, Value] | list[Value], anchor: str | None) -> None:
        self.value, self.anchor, self.size = value, anchor, 1
        self.key: str | None = None
        self.key_line = 0
        self.inherited: set[str] = set()


class _Builder:
    """Values out of the parser's events; the parser keeps its own stack, so depth is no danger."""

    def __init__(self, text: str, most: int) -> None:
        self.text, self.most = text, most
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.flaws: list[Flaw] = []
        self.root: Loaded | None = None
        self.value: Value = None  # the whole of it, where that is no mapping
        self.done = False
        self.list_of_mappings = False
        self.nodes = 0

    def build(self) -> Loaded:
        for event in yaml.parse(self.text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                quoted = event.style in ("'", '"', "|", ">")
                text = event.value
                value = None if not quoted and text in NULLS else Written(text, quoted)
                self.put(value, 1, event, as_key=text)
                if event.anchor:
                    self.anchors[event.anchor] = (value, 1)
            elif isinstance(event, yaml.AliasEvent):
                if event.anchor not in self.anchors:
                    raise LoadError("a value that starts with * needs quotes", _line(event))
                self.put(*self.anchors[event.anchor], event)
            elif isinstance(event, yaml.MappingStartEvent):
                self.open_mapping(event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self.check_depth(event)
                self.stack.append(_Open([], event.anchor))
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self.close(event)
            elif isinstance(event, yaml.DocumentStartEvent) and self.done:
                raise LoadError("a second YAML document", _line(event))
        if self.root is None:
            if self.done:
                raise NotMappingError(self.list_of_mappings)
            self.root = Loaded()
        self.root.flaws[:0] = self.flaws
        return self.root

    def check_depth(self, event: yaml.Event) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise LoadError(f"nested more than {MAX_DEPTH} deep", _line(event))

    def open_mapping(self, event: yaml.MappingStartEvent) -> None:
        self.check_depth(event)
        if len(self.stack) == 1 and isinstance(self.stack[0].value, list):
            self.list_of_mappings = True
        self.stack.append(_Open({} if self.stack else Loaded(), event.anchor))

    def close(self, event: yaml.Event) -> None:
        closed = self.stack.pop()
        value: Value = closed.value
        if closed.anchor:
            self.anchors[closed.anchor] = (value, closed.size)
        if not self.stack:
            self.done = True
            if isinstance(value, Loaded):
                self.root = value
            self.value = value
            return
        self.put(value, closed.size, event)

    def put(self, value: Value, size: int, event: yaml.Event, as_key: str = "") -> None:
        """Set a value where it belongs: a key, a key's value or an item."""
        line = _line(event)
        if not self.stack:
            # An empty or commented block is one null; it is front matter with nothing in it.
            self.done, self.value = value is not None, value
            return
        top = self.stack[-1]
        top.size += size
        self.nodes += 1
        if top.size > self.most or self.nodes > self.most:
            raise LoadError(f"more than {self.most} values", line)
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            if isinstance(value, (list, dict)):
                raise LoadError("a key that is not text", line)
            top.key, top.key_line = as_key or value or "", line
        else:
            key, top.key = top.key, None
            self.set(top, key, value)

    def set(self, top: _Open, key: str, value: Value) -> None:
        mapping = top.value
        assert isinstance(mapping, dict)  # noqa: S101
        if key == "<<" and isinstance(value, (dict, list)):
            for base in [value] if isinstance(value, dict) else value:
                if isinstance(base, dict):
                    for name in base.keys() - mapping.keys():
                        mapping[name] = base[name]
                        top.inherited.add(name)
                        if isinstance(mapping, Loaded):
                            mapping.lines[name] = top.key_line
            return
        if key in top.inherited:
            top.inherited.remove(key)
            del mapping[key]
        if isinstance(mapping, Loaded):
            mapping.add(key, value, top.key_line)
        else:
            if key in mapping:
                self.flaws.append(twice(key, top.key_line))
            mapping[key] = value
