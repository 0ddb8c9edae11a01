"""Build sites with Hugo and a theme that prints what stands on each page of a list, as JSON."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

from tests.sites.built import Built, BuiltList

# The kinds of lists by the taxonomies' plurals.
_KINDS = {"categories": "category", "tags": "tag", "authors": "author"}
_KINDS |= {kind: kind for kind in _KINDS.values()}
# `where … "Type" "in" site.MainSections` is how themes list a blog's posts at home. Sections that
# carry a term stand in Hugo's `.Pages` of it as well, and are no posts.
_PAGES = """
{{ define "reader" }}
{{ $pages := site.RegularPages }}
{{ if eq .Kind "term" }}{{ $pages = where .Pages "Kind" "page" }}
{{ else if ne (delimit site.MainSections "") "" }}
{{ $pages = where site.RegularPages "Type" "in" site.MainSections }}
{{ end }}
{{ $posts := slice }}
{{ $spelt := slice }}
{{ if .Data.Plural }}{{ $key := replace (lower .Data.Term) " " "-" }}
{{ range $pages }}
{{ $names := index .Params ($.Data.Plural | lower) }}
{{ if not (reflect.IsSlice $names) }}{{ $names = slice $names }}{{ end }}
{{ range $names }}{{ $name := printf "%v" . }}
{{ if eq (replace (lower $name) " " "-") $key }}{{ $spelt = $spelt | append $name }}{{ end }}
{{ end }}{{ end }}{{ end }}
{{ $paginator := .Paginate $pages }}
{{ range $paginator.Pages }}{{ $posts = $posts | append .File.Filename }}{{ end }}
{{ $all := slice }}
{{ if eq .Kind "home" }}{{ range site.RegularPages }}
{{ $authors := slice }}
{{ range (.GetTerms "authors") }}{{ $authors = $authors | append .Title }}{{ end }}
{{ $all = $all | append (dict "file" .File.Filename "title" .Title "url" .RelPermalink
  "date" (cond .Date.IsZero "" (.Date.Format "2006-01-02T15:04:05.999999Z07:00"))
  "authors" $authors) }}
{{ end }}{{ end }}
{{ dict "kind" .Kind "plural" (.Data.Plural | default "") "term" .Title "lang" .Language.Lang
  "number" $paginator.PageNumber "size" $paginator.PagerSize "url" $paginator.URL "posts" $posts
  "all" $all "spelt" $spelt "file" (not (not .File)) "languages" (len hugo.Sites)
  "default" site.Sites.Default.Language.Lang "taxonomies" site.Taxonomies | jsonify }}
{{ end }}{{ template "reader" . }}
"""


def hugo() -> str:
    """The program: in a folder of READER_ENGINES, else on PATH."""
    places = (os.environ.get("READER_ENGINES", ""), os.environ.get("PATH", ""))
    found = shutil.which("hugo", path=os.pathsep.join(filter(None, places)))
    if found is None:
        raise FileNotFoundError("hugo is neither on PATH nor in READER_ENGINES")
    return found


def version() -> str:
    """Hugo's version."""
    said = subprocess.run([hugo(), "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"hugo v([\d.]+)", said)
    return found[1] if found else said.strip()


def build(site: Path, scratch: Path) -> Built:
    """What Hugo makes of a site, in its default language."""
    return languages(site, scratch)[0]


def languages(site: Path, scratch: Path, *options: str) -> list[Built]:
    """What Hugo makes of a site in each of its languages, the default one first."""
    copy = Path(shutil.copytree(site, scratch / "site"))
    layouts = copy / "layouts"
    layouts.mkdir(exist_ok=True)
    for name in ("home", "term"):
        (layouts / f"{name}.html").write_text(_PAGES, encoding="utf-8")
    (layouts / "all.html").write_text("{{ .Kind }}", encoding="utf-8")
    # A term's title is then its name as it is spelt, or that of its own page.
    environment = {
        **os.environ,
        "HUGO_CAPITALIZELISTTITLES": "false",
        "HUGO_DISABLEALIASES": "true",
    }
    command = [hugo(), "--noBuildLock", *options]
    ran = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    pages = [page for file in sorted((copy / "public").rglob("*.html")) if (page := _page(file))]
    if not any(page["kind"] == "home" for page in pages):
        raise RuntimeError(f"{site}: hugo made nothing\n{ran.stdout}{ran.stderr}")
    states = _states(copy, environment, options)
    homes = [page for page in pages if page["kind"] == "home" and page["number"] == 1]
    homes.sort(key=lambda page: (page["lang"] != page["default"], page["lang"]))
    several = homes[0]["languages"] > 1
    posts: dict[str, dict[str, Any]] = {}
    for home in homes:
        for one in home["all"]:
            facts = {key: one[key] for key in ("title", "url", "date") if one[key]}
            if several:
                facts["lang"] = home["lang"]
            if "authors" in home["taxonomies"]:
                facts["authors"] = one["authors"]
            posts[_inner(copy, one["file"])] = facts
    posts |= {path: {"state": state} for path, state in states.items() if path not in posts}
    found = [
        Built(lists=_lists(copy, pages, home["lang"]), posts=posts, language=home["lang"])
        for home in homes
    ]
    found[0].pop("language")
    return found


def _page(file: Path) -> dict[str, Any] | None:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    page: dict[str, Any] | None = json.loads(text) if text.lstrip().startswith('{"') else None
    return page


def _inner(copy: Path, file: str) -> str:
    return Path(file).relative_to(copy.resolve()).as_posix()


def _lists(copy: Path, pages: list[dict[str, Any]], lang: str) -> list[BuiltList]:
    lists: dict[tuple[str, str | None], BuiltList] = {}
    for page in sorted(pages, key=lambda page: page["number"]):
        kind = "home" if page["kind"] == "home" else _KINDS.get(page["plural"].lower())
        # A term's own page is made even where no post has the term.
        if kind is None or page["lang"] != lang or not (kind == "home" or page["posts"]):
            continue
        term = None if kind == "home" else _spelt(page)
        one = lists.setdefault((kind, term), BuiltList(
            kind=kind, term=term, url=page["url"], size=page["size"], pages=[]))  # fmt: skip
        posts = [_inner(copy, file) for file in page["posts"]]
        one["pages"].append({"number": page["number"], "url": page["url"], "posts": posts})
    return [lists[key] for key in sorted(lists, key=str)]


def _spelt(page: dict[str, Any]) -> str:
    """A term's title; of several spellings the most frequent: which one Hugo takes is chance."""
    counts = Counter(page["spelt"])
    if page["file"] or not counts:
        return str(page["term"])
    best: str = min(counts, key=lambda name: (-counts[name], name))
    return best


def _states(copy: Path, environment: dict[str, str], options: tuple[str, ...]) -> dict[str, str]:
    """What Hugo keeps back, by `hugo list`; a draft of tomorrow is a draft."""
    found: dict[str, str] = {}
    for state in ("expired", "future", "drafts"):
        command = [hugo(), "list", state, "--noBuildLock", *options]
        ran = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        rows = csv.reader(StringIO(ran.stdout[max(0, ran.stdout.find("path,")) :]))
        for row in rows:
            if row and "_index." not in row[0] and (copy / row[0]).is_file():
                found[Path(row[0]).as_posix()] = state.removesuffix("s")
    return found
