"""The data in scripts of an Eleventy site, as far as their text tells: nothing is run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.engines.settings import SettingsError, mapping
from reader.source.frontmatter import Value, Written

_FENCED = re.compile(
    r"---[ \t]*(?:js|javascript)[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE
)
_NAME = re.compile(r"^[ \t]*(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=", re.MULTILINE)
_METHOD = re.compile(r"\bdata\s*\(\s*\)\s*\{\s*return\b")
_PERMALINK = re.compile(
    r"\bpermalink\s*:\s*(?:\(?\s*([A-Za-z_$][\w$]*)\s*\)?|\(\s*\{[^{}]*\}\s*\))\s*=>"
    # What has no page needs no address.
    r"\s*(?:[\w.!]{1,80}\s*\?\s*false\s*:\s*)?`([^`]*)`"
)
_FUNCTION = re.compile(
    r"\bpermalink[\"']?\s*(?:\(|:\s*(?:async\s*)?(?:function\b|\(|[A-Za-z_$][\w$]*\s*=>))"
)
_HOLE = re.compile(r"\$\{([^{}]*)\}")
_MOST = 1 << 16


def front_matter(text: str) -> Mapping[str, Value]:
    """The front matter between `---js` and `---`: an object, or what its names are bound to."""
    found = _FENCED.match(text)
    if found is None or len(found[1]) > _MOST:
        return {}
    script = found[1].strip()
    if script.startswith("{"):
        return _default(f"export default ({script.rstrip(';')});")
    names = list(dict.fromkeys(_NAME.findall(script)))[:100]
    return _named(f"{script}\nexport {{ {', '.join(names)} }};") if names else {}


def template(text: str) -> Mapping[str, Value]:
    """The data of a template that is a script: its export `data`, or what `data()` returns."""
    if len(text) > _MOST:
        return {}
    if method := _METHOD.search(text):
        values = _default(f"export default ({_braced(text, method.end())});")
    else:
        values = mapping(_named(text).get("data")) or mapping(_default(text).get("data"))
    if values.get("permalink") is None and (link := _permalink(text)):
        values = {**values, "permalink": Written(link, True)}
    return values


def folder_data(text: str) -> Mapping[str, Value]:
    """What a data file says; SettingsError. A permalink that is a function is a template."""
    from reader.engines.js_settings import Script

    values = mapping(Script("data.js", text).exported)
    if not _FUNCTION.search(text):
        return values
    # Of what no template says, nothing is known: that is how `build` without a value is read.
    link: Value = Written(made, True) if (made := _permalink(text)) else {"build": None}
    computed = mapping(values.get("eleventyComputed"))
    if "eleventyComputed" in values and computed.get("permalink") is None:
        return {**values, "eleventyComputed": {**computed, "permalink": link}}
    return values if values.get("permalink") else {**values, "permalink": link}


def _permalink(text: str) -> str:
    """The permalink that a function makes by a text with holes, as a template."""
    found = _PERMALINK.search(text)
    if found is None:
        return ""
    data = f"{found[1]}." if found[1] else ""
    return _HOLE.sub(lambda hole: "{{ " + hole[1].strip().removeprefix(data) + " }}", found[2])


def _braced(text: str, start: int) -> str:
    """The object that begins after `start`; braces in strings are taken for braces."""
    begin = text.find("{", start)
    depth = 0
    for place in range(begin, len(text)) if begin >= 0 else ():
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return text[begin : place + 1]
    return "{}"


def _default(script: str) -> Mapping[str, Value]:
    from reader.engines.js_settings import Script

    try:
        return mapping(Script("data.js", script).exported)
    except SettingsError:
        return {}


def _named(script: str) -> Mapping[str, Value]:
    from reader.engines.js_settings import Script

    try:
        return Script("data.js", script).named
    except SettingsError:
        return {}
