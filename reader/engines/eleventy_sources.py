"""What an Eleventy site holds beside its posts: templates that list them, and levels of data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.engines import eleventy_scripts as scripts
from reader.engines import js_scalars as js
from reader.engines.eleventy_settings import Settings, merged
from reader.engines.eleventy_walk import ENDINGS, MAX_ENTRIES, POSTS, SCRIPTS, files, look
from reader.engines.settings import SettingsError, mapping, number
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.engines.site import Site

# What lists posts for machines.
_OTHER = re.compile(r"(?:404|feed|rss|atom|sitemap|search)\b.*")
_FILE = re.compile(r".*\.(?:xml|json|txt|js|css)", re.DOTALL)
# Files of global data that bear on what is read here; the others may be of any size.
_GLOBALS = frozenset(
    ["author", "authors", "date", "draft", "eleventyExcludeFromCollections", "layout", "permalink",
     "tags"]
)  # fmt: skip
# What a collection of posts is called, the likeliest first.
BLOG = ("posts", "post", "blog", "articles", "article", "blogposts", "blogPosts", "entries",
        "writing", "news", "notes")  # fmt: skip
_COLLECTION = re.compile(r"collections(?:\.([\w$-]+)|\[\s*[\"']([^\"'\]]+)[\"']\s*\])")
_LOOP = re.compile(
    r"for\s+\w+\s+in\s+collections(?:\.([\w$-]+)|\[\s*[\"']([^\"'\]]+)[\"']\s*\])\s*"
    r"(\|\s*reverse\b|reversed\b|-?%\})"
)
_ONE_OF = re.compile(r"\bcollections\[\s*\w+\s*\]")
_BY_TAG = re.compile(
    r"for\s+\w+\s+in\s+collections\[\s*\w+\s*\]\s*(\|\s*reverse\b|reversed\b|-?%\})"
)


class Template(NamedTuple):
    """A template of the site: its path, its front matter and its text."""

    path: str
    values: Mapping[str, Value]
    text: str


class Listing(NamedTuple):
    """The template that lists a collection: `size` is None where all stand on one page."""

    template: Template
    collection: str
    size: int | None = None
    reverse: bool = True
    empty: bool = False


class Sources:
    """The templates and data of a site, as they stand now.

    Not `whole`, folders of many posts are looked through for the names alone that matter most, and
    `cut` says that there are such: a start is not kept waiting.
    """

    def __init__(self, site: Site, settings: Settings, *, whole: bool = True) -> None:
        self.site, self.settings = site, settings
        self._loaded: dict[str, Mapping[str, Value]] = {}
        self._folders: dict[str, Mapping[str, Value]] = {}
        templates, self.data, self.cut = look(site, settings, MAX_ENTRIES if whole else POSTS)
        self.templates = [one for path in templates if (one := self._template(path))]

    def _template(self, path: str) -> Template | None:
        from reader.source.document import parse

        try:
            text = self.site.text(path)
        except SettingsError:
            return None
        if "collections" not in text and "pagination" not in text:
            return None
        if path.endswith(SCRIPTS):
            values = scripts.template(text)
        else:
            values = parse(path, text).front.values or scripts.front_matter(text)
        return Template(path, merged(self.local(path), values, self.settings.deep), text)

    # The lists.

    def home(self) -> Listing | None:
        """The template that pages the posts, else one that lists them all."""
        found = [one for one in map(self._paged, self.templates) if one]
        found = found or [one for one in map(self._listed, self.templates) if one]
        return min(found, key=_rank, default=None)

    def _paged(self, template: Template) -> Listing | None:
        """A template with `pagination` over a collection, some posts a page."""
        said = mapping(template.values.get("pagination"))
        of = _COLLECTION.fullmatch(js.text(said.get("data")))
        size = number(said.get("size"))
        if of is None or not size or size < 2:
            return None
        return Listing(
            template,
            of[1] or of[2],
            size,
            js.scalar(said.get("reverse")) is True,
            js.truthy(said.get("generatePageOnEmptyData")),
        )

    def _listed(self, template: Template) -> Listing | None:
        """A template that speaks of a collection: newest first, unless it says otherwise."""
        names = {one[0] or one[1] for one in _COLLECTION.findall(template.text)}
        name = next((one for one in BLOG if one in names), None)
        if name is None or mapping(template.values.get("pagination")):
            return None
        if _OTHER.match(template.path.rpartition("/")[2]):
            return None
        if _FILE.fullmatch(js.text(template.values.get("permalink"))):
            return None
        loops = [loop[3] for loop in _LOOP.finditer(template.text) if (loop[1] or loop[2]) == name]
        return Listing(template, name, None, not loops or any("rev" in loop for loop in loops))

    def by_tag(self) -> tuple[Template | None, frozenset[str]]:
        """The template with a page for each tag, and the collections that it leaves out.

        Before one that goes through a list of tags of the config's own comes one through all.
        """
        lists: list[tuple[Template, frozenset[str]]] = []
        for template in self.templates:
            said = mapping(template.values.get("pagination"))
            if number(said.get("size")) != 1:
                continue
            listed = said.get("filter")
            kept = listed if isinstance(listed, list) else [listed]
            without = frozenset(js.text(one) for one in kept if one is not None)
            if said.get("data") == "collections":
                return template, without
            of = _COLLECTION.fullmatch(js.text(said.get("data")))
            named = self.settings.collections.get(of[1] or of[2]) if of else None
            if named and _ONE_OF.search(template.text):
                lists.append((template, without | named.without))
        return lists[0] if lists else (None, frozenset())

    # The levels of the data.

    def globals(self) -> Mapping[str, Value]:
        """Data of all templates: those of the config, and the files of the data folder."""
        found: dict[str, Value] = dict(self.settings.globals)
        for name in self.site.files(self.settings.data) if self.settings.data else []:
            if name.endswith(".json") and name.removesuffix(".json") in _GLOBALS:
                found[name.removesuffix(".json")] = self.site.data(f"{self.settings.data}/{name}")
        return found

    def local(self, path: str) -> Mapping[str, Value]:
        """The data of the folders that a template stands in, and of the template's own files."""
        folder, _, name = path.rpartition("/")
        stem = name.rpartition(".")[0].removesuffix(".11ty")
        found = self._folder(folder)
        return self._with(found, f"{folder}/{stem}" if folder else stem)

    def _folder(self, folder: str) -> Mapping[str, Value]:
        if folder not in self._folders:
            inside = folder and (
                self.settings.input == "." or folder.startswith(f"{self.settings.input}/")
            )
            root = folder == self.settings.input and folder
            above = self._folder(folder.rpartition("/")[0]) if inside else {}
            name = folder.rpartition("/")[2]
            own = self._with(above, f"{folder}/{name}") if inside or root else above
            self._folders[folder] = own
        return self._folders[folder]

    def _with(self, base: Mapping[str, Value], stem: str) -> Mapping[str, Value]:
        """The data with those of the files of a name over them; a script's are the strongest."""
        for ending in ENDINGS:
            if stem + ending in self.data:
                own = tagged(self._data(stem + ending))
                base = merged(base, own, self.settings.deep) if own else base
        return base

    def _data(self, path: str) -> Mapping[str, Value]:
        if path not in self._loaded:
            self._loaded[path] = self._read(path)
        return self._loaded[path]

    def _read(self, path: str) -> Mapping[str, Value]:
        if path.endswith(".json"):
            return mapping(self.site.data(path))
        try:
            return scripts.folder_data(self.site.text(path))
        except SettingsError as error:
            self.site.problem(path, error)
            return {}

    def load(self, paths: Iterable[str]) -> None:
        """Read the data files of these templates, so that the site notes them now."""
        for path in paths:
            self.local(path)

    def folders(self) -> Iterator[Mapping[str, Value]]:
        """The data of folders."""
        for path in sorted(self.data):
            folder, _, name = path.rpartition("/")
            if folder and name.partition(".")[0] == folder.rpartition("/")[2]:
                yield tagged(self._data(path))

    def layouts(self) -> Mapping[str, Mapping[str, Value]]:
        """The front matter of the layouts by the names that they go by."""
        from reader.source.document import parse

        found: dict[str, Mapping[str, Value]] = {}
        for folder in filter(None, dict.fromkeys([self.settings.layouts, self.settings.includes])):
            for path in files(self.site, folder):
                try:
                    text = self.site.text(path)
                except SettingsError:
                    continue
                values = tagged(parse(path, text).front.values) if text.startswith("---") else {}
                name = path[len(folder) + 1 :]
                found.setdefault(name, values)
                found.setdefault(name.rpartition(".")[0] or name, values)
        return found


def _rank(listing: Listing) -> tuple[int, bool, int, str]:
    """The likeliest name first, then a list that leaves none out, the top of the site, the path."""
    name, template = listing.collection, listing.template
    some = bool(re.search(r"\|\s*(?:head|slice|limit|first)\b|\blimit:", template.text))
    place = BLOG.index(name) if name in BLOG else len(BLOG)
    return place, some, template.path.count("/"), template.path


def newest_by_tag(template: Template | None, default: bool) -> bool:
    """Whether the pages of tags list the newest first."""
    loops = _BY_TAG.findall(template.text) if template else []
    return any("rev" in loop for loop in loops) if loops else default


def tagged(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """A level of the data with its tags as a list: a text is parted at commas, blanks kept."""
    if "tags" not in values:
        return values
    return {**values, "tags": list(tags(values["tags"]))}


def tags(value: Value) -> list[Value]:
    """TemplateData, `getCleanedTagsImmutable`."""
    if not js.truthy(value):
        return []
    if isinstance(value, list):
        found = [js.text(one) if one is not None else "null" for one in value]
    elif isinstance(value, Written) and isinstance(js.scalar(value), str):
        found = value.split(",")
    else:
        return []
    return [Written(one, True) for one in dict.fromkeys(found)]
