"""Hexo itself: its generators are run, and what they make is told without any theme."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.sites.built import Built

_PLUGINS = ("index", "category", "tag")

# Posts of one moment come in the order that the disk gave them, which is another one in each run:
# they are sorted by path before the generators see them.
_SCRIPT = """
const Hexo = require('hexo');
const moment = require('moment-timezone');
(async () => {
  const hexo = new Hexo(process.argv[2], { silent: true });
  await hexo.init();
  await hexo.load();
  const { url_for } = require('hexo-util');
  const link = path => url_for.call(hexo, path);
  const posts = hexo.locals.getters.posts;
  hexo.locals.set('posts', () => {
    const query = posts();
    query.data.sort((a, b) => (a.source < b.source ? -1 : 1));
    return query;
  });
  const full = category => (category.parent
    ? full(hexo.model('Category').findById(category.parent)) + '/' : '') + category.name;
  // The generator tells a category by its name alone, and some share both name and address.
  const named = {};
  for (const one of hexo.locals.get('categories').toArray()) {
    (named[one.path + one.name] ||= []).push(full(one));
  }
  const lists = new Map();
  for (const page of await hexo._runGenerators()) {
    const { data } = page;
    if (!data || !data.posts || data.archive) continue;
    const kind = data.__index ? 'home' : data.category ? 'category' : data.tag ? 'tag' : null;
    if (!kind) continue;
    const same = named[data.base + data.category];
    const term = kind === 'category' ? same[0] : data.tag || null;
    if (kind === 'category' && data.current === data.total) same.shift();
    const key = JSON.stringify([kind, term]);
    if (!lists.has(key)) lists.set(key, { kind, term, pages: [] });
    lists.get(key).pages.push({
      number: data.current, url: link(page.path), posts: data.posts.map(one => one.source),
    });
  }
  const zone = hexo.config.timezone;
  const facts = {};
  for (const one of hexo.locals.get('posts').toArray()) {
    const date = zone ? moment.tz(one.date.valueOf(), zone) : one.date;
    facts[one.source] = {
      title: one.title, url: link(one.path), authors: one.author ? [one.author] : [],
      date: date.format('YYYY-MM-DDTHH:mm:ss.SSSZ'), born: one.date.valueOf(),
    };
  }
  const source = hexo.config.source_dir;
  console.log(JSON.stringify({ lists: [...lists.values()], facts, source }));
})();
"""


def node_modules() -> Path:
    """The folder with the engines that run on Node: in READER_ENGINES, or where PATH has Hexo."""
    if folder := os.environ.get("READER_ENGINES"):
        return Path(folder) / "node_modules"
    if found := shutil.which("hexo") or shutil.which("eleventy"):
        for parent in Path(found).resolve().parents:
            if parent.name == "node_modules":
                return parent
    raise FileNotFoundError("READER_ENGINES names no folder with node_modules")


def version() -> str:
    """Hexo's version."""
    package = node_modules() / "hexo" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def build(site: Path, scratch: Path) -> Built:
    """Every list that the generators make, and what Hexo calls each post."""
    started = datetime.now().timestamp()
    folder = scratch / "site"
    shutil.copytree(site, folder)
    modules = node_modules()
    (folder / "node_modules").symlink_to(modules)
    named = {f"hexo-generator-{one}": "*" for one in _PLUGINS}
    package = {"hexo": {}, "dependencies": {**named, "hexo-renderer-marked": "*"}}
    (folder / "package.json").write_text(json.dumps(package), encoding="utf-8")
    script = scratch / "dump.js"
    script.write_text(_SCRIPT, encoding="utf-8")
    done = subprocess.run(
        ["node", str(script), str(folder)], check=True, capture_output=True, text=True,
        env={**os.environ, "NODE_PATH": str(modules), "TZ": "UTC"},
    )  # fmt: skip
    told = json.loads(done.stdout.strip().splitlines()[-1])
    inner = f"{told['source']}/"
    facts: dict[str, dict[str, Any]] = {}
    for path, said in told["facts"].items():
        # A post without a date is dated by its file: the moment of the copy, which says nothing.
        if said.pop("born") / 1000 >= started - 60 and "2099" not in said["date"]:
            del said["date"], said["url"]
        else:
            said["date"] = datetime.fromisoformat(said["date"]).isoformat()
        if not said["title"]:
            del said["title"]
        facts[inner + path] = said
    for one in told["lists"]:
        for page in one["pages"]:
            page["posts"] = [inner + path for path in page["posts"]]
        one["url"] = one["pages"][0]["url"]
    lists = sorted(told["lists"], key=lambda one: (one["kind"], one["term"] or ""))
    return {"lists": lists, "posts": dict(sorted(facts.items()))}
