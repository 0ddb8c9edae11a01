"""Load a site with Docusaurus as its build does: the routes say which posts stand on each page."""

from __future__ import annotations

import os
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.sites.builders import node
from tests.sites.built import Built, BuiltList, BuiltPage

_CORE = "@docusaurus/core"
# What comes after, in a build, only draws what the routes say.
_SCRIPT = """
process.env.NODE_ENV = 'production';
const {writeFileSync} = require('fs');
const {loadSite} = require('./node_modules/@docusaurus/core/lib/server/site.js');
const NAME = 'docusaurus-plugin-content-blog';
const started = Date.now() - 60_000;
const dated = (date) => date < started || date > Date.now();
const path = (source) => source.replace('@site/', '');
loadSite({siteDir: process.cwd(), locale: process.argv[3]}).then(({props}) => {
  const blogs = props.plugins.filter((one) => one.name === NAME);
  const blog = blogs.find((one) => one.options.id === 'default') ?? blogs[0];
  const mine = props.routes.filter((one) => one.plugin?.name === NAME
    && one.plugin.id === blog.options.id);
  const pages = mine.filter((one) => one.modules?.items).map((one) => ({
    url: one.path,
    posts: one.modules.items.map((item) => path(item.content.path)),
    tag: one.props.tag,
    author: one.props.author,
    ...(one.props.listMetadata ?? one.props.metadata),
  }));
  const urls = Object.fromEntries(mine.filter((one) => typeof one.modules?.content === 'string')
    .map((one) => [path(one.modules.content), one.path]));
  const posts = blog.content.blogPosts.map(({metadata}) => ({
    path: path(metadata.source),
    url: urls[path(metadata.source)],
    title: metadata.title,
    // What git says is no part of the post.
    ...(dated(metadata.date) && {date: metadata.date.toISOString()}),
    authors: metadata.authors.map((one) => one.name ?? one.key),
    state: metadata.unlisted ? 'hidden' : 'published',
  }));
  writeFileSync(process.argv[2], JSON.stringify({pages, posts}));
}).catch((error) => { console.error(error); process.exit(1); });
"""


def version() -> str:
    """The version of Docusaurus."""
    return node.version(_CORE)


def build(site: Path, scratch: Path) -> Built:
    """What Docusaurus makes of a site.

    One whose name ends in -xx is loaded in the language xx. Of tags and authors the lists are
    told that Docusaurus itself names in its lists of them and that have posts.
    """
    copy = node.site(site, scratch, _CORE)
    _commit(copy)
    language = site.name.rpartition("-")[2] if "-" in site.name else ""
    options = [language] if language else []
    # Folders of one level are read at once, and which is done first is chance: here, one by one.
    said = node.run(_SCRIPT, *options, folder=copy, UV_THREADPOOL_SIZE="1")
    built = Built(lists=_lists(said["pages"]), posts={})
    for post in said["posts"]:
        path = post.pop("path")
        # What stands for a translation that is missing has an address in each language.
        if not language or path.startswith(f"i18n/{language}/"):
            built["posts"][path] = post
    if language:
        built["language"] = language
    return built


def _commit(folder: Path) -> None:
    """Keep a site in git now: a post that says no date has that of its first commit."""
    names = {f"GIT_{who}_{what}": "someone" for who in ("AUTHOR", "COMMITTER")
             for what in ("NAME", "EMAIL")}  # fmt: skip
    settings = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull}
    for command in ("init -q", "add -A -- . :!node_modules", "commit -q -m now"):
        subprocess.run(["git", *command.split()], cwd=folder, env=settings, check=True)


def _lists(pages: list[dict[str, Any]]) -> list[BuiltList]:
    lists: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for page in pages:
        tag, author = page.get("tag"), page.get("author")
        if tag and not tag["unlisted"]:
            lists["tag", tag["label"]].append(page)
        elif author and page["posts"]:
            lists["author", author["name"]].append(page)
        elif not tag and not author:
            lists["home", ""].append(page)
    found = []
    for (kind, term), mine in lists.items():
        mine.sort(key=lambda page: page["page"])
        one = BuiltList(kind=kind, term=term or None, url=mine[0]["url"], pages=[])
        for page in mine:
            one["pages"].append(
                BuiltPage(number=page["page"], url=page["url"], posts=page["posts"])
            )
        found.append(one)
    return sorted(found, key=lambda one: (one["kind"], str(one["term"])))
