"""Random Hugo sites: settings, sections, bundles, languages, dates, weights and terms mixed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from reader.library import Library
from reader.query import Query
from tests.sites.builders import hugo
from tests.sites.built import Built

_SECTIONS = ("posts", "notes", "Blog", "two words")
_FOLDERS = ("", "", "", "2020", "2020/05", "Deep One", "a/b/c")
_NAMES = (
    "alpha", "Beta Two", "gamma_three", "dé-ux", "c++", "c#", "2021-03-04-dated", "2021-03-05",
    "it's", "a.b", "x@y", "UPPER", "100%", "q-(x)", "tail-", "v1.2", "日本", "eins", "zwei", "drei",
    "vier", "fünf", "six", "seven", "a  b",
)  # fmt: skip
_TITLES = (
    "Same", "same", "Sâme", "Zebra", "zebra 2", "zebra 10", "Über", "alpha-beta", "alpha beta",
    "alphabet", "C++ and C#", "“Quoted”", "'single'", "1.10", "2020", "true", "Éclair", "eclair",
    "What? No: never!", "a/b", "Ångström", "$5", "—dash", "[list", "x_y", "X Y", "naïve", "#tag",
    "007", "0x1F", "A / B",
)  # fmt: skip
_DATES = (
    "2020-01-01", "2020-01-01", "2020-01-01T00:00:00Z", "2020-01-01T01:00:00+02:00",
    "2019-12-31T23:30:00-05:00", "2020-01-01 10:00:00", "2020-01-01T10:00:00.999Z",
    "'2020-06-01'", "2020-06-01T12:00:00+0200", "2099-01-01", "2099-01-01T00:00:00+05:00",
    "2018-02-29", "soon", "1999-12-31", "1577836800", "'Wed Jan  1 10:00:00 2020'", "01 Feb 2020",
    "2020-1-2", "", "null", "2020-03-29 02:30:00",
)  # fmt: skip
_TERMS = (
    "go", "Go", "machine learning", "Machine-Learning", "machine_learning", "C", "C++", "C#",
    "café", "Café", "cafe", "news", "News", "1.10", "2020", "true", "null", "A B", "a b", "日本",
    "node.js", "web dev", "Web Dev", "007",
)  # fmt: skip
_PEOPLE = ("Author One", "author-one", "Author Two", "author_three", "Zoë")
_PATTERNS = (
    "/:year/:month/:day/:slug/", "/:section/:title/", "/x/:filename", "/:sections/:slug/",
    "/:year/:monthname/:contentbasename/", "/:yearday/:weekday-:weekdayname/:slugorfilename/",
    "/:sections[1:]/:sections[last]/:slugorcontentbasename/", "/:2006/:01/:slug/",
)  # fmt: skip
_ZONES = ("America/New_York", "Asia/Tokyo", "Europe/Oslo", "UTC")


class Plan(NamedTuple):
    """What one site is made with; `counted` where its main section is the one with most pages."""

    random: Random
    folder: Path
    languages: tuple[str, ...]
    authors: bool
    people: tuple[str, ...]
    terms: tuple[str, ...]
    counted: bool


def built(folder: Path, scratch: Path) -> list[Built]:
    """What Hugo says of a site, in each of its languages, terms called as reader calls them.

    Which of several spellings Hugo takes differs from run to run; that they are one term does not.
    """
    found = hugo.languages(folder, scratch)
    cased = "disablePathToLower" in (folder / "hugo.toml").read_text(encoding="utf-8")
    with Library.open(folder) as library:
        library.refresh()
        everything = Query.parse("state:any lang:any")
        names = {
            (kind, facet.key): facet.name
            for kind in library.engine.kinds
            if kind != "home"
            for facet in library.facets(kind, everything)
        }
    for built in found:
        for one in built["lists"]:
            if cased:
                # The address is made of the spelling as well.
                for page in one["pages"]:
                    page.pop("url", None)
            key = (one["term"] or "").lower().replace(" ", "-")
            one["term"] = names.get((one["kind"], key), one["term"])
    return found


def write(random: Random, folder: Path) -> None:
    """Make a site."""
    languages = random.choice([(), (), (), ("en", "fr"), ("de", "en", "fr")])
    slugs = random.random() < 0.2
    # Terms at one address overwrite each other: C, C++ and C# would by `:slug`.
    never = ["C++", "C#"] if slugs else random.choice([[], ["cafe"]])
    terms = tuple(term for term in _TERMS if term not in never)
    named = random.random() < 0.4
    people = _PEOPLE if named else tuple(one for one in _PEOPLE if one != "author-one")
    authors = random.random() < 0.5
    taken: set[str] = set()
    sections = random.sample(_SECTIONS, random.randint(1, 3))
    # Of sections with as many pages Hugo takes any for the main one: said, or clear by far.
    clear = len(sections) == 1 or random.random() < 0.3
    plan = Plan(random, folder, languages, authors, people, terms, clear and len(sections) > 1)
    main = "" if clear else ", ".join(f'"{one.lower()}"' for one in sections[:2])
    _settings(plan, slugs, main.replace(" w", "-w"))
    for number in range(random.choice([10, 20] if clear else [0, 1, 5, 10, 11, 20, 30])):
        section = random.choice([*sections, sections[0], sections[0], ""])
        if clear and number > 1 and section:
            section = sections[0]
        inner = "/".join(filter(None, [section, section and random.choice(_FOLDERS)]))
        _page(plan, number, inner, taken)
    for section in sections:
        if random.random() < 0.4:
            _section(plan, section)
    for inner in ("Deep One", "2020", "a/b"):
        if random.random() < 0.2:
            _section(plan, f"{sections[0]}/{inner}")
    for name in ("news", "Machine Learning", "c++"):
        for suffix in ("", *(f".{one}" for one in plan.languages)) if random.random() < 0.1 else ():
            _write(plan, f"tags/{name}/_index{suffix}.md", [f"title: All on {name}"])
    for name in ("author-one", "Zoë") if named else ():
        if plan.authors:
            for suffix in ("", *(f".{one}" for one in plan.languages)):
                _write(plan, f"authors/{name}/_index{suffix}.md", [f"title: The {name}"])


def _settings(plan: Plan, slugs: bool, main: str) -> None:
    random = plan.random
    lines: list[str] = []
    tables: list[str] = []

    def sometimes(chance: float, *said: str) -> bool:
        true = random.random() < chance
        if true:
            lines.extend(said)
        return true

    lines.append('baseURL = "https://example.org/"')
    if sometimes(0.3):
        lines[0] = 'baseURL = "https://example.org/sub/blog"'
    sometimes(0.3, f'timeZone = "{random.choice(_ZONES)}"')
    sometimes(0.1, "disablePathToLower = true")
    if "cafe" not in plan.terms:
        sometimes(0.5, "removePathAccents = true")
    sometimes(0.1, "buildDrafts = true")
    sometimes(0.1, "buildFuture = true")
    sometimes(0.1, "buildExpired = true")
    # With both of them Hugo makes no home page.
    sometimes(0.2, "defaultContentLanguageInSubdir = true") or sometimes(0.15, "uglyURLs = true")
    if main:
        lines.append(f"mainSections = [{main}]")
    sometimes(0.1, 'disableKinds = ["taxonomy", "RSS"]')
    if plan.languages:
        lines.append(f'defaultContentLanguage = "{random.choice(plan.languages)}"')
        for place, code in enumerate(plan.languages):
            tables.append(f"[languages.{code}]\nweight = {place + 1}")
    size = random.choice([1, 2, 3, 5, 10])
    tables.append(f"[pagination]\npagerSize = {size}")
    if random.random() < 0.2:
        tables[-1] += '\npath = "seite"'
    if plan.authors:
        tables.append('[taxonomies]\ntag = "tags"\ncategory = "categories"\nauthor = "authors"')
    if random.random() < 0.4:
        pattern, section = random.choice(_PATTERNS), random.choice(["posts", "notes", "two words"])
        tables.append(f"[permalinks.page]\n'{section}' = '{pattern}'")
    if slugs:
        tables.append("[permalinks.term]\ntags = '/t/:slug/'")
    if random.random() < 0.3:
        dates = random.choice(['[":filename", ":default"]', '["lastmod", "date"]', '["made"]'])
        tables.append(f"[frontmatter]\ndate = {dates}")
    if random.random() < 0.1:
        tables.append("[uglyURLs]\nposts = true\nblog = true")
        lines = [line for line in lines if not line.startswith("uglyURLs")]
    if random.random() < 0.2:
        path = random.choice(["/posts/**", "**", "/{notes,blog}/**"])
        given = random.choice(["weight = 3", "tags = ['given']", "[cascade.params]\nx = 1"])
        tables.append(f"[[cascade]]\n{given}\n[cascade.target]\npath = '{path}'\nkind = 'page'")
    text = "\n".join([*lines, *tables])
    (plan.folder / "hugo.toml").write_text(text + "\n", encoding="utf-8")
    (plan.folder / "content").mkdir()


def _page(plan: Plan, number: int, folder: str, taken: set[str]) -> None:
    random = plan.random
    name = random.choice(_NAMES)
    key = f"{folder}/{name}".lower().replace(" ", "-")
    # Two pages at one path are one: which of them is not told.
    if key in taken:
        name = f"{name} {number}"
    taken.add(f"{folder}/{name}".lower().replace(" ", "-"))
    bundle = random.random() < 0.15 and bool(folder)
    suffixes = [""]
    if plan.languages:
        suffixes = random.sample(["", *(f".{one}" for one in plan.languages)], 2)
        default = [f".{one}" for one in plan.languages]
        # The default language has no suffix, or its own: not both at once.
        suffixes = suffixes[:1] if "" in suffixes and set(suffixes) & set(default) else suffixes
    for suffix in suffixes:
        path = f"{folder}/{name}/index{suffix}.md" if bundle else f"{folder}/{name}{suffix}.md"
        _write(plan, path.lstrip("/"), _front(plan, number, folder == ""))
    if bundle and random.random() < 0.5:
        _write(plan, f"{folder}/{name}/resource.md", ["title: A resource"])


def _front(plan: Plan, number: int, top: bool) -> list[str]:
    random = plan.random

    def title() -> str:
        text = random.choice(_TITLES)
        return text if text.isalnum() or text == "1.10" else '"' + text + '"'

    lines: list[str] = []
    options: Sequence[tuple[float, str]] = (
        (0.9, f"title: {title()}"),
        (0.1, f"linkTitle: {title()}"),
        (0.8, f"date: {random.choice(_DATES)}"),
        (0.1, f"publishDate: {random.choice(_DATES)}"),
        (0.1, f"lastmod: {random.choice(_DATES)}"),
        (0.05, f"made: {random.choice(_DATES)}"),
        (0.05, f"expiryDate: {random.choice(_DATES)}"),
        (0.1, f"draft: {random.choice(['true', 'false', 'yes', 'TRUE', '1'])}"),
        (0.03, "published: false"),
        (0.2, f"weight: {random.choice([1, 1, 2, 3, -1, 0, 10])}"),
        (0.1, f"tags_weight: {random.choice([1, 2, 5, -3])}"),
        (0.1, f"slug: {random.choice(['Own Slug', 'a+b', '--x--', 'é', 'C#'])} {number}"),
        (0.03, f"url: /own/Page {number}/"),
        (0.03, f"url: own/:year/{number}.html"),
        (0.04, f"build: {{list: {random.choice(['never', 'local', 'always'])}}}"),
        (0.02, "build: {render: never}"),
        (0.03, "headless: true"),
        (0.05, f"type: {random.choice(['posts', 'special'])}"),
        (0.05, f"translationKey: key-{number % 3}"),
    )
    lines += [said for chance, said in options if random.random() < chance]
    for key, terms, most in (("tags", plan.terms, 5), ("categories", plan.terms, 2)):
        if random.random() < 0.6:
            lines.append(f"{key}: {_terms(random, terms, most)}")
    if random.random() < 0.5:
        lines.append(f"authors: {_terms(random, plan.people, 2)}")
    if random.random() < 0.05 and not any(line.startswith("tags:") for line in lines):
        lines.append("params: {tags: [of params]}")
    keys = [line.partition(":")[0] for line in lines]
    if top:
        lines = [line for line in lines if not line.startswith("headless")]
    return [line for place, line in enumerate(lines) if keys[place] not in keys[:place]]


def _terms(random: Random, terms: Sequence[str], most: int) -> str:
    chosen = random.sample(terms, random.randint(1, most))
    if len(chosen) == 1 and random.random() < 0.5:
        return f"{chosen[0]!r}"
    quoted = [one if one.isalnum() or one == "1.10" else f"{one!r}" for one in chosen]
    return f"[{', '.join(quoted)}]"


def _section(plan: Plan, folder: str) -> None:
    random = plan.random
    lines = [f"title: {random.choice(['A Section', 'Über C++', 'x'])}"]
    if random.random() < 0.3:
        lines.append(f"slug: {random.choice(['sl-ug', 'Own'])}")
    if random.random() < 0.2:
        lines.append("draft: true")
    if random.random() < 0.5:
        given = random.choice(
            ["draft: true", "weight: 4", "tags: [cascaded]", "params: {categories: [given]}",
             "build: {list: never}", "date: 2020-04-04", "title: Cascaded", "type: special"]
        )  # fmt: skip
        # Drafts are not counted: they would leave as many pages as another section has.
        given = "weight: 4" if plan.counted and given == "draft: true" else given
        target = random.choice(["", ", target: {path: '**/a*'}", ", _target: {kind: page}"])
        lines.append(f"cascade: {{{given}{target}}}")
    _write(plan, f"{folder}/_index.md", lines)


def _write(plan: Plan, path: str, lines: list[str]) -> None:
    file = plan.folder / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["---", *lines, "---", "A sentence.", ""]), encoding="utf-8")
