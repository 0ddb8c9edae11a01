"""Random Pelican sites: settings, folders, metadata, dates, zones, languages and terms mixed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.sites.builders import pelican
from tests.sites.built import Built

_FOLDERS = (
    "",
    "",
    "",
    "news",
    "News",
    "deep/er",
    "pages",
    "drafts",
    "Ünï cödé",
    "blog",
    "blog/old",
)
_NAMES = (
    "alpha", "Beta Two", "2020-01-05-dated", "2019-12-31", "gamma.delta", "été",
    "c++", "_hidden", "x", "2020-02-30-no", "y", "2018-07-07-x", "one", "two", "three",
)  # fmt: skip
_TITLES = (
    "Same", "same", "The title", "C++", "C#", "Ünïcödé", "A & B", "<b>Bold</b> title", "été",
    "10 things", "9 things", "Москва", "日本語", "a - b", "---", "what?! no", "“Quoted”", "x_y",
)  # fmt: skip
_DATES = (
    "2020-01-01", "2020-01-01 10:00", "2020-01-01T10:00:00Z", "2020-01-01 12:00 +02:00",
    "2020-01-01 10:00:00.5", "2019-12-31 23:59", "5/11/2017", "11 May 2017", "2099-01-01",
    "Friday, January 25, 2018", "2020-02-30", "soon", "", "20200615", "2020-06-15T23:30:00-0800",
    "2021-03-28 02:30", "2020_01_02", "2020-10-25 02:30", "2018-01-25 10pm", "2020-1-2",
    "2020-03-01", "2020-03-01", "2020-03-02", "2020-03-02 01:00", "2020-04-01", "2020-05-01",
)  # fmt: skip
_TAGS = (
    "C", "C++, C#", "one, two", "One; two, three", "one,one , ONE", "Machine Learning",
    "machine-learning, Machine  Learning", "[a, b]", "été, Été", "", ";", "日本, ri-ben",
    "a_b, a-b", "$&!, ?", '"quoted", \'single\'',
)  # fmt: skip
_PEOPLE = ("Author One", "author one", "Author Two", "Author One, Author Two", "One, Author; Two",
           "Áuthor One", "")  # fmt: skip
_CATEGORIES = ("News", "news", "C++", "Developer Tools", "été", "", "misc", "Áé")
_STATES = ("published", "Published", "draft", "hidden", "skip", "private", "")
_LANGS = ("en", "fr", "de", "EN", "")
_SLUGS = ("same", "Same", "My Slug", "a/b", "x")
_ZONES = ("UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Nowhere/City")
_SPOILERS = (
    "",
    "",
    "",
    "   ",
    "Note: prose",
    "prose",
    "  - item",
    "    more",
    "...",
    "---",
    "key:",
)
_SUBSTITUTIONS = (
    r"""[(r"\+\+", "pp"), (r"[^\w\s-]", ""), (r"\A\s*", ""), (r"\s*\Z", ""), (r"[-\s]+", "-")]"""
)
# Settings that leave few posts, or make most of them alike.
_HARSH = (
    "ARTICLE_PATHS", "IGNORE_FILES", "DEFAULT_METADATA", "PATH_METADATA", "INDEX_SAVE_AS",
    "FILENAME_METADATA", "EXTRA_PATH_METADATA", "DIRECT_TEMPLATES",
)  # fmt: skip


def built(folder: Path, scratch: Path) -> list[Built]:
    """What Pelican says of a site."""
    return [pelican.build(folder, scratch)]


def write(random: Random, folder: Path) -> None:
    """A site that Pelican does not refuse: for files of one address, or a tie without an order."""
    while True:
        shutil.rmtree(folder)
        folder.mkdir()
        _write(random, folder)
        try:
            with TemporaryDirectory() as scratch:
                pelican.build(folder, Path(scratch))
        except RuntimeError:
            continue
        return


def _write(random: Random, folder: Path) -> None:
    said = _settings(random)
    text = "".join(f"{name} = {value}\n" for name, value in said.items())
    (folder / "pelicanconf.py").write_text(text, encoding="utf-8")
    content = folder / "content"
    content.mkdir()
    several = random.random() < 0.5
    for number in range(random.choice((0, 1, 4, 8, 12, 16, 24, 40))):
        path = content / random.choice(_FOLDERS) / _name(random, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_post(random, number, several), encoding="utf-8", newline="")
        moment = random.choice((1_500_000_000, 1_577_836_800, 1_580_000_000)) + number
        os.utime(path, (moment, moment))


def _settings(random: Random) -> dict[str, str]:
    """Each setting in some sites only, as Python writes its value."""
    choices: dict[str, tuple[object, ...]] = {
        "PATH": ("content", "content/", "./content"),
        "AUTHOR": ("Author One", "The Áuthor"),
        "SITEURL": ("https://example.org", "https://example.org/sub/"),
        "TIMEZONE": ("Europe/Paris", "America/New_York", "UTC"),
        "DEFAULT_LANG": ("fr", "EN", "en"),
        "DEFAULT_CATEGORY": ("Misc", "News", "Ünsorted"),
        "USE_FOLDER_AS_CATEGORY": (False, True),
        "DEFAULT_DATE": ("fs", (2012, 3, 2), (2012, 3, 2, 14, 1, 1), "2015-05-05 05:05"),
        "DEFAULT_METADATA": ({"status": "draft"}, {"tags": "always, C"}, {"lang": "fr"}),
        "DEFAULT_PAGINATION": (1, 2, 3, 5, False, 10),
        "DEFAULT_ORPHANS": (0, 1, 2, 4),
        "PAGINATED_TEMPLATES": (
            {"index": None, "tag": 2}, {"index": 3, "category": None, "author": 1}, {"tag": None},
        ),
        "PAGINATION_PATTERNS": (
            [(1, "{url}", "{save_as}"),
             (2, "{base_name}/page/{number}/", "{base_name}/{number}.html")],
            ((2, "/{name}-{number}{extension}", "{name}-{number}{extension}"),
             (1, "{name}{extension}", "{name}{extension}"),
             (-1, "{name}/last/", "{name}.last.html")),
        ),
        "ARTICLE_ORDER_BY": ("date", "title", "reversed-title", "slug", "basename",
                             "reversed-basename", "reversed-date", "reversed-slug"),
        "ARTICLE_PATHS": (["blog"], ["blog", "news/"], [""], ["news", "pages"]),
        "ARTICLE_EXCLUDES": (["drafts"], ["blog/old"], ["blog/"], ["nowhere"]),
        "PAGE_PATHS": (["pages", "deep"], [], ["blog/old"]),
        "IGNORE_FILES": (["_*"], ["*.md"], ["blog", "x*"], ["[0-9]*"]),
        "FILENAME_METADATA": (r"(?P<slug>.*)", r"(?P<date>\d{4}-\d{2}-\d{2})-(?P<title>.*)", ""),
        "PATH_METADATA": (r"(?P<category>[^/]*)/.*", r"(?P<tags>[^/]*)/(?P<slug>[^/.]*)"),
        "EXTRA_PATH_METADATA": (
            {"news": {"status": "hidden"}}, {"blog": {"lang": "fr"}, "blog/old": {"lang": "en"}},
            {"": {"title": "Untitled"}},
        ),
        "SLUGIFY_SOURCE": ("basename", "title"),
        "SLUGIFY_USE_UNICODE": (True, False),
        "SLUGIFY_PRESERVE_CASE": (True, False),
        "WITH_FUTURE_DATES": (False, True),
        "ARTICLE_TRANSLATION_ID": (None, "slug", "title", ["slug", "category"]),
        "CATEGORY_SAVE_AS": ("", "cat/{slug}/index.html"),
        "CATEGORY_URL": ("cat/{slug}/", "c-{slug}"),
        "TAG_SAVE_AS": ("", "tags/{slug}/index.html"),
        "AUTHOR_SAVE_AS": ("", "who/{slug}.htm"),
        "INDEX_SAVE_AS": ("blog/index.html", "all.html", ""),
        "DIRECT_TEMPLATES": (["index"], ["archives"], ("index", "tags")),
        "ARTICLE_URL": ("{date:%Y}/{date:%-m}/{slug}/", "{category}/{slug}-{author}.html"),
    }  # fmt: skip
    said = {"SITENAME": "'A site'"}
    for name, values in choices.items():
        if random.random() < (0.1 if name in _HARSH else 0.3):
            said[name] = repr(random.choice(values))
    # Two posts of one slug may stand side by side where their files differ.
    if random.random() < 0.7:
        said["ARTICLE_SAVE_AS"] = "'{date:%Y}/{date:%m%d%H%M}/{category}/{slug}.html'"
        said["ARTICLE_LANG_SAVE_AS"] = "'{lang}/{date:%Y}/{date:%m%d%H%M}/{category}/{slug}.html'"
    for name in ("SLUG", "TAG", "CATEGORY", "AUTHOR"):
        if random.random() < 0.1:
            said[f"{name}_REGEX_SUBSTITUTIONS"] = _SUBSTITUTIONS
    return said


def _name(random: Random, number: int) -> str:
    name = random.choice(_NAMES) + (str(number) if random.random() < 0.6 else "")
    return name + random.choice((*[".md"] * 8, ".markdown", ".mkd", ".MD"))


def _post(random: Random, number: int, several: bool) -> str:
    """A post: its metadata in any order, now and then with a line among them that ends it."""
    lines = [f"Title: {random.choice(_TITLES)}" + (f" {number}" if random.random() < 0.8 else "")]
    if random.random() < 0.05:
        lines = []
    keys: tuple[tuple[str, tuple[str, ...], float], ...] = (
        ("Date", _DATES, 0.9), ("Tags", _TAGS, 0.6), ("Category", _CATEGORIES, 0.4),
        ("Author", _PEOPLE, 0.3), ("Authors", _PEOPLE, 0.3), ("Status", _STATES, 0.2),
        ("Lang", _LANGS, 0.5 if several else 0.0), ("Slug", _SLUGS, 0.3 if several else 0.1),
        ("Modified", _DATES, 0.1), ("Timezone", _ZONES, 0.05), ("Tags", _TAGS, 0.1),
        ("Url", ("own/address.html", "/own/address"), 0.03), ("Summary", ("Some *words*.",), 0.2),
        ("Translation", ("true", "False"), 0.0),
    )  # fmt: skip
    for key, values, chance in keys:
        if random.random() < chance:
            written = random.choice((key, key, key.lower(), key.upper()))
            lines.append(f"{written}:{random.choice((' ', ' ', '  ', ''))}{random.choice(values)}")
    if random.random() < 0.1:
        random.shuffle(lines)
    if random.random() < 0.15:
        lines.insert(random.randrange(len(lines) + 1), random.choice(_SPOILERS))
    if random.random() < 0.3:
        lines = ["---", *lines, random.choice(("---", "..."))]
    end = random.choice(("\n", "\n", "\n", "\r\n"))
    return end.join([*lines, "", "One sentence.", ""])
