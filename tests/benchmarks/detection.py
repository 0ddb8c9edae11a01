"""How long it takes to tell which engine a folder of 10,000 posts belongs to.

Run from the project's folder: python -m tests.benchmarks.detection

Each site is asked at its top and in its folder of posts. Cold is the first time in a process, once
with the modules of the engine and of its parsers loaded before; warm is any later time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.figures import Report
from tests.benchmarks.made import posts

LIMIT = 5.0
_SITES = {
    "plain": ("", ".", ""),
    "Hugo, TOML": ("hugo.toml", "content/posts", 'baseURL = "https://example.org/"\n'
                   '[pagination]\npagerSize = 5\n[taxonomies]\ntag = "tags"\n'),
    "Hugo, YAML": ("hugo.yaml", "content/posts", "baseURL: https://example.org/\n"
                   "pagination:\n  pagerSize: 5\ntaxonomies:\n  tag: tags\n"),
    "Jekyll": ("_config.yml", "_posts", "title: A site\npaginate: 5\n"
               "plugins: [jekyll-paginate]\npermalink: pretty\n"),
    "Pelican": ("pelicanconf.py", "content", 'PATH = "content"\nSITENAME = "A site"\n'
                'TIMEZONE = "Europe/Paris"\nDEFAULT_PAGINATION = 5\n'),
    "Docusaurus": ("docusaurus.config.js", "blog", 'module.exports = {title: "A site",\n'
                   'presets: [["classic", {blog: {postsPerPage: 5}}]]};\n'),
    "Zola": ("config.toml", "content/posts", 'base_url = "https://example.org"\n'
             'taxonomies = [{name = "tags", paginate_by = 5}]\n'),
    "Eleventy": ("eleventy.config.js", "posts", 'module.exports = (config) => {\n'
                 'config.addCollection("posts", (api) => api.getFilteredByGlob("posts/*.md"));\n'
                 '};\n'),
    "Hexo": ("_config.yml", "source/_posts", "title: A site\nper_page: 5\n"
             "permalink: :year/:title/\n"),
    "Material": ("mkdocs.yml", "docs/blog/posts", "site_name: A site\ntheme: {name: material}\n"
                 "plugins:\n  - blog:\n      pagination_per_page: 5\n"),
    "Nikola": ("conf.py", "posts", 'BLOG_TITLE = "A site"\n'
               'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\nINDEX_DISPLAY_POST_COUNT = 5\n'),
    "Astro": ("astro.config.mjs", "src/content/blog",
              'export default {site: "https://example.org"};\n'),
    "Hugo, by its shape": ("content/_index.md", "content/posts", "---\ntitle: A site\n---\n"),
}  # fmt: skip
_RUN = """
import sys, time, json
from importlib import import_module
from pathlib import Path
from reader.engines import detect
path, *modules = sys.argv[1:]
path = Path(path)
before = set(sys.modules)
for module in modules:
    try:
        import_module(module)
    except ImportError:  # one that its own package makes
        pass
def took():
    start = time.perf_counter()
    engine = detect(path)
    return (time.perf_counter() - start) * 1000, engine.name
first, name = took()
later = sorted(took()[0] for _ in range(20))[10]
print(json.dumps([first, later, name, [one for one in sys.modules if one not in before]]))
"""


def _run(path: Path, modules: Sequence[str]) -> tuple[float, float, str, list[str]]:
    """The first time and a later one in ms, the engine, and the modules that were loaded."""
    command = [sys.executable, "-c", _RUN, str(path), *modules]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    first, later, name, loaded = json.loads(said)
    return first, later, name, loaded


def _measure(path: Path, runs: int) -> tuple[float, float, float, str]:
    """Medians in ms: the first time, the same with its modules loaded, a later one; the engine."""
    bare = [_run(path, ()) for _ in range(runs)]
    loaded = [_run(path, bare[0][3]) for _ in range(runs)]
    alone = statistics.median(one[0] for one in bare)
    cold = statistics.median(first for first, *_ in loaded)
    warm = statistics.median(later for _, later, *_ in loaded)
    return alone, cold, warm, bare[0][2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--runs", type=int, default=7)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    chosen = parser.parse_args()
    report = Report(as_json=chosen.json)
    for title, (file, content, text) in _SITES.items():
        with tempfile.TemporaryDirectory() as scratch:
            top = Path(scratch)
            posts(top / content, chosen.posts)
            if file:
                (top / file).write_text(text, encoding="utf-8")
            for where in dict.fromkeys([top, top / content]):
                alone, cold, warm, engine = _measure(where, chosen.runs)
                place = f"{title} → {engine}, {'top' if where == top else 'posts'}"
                report.add(f"{place}: cold", cold, "ms", LIMIT)
                report.add(f"{place}: cold, its imports too", alone, "ms")
                report.add(f"{place}: warm", warm, "ms", LIMIT)
    return min(report.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
