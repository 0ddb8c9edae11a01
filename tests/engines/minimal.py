"""The smallest site of each engine, and its settings written in any of the engine's languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

POST = "---\ntitle: A post\ndate: 2020-01-02\ntags: [one]\nauthor: Author One\n---\nSome words.\n"
TOML_POST = '+++\ntitle = "A post"\ndate = 2020-01-02\n+++\nSome words.\n'


class Minimal(NamedTuple):
    """The files of settings that an engine takes, what they must say, its content and a post."""

    files: tuple[str, ...]
    said: Mapping[str, Any]
    content: str
    post: str
    text: str = POST
    beside: tuple[str, ...] = ()


SITES = {
    "astro": Minimal(("astro.config.mjs",), {"site": "https://example.org"}, "src/content/blog",
                     "src/content/blog/a/post.md"),
    "docusaurus": Minimal(("docusaurus.config.js",), {"title": "A site", "presets": ["classic"]},
                          "blog", "blog/a/2020-01-02-post.md"),
    "eleventy": Minimal(("eleventy.config.js", ".eleventy.js"), {}, "posts", "posts/a/post.md"),
    "hexo": Minimal(("_config.yml",), {"title": "A site"}, "source", "source/_posts/a/post.md"),
    "hugo": Minimal(("hugo.toml", "hugo.yaml", "hugo.json", "config.toml", "config.yaml"),
                    {"baseURL": "https://example.org", "title": "A site"},
                    "content", "content/a/post.md"),
    "jekyll": Minimal(("_config.yml",), {"title": "A site", "permalink": "pretty"},
                      "_posts", "_posts/a/2020-01-02-post.md"),
    "material": Minimal(("mkdocs.yml",), {"site_name": "A site", "theme": {"name": "material"},
                                          "plugins": [{"blog": {}}]},
                        "docs", "docs/blog/posts/post.md"),
    "nikola": Minimal(("conf.py",), {"POSTS": (("posts/*.md", "posts", "post.tmpl"),)},
                      "posts", "posts/a/post.md"),
    "pelican": Minimal(("pelicanconf.py",), {"PATH": "content", "SITENAME": "A site"},
                       "content", "content/a/post.md"),
    "zola": Minimal(("config.toml", "zola.toml"), {"base_url": "https://example.org"},
                    "content", "content/a/post.md", TOML_POST, ("content/a/_index.md",)),
}  # fmt: skip


def make(folder: Path, name: str, file: str | None = None) -> Minimal:
    """Write an engine's smallest site, with its settings in a file of a name that it takes."""
    site = SITES[name]
    for path in (site.post, *site.beside):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(site.text, encoding="utf-8")
    write(folder / (file or site.files[0]), site.said)
    return site


def write(file: Path, values: Mapping[str, Any]) -> None:
    """Write settings in the language that a file's name tells."""
    file.write_bytes(_text(file.suffix, values).encode("utf-8", "replace"))


def _text(suffix: str, values: Mapping[str, Any]) -> str:
    if suffix == ".toml":
        return "".join(
            f"{json.dumps(key)} = {_toml(value)}\n"
            for key, value in values.items()
            if value is not None
        )
    if suffix == ".py":
        return "".join(
            f"{key} = {value!r}\n" for key, value in values.items() if key.isidentifier()
        )
    text = json.dumps(values, default=list)
    if suffix in (".js", ".cjs"):
        return f"module.exports = {text};\n"
    return f"export default {text};\n" if suffix in (".mjs", ".ts") else text


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (
            f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items() if one is not None
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(one) for one in value if one is not None) + "]"
    return json.dumps(value)
