"""Hugo: sections, bundles, taxonomies, cascades, languages and permalinks, as Hugo 0.168 has them.

Home holds the posts of the site's main sections, as themes list them (`where site.RegularPages
"Type" "in" site.MainSections`): those that the settings name, else the section with the most pages.
Pages beside them (`about.md`) stay in the lists of their terms. Where PATH lies in one section, its
posts are home. A site without sections lists all its pages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from reader.engines.hugo_cascade import Sections, flat, rules
from reader.engines.hugo_content import Content
from reader.engines.hugo_files import FILES
from reader.engines.hugo_paths import Place, normal
from reader.engines.hugo_permalinks import Addresses, Named
from reader.engines.hugo_settings import settings
from reader.engines.hugo_values import integer, string, strings, truth
from reader.engines.order import Desc, order_key
from reader.engines.plain import Plain, Standing
from reader.engines.site import Site
from reader.model import Problem, State, Term

if TYPE_CHECKING:
    from reader.engines.hugo_dates import Dated
    from reader.source.dates import Moment
    from reader.source.document import Document
    from reader.source.fields import Fields
    from reader.source.frontmatter import Value

_ZERO = -62_135_596_800  # the seconds of Go's zero time, which an undated page has
_MOST_TERMS = 4096  # that are kept
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_OTHERS_KEYS = frozenset(["zola", "base_url"])
# Other programs have a `config.*` beside a folder `content` too.
_OWN_KEYS = frozenset(
    ["baseurl", "theme", "languagecode", "locale", "defaultcontentlanguage", "languages", "params",
     "taxonomies", "permalinks", "pagination", "paginate", "menu", "menus", "markup", "outputs",
     "module", "builddrafts", "buildfuture", "enablerobotstxt", "frontmatter"]
)  # fmt: skip
_OWN_FOLDERS = ("layouts", "themes", "archetypes")


class Hugo(Plain):
    """The rules of Hugo."""

    name = "hugo"
    title = "Hugo"

    def __init__(self, site: Site | None = None) -> None:
        """The rules as the site's settings have them; SettingsError where these cannot be read."""
        super().__init__(site)
        self.settings = settings(self.site)
        for flaw in self.settings.flaws:
            self.site.problem(self.site.first(*FILES) or ".", flaw)
        self._sections = Sections(self.site, self.settings.roots, self._codes)
        self._content = Content(self.site, self.settings, self._sections, self._is_published)
        self._addresses = Addresses(self.settings)
        self._cascade = rules(self.settings.raw.get("cascade"))
        self.page_size = self.settings.page_size
        self.base_url = self.settings.base_url
        self._plurals = {field: plural for plural, field in self.settings.taxonomies.items()}
        lists = [] if "term" in self.settings.disabled else list(self._plurals)
        kinds = [kind for kind in ("category", "author", "tag") if kind in lists]
        self.kinds = (*([] if "home" in self.settings.disabled else ["home"]), *kinds)
        self.own_orders = frozenset(lists)
        self._several = len(self.settings.languages) > 1
        here = self._content.language
        self._spoken = here if here in self.settings.languages else self.settings.default_lang
        self.language = self._spoken if self._several else None

    @property
    def _codes(self) -> list[str]:
        rest = [one for one in self.settings.languages if one != self.settings.default_lang]
        return [self.settings.default_lang, *rest]

    @classmethod
    def recognises(cls, site: Site, file: str) -> bool:
        """A site with a content folder, whose settings are not Zola's; SettingsError."""
        known = settings(site)
        folders = {root.folder for root in known.roots}
        if _OTHERS_KEYS & known.raw.keys() or not site.covers(*folders):
            return False
        if not file.startswith("config."):
            return True
        own = _OWN_KEYS & known.raw.keys() or any(map(site.is_folder, _OWN_FOLDERS))
        return bool(own) and any(map(site.is_folder, folders))

    # Which files are posts.

    def posts(self, paths: Collection[str]) -> Collection[str]:
        """The pages in the content folders, without sections' files and bundles' resources."""
        return self._content.posts(paths)

    def exclusion(self, path: str) -> str:
        """Why a file is no page of its own."""
        return self._content.exclusion(path)

    def _is_published(self, path: str) -> bool:
        from reader.source.document import load
        from reader.source.fields import Fields

        document = load(self.site.root, path)
        fields = Fields(document, self.defaults(document))
        standing, now = self.standing(fields, self.date(fields)), datetime.now(UTC)
        begun = standing.publish_at is None or standing.publish_at <= now
        ended = standing.expire_at is not None and standing.expire_at <= now
        return standing.state is not State.DRAFT and begun and not ended

    # What a post says.

    def defaults(self, document: Document) -> Mapping[str, Value]:
        """What the sections above and the settings cascade, and the page's own `params`."""
        place = self._content.place(document.path)
        given: dict[str, Value] = {}
        if place is not None:
            given = self._sections.defaults(place.path, place.parent, place.lang)
            for rule in self._cascade:
                if rule.fits(place.path, place.lang):
                    given = {**rule.values, **given}
        own = {key: value for key, value in document.front.values.items()
               if key.lower() == "params"}  # fmt: skip
        return {**given, **flat(own)} if own else given

    def post_title(self, fields: Fields) -> str:
        """The title; a page without one is shown by its body's heading or its file's name."""
        from reader.source import fields as read

        return read.one_line(string(fields.values.get("title"))) or super().post_title(fields)

    def date(self, fields: Fields) -> Moment | None:
        """`.Date`."""
        dated = self._dated(fields, self.settings.keys.date)
        if dated is None and not fields.document.empty:
            fields.problems.append(Problem(fields.path, None, "no date: listed last"))
        return dated.moment if dated else None

    def _dated(self, fields: Fields, keys: tuple[str, ...]) -> Dated | None:
        from reader.engines import hugo_dates

        if fields.values.keys().isdisjoint(keys) and not any(key.startswith(":") for key in keys):
            return None
        place = self._content.place(fields.path)
        name = place.name if place else fields.path.rpartition("/")[2]
        # Few sites ask for the file's own time, and a path takes long to put together.
        file = str(self.site.root / fields.path) if ":filemodtime" in keys else ""
        return hugo_dates.found(fields, keys, self._zone(place), name, file)

    def _zone(self, place: Place | None) -> tzinfo:
        lang = place.lang if place else self.settings.default_lang
        return self.settings.zones.get(lang, UTC)

    def standing(self, fields: Fields, dated: Moment | None) -> Standing:
        """Drafts, dates to come and past ones, what is kept out of lists; home or not."""
        from reader.source import fields as read

        values, place = fields.values, self._content.place(fields.path)
        home = self._at_home(fields, place)
        draft = truth(values.get("draft"))
        if draft is None and "draft" not in values:
            published = truth(values.get("published"))
            if published is False and not self.settings.drafts:
                return Standing(State.DRAFT, read.said(fields, "published"), home=home)
        if draft and not self.settings.drafts:
            return Standing(State.DRAFT, read.said(fields, "draft"), home=home)
        begins = None if self.settings.future else self._published(fields, dated)
        keys = self.settings.keys.expirydate
        ends = None if self.settings.expired else self._dated(fields, keys)
        listed, key = self._built(fields, "list")
        state, reason = State.PUBLISHED, ""
        if listed in ("never", "false"):
            state, reason = State.HIDDEN, f"{key}.list: {listed}"
        elif truth(values.get("headless")):
            state, reason = State.HIDDEN, read.said(fields, "headless")
        until = ends.moment.date if ends else None
        home = home and listed != "local"
        return Standing(state, reason, begins.date if begins else None, until, home)

    def _published(self, fields: Fields, dated: Moment | None) -> Moment | None:
        """`.PublishDate`: a page without `date` has its `.Date` there, wherever that came from."""
        keys = self.settings.keys.publishdate
        if dated is not None and "date" in keys and "date" not in fields.values:
            told = self._dated(fields, keys[: keys.index("date")])
            return told.moment if told else dated
        told = self._dated(fields, keys)
        return told.moment if told else None

    def _built(self, fields: Fields, name: str) -> tuple[str, str]:
        """What `build` says of something, and the key that it is written under."""
        for key in ("build", "_build"):
            if isinstance(said := fields.values.get(key), dict):
                return string(flat(said).get(name)).lower(), key
        return "", ""

    def _at_home(self, fields: Fields, place: Place | None) -> bool:
        if place is None or self._content.inside:
            return True
        main = self._content.main(place.lang)
        kind = string(fields.values.get("type")).lower() or place.section or "page"
        return not main or kind in main

    def term_names(self, fields: Fields) -> dict[str, list[str]]:
        """The taxonomies' terms as Hugo reads them, and whatever else looks like terms."""
        from reader.source import fields as read

        named = read.terms(fields)
        # A page that is not rendered stands under no term.
        rendered = self._built(fields, "render")[0] not in ("never", "false")
        for plural, field in self.settings.taxonomies.items():
            named.pop(plural, None)
            named.pop(field, None)
            if rendered and (names := strings(fields.values.get(plural))):
                named[field] = names
        return named

    def terms(self, fields: Fields) -> dict[str, tuple[Term, ...]]:
        """Each identity once, by the title of its own page where it has one."""
        place = self._content.place(fields.path)
        lang = place.lang if place else self.settings.default_lang
        found: dict[str, tuple[Term, ...]] = {}
        for field, names in self.term_names(fields).items():
            terms = dict[str, Term]()
            for name in names:
                term = self._term(field, name, lang)
                terms.setdefault(term.key, term)
            if terms:
                found[field] = tuple(terms.values())
        return found

    def _term(self, field: str, name: str, lang: str) -> Term:
        # The same names come again in many posts.
        known = self._content.terms
        if (term := known.get((field, name, lang))) is None:
            if len(known) >= _MOST_TERMS:
                known.clear()
            term = known[field, name, lang] = self._called(field, name, lang)
        return term

    def _called(self, field: str, name: str, lang: str) -> Term:
        key = self.term_key(field, name)
        plural = self._plurals.get(field, "authors" if field == "author" else "")
        return Term(field, key, (plural and self._content.called(plural, key, lang)) or name)

    def term_key(self, field: str, name: str) -> str:
        """A taxonomy's terms are the same where their paths in Hugo's tree are."""
        if field not in self._plurals:
            return name.lower() if field == "lang" else super().term_key(field, name)
        return normal(name).strip("/") or name

    def lang(self, fields: Fields) -> str:
        """The language of the file's name or folder, on a site of several."""
        place = self._content.place(fields.path) if self._several else None
        return place.lang if place else ""

    def group(self, fields: Fields, url: str | None) -> str:
        """Translations have one path, or one `translationKey`."""
        place = self._content.place(fields.path)
        return string(fields.values.get("translationkey")) or (place.path if place else "")

    def url(
        self,
        fields: Fields,
        title: str,
        dated: Moment | None,
        terms: Mapping[str, tuple[Term, ...]],
    ) -> str | None:
        """The page's `.RelPermalink`; None where it is not rendered."""
        place = self._content.place(fields.path)
        if place is None or self._built(fields, "render")[0] in ("never", "false"):
            return None
        slug = string(fields.values.get("slug")).strip("-")
        if "slug" not in fields.values and ":filename" in self.settings.keys.date:
            told = self._dated(fields, self.settings.keys.date)
            slug = told.slug if told else ""
        sections = self._content.ancestors(place.parent, place.lang)
        named = [string(one.get("slug")) or string(one.get("title")) for _, one in sections]
        page = Named(
            place.path, place.name, string(fields.values.get("title")), slug,
            dated.date if dated else None, place.section,
            sections[-1][0].split("/") if sections else [], named,
        )  # fmt: skip
        plain = self._content.folder(place) + "/" + (slug or self._content.fitting(place.name))
        return self._addresses.page(page, place.lang, string(fields.values.get("url")), plain)

    def order(
        self, fields: Fields, title: str, dated: Moment | None, url: str | None
    ) -> tuple[bytes, Mapping[str, bytes]]:
        """Weight (0 is last), date, link title, path; in terms' lists the term's weight first."""
        from reader.engines import hugo_collation

        values, place = fields.values, self._content.place(fields.path)
        weight = integer(values.get("weight"))
        seconds = (dated.date - _EPOCH) // _SECOND if dated else _ZERO
        shown = string(values.get("linktitle")) or string(values.get("title"))
        parts = (
            int(weight == 0), weight, Desc(seconds),
            *hugo_collation.collated(shown, place.lang if place else ""),
            place.file if place else fields.path,
        )  # fmt: skip
        orders = {
            field: order_key(own, *parts)
            for plural, field in self.settings.taxonomies.items()
            if (own := integer(values.get(f"{plural}_weight")))
        }
        return order_key(0, *parts), orders

    # On which pages it stands.

    def page_url(self, kind: str, key: str, name: str, number: int, of: int) -> str | None:
        """The address of a pager, in the language that is listed."""
        return self.page_url_in(self._spoken, kind, key, name, number, of)

    def page_url_in(
        self, language: str, kind: str, key: str, name: str, number: int, of: int
    ) -> str | None:
        """The address of a pager in a language."""
        lang = language if language in self.settings.languages else self.settings.default_lang
        if kind == "home":
            return self._addresses.paged("", lang, number)
        plural = self._plurals.get(kind)
        if plural is None:
            return None
        inner = name if not self.settings.to_lower and normal(name) == key else key
        own = self._sections.says(f"{plural}/{key}", lang)
        term = Named(
            f"/{plural}/{inner}", inner, string(own.get("title")) or name,
            string(own.get("slug")).strip("-"), None, plural, [plural], [plural],
        )  # fmt: skip
        return self._addresses.term(term, lang, number, string(own.get("url")))
