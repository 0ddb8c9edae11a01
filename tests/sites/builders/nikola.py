"""Build a site with Nikola: a theme prints each page's posts, which are read from its output.

Nikola reads front matter in YAML and TOML with ruamel.yaml and toml, which must be there too. A
site whose name ends in `-es` or the like is asked for its lists in that language.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.sites.built import Built, BuiltList

_NOTED = re.compile(r'<pre id="noted">(.*?)</pre>', re.DOTALL)
_LANGUAGE = re.compile(r"-([a-z]{2})$")
_PAGE = """<%! import json %>
<%
    kinds = {"index": "home", "tag": "tag", "category": "category", "author": "author"}
    names = {"tag": context.get("tag"), "category": context.get("category"),
             "author": context.get("author")}
    noted = {
        "kind": kinds.get(context.get("kind")),
        "term": names.get(context.get("kind")),
        "url": context.get("permalink"),
        "next": context.get("nextlink"),
        "main": main,
        "lang": lang,
        "posts": [one.translated_source_path(lang) for one in posts],
    }
%>
<!DOCTYPE html><html><body><pre id="noted">${json.dumps(noted) | h}</pre></body></html>
"""
_POST = """<%! import json %>
<%
    noted = {
        "path": post.translated_source_path(lang),
        "untranslated": lang not in post.translated_to,
        "facts": {
            "title": post.title(lang),
            "url": post.permalink(lang),
            "date": post.date.isoformat(),
            "authors": post.authors(lang) if several else [post.author(lang)],
        },
        "lang": lang,
        "listed": post.use_in_feeds,
    }
%>
<!DOCTYPE html><html><body><pre id="noted">${json.dumps(noted) | h}</pre></body></html>
"""
_TEMPLATES = {
    **dict.fromkeys(["index", "tag", "tagindex", "author", "authorindex"], _PAGE),
    "post": _POST,
}
# What is written below the settings of a site: the theme, and nothing that is not asked about.
_SETTINGS = """
THEME = "bare"
COMMENT_SYSTEM = ""
GENERATE_RSS = False
CREATE_ARCHIVE_NAVIGATION = False
COPY_SOURCES = False
DISABLED_PLUGINS = [*globals().get("DISABLED_PLUGINS", []), "sitemap", "robots"]
USE_BUNDLES = False
GLOBAL_CONTEXT = {
    "several": globals().get("MULTIPLE_AUTHORS_PER_POST", False), "main": DEFAULT_LANG
}
SHOW_INDEX_PAGE_NAVIGATION = False
"""


def version() -> str:
    """Of Nikola."""
    said = subprocess.run([_nikola(), "--version"], check=True, capture_output=True, text=True)
    return said.stdout.strip()


def build(site: Path, scratch: Path) -> Built:
    """The lists in the site's main language, or in the one of its name."""
    copy = shutil.copytree(site, scratch / "site")
    theme = copy / "themes" / "bare"
    (theme / "templates").mkdir(parents=True)
    (theme / "bare.theme").write_text("[Theme]\nengine = mako\nparent = base\n")
    for name, text in _TEMPLATES.items():
        (theme / "templates" / f"{name}.tmpl").write_text(text, encoding="utf-8")
    with (copy / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS)
    made = subprocess.run([_nikola(), "build"], cwd=copy, capture_output=True, text=True)
    if made.returncode:
        raise RuntimeError(made.stdout + made.stderr)
    noted: list[dict[str, Any]] = []
    for file in sorted((copy / "output").rglob("*.html")):
        if found := _NOTED.search(file.read_text(encoding="utf-8")):
            noted.append(json.loads(html.unescape(found[1])))
    asked = _LANGUAGE.search(site.name)
    return _built(noted, asked[1] if asked else None)


def _built(noted: list[dict[str, Any]], asked: str | None) -> Built:
    pages = [one for one in noted if one.get("kind")]
    main = asked or pages[0]["main"]
    several = len({one["lang"] for one in pages}) > 1
    posts: dict[str, dict[str, Any]] = {}
    for one in noted:
        if "facts" in one and one["listed"] and not one["untranslated"]:
            posts[one["path"]] = one["facts"] | ({"lang": one["lang"]} if several else {})
    built: Built = {"lists": _lists([p for p in pages if p["lang"] == main]), "posts": posts}
    return built | {"language": asked} if asked else built


def _lists(pages: list[dict[str, Any]]) -> list[BuiltList]:
    """The lists, their pages in the order that is read: each names the next one."""
    by_url = {page["url"]: page for page in pages}
    further = {page["next"] for page in pages}
    found: list[BuiltList] = []
    for page in sorted(pages, key=lambda one: (one["kind"], one["term"] or "", one["url"])):
        if page["url"] in further:
            continue
        one: BuiltList = {"kind": page["kind"], "term": page["term"], "pages": []}
        here: dict[str, Any] | None = page
        while here is not None:
            number = len(one["pages"]) + 1
            one["pages"].append({"number": number, "url": here["url"], "posts": here["posts"]})
            here = by_url.get(here["next"])
        found.append(one)
    return found


def _nikola() -> str:
    places = (os.environ.get("READER_ENGINES", ""), os.environ.get("PATH", ""))
    found = shutil.which("nikola", path=os.pathsep.join(filter(None, places)))
    if found is None:
        raise FileNotFoundError("nikola is neither on PATH nor in READER_ENGINES")
    return found
