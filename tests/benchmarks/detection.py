"""How long it takes to tell which engine a folder of 10,000 posts belongs to.

Run from the project's folder: python -m tests.benchmarks.detection

Each site is asked at its top and in its folder of posts. Cold is the first time in a process, the
import of the engine's modules and of the parser of its settings told apart; warm is any later time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
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
    "Hugo, by its shape": ("content/_index.md", "content/posts", "---\ntitle: A site\n---\n"),
}  # fmt: skip
_RUN = """
import sys, time, json
from pathlib import Path
from reader.engines import detect
path, name = Path(sys.argv[1]), sys.argv[2]
before = set(sys.modules)
def took():
    start = time.perf_counter()
    engine = detect(path)
    return (time.perf_counter() - start) * 1000, engine.name
taken = [took() for _ in range(21)]
assert taken[0][1] == name or name == "?", taken
loaded = [module for module in sys.modules if module not in before]
print(json.dumps([taken[0][0], sorted(one for one, _ in taken[1:])[10], taken[0][1], loaded]))
"""
_IMPORT = """
import sys, time, json
from importlib import import_module
from reader.engines import detect
start = time.perf_counter()
for module in sys.argv[1:]:
    try:
        import_module(module)
    except ImportError:
        pass
print((time.perf_counter() - start) * 1000)
"""


def _said(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _measure(path: Path, runs: int) -> tuple[float, float, float, str]:
    """Medians in ms: the first time, what of it is imports, and a later one; and the engine."""
    found = [json.loads(_said(_RUN, str(path), "?")) for _ in range(runs)]
    imports = [float(_said(_IMPORT, *found[0][3])) for _ in range(runs)]
    first, later = (statistics.median(one[part] for one in found) for part in (0, 1))
    return first, statistics.median(imports), later, found[0][2]


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
                cold, imports, warm, engine = _measure(where, chosen.runs)
                place = f"{title} → {engine}, {'top' if where == top else 'posts'}"
                report.add(f"{place}: cold but for imports", cold - imports, "ms", LIMIT)
                report.add(f"{place}: its imports", imports, "ms")
                report.add(f"{place}: warm", warm, "ms", LIMIT)
    return min(report.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
