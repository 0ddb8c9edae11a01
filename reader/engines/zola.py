"""Zola: pages in sections, with taxonomies, by the rules of its `components/content`.

The home list is that of one section (`Sections.home`): a page that it does not list is published
all the same, and stands in its terms' lists.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from reader.engines import settings
from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing, microseconds
from reader.engines.site import Site
from reader.engines.zola_order import natural
from reader.engines.zola_sections import CONTENT, Section, Sections
from reader.engines.zola_settings import Settings, below, slugified
from reader.model import State
from reader.patterns import lazy

if TYPE_CHECKING:
    from reader.engines.base import Spelling
    from reader.model import Term
    from reader.source.dates import Moment
    from reader.source.fields import Fields

_FILES = ("zola.toml", "config.toml")
# A date that a file's name begins with (components/content/src/page.rs).
_DATED = lazy(
    r"(?P<date>[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]))?)(?:\s?[_-](?P<slug>.+)$)?"
)


class Zola(Plain):
    """The rules of one site of Zola's."""

    name = "zola"
    title = "Zola"
    repeats = True
    spelling: Spelling = "least"

    def __init__(self, site: Site | None = None) -> None:
        super().__init__(site)
        file = self.site.first(*_FILES)
        self._settings = Settings(self.site.settings(file) if file else None)
        self.base_url = self._settings.base_url
        several = len(self._settings.languages) > 1
        self.language = self._settings.language if several else None
        mine = self._settings.taxonomies.values()
        self.kinds = ("home", *(
            kind for kind in ("category", "author", "tag")
            if any(one.field == kind and one.render for one in mine)
        ))  # fmt: skip
        self._sections = self._of_languages()
        self._home = {"": self._sections[""].guess()}
        self._settle()

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """Whether the site is Zola's, by the one key that it must have, and Hugo spells otherwise.

        Raises SettingsError.
        """
        values = site.settings(file)
        if file != "zola.toml" and "base_url" not in values:
            return False
        return site.covers(CONTENT)

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """The pages; the sections among the files say what becomes of them."""
        placed = {path: self.site.path(path) for path in paths}
        files = frozenset(place for place in placed.values() if place is not None)
        self._sections = self._of_languages(files, self.site.path("") or "")
        found = [path for path in paths if self.is_post(path)]
        folders: dict[str, list[str]] = {}
        for path in found:
            lang, folder, _ = self._place(path)
            folders.setdefault(lang, []).append(folder)
        self._home = {
            lang: sections.home(folders.get(lang, ())) for lang, sections in self._sections.items()
        }
        self._settle()
        return found

    def exclusion(self, path: str) -> str:
        """Why a file is no page: only `.md` files in the content are."""
        place = self.site.path(path)
        name = path.rpartition("/")[2]
        if place is None or not place.startswith(f"{CONTENT}/"):
            return "it stands outside content"
        if name.startswith("_index."):
            return "it describes a section"
        if not name.endswith(".md") or name.startswith("."):
            return "Zola reads .md files only"
        if place == f"{CONTENT}/index.md":
            return "index.md at the top of content is no page"
        if self._settings.ignored and self._settings.ignores(str(self.site.folder / place)):
            return "ignored_content leaves it out"
        return ""

    def _of_languages(
        self, files: frozenset[str] | None = None, under: str = ""
    ) -> dict[str, Sections]:
        suffixes = {"": ""}
        if self.language is not None:
            suffixes |= {code: f".{code}" for code in self._settings.others}
        return {
            lang: Sections(self.site, suffix, files, under) for lang, suffix in suffixes.items()
        }

    def _settle(self) -> None:
        """Take the size of pages and the orders from the section that is home."""
        self.page_size = self._home[""].paginate_by or Plain.page_size
        homes = self._home.values()
        by_date = all(home.sort_by == "date" and not home.reversed for home in homes)
        fields = {one.field for one in self._settings.taxonomies.values()}
        self.own_orders = frozenset() if by_date else frozenset(fields)

    def _place(self, path: str) -> tuple[str, str, str]:
        """A page's language ("" is the default one), its section's folder, and its name.

        `folder/index.md` stands where `folder.md` would; no name but `index.md` at the top is "".
        """
        inner = (self.site.path(path) or path).removeprefix(f"{CONTENT}/")
        folder, _, file = inner.rpartition("/")
        name, lang = file.removesuffix(".md"), ""
        first, _, code = name.partition(".")
        if self.language is not None and code in self._settings.others:
            name, lang = first, code
        if name == "index" or (first == "index" and folder):
            folder, _, name = folder.rpartition("/")
        return lang, folder, name

    # What a page says.

    def date(self, fields: Fields) -> Moment | None:
        """`date`, else what the file's name begins with; a time without a zone is UTC."""
        from reader.source import dates
        from reader.source.fields import moment_of

        value = fields.values.get("date")
        if isinstance(value, str) and value.strip():
            return moment_of(fields, "date", value)
        found = _DATED.match(self._place(fields.path)[2])
        if value is not None or found is None:
            return None
        try:
            return dates.parse(found["date"])
        except dates.ImpossibleDateError:
            return None

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Drafts are out, and all in a draft's section; pages of the future are in."""
        from reader.source.fields import said, truth

        if truth(fields.values.get("draft")):
            return Standing(State.DRAFT, said(fields, "draft"))
        lang, folder, _ = self._place(fields.path)
        sections, home = self._sections[lang], self._home.get(lang, self._home[""])
        if section := sections.draft(folder):
            return Standing(State.DRAFT, f"its section “{section.folder or '/'}” is a draft")
        if truth(fields.values.get("render")) is False:
            return Standing(reason=f"{said(fields, 'render')}: no section lists it", home=False)
        above = sections.above(folder)
        if not above:
            return Standing(reason="its folder has no _index.md: no section lists it", home=False)
        if home not in above:
            return Standing(reason=f"it is listed in the section “{above[0].folder}”", home=False)
        if not self._sortable(home, fields, dated):
            reason = f"it has nothing to sort by: sort_by is {home.sort_by}"
            return Standing(reason=reason, home=False)
        return Standing()

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """The taxonomies that the site sets up, and the authors."""
        from reader.source.fields import one_line

        lang = self._place(fields.path)[0] or self._settings.language
        found: dict[str, list[str]] = {}
        for name, value in settings.mapping(fields.values.get("taxonomies")).items():
            taxonomy = self._settings.taxonomy(name, lang)
            if taxonomy is None:
                fields.problem("taxonomies", f"the site has no taxonomy “{one_line(name)[:60]}”")
                continue
            terms = [one_line(term) for term in settings.items(value) if isinstance(term, str)]
            found.setdefault(taxonomy.field, []).extend(filter(None, terms))
        if "author" not in found:
            authors = settings.items(fields.values.get("authors"))
            found["author"] = [one_line(name) for name in authors if isinstance(name, str)]
        return {field: names for field, names in found.items() if any(names)}

    def term_key(self, field: str, name: str) -> str:
        """The slug of a term; the term itself where nothing of it is left."""
        return slugified(name, self._settings.terms) or name

    def lang(self, fields: Fields) -> str:
        """The language in the file's name, on a site of several."""
        if self.language is None:
            return ""
        return self._place(fields.path)[0] or self.language

    def group(self, fields: Fields, url: str | None) -> str:
        """The path without the language."""
        _, folder, name = self._place(fields.path)
        return f"{folder}/{name}"

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """`path`, else the folders as they are named, and the slug."""
        from reader.source.fields import truth

        if truth(fields.values.get("render")) is False:
            return None
        return self._address(fields)

    def _address(self, fields: Fields) -> str:
        if path := fields.text("path"):
            return f"/{path.strip('/')}/" if path.strip("/") else "/"
        lang, folder, _ = self._place(fields.path)
        return "/" + "".join(f"{part}/" for part in (lang, folder, self._slug(fields)) if part)

    def _slug(self, fields: Fields) -> str:
        name = self._place(fields.path)[2]
        dated = None if self._settings.keep_dates else _DATED.match(name)
        slug = fields.text("slug") or (dated and dated["slug"]) or name
        return slugified(slug, self._settings.paths)

    # In which order it stands.

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """As its section sorts; in terms' lists the newest first, the undated last."""
        address = self._address(fields)
        when = Desc(microseconds(dated.date) if dated else 0)
        by_date = order_key(0 if dated else 1, when, address, fields.path)
        if not self.own_orders:
            return by_date, {}
        home = self._home.get(self._place(fields.path)[0], self._home[""])
        first = self._sort_part(home, fields, title, dated)
        parts: list[int | str | Desc] = [*first, address, fields.path]
        if home.sort_by == "none":
            parts = [fields.path]
        if home.reversed:
            parts = [Desc(part) for part in parts]
        return order_key(*parts), dict.fromkeys(self.own_orders, by_date)

    def _sort_part(
        self, home: Section, fields: Fields, title: str, dated: Moment | None
    ) -> list[int | str | Desc]:
        match home.sort_by:
            case "date":
                return [0 if dated else 1, Desc(microseconds(dated.date) if dated else 0)]
            case "update_date":
                moments = [one for one in (dated, self._updated(fields)) if one]
                latest = max((microseconds(one.date) for one in moments), default=0)
                return [0 if moments else 1, Desc(latest)]
            case "weight":
                weight = settings.number(fields.values.get("weight"))
                return [0 if weight is not None else 1, weight or 0]
            case "title":
                return [natural(title)]
            case "title_bytes":
                return [title]
            case "slug":
                return [natural(self._slug(fields))]
        return []

    def _sortable(self, home: Section, fields: Fields, dated: Moment | None) -> bool:
        match home.sort_by:
            case "date":
                return dated is not None
            case "update_date":
                return dated is not None or self._updated(fields) is not None
            case "weight":
                weight = settings.number(fields.values.get("weight"))
                return weight is not None and weight >= 0
            case "title" | "title_bytes":
                return bool(fields.text("title"))
        return True

    def _updated(self, fields: Fields) -> Moment | None:
        from reader.source import dates

        value = fields.values.get("updated")
        try:
            return dates.parse(value) if isinstance(value, str) else None
        except dates.ImpossibleDateError:
            return None

    # On which pages it stands.

    def size_of(self, kind: str) -> int | None:
        """`paginate_by` of the section or of the taxonomy; without one, all on one page."""
        if kind == "home":
            return self._home[""].paginate_by
        mine = self._settings.taxonomies.values()
        return next((one.paginate_by for one in mine if one.field == kind), None)

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """Below the section or the term: `page/2/`."""
        return self._page_url("", kind, key, number)

    def page_url_in(
        self, language: str, kind: str, key: str, name: str, number: int, of: int
    ) -> str | None:
        """Likewise below the code of a language that is not the site's own: `/fr/posts/`."""
        own = language in self._settings.others
        return self._page_url(language if own else "", kind, key, number)

    def _page_url(self, lang: str, kind: str, key: str, number: int) -> str | None:
        home = self._home.get(lang, self._home[""])
        if kind == "home":
            return below(lang, home.folder, home.paginate_path, number)
        return self._settings.term_url(lang, kind, key, number)
