"""Where the metadata of a post of Nikola stands: its file, one beside it, its name, translations.

After Nikola 8.3 (`post.py`: `get_meta`, `_load_translated_metadata`).
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from reader.engines.nikola_pages import Pages
from reader.engines.nikola_post import mapped, metadata, slugify, unslugify
from reader.engines.nikola_settings import Home
from reader.engines.settings import SettingsError
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.engines.site import Site
    from reader.source.document import Document


class Sources(Pages):
    """What a post says of itself, wherever it is said."""

    def __init__(self, site: Site | None = None) -> None:
        """No translation is known until all paths are."""
        super().__init__(site)
        # The base of a post → its languages' files, where it has several.
        self._kin: dict[str, dict[str, str]] = {}
        self._sidecars: frozenset[str] = frozenset()
        self._read: dict[str, dict[str, Value]] = {}

    def note(self, kin: Mapping[str, dict[str, str]], folders: Collection[str]) -> None:
        """Look for what posts may inherit from: translations, files of metadata beside them."""
        self._kin = {base: files for base, files in kin.items() if len(files) > 1}
        self._sidecars = frozenset(
            f"{folder}/{name}" if folder else name
            for folder in sorted(folders)
            for name in self._names(folder)
            if name.endswith(".meta")
        )
        # The stamps of what is there are part of the site's, those of the folders are not: these
        # change with every post.
        for name in sorted(self._sidecars):
            self.site.is_file(name)
        for files in self._kin.values():
            for name in files.values():
                self.site.is_file(name)
        self._read = {}

    def _names(self, folder: str) -> list[str]:
        try:
            return os.listdir(self.site.folder / folder)
        except OSError:
            return []

    def values_of(self, document: Document) -> dict[str, Value]:
        """The metadata of a post: that of its main language, under its own."""
        here = self.site.path(document.path) or document.path
        home = self.settings.home(here)
        files = self._kin.get(home.base, {}) if home else {}
        source = self.source_of(home, here)
        values = self._own(document, source, home)
        if source == here or home is None:
            values = self._complete(source, values)
        else:
            first = self._other(source)
            # What a post is listed by is its main language's date.
            dated = {"date": first.get("date")}
            values = {**first, **values, **dated}
        # A post is a draft in all of its languages where it is in one.
        for file in files.values():
            status = self._other(file).get("status") if file != here else None
            if status in ("draft", "private"):
                values["status"] = status
        return values

    def title_of(self, home: Home | None, source: str) -> str:
        """The title in the main language of a post that is only there in several others."""
        files = self._kin.get(home.base, {}) if home else {}
        if not files or self.settings.default in files:
            return ""
        # The last one's by its code, or that which it inherits.
        last = self._other(files[max(files)]).get("title") or self._other(source).get("title")
        return str(last or "")

    def source_of(self, home: Home | None, here: str) -> str:
        """The file that a post is known by: its main language's, else the first by name."""
        files = self._kin.get(home.base, {}) if home else {}
        return files.get(self.settings.default) or min(files.values(), default=here)

    def _other(self, path: str) -> dict[str, Value]:
        """The metadata of another file of a post."""
        from reader.source.document import parse

        if path not in self._read:
            try:
                text = self.site.text(path)
            except SettingsError:
                return {}
            home = self.settings.home(path)
            own = self._own(parse(path, text), self.source_of(home, path), home)
            whole = path == self.source_of(home, path)
            self._read[path] = self._complete(path, own) if whole else own
        return self._read[path]

    def _own(self, document: Document, source: str, home: Home | None) -> dict[str, Value]:
        """What a file's name says, then its sidecar, or else the file itself."""
        values: dict[str, Value] = dict(self._named(source))
        lang = home.lang if home else ""
        meta = posixpath.splitext(home.base if home else source)[0] + ".meta"
        names = dict.fromkeys([self.settings.translation(meta, lang) if lang else meta, meta])
        for name in names:
            if name in self._sidecars and (sidecar := self._sidecar(name)):
                return values | sidecar
        mappings = self.settings.values.get("METADATA_MAPPING")
        form = document.front.form if document.front.form in ("yaml", "toml") else "nikola"
        names_of = mappings.get(form) if isinstance(mappings, Mapping) else None
        return values | mapped(metadata(document, markdown=self.markdown), names_of)

    def _sidecar(self, name: str) -> dict[str, Value]:
        from reader.source.document import parse

        try:
            return metadata(parse(name, self.site.text(name)))
        except SettingsError as error:
            self.site.problem(name, error)
            return {}

    def _named(self, source: str) -> dict[str, Value]:
        """FILE_METADATA_REGEXP's groups."""
        found = self.settings.in_name.match(source) if self.settings.in_name else None
        values: dict[str, Value] = {}
        for key, value in (found.groupdict() if found else {}).items():
            name = key.lower().strip()
            title = name == "title" and self.settings.flag("FILE_METADATA_UNSLUGIFY_TITLES", True)
            if value:
                values[name] = Written(unslugify(value) if title else value)
        return values

    def _complete(self, source: str, values: dict[str, Value]) -> dict[str, Value]:
        """The values with a title and a slug, which the file's name gives where none does."""
        stem = posixpath.splitext(posixpath.basename(source))[0]
        if not values.get("slug"):
            values["slug"] = Written(slugify(stem, self.settings.flag("USE_SLUGIFY", True)))
        if not values.get("title"):
            values["title"] = Written(stem)
        return values
