"""The blog plugin of Material for MkDocs: one file a post, pinned first, then the newest.

After Material 9.7 (`plugins/blog`, `plugins/tags`, `plugins/meta`) and MkDocs 1.6.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from functools import cached_property
from typing import TYPE_CHECKING

from reader.engines.material_pages import Pages, named_as
from reader.engines.material_post import as_tag, first_heading, list_of, merged, moment, named
from reader.engines.material_settings import load, plain
from reader.engines.order import Desc, order_key
from reader.engines.plain import Standing, microseconds
from reader.engines.settings import flag, items, mapping, text
from reader.model import State, Term

if TYPE_CHECKING:
    from pathspec.gitignore import GitIgnoreSpec

    from reader.engines.base import Part, Spelling
    from reader.engines.site import Site
    from reader.model import Post
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields
    from reader.source.frontmatter import Value

# mkdocs.utils.markdown_extensions
_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
_OWN = frozenset(["category", "author", "tag"])


class Material(Pages):
    """The rules of Material's blog plugin."""

    name = "material"
    title = "MkDocs Material"
    spelling: Spelling = "newest"
    # Two spellings of a category in one post list it twice.
    repeats = True
    own_orders = frozenset(["tag"])

    def __init__(self, site: Site | None = None) -> None:
        """No file is known to be another's double until all paths are."""
        super().__init__(site)
        self._doubles: frozenset[str] = frozenset()
        self._metas: list[tuple[str, dict[str, Value]]] = []

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """Whether mkdocs.yml has the blog plugin, and the library to do with its posts."""
        return file.startswith("mkdocs.") and load(site, file) is not None

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """The posts: of two files with one address, the first has none."""
        by_address: dict[str, list[str]] = {}
        for path in paths:
            if self.is_post(path):
                folder, _, name = (self._in_docs(path) or "").rpartition("/")
                stem = posixpath.splitext(name)[0]
                by_address.setdefault(f"{folder}/{named_as(stem)}", []).append(path)
        doubles: list[str] = []
        for files in by_address.values():
            if len(files) > 1:
                first = min(files, key=lambda path: path.rpartition("/")[2])
                doubles.append(first)
        self._doubles = frozenset(doubles)
        self._read_metas(paths)
        self.authors  # noqa: B018 - read here so that the site's stamp knows of the file
        return [path for files in by_address.values() for path in files if path not in doubles]

    def exclusion(self, path: str) -> str:
        """Why a file is no post: where it stands, its name, what mkdocs.yml excludes."""
        inside = self._in_docs(path)
        if inside is None:
            return f"it stands outside of {self.settings.docs}"
        posts = self.settings.posts
        # As text: `posts-old` is in it too, and nothing is where it is ".".
        if not inside.startswith(posts):
            return f"it does not stand in {posts}"
        if not inside.endswith(_ENDINGS):
            return "its name is not that of a Markdown file"
        if self._excluded is not None and self._excluded.match_file(inside):
            return "exclude_docs names it"
        if path in self._doubles:
            return "another file has its address"
        return ""

    @cached_property
    def _excluded(self) -> GitIgnoreSpec | None:
        # MkDocs' own, which come first: `.*` is never scanned, and this is seldom in a blog.
        said = self.settings.excluded
        return _patterns(f"/templates/\n{said}") if said else None

    @cached_property
    def _unpublished(self) -> GitIgnoreSpec | None:
        return _patterns(self.settings.unpublished) if self.settings.unpublished else None

    # What a post says.

    def read(self, document: Document, *, part: Part = "all") -> Post | None:
        """The post in a document, over the values of the `.meta.yml` files above it."""
        inside = self._in_docs(document.path)
        for folder, values in reversed(self._metas) if inside is not None else ():
            if (inside or "").startswith(folder):
                front = document.front
                front = replace(front, values=merged(values, front.values))
                document = replace(document, front=front)
        return self.post(document, part=part)

    def _read_metas(self, paths: Collection[str]) -> None:
        name = self.settings.meta_file
        self._metas = []
        if not name:
            return
        folders = {""}
        for path in paths:
            folder = posixpath.dirname(self._in_docs(path) or "")
            while folder and folder not in folders:
                folders.add(folder)
                folder = posixpath.dirname(folder)
        for folder in sorted(folders, key=lambda one: one.split("/") if one else []):
            values = self.site.data(posixpath.join(self._docs, folder, name))
            if isinstance(values, dict):
                self._metas.append((folder, values))

    def post_title(self, fields: Fields) -> str:
        """`title`, else the heading that the body opens with, else the file's name."""
        value = fields.document.front.values.get("title")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        return first_heading(fields.document.body) or named(fields.path)

    def date(self, fields: Fields) -> Moment | None:
        """`date`, or its `created`; MkDocs refuses what YAML does not take for a date."""
        return moment(fields)

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Drafts are left out, and future posts if `draft_if_future_date` says so."""
        if dated is None:
            return Standing(State.HIDDEN, "no date that can be read: MkDocs stops at it")
        inside = self._in_docs(fields.path) or fields.path
        if self._unpublished is not None and self._unpublished.match_file(inside):
            return Standing(State.DRAFT, "draft_docs names it")
        if self._on("draft", False):
            return Standing()
        said = fields.document.front.values.get("draft")
        if isinstance(said, str) and said.strip():
            if not flag(said):
                return Standing()
            from reader.source import fields as read

            return Standing(State.DRAFT, read.said(fields, "draft"))
        late = self._on("draft_if_future_date", False)
        return Standing(publish_at=dated.date if late else None)

    def terms(self, fields: Fields) -> dict[str, tuple[Term, ...]]:
        """Categories, authors and tags, each of them once as it is written."""
        found = super().term_names(fields)
        found = {key: names for key, names in found.items() if key not in _OWN}
        terms = {key: super(Material, self).as_terms(key, names) for key, names in found.items()}
        for name in list_of(fields, "categories"):
            allowed = self.plugin.get("categories_allowed")
            if isinstance(allowed, list) and allowed and name not in allowed:
                fields.problem("categories", f"“{name}” is not in categories_allowed")
            self._add(terms, "category", self.term_key("category", name), name)
        for key in list_of(fields, "authors") if self._on("authors", True) else ():
            author = self.authors.get(key)
            if author is None and self.authors:
                fields.problem("authors", f"there is no author “{key}” in the authors file")
            self._add(terms, "author", *(author or (key, key)))
        for name in self._tags_of(fields):
            self._add(terms, "tag", name, name)
        return terms

    @staticmethod
    def _add(terms: dict[str, tuple[Term, ...]], field: str, key: str, name: str) -> None:
        terms[field] = (*terms.get(field, ()), Term(field, key, " ".join(name.split())))

    def _tags_of(self, fields: Fields) -> list[str]:
        """The tags: all where no plugin lists them, else what it would list."""
        tags = self.settings.tags
        if tags is None:
            return list_of(fields, "tags")
        filters = mapping(tags.get("filters"))
        inside = self._in_docs(fields.path) or ""
        only, without = items(filters.get("include")), items(filters.get("exclude"))
        if only and not any(fnmatch(inside, str(one)) for one in only):
            return []
        if any(fnmatch(inside, str(one)) for one in without):
            return []
        found = list_of(fields, text(tags.get("tags_name_property"), "tags"), as_tag)
        if flag(plain(tags.get("shadow"))):
            return found
        shadows = set(items(tags.get("shadow_tags")))
        first, last = text(tags.get("shadow_tags_prefix")), text(tags.get("shadow_tags_suffix"))
        return [
            name
            for name in found
            if name not in shadows
            and not (first and name.startswith(first))
            and not (last and name.endswith(last))
        ]

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """Pinned first, the newest first, as the files are walked; tags' lists by title."""
        *folders, name = (self._in_docs(fields.path) or fields.path).split("/")
        walk: list[int | str] = []
        for folder in folders:
            walk += [1, folder]
        stem = posixpath.splitext(name)[0]
        walk += [0, 0 if named_as(stem) == "index" else 1, name]
        pinned = flag(fields.document.front.values.get("pin"))
        moment = Desc(microseconds(dated.date) if dated else 0)
        tags = self.settings.tags or {}
        by: str | Desc = Desc(title) if flag(plain(tags.get("listings_sort_reverse"))) else title
        mine = order_key(0 if dated else 1, 0 if pinned else 1, moment, *walk)
        return mine, {"tag": order_key(by, *walk)}

    def summary(self, fields: Fields) -> str:
        """What stands above the separator, else as for any folder."""
        separator = self._said("post_excerpt_separator", "<!-- more -->")
        if separator in fields.document.body:
            from reader.source.body import shortened, teaser

            body = fields.document.body.replace(separator, "<!-- more -->", 1)
            if above := teaser(body):
                return shortened(above)
        return super().summary(fields)


def _patterns(lines: str) -> GitIgnoreSpec | None:
    from pathspec.gitignore import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines.split("\n"))
    except ValueError:
        return None
