"""Build a site with Astro: its own pages write what they list into attributes."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

from tests.sites.builders import node
from tests.sites.built import Built, BuiltList, BuiltPage

_SCRIPT = """
const {spawnSync} = require('child_process');
const {writeFileSync} = require('fs');
const done = spawnSync('node', ['node_modules/astro/astro.js', 'build'], {stdio: 'inherit'});
if (done.status === 0) writeFileSync(process.argv[2], 'null');
process.exit(done.status ?? 1);
"""


def version() -> str:
    """The version of Astro."""
    return node.version("astro")


def build(site: Path, scratch: Path) -> Built:
    """What Astro makes of a site.

    A list is an element with `data-kind`, `data-term`, `data-url` and `data-number`, in which each
    `data-post` names a file; `data-facts` is what a page says of one, as JSON.
    """
    copy = scratch / "site"
    shutil.copytree(site, copy)
    # Astro keeps what it read in node_modules: a folder of the site's own.
    (copy / "node_modules").mkdir()
    for package in node.modules("astro").iterdir():
        if not package.name.startswith(".") or package.name == ".bin":
            (copy / "node_modules" / package.name).symlink_to(package)
    node.run(_SCRIPT, folder=copy, ASTRO_TELEMETRY_DISABLED="1")
    pages: dict[tuple[str, str], list[BuiltPage]] = defaultdict(list)
    built = Built(lists=[], posts={})
    for file in sorted((copy / "dist").rglob("*.html")):
        parser = _Parser()
        parser.feed(file.read_text(encoding="utf-8"))
        for kind, term, page in parser.lists:
            pages[kind, term].append(page)
        for path, facts in parser.facts:
            built["posts"].setdefault(path, {}).update(facts)
    for (kind, term), mine in sorted(pages.items()):
        mine.sort(key=lambda page: page["number"])
        one = BuiltList(kind=kind, term=term or None, url=mine[0]["url"], pages=mine)
        built["lists"].append(one)
    return built


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lists: list[tuple[str, str, BuiltPage]] = []
        self.facts: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if kind := said.get("data-kind"):
            page = BuiltPage(number=int(said["data-number"]), url=said["data-url"], posts=[])
            self.lists.append((kind, said.get("data-term", ""), page))
        if path := said.get("data-post"):
            if self.lists and "data-facts" not in said:
                self.lists[-1][2]["posts"].append(path)
            if facts := said.get("data-facts"):
                self.facts.append((path, json.loads(facts)))
