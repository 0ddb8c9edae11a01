"""Eleventy itself: the templates of a site print the paths of the posts that they list.

A page whose text has a line `LIST kind` or `LIST kind term`, and lines `POST path`, is a page of a
list.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.sites.builders.hexo import node_modules
from tests.sites.built import Built

_CONFIGS = (".eleventy.js", "eleventy.config.mjs")
_SCRIPT = """
import Eleventy from '@11ty/eleventy';
const [configPath] = process.argv.slice(2);
const facts = {}, tags = {};
const eleventy = new Eleventy(undefined, undefined, {
  configPath, quietMode: true, runMode: 'build',
  config(config) {
    config.addCollection('told-all', api => {
      for (const one of api.getAllSorted()) {
        if (!one.inputPath.endsWith('.md')) continue;
        facts[one.inputPath] = {
          title: String(one.data.title ?? ''), url: one.url || null, date: one.date.toISOString(),
        };
      }
      return [];
    });
  },
});
eleventy.disableLogger();
const pages = (await eleventy.toJSON()).map(({ url, content }) => ({ url, content }));
console.log(JSON.stringify({ pages, facts }));
"""


def version() -> str:
    """Eleventy's version."""
    package = node_modules() / "@11ty" / "eleventy" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def build(site: Path, scratch: Path) -> Built:
    """Every list that the templates print, page by page, and what Eleventy says of each post."""
    started = datetime.now().timestamp()
    folder = scratch / "site"
    shutil.copytree(site, folder)
    (folder / "node_modules").symlink_to(node_modules())
    script = folder / "dump.mjs"
    script.write_text(_SCRIPT, encoding="utf-8")
    config = next(name for name in _CONFIGS if (folder / name).is_file())
    done = subprocess.run(
        ["node", script.name, config], check=False, capture_output=True, text=True, cwd=folder,
        env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    lists: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    listed: set[str] = set()
    for page in told["pages"]:
        lines = [line.rstrip("\r") for line in page["content"].split("\n")]
        heads = [line.removeprefix("LIST ") for line in lines if line.startswith("LIST ")]
        for head in heads[:1]:
            kind, _, term = head.partition(" ")
            posts = [line[len("POST ./") :] for line in lines if line.startswith("POST ")]
            posts = [path for path in posts if path.endswith(".md")]
            listed.update(posts)
            url = page["url"]
            lists.setdefault((kind, term or None), []).append({"url": url, "posts": posts})
    found = []
    for (kind, term), pages in sorted(lists.items(), key=str):
        numbered = [{"number": number, **page} for number, page in enumerate(pages, 1)]
        found.append({"kind": kind, "term": term, "url": pages[0]["url"], "pages": numbered})
    facts: dict[str, dict[str, Any]] = {}
    for path, said in told["facts"].items():
        inside = path.removeprefix("./")
        if inside not in listed:
            continue
        date = datetime.fromisoformat(said["date"])
        # A post without a date is dated by its file: the moment of the copy, which says nothing.
        if date.timestamp() >= started - 60 and date.year < 2099:
            del said["date"]
        else:
            said["date"] = date.isoformat()
        facts[inside] = {key: value for key, value in said.items() if key != "title" or value}
    return {"lists": found, "posts": dict(sorted(facts.items()))}  # type: ignore[typeddict-item]
