"""The config of an Eleventy site with the files of the site's own that it imports: none is run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.engines.settings import SettingsError

if TYPE_CHECKING:
    from reader.engines.js_settings import Call, Script
    from reader.engines.site import Site

_IMPORT = re.compile(
    r"(?:\b(?:import|const|let|var)\s+([A-Za-z_$][\w$]{0,80})\s{0,9})?"
    r"(?:\bfrom\s{0,9}|(?:=\s{0,9}(?:await\s{1,9})?)?\b(?:require|import)\(\s{0,9})"
    r"[\"'](\.{1,2}/[^\"'\n]{1,200})[\"']"
)
# What else a config imports, such as filters, has no bearing on what is listed.
_BEARS = re.compile(r"\b(?:addCollection|addPreprocessor|addGlobalData|get(?:All|Filtered)\w*)\b")
_ENDINGS = ("", ".js", ".mjs", ".cjs", "/index.js", "/index.mjs", "/index.cjs")
_MOST, _DEPTH = 20, 2


class Modules:
    """The scripts of a config, its own first; SettingsError where that one does not parse."""

    def __init__(self, site: Site, file: str, source: str) -> None:
        from reader.engines.js_settings import Script

        self.site = site
        self.script = Script(file, source)
        self.scripts: dict[str, Script] = {file: self.script}
        self._defaults: dict[str, str] = {}
        self._follow(file, source, _DEPTH)

    def calls(self, *names: str) -> Iterator[Call]:
        """The calls of functions of these names in all of the scripts."""
        for script in self.scripts.values():
            yield from script.calls(*names)

    def whole(self, code: str) -> str:
        """A piece of code with the functions that it names, wherever they stand."""
        code = self._defaults.get(code.strip(), code)
        for script in self.scripts.values():
            code = script.with_functions(code)
        return code

    def _follow(self, file: str, source: str, depth: int) -> None:
        from reader.engines.js_settings import Script

        for found in _IMPORT.finditer(source):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(file), found[2]))
            if path.startswith("..") or len(self.scripts) >= _MOST:
                continue
            name = self.site.first(*(path + ending for ending in _ENDINGS))
            if name is None or name.endswith(".json"):
                continue
            if name not in self.scripts:
                try:
                    text = self.site.text(name)
                    if depth > 1:
                        self._follow(name, text, depth - 1)
                    if not _BEARS.search(text):
                        continue
                    self.scripts[name] = Script(name, text)
                except SettingsError as error:
                    self.site.problem(name, error)
                    continue
            if found[1]:
                self._defaults[found[1]] = self.scripts[name].default
