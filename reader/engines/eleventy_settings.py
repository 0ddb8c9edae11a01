"""What the config of an Eleventy site says, as far as its text tells without running it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.engines import eleventy_collections as collections
from reader.engines.eleventy_modules import Modules
from reader.engines.settings import at, mapping, text
from reader.source.frontmatter import Value

if TYPE_CHECKING:
    from reader.engines.js_settings import Script
    from reader.engines.site import Site

_IGNORED = re.compile(r"""ignores\s*\.\s*add\(\s*["'`]([^"'`$]+)["'`]""")
_INPUT = re.compile(r"\beleventy\b[^&|;]*?\s--input[= ]([^\s\"'&|;]+)")
_DROPS = re.compile(r"(?s)\bdraft\b.*(?:return\s+false|eleventyExcludeFromCollections)")


class Settings:
    """The settings that bear on posts and lists; SettingsError."""

    def __init__(self, site: Site, file: str | None) -> None:
        source = site.text(file) if file else ""
        modules = Modules(site, file or "", source)
        script = modules.script
        said = mapping(script.exported) or mapping(script.named.get("config"))
        self.said = {**mapping(script.named.get("config")), **said}
        self.input = self._folder(script, "input", ".")
        if self.input == "." and (given := _given(site)):
            self.input = _clean(given)
        self.includes = self._below(script, "includes", "_includes")
        self.layouts = self._below(script, "layouts", "")
        self.data = self._below(script, "data", "_data")
        self.output = self._folder(script, "output", "_site")
        self.formats = self._formats(script)
        self.prefix = text(self.said.get("pathPrefix"), "/").strip("/")
        deep = _last(script, "setDataDeepMerge")
        self.deep = deep is None or deep != "false"
        self.ignored = _IGNORED.findall(source)
        self.gitignore = _last(script, "setUseGitIgnore") != "false"
        self.collections = {
            str(call.values[0]): collections.read(modules, call.texts[1])
            for call in modules.calls("addCollection")
            if len(call.texts) > 1 and isinstance(call.values[0], str)
        }
        self.globals = {
            str(call.values[0]): call.values[1]
            for call in modules.calls("addGlobalData")
            if len(call.values) > 1 and isinstance(call.values[0], str)
        }
        self.drops_drafts = _drops_drafts(modules)

    def _folder(self, script: Script, key: str, default: str) -> str:
        """A folder of the project, without a slash at its end; "." for the project's own."""
        called = _last(script, f"set{key.capitalize()}Directory")
        return _clean(text(called) or text(at(self.said, "dir", key), default))

    def _below(self, script: Script, key: str, default: str) -> str:
        """A folder that is said relative to the input's; "" where none is said."""
        said = text(_last(script, f"set{key.capitalize()}Directory"))
        said = said or text(at(self.said, "dir", key), default)
        return _joined(self.input, said) if said else ""

    def _formats(self, script: Script) -> frozenset[str]:
        value = _last(script, "setTemplateFormats") or self.said.get("templateFormats")
        listed = value if isinstance(value, list) else str(value or "").split(",")
        found = frozenset(str(one).strip() for one in listed if isinstance(one, str) and one)
        return found or frozenset(["md", "njk", "liquid", "html"])


def _last(script: Script, name: str) -> Value:
    """What the last call of a function was given."""
    value: Value = None
    for call in script.calls(name):
        value = call.values[0] if call.values else None
    return value


def _drops_drafts(modules: Modules) -> bool:
    """Whether a preprocessor, or data that are worked out, leave drafts out of a build."""
    calls = modules.calls("addPreprocessor", "addGlobalData")
    return any(_DROPS.search(modules.whole(one)[:5000]) for call in calls for one in call.texts)


def _given(site: Site) -> str:
    """The folder that the scripts of the package give to the command."""
    package = site.data("package.json")
    scripts = mapping(package.get("scripts")) if isinstance(package, dict) else {}
    for script in scripts.values():
        if isinstance(script, str) and (found := _INPUT.search(script[:2000])):
            return found[1]
    return ""


def _clean(folder: str) -> str:
    parts = [part for part in folder.split("/") if part not in ("", ".")]
    return "/".join(parts) or "."


def _joined(folder: str, below: str) -> str:
    """A folder below another one; `..` goes up."""
    parts = [] if folder == "." else folder.split("/")
    for part in below.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts) or "."


def merged(base: Mapping[str, Value], over: Mapping[str, Value], deep: bool) -> dict[str, Value]:
    """Eleventy's merge of two levels of the data: lists are joined, `override:` replaces."""
    if not deep:
        return {**base, **over}
    found = dict(base)
    for key, value in over.items():
        name = key.removeprefix("override:")
        before = found.get(name)
        if name != key:
            found[name] = value
        elif isinstance(before, list) and isinstance(value, list):
            found[name] = [*before, *value]
        elif isinstance(before, dict) and isinstance(value, dict):
            found[name] = {**before, **value}
        else:
            found[name] = value
    return found
