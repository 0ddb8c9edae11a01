"""What the front matter and the body of a post of Material say."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.patterns import lazy
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.source.dates import Moment
    from reader.source.fields import Fields

# What YAML 1.1 takes for a moment (yaml.org/type/timestamp), as PyYAML reads it.
_TIMESTAMP = lazy(
    r"\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?",
    re.ASCII,
)
_WHOLE = lazy(r"[-+]?(?:0|[1-9][0-9_]{0,30})", re.ASCII)
_OCTAL = lazy(r"[-+]?0[0-7_]{1,30}", re.ASCII)
_POINT = lazy(r"[-+]?[0-9][0-9_]{0,30}\.[0-9_]{0,30}(?:[eE][-+][0-9]{1,3})?", re.ASCII)
# Python-Markdown: a heading needs no space after its `#`, and nothing before it.
_ATX = lazy(r"#(?!#)[ \t]*(?P<words>[^\n]*)")
_SETEXT = lazy(r"(?P<words>[^\n]+)\n=+[ ]*(?:\n|\Z)")
_MARKS = lazy(r"(?:[ \t]*\#+)?[ \t]*(?:\{:?[^{}\n]*\})?[ \t]*$")

_LONGEST = 500  # characters of a title, as some patterns look back
_HELD = "\ue000"  # in place of text that stays as it is
# An escaped sign, a code span; then signs that stand alone and mark nothing.
_AS_IS = lazy(
    r"\\([!-/:-@\[-`{-~])|(?<!`)`([^`]+)`(?!`)|(?<!`)``(.+?)``(?!`)|<(https?://[^<>\s]+)>"
)
_ALONE = lazy(r"((?:^|(?<=\s))(?:\*{1,3}|_{1,3})(?=\s|$))")
_PICTURE = lazy(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = lazy(r"\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)")
_TAG = lazy(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
# markdown/inlinepatterns.py
_EMPHASIS = (
    lazy(r"\*{3}(.+?)\*{3}"), lazy(r"\*{2}(.+?)\*{2}"), lazy(r"\*([^*]+)\*"),
    lazy(r"(?<!\w)___(?!_)(.+?)(?<!_)___(?!\w)"), lazy(r"(?<!\w)__(?!_)(.+?)(?<!_)__(?!\w)"),
    lazy(r"(?<!\w)_(?!_)((?:[^_]|(?<=\w)_(?=\w))+)_(?!\w)"),
)  # fmt: skip


def merged(base: Mapping[str, Value], over: Mapping[str, Value]) -> dict[str, Value]:
    """Maps are merged, lists are joined, all else is replaced: `mergedeep`'s additive way."""
    found = dict(base)
    for key, value in over.items():
        below = found.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            found[key] = merged(below, value)
        elif isinstance(below, list) and isinstance(value, list):
            found[key] = below + value
        else:
            found[key] = value
    return found


def moment(fields: Fields) -> Moment | None:
    """`date`, or what it holds under `created`; what would stop MkDocs is a Problem."""
    from reader.source.fields import moment_of

    value = fields.document.front.values.get("date")
    if isinstance(value, dict):
        value = value.get("created")
    if not isinstance(value, str) or not value.strip():
        if not fields.document.empty:
            fields.problem("date", "no date: MkDocs stops at it")
        return None
    found = moment_of(fields, "date", value)
    if found and (value.quoted or not _TIMESTAMP.fullmatch(value)):
        fields.problem("date", f"date: “{value}” is text, not a date of YAML: MkDocs stops at it")
    return found


def list_of(
    fields: Fields, key: str, text: Callable[[Written], str] = str
) -> list[str]:  # fmt: skip
    """The texts in a key's list, each once; a text where a list belongs is a Problem."""
    value = fields.document.front.values.get(key)
    if isinstance(value, str) and value.strip():
        fields.problem(key, f"{key} is text, not a list: MkDocs stops at it")
    texts = value if isinstance(value, list) else [value]
    found = [text(one) for one in texts if isinstance(one, Written) and one.strip()]
    return list(dict.fromkeys(found))


def as_tag(value: Written) -> str:
    """A tag as Python writes what YAML makes of it: `True` of `yes`, `1.1` of `1.10`."""
    if value.quoted:
        return str(value)
    if value.lower() in ("true", "yes", "on", "false", "no", "off"):
        return str(value.lower() in ("true", "yes", "on"))
    if _WHOLE.fullmatch(value):
        return str(int(value.replace("_", "")))
    if _OCTAL.fullmatch(value):
        return str(int(value, 8))
    if _POINT.fullmatch(value):
        return str(float(value.replace("_", "")))
    return str(value)


def first_heading(body: str) -> str:
    """The H1 that a body opens with, without its marks; "" where it opens with something else."""
    start = body.lstrip("\n")[:20_000]
    found = _ATX.match(start) or _SETEXT.match(start)
    if found is None:
        return ""
    words = _MARKS.sub("", found["words"][:_LONGEST])
    return " ".join((words if words.isalnum() else _inline(words)).split())


def _inline(words: str) -> str:
    """What is read of a line, without its marks and pictures, as Python-Markdown has them."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(next(filter(None, found.groups())))
        return _HELD

    text = _AS_IS.sub(hold, words.replace(_HELD, ""))
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _ALONE.sub(hold, _TAG.sub("", text))
    for marks in _EMPHASIS:
        text = marks.sub(r"\1", text)
    text = html.unescape(text)
    pieces = text.split(_HELD)
    return "".join(piece for pair in zip(pieces, [*held, ""], strict=False) for piece in pair)


def named(path: str) -> str:
    """A file's name as MkDocs makes a title of it."""
    stem = posixpath.splitext(path.rpartition("/")[2])[0]
    words = ("index" if stem == "README" else stem).replace("-", " ").replace("_", " ")
    return words.capitalize() if words.lower() == words else words
