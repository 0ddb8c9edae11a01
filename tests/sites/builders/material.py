"""Build a site with MkDocs and Material: a hook notes what the blog's templates are given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.sites.built import Built, BuiltList, BuiltPage

_VERSIONS = """
from importlib.metadata import version
print("Material", version("mkdocs-material"), "with MkDocs", version("mkdocs"))
"""
# What the plugins hand to the templates, written down when all pages are made. Only the first
# blog that is enabled is the one that reader shows.
_HOOK = """
import json
from html import unescape
from material.plugins.blog.structure import Archive, Category, Post, Profile, View
from mkdocs.plugins import event_priority

views, posts, tags = [], {}, {}

def blog(config):
    instances = [one for name, one in config.plugins.items() if "/blog" in name]
    return next(one for one in instances if one.config.enabled)

@event_priority(-200)
def on_env(env, config, files):
    for name, plugin in config.plugins.items():
        if not name.startswith("material/tags"):
            continue
        for listing in plugin.listings:
            for tree in listing:
                url = "/" + listing.page.url
                listed = [one.item.file.src_uri for one in tree.mappings]
                tags[tree.tag.name] = [url, plugin.listings._slugify(tree.tag), listed]

@event_priority(-200)
def on_page_context(context, page, config, nav):
    plugin = blog(config)
    if isinstance(page, Post) and page in plugin.blog.posts:
        posts[page.file.src_uri] = {
            # A heading's is HTML, what the front matter says is text.
            "title": page.title if "title" in page.meta else unescape(page.title),
            "url": "/" + page.url,
            "date": page.config.date.created.isoformat(),
            "authors": [author.name for author in page.authors],
        }
    elif isinstance(page, View) and not isinstance(page, Archive):
        first = page.pages[0] if page.pages else page
        if first not in [plugin.blog, *plugin.blog.views]:
            return
        kinds = {Category: "category", Profile: "author"}
        number = page.pages.index(page) + 1 if page.pages else 1
        size = plugin._config_pagination_per_page(page)
        views.append({
            "kind": kinds.get(type(page), "home"),
            "term": first.name,
            "first": first.url,
            "number": number,
            "url": "/" + page.url,
            "size": size if plugin._config_pagination(page) else None,
            "posts": [one.file.src_uri for one in context["posts"]],
        })

def on_post_build(config):
    with open(config.extra["noted"], "w", encoding="utf-8") as file:
        json.dump({"views": views, "posts": posts, "tags": tags, "docs": config.docs_dir}, file)
"""


def version() -> str:
    """Of Material and of MkDocs."""
    python = Path(_mkdocs()).resolve().parent / "python"
    said = subprocess.run([python, "-c", _VERSIONS], check=True, capture_output=True, text=True)
    return said.stdout.strip()


def build(site: Path, scratch: Path) -> Built:
    """The views of the blog, and the tags' listings as far as they hold posts."""
    copy = shutil.copytree(site, scratch / "site")
    config = next(path.name for path in sorted(copy.glob("mkdocs.y*ml")))
    noted = scratch / "noted.json"
    (copy / "hook.py").write_text(_HOOK, encoding="utf-8")
    settings = {"INHERIT": config, "hooks": ["hook.py"], "extra": {"noted": str(noted)}}
    (copy / "build.yml").write_text(json.dumps(settings), encoding="utf-8")
    command = [_mkdocs(), "build", "-q", "-f", "build.yml", "-d", str(scratch / "out")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, check=True, cwd=copy, env=environment)
    said = json.loads(noted.read_text(encoding="utf-8"))
    docs = Path(os.path.relpath(said["docs"], copy)).as_posix()
    posts = {f"{docs}/{path}": facts for path, facts in said["posts"].items()}
    return {"lists": _lists(said, docs, set(posts)), "posts": posts}


def _lists(said: dict[str, Any], docs: str, posts: set[str]) -> list[BuiltList]:
    found: dict[tuple[str, str], BuiltList] = {}
    for view in sorted(said["views"], key=lambda one: (one["kind"], one["first"], one["number"])):
        one = found.setdefault(
            (view["kind"], view["first"]),
            {"kind": view["kind"], "term": view["term"], "size": view["size"], "pages": []},
        )
        listed = [f"{docs}/{path}" for path in view["posts"]]
        page: BuiltPage = {"number": view["number"], "url": view["url"], "posts": listed}
        one["pages"].append(page)
    for tag, (url, anchor, paths) in sorted(said["tags"].items()):
        listed = [f"{docs}/{path}" for path in paths if f"{docs}/{path}" in posts]
        if listed:
            pages: list[BuiltPage] = [{"number": 1, "url": f"{url}#{anchor}", "posts": listed}]
            found["tag", tag] = {"kind": "tag", "term": tag, "size": None, "pages": pages}
    return list(found.values())


def _mkdocs() -> str:
    places = (os.environ.get("READER_ENGINES", ""), os.environ.get("PATH", ""))
    found = shutil.which("mkdocs", path=os.pathsep.join(filter(None, places)))
    if found is None:
        raise FileNotFoundError("mkdocs is neither on PATH nor in READER_ENGINES")
    return found
