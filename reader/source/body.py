"""What a body says of itself, cheaply: its first heading, its teaser, what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from reader.source.tags import without
from reader.source.text import count_words, joined, plain, segments

SUMMARY_LENGTH = 300
_MORE = re.compile(
    r"(?:<!--[ \t]*|\{/\*[ \t]*)(?:more|truncate|teaser_end|end_teaser|pelican_end_summary)\b"
    r"[^\n]{0,80}?(?:-->|\*/\})",
    re.IGNORECASE,
)
_LOOK = 20_000  # characters of a body that a summary or a title is looked for in
_HEADING = re.compile(
    r"^ {0,3}\#[ \t]+(?P<atx>[^\n]*)$|^ {0,3}(?P<setext>[^\s\#>|<-][^\n]*)\n {0,3}=+[ \t]*$",
    re.MULTILINE,
)
_ANCHOR = re.compile(r"(?:[ \t]\#+)?[ \t]*(?:\{:?[^{}\n]*\})?[ \t]*$")
_BLANK = re.compile(r"\n[ \t]*\n")
_NOT_PROSE = re.compile(r"\s*(?:\#|\||[-*_=]{3,}[ \t]*$)")
_IMAGE = re.compile(
    r"!\[[^\[\]\n]*\][(\[]|<img[\s/]|\{\{[<%]\s*(?:figure|img)\s"
    r"|\{%-?\s*(?:asset_img|img|image|figure|picture)\s"
)
_TABLE = re.compile(r"\n[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+\|[ \t|:-]*+(?=\n|\Z)")
_MATH = re.compile(r"\$\$|\\\(|\\\[|(?<![\w\\$])\$(?=[^\s$\d])[^$\n]{1,200}(?<=\S)\$(?![\w$])")
_CODE = re.compile(r"\{%-?\s*(?:highlight|codeblock|code)[\s-]|\{\{[<%]\s*highlight\s|<pre[\s>]")
# Pairs around code: no prose, and not their lines' first words either.
_LISTINGS = (
    ("{% highlight", "{% endhighlight %}"), ("{% codeblock", "{% endcodeblock %}"),
    ("{{< highlight", "{{< /highlight >}}"),
)  # fmt: skip


def heading(body: str) -> str:
    """A body's first H1, without its marks; "" where there is none near its beginning."""
    body = body[:_LOOK]
    if "#" not in body and "\n=" not in body:
        return ""
    for code, text in segments(body):
        if code:
            continue
        for found in _HEADING.finditer(text):
            words = found["atx"] if found["atx"] is not None else found["setext"]
            if line := " ".join(plain(_ANCHOR.sub("", words)).split()):
                return line
    return ""


def teaser(body: str) -> str:
    """The plain text above the “more” mark, without headings; "" where there is no mark."""
    body = body[:_LOOK]
    if ("<" not in body or "<!--" not in body) and ("{" not in body or "{/*" not in body):
        return ""
    more = _MORE.search(body)
    return " ".join(_paragraphs(body[: more.start()])) if more else ""


def first_paragraph(body: str) -> str:
    """The plain text of the first paragraph; "" where there is none near the beginning."""
    return next(_paragraphs(body[:_LOOK]), "")


def _paragraphs(body: str) -> Iterator[str]:
    """The plain text of each paragraph; headings, rules, tables and code are none."""
    if "{" in body and ("highlight" in body or "codeblock" in body):
        for start, end in _LISTINGS:
            body = without(body, start, end)
    for rest in chain.from_iterable(_blocks(text) for code, text in segments(body) if not code):
        block = rest
        while block and _NOT_PROSE.match(block):
            block = block.lstrip().partition("\n")[2]
        if block and (line := " ".join(plain(block).split())):
            yield line


def _blocks(text: str) -> Iterator[str]:
    """The parts between blank lines, one by one: most often only the first are asked for."""
    start = 0
    for blank in _BLANK.finditer(text):
        yield text[start : blank.start()]
        start = blank.end()
    yield text[start:]


def shortened(text: str, length: int = SUMMARY_LENGTH) -> str:
    """`text` cut at a word where it is longer than `length` characters, with “…”."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—-") + "…"


def features(body: str) -> frozenset[str]:
    """What a body holds, as cheaply seen: image, code, table, math."""
    return _features(segments(body))


def _features(pieces: Iterable[tuple[bool, str]]) -> frozenset[str]:
    has: set[str] = set()
    for code, text in pieces:
        if code:
            has.add("code")
            continue
        # Single signs first, which are found the fastest.
        brace, tag = "{" in text, "<" in text
        if "image" not in has and _may_picture(text, brace, tag) and _IMAGE.search(text):
            has.add("image")
        if "table" not in has and "|" in text and _TABLE.search(text):
            has.add("table")
        if "math" not in has and ("$" in text or "\\" in text) and _MATH.search(text):
            has.add("math")
        if (
            "code" not in has
            and ((tag and "<pre" in text) or (brace and ("highlight" in text or "code" in text)))
            and _CODE.search(text)
        ):
            has.add("code")
    return frozenset(has)


def _may_picture(text: str, brace: bool, tag: bool) -> bool:
    return (
        ("!" in text and "![" in text)
        or (tag and "<img" in text)
        or (brace and any(name in text for name in ("img", "image", "figure", "picture")))
    )


class Told(NamedTuple):
    """All that a body says of itself: `text` is what is read of it (`text.plain`)."""

    words: int
    minutes: int
    has: frozenset[str]
    text: str


UNTOLD = Told(0, 0, frozenset(), "")


def told(body: str) -> Told:
    """A body's words, the minutes they take, its marks and its text, in one walk."""
    pieces = list(segments(body))
    text = joined(pieces)
    return Told(*count_words(text), _features(pieces), text)
