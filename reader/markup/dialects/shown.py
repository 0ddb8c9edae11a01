"""What a tag is shown as: a picture, a link, a value, a chip with its name, or nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.markup.blocks import Span
from reader.markup.dialect import Dialect
from reader.markup.dialects import names
from reader.markup.dialects.tag import CALL, ESCAPED, LIQUID, SHORTCODE, VARIABLE, Tag
from reader.markup.runs import source_name
from reader.patterns import lazy
from reader.sanitize import one_line

_CHIP = 300  # characters of a tag's arguments that a chip shows
_PICTURE = lazy(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)(?:[?#].*)?$", re.IGNORECASE)
_VALUE = lazy(r"""^(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')\s*(?:\||$)""", re.DOTALL)
_APPENDED = lazy(r"""\|\s*append:\s*(?:"([^"]*)"|'([^']*)')""")
_PLACE = lazy(r"""^(?:"[^"]*"|'[^']*'|[^|"'])*+""", re.DOTALL)
_NAMED = lazy(r"[\w.$\[\]\"'-]+\Z")
# Expressions that no sentence would set in braces: a member, a filter, a value.
_CERTAIN = lazy(r"^[\w$]+(?:\.[\w$]+)+|\|\s*\w|^[\"'].*[\"']", re.DOTALL)
_TEXT_ENGINES = frozenset({"hugo", "pelican", "nikola", "material", "astro", "docusaurus", "zola"})


class Picture(NamedTuple):
    """A picture or an embed: what it is called, what it says, where it is."""

    label: str
    alt: str
    source: str
    title: str = ""
    caption: str = ""
    link: str = ""


Shown = Picture | tuple[Span, ...]


def is_text(tag: Tag, dialect: Dialect) -> bool:
    """Whether braces are the author's own words and no tag.

    Engines that put no variables into posts say so by their name. Where another engine is known,
    each is a variable; where none is, those that have a member, a filter or a value, and any
    single word in a body that speaks Liquid otherwise.
    """
    if tag.form == CALL:
        return dialect.engine not in ("", "zola")
    if tag.form != VARIABLE:
        return False
    if dialect.engine in _TEXT_ENGINES:
        return True
    if not tag.inside or tag.inside.startswith((".", "$")):
        return not dialect.engine
    if dialect.engine or _CERTAIN.search(tag.inside):
        return False
    return not (dialect.around.liquid and _NAMED.match(tag.inside))


def is_dropped(tag: Tag, dialect: Dialect) -> bool:
    """Whether nothing of the tag itself is read: its half of a pair, or control."""
    if tag.closing or (tag.form == LIQUID and (tag.name in names.CONTROL or not tag.name)):
        return True
    if tag.form == VARIABLE or tag.single or tag.name in names.TABS:
        return False
    return ("" if tag.form == CALL else tag.name) in dialect.around.closed


def shown(tag: Tag, dialect: Dialect) -> Shown:
    """What stands for a tag that is no half of a pair."""
    if tag.form == ESCAPED:
        return (Span(tag.inside),)
    if tag.form == VARIABLE:
        return _variable(tag)
    if is_dropped(tag, dialect):
        return ()
    return _named(tag, tag.name.rpartition("/")[2])


def _named(tag: Tag, name: str) -> Shown:
    if name in names.TABS:
        title = tag.get("header", "label", "name", "title", "tabname") or tag.word()
        return (Span(one_line(title), "strong"),) if title else ()
    if name in names.IMAGES and (found := picture(tag)) is not None:
        return found
    if name in names.EMBEDS and (found := _embed(tag, name)) is not None:
        return found
    if name in names.PATHS:
        path = tag.get("path", "href", "url") or tag.word() or tag.inside
        path = one_line(path).removeprefix("@/")
        return (Span(path, "link", path),)
    if name in names.LINKS and tag.words:
        text = " ".join(w for w in tag.words[1:] if w not in ("true", "false")) or tag.words[0]
        return (Span(one_line(text), "link", tag.words[0]),)
    if name in ("param", "var", "site", "get"):
        return (Span(f"‹{one_line(tag.inside).strip(chr(34))}›", "chip"),)
    if name in ("include", "include_relative", "include_cached", "render", "partial"):
        return _include(tag)
    if name in ("br", "nbsp", "toc", "table_of_contents", "more", "clear", "clearfix", "excerpt"):
        return (Span("\n" if name == "br" else " "),) if name in ("br", "nbsp") else ()
    return chip(tag)


def _include(tag: Tag) -> Shown:
    """A file of the site's: a picture or an embed where its name says so."""
    file = tag.get("file") or tag.word()
    stem = file.rpartition("/")[2].partition(".")[0].lower()
    inner = Tag(
        tag.form, tag.start, tag.end, stem, inside=tag.inside, words=tag.words[1:], named=tag.named
    )
    if stem in names.EMBEDS and (found := _embed(inner, stem)) is not None:
        return found
    if re.search("image|img|fig|picture|photo", stem) and (found := picture(inner)) is not None:
        return found
    return chip(tag)


def picture(tag: Tag) -> Picture | None:
    """The picture of a tag whose path is plain to see."""
    path = tag.get("src", "url", "path", "image", "file", "image_path", "image_url", "link")
    words = list(tag.words)
    if not path:
        path = next((word for word in words if _PICTURE.search(word)), "")
        if not path:
            path = words[0] if tag.form == SHORTCODE and words else ""
        if not path:
            return None
    rest = words[words.index(path) + 1 :] if path in words else words
    said = [one_line(word) for word in rest if not re.fullmatch(r"[\d.]+(?:px|%|em)?x?\d*", word)]
    caption = tag.get("caption", "title") or (said[0] if said else "")
    more = [tag.get("attr")] if tag.get("attr") else []
    if tag.get("title") and tag.get("caption"):
        more.insert(0, tag.get("title"))
    alt = tag.get("alt", "description") or (said[1] if len(said) > 1 else "")
    return Picture(
        "image",
        one_line(alt),
        one_line(path),
        caption=" ".join([caption, *more]).strip(),
        link=one_line(tag.get("link", "href")),
    )


def _embed(tag: Tag, name: str) -> Picture | None:
    given = tag.get("id", "src", "url", "video_id", "video", "file", "link", "mp4", "href")
    words = ([tag.get("user")] if tag.get("user") else []) + ([given] if given else [])
    words += tag.words
    if not words:
        return None
    address = names.EMBEDS[name]
    if "://" in words[0] or words[0].startswith("/"):
        url = words.pop(0)
    else:
        if "{1}" in address and len(words) < 2:
            address = "https://x.com/i/status/{0}" if "x.com" in address else address[:-4]
        url = address.format(words[0], words[1] if len(words) > 1 else "")
        del words[: 2 if "{1}" in address else 1]
    said = tag.get("title", "caption", "alt")
    caption = tag.get("caption") if tag.get("caption") != said else ""
    return Picture(name, one_line(said), one_line(url), caption=caption)


def chip(tag: Tag) -> tuple[Span, ...]:
    """A tag that is not known by more than its name, with what it is called with."""
    said = [*tag.words, *(f"{key}={value}" for key, value in tag.named.items())]
    text = one_line(" ".join([tag.name, *said]))
    if len(text) > _CHIP:
        text = text[: _CHIP - 1] + "…"
    return (Span(f"▸ {text}", "chip"),)


def _variable(tag: Tag) -> tuple[Span, ...]:
    """A value that is written out as it is, a root as nothing, any other by its name."""
    value = _VALUE.match(tag.inside)
    appended = "".join(double or single for double, single in _APPENDED.findall(tag.inside))
    if value is not None:
        text = (value["double"] or value["single"] or "") + appended
        return (Span(text),) if text else ()
    place = _PLACE.match(tag.inside)
    name = one_line(place.group() if place else tag.inside)
    if name.lower() in names.ROOTS:
        return (Span(appended),) if appended else ()
    return (Span(f"‹{name}›", "chip"), *([Span(appended)] if appended else [])) if name else ()


def inline(found: Shown) -> tuple[Span, ...]:
    """What is shown inside a line."""
    if not isinstance(found, Picture):
        return found
    said = found.alt or (source_name(found.source) if found.label == "image" else found.source)
    spans = [Span(f"[{found.label}: {said}]", "image", found.source or None)]
    if found.caption and found.caption != found.alt:
        spans.append(Span(f" {one_line(found.caption)}"))
    return tuple(spans)
