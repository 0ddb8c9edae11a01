"""Zola's settings (components/config): languages, taxonomies, slugs, what is left out."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from reader.engines import settings as read
from reader.patterns import lazy
from reader.source.frontmatter import Value

_FIELDS = {
    "tags": "tag", "tag": "tag", "categories": "category", "category": "category",
    "authors": "author", "author": "author",
}  # fmt: skip
_USUAL = ("tags", "categories", "authors")
_UNSAFE = lazy(r'[<>:"/\\|?*]')
_DASHES = lazy(r"[^a-z0-9]+")
_BRACES = lazy(r"\{([^{}]*)\}")
_MOST_GLOBS = 100


class Taxonomy(NamedTuple):
    """One taxonomy of a language: its name as written, its field, its address and its pages."""

    name: str
    field: str
    slug: str
    paginate_by: int | None
    paginate_path: str
    render: bool


class Settings:
    """What `config.toml` says; wrong types leave Zola's defaults.

    Where there is no such file (None) any taxonomy is taken as set up.
    """

    def __init__(self, values: Mapping[str, Value] | None) -> None:
        self._any = values is None
        values = values or {}
        self.base_url = read.text(values.get("base_url")).rstrip("/")
        self.language = read.text(values.get("default_language"), "en")
        languages = read.mapping(values.get("languages"))
        self.languages = frozenset(languages) | {self.language}
        slugify = read.mapping(values.get("slugify"))
        self.paths = _strategy(slugify.get("paths"))
        self.terms = _strategy(slugify.get("taxonomies"))
        self.keep_dates = read.flag(slugify.get("paths_keep_dates"))
        root = read.text(values.get("taxonomy_root")).strip("/")
        self.root = f"/{root}" if root else ""
        found = read.items(values.get("taxonomies"))
        own = read.mapping(languages.get(self.language))
        self.taxonomies = self._taxonomies([*found, *read.items(own.get("taxonomies"))])
        self.others = {
            code: self._taxonomies(read.items(read.mapping(options).get("taxonomies")))
            for code, options in languages.items()
            if code != self.language
        }
        # Before 0.13 a taxonomy of another language stood among the rest.
        for item in found:
            code = read.text(read.mapping(item).get("lang"))
            if code in self.others:
                self.others[code] |= self._taxonomies([item])
                for name in self._taxonomies([item]):
                    if not any(
                        read.text(read.mapping(one).get("name")) == name
                        and read.text(read.mapping(one).get("lang")) in ("", self.language)
                        for one in found
                    ):
                        self.taxonomies.pop(name, None)
        if self._any:
            self.taxonomies = {name: self._one(name, {}) for name in _USUAL}
        self.ignored = tuple(_globs(values.get("ignored_content")))

    def ignores(self, path: str) -> bool:
        """Whether a file, by its whole path on disk, is left out of the content."""
        return any(glob.match(path) for glob in self.ignored)

    def taxonomy(self, name: str, language: str) -> Taxonomy | None:
        """The taxonomy of a language by its name; None where it is not set up."""
        found = self._of(language).get(name)
        return self._one(name, {}) if found is None and self._any else found

    def term_url(self, lang: str, field: str, key: str, number: int) -> str | None:
        """The address of a page of a term, in a language other than the site's where one is said.

        None where no taxonomy is of that field.
        """
        mine = self.others.get(lang, {}) if lang else self.taxonomies
        one = next((one for one in mine.values() if one.field == field), None)
        folder = f"{self.root}/{one.slug}/{key}" if one else ""
        return below(lang, folder, one.paginate_path, number) if one else None

    def _of(self, language: str) -> dict[str, Taxonomy]:
        return self.taxonomies if language == self.language else self.others.get(language, {})

    def _taxonomies(self, values: list[Value]) -> dict[str, Taxonomy]:
        found: dict[str, Taxonomy] = {}
        for item in values:
            one = read.mapping(item)
            if name := read.text(one.get("name")):
                found[name] = self._one(name, one)
        return found

    def _one(self, name: str, said: Mapping[str, Value]) -> Taxonomy:
        size = read.number(said.get("paginate_by"))
        return Taxonomy(
            name,
            _FIELDS.get(name.lower(), name),
            slugified(name, self.terms),
            size if size is not None and size > 0 else None,
            read.text(said.get("paginate_path"), "page"),
            read.flag(said.get("render"), True),
        )


def below(lang: str, folder: str, path: str, number: int) -> str:
    """The address of a page of a list in a folder: `/fr/posts/page/2/`."""
    parts = [lang, folder.strip("/"), *([path.strip("/"), str(number)] if number > 1 else [])]
    return "/" + "".join(f"{part}/" for part in parts if part)


def _strategy(value: Value) -> str:
    """How slugs are made: on, safe or off; `false` was written for off before 0.11."""
    said = read.text(value, "on").lower()
    return said if said in ("on", "safe", "off") else "off" if said == "false" else "on"


@lru_cache(maxsize=4096)
def slugified(text: str, strategy: str) -> str:
    """A slug (components/utils/src/slugs.rs): ASCII letters and digits, one dash between them.

    Safe only drops what no file's name may have.
    """
    if strategy == "off":
        return text
    if strategy == "safe":
        return _UNSAFE.sub("", text.rstrip(" ."))
    if not text.isascii():
        from text_unidecode import unidecode

        text = unidecode(text)
    return _DASHES.sub("-", text.lower()).strip("-")


def _globs(value: Value) -> Iterator[re.Pattern[str]]:
    """Patterns over whole paths, in which `*` goes over slashes too (globset's default)."""
    for item in read.items(value):
        if isinstance(item, str) and len(item) <= 400:
            for pattern in _unbraced(item):
                yield re.compile(fnmatch.translate(pattern.replace("[^", "[!")))


def _unbraced(pattern: str) -> list[str]:
    """A pattern for each of the alternatives in braces, as far as they are few."""
    pending, found = [pattern], list[str]()
    while pending and len(pending) + len(found) <= _MOST_GLOBS:
        one = pending.pop()
        if braces := _BRACES.search(one):
            before, after = one[: braces.start()], one[braces.end() :]
            pending += [f"{before}{part}{after}" for part in braces[1].split(",")]
        else:
            found.append(one)
    return found
