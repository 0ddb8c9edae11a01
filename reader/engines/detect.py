"""Which engine a folder belongs to: by the files of its site, walking up, else by its shape.

Only the existence of some names is asked for; the module of an engine is loaded where one of its
files is there, and says itself whether the site is its own. A site that stands in one of the
usual folders below is found too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.engines.settings import SettingsError
from reader.engines.site import Site
from reader.errors import EngineError

if TYPE_CHECKING:
    from reader.engines.base import Engine
    from reader.engines.plain import Plain

# The names that `--engine` takes: an engine's module has its name, its class the same in capitals.
ENGINES = (
    "plain",
    "hugo",
    "astro",
    "docusaurus",
    "eleventy",
    "hexo",
    "jekyll",
    "material",
    "pelican",
    "zola",
    "nikola",
    "wordpress",
)  # fmt: skip
# Other names that people know them by.
_ALIASES = {"mkdocs": "material", "mkdocs-material": "material", "11ty": "eleventy"}

_JS = ("js", "mjs", "cjs", "ts", "mts", "cts")
# A file of a site → the engines that have such a file, the surest first; those that are no
# `ENGINES` are passed over.
_FILES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys([f"hugo.{ext}" for ext in ("toml", "yaml", "yml", "json")], ("hugo",)),
    **dict.fromkeys([f"docusaurus.config.{ext}" for ext in _JS], ("docusaurus",)),
    **dict.fromkeys([f"astro.config.{ext}" for ext in _JS], ("astro",)),
    **dict.fromkeys([f"eleventy.config.{ext}" for ext in _JS], ("eleventy",)),
    **dict.fromkeys([f".eleventy.{ext}" for ext in ("js", "mjs", "cjs")], ("eleventy",)),
    **dict.fromkeys(["mkdocs.yml", "mkdocs.yaml"], ("material",)),
    "pelicanconf.py": ("pelican",),
    **dict.fromkeys([f"_config.{ext}" for ext in ("yml", "yaml", "toml")], ("hexo", "jekyll")),
    "_config.json": ("hexo",),
    "zola.toml": ("zola",),
    "config.toml": ("zola", "hugo"),
    **dict.fromkeys(["config.yaml", "config.yml", "config.json"], ("hugo",)),
    "config/_default": ("hugo",),
    "conf.py": ("nikola",),
}
# Names that other programs have for settings too, with the folder that a site has beside them.
_SHARED = {
    **dict.fromkeys([f"config.{ext}" for ext in ("toml", "yaml", "yml", "json")], "content"),
    "conf.py": "posts",
}
# Where the site of a project stands, if it does not stand at its top.
_BELOW = ("docs", "website", "site", "www", "src", "web", "blog", "documentation")


def detect(path: Path, name: str | None = None) -> Engine:
    """The engine of the site that `path` (a folder, or a file) belongs to; EngineError.

    `name` is the engine that is asked for. Where the settings of a site cannot be read the plain
    rules hold, and `site.problems` says why.
    """
    path = Path(os.path.abspath(path))
    root = path if path.is_dir() else path.parent
    name = _ALIASES.get(name, name) if name is not None else None
    if name is not None and name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise EngineError(f"there is no engine “{name}”; known are: {known}")
    if name == "plain":
        return _engine("plain")(Site(root, why="asked for"))
    # A link to a folder stands in two places: where it is named, and where it leads.
    real = Path(os.path.realpath(root))
    for place in (root,) if real == root else (root, real):
        if engine := _by_files(place, name) or _by_shape(place, name):
            return engine
    return _default(root, name)


def _default(root: Path, name: str | None) -> Engine:
    """The engine asked for where nothing of its site is there, or the plain rules."""
    if name is None:
        return _engine("plain")(Site(root, why="no blog engine's files were found"))
    from reader.engines.shapes import CONTENT

    return _engine(name)(Site(root, root, "asked for", within=CONTENT.get(name, "")))


def _by_files(root: Path, name: str | None) -> Engine | None:
    """By the files of a site; settings that cannot be read count if the site fits no engine."""
    for folder in _folders(root):
        broken: Site | None = None
        for file, engines in _FILES.items():
            # Names are joined as text: a Path for each of them takes longer than looking.
            if not os.path.lexists(f"{folder}{os.sep}{file}"):
                continue
            site = Site(root, folder, file)
            for one in engines:
                if one not in ENGINES or name not in (None, one):
                    continue
                try:
                    kind = _engine(one)
                    if kind.recognises(site, file):
                        return kind(site)
                except SettingsError as error:
                    if os.path.isdir(folder / _SHARED.get(file, "")):
                        site.problem(file, error)
                        broken = broken or site
        if broken:
            return _engine("plain")(_unread(broken))
    return None


def _unread(site: Site) -> Site:
    """The library as a site of no engine, with what is wrong with the one that it belongs to."""
    plain = Site(site.root, why=f"{site.why} cannot be read")
    plain.problems = site.problems
    return plain


def _by_shape(root: Path, name: str | None) -> Engine | None:
    """By folders and files that only one engine has, in, above and below `root`."""
    from reader.engines.shapes import shape

    for folder in _folders(root):
        if found := shape(root, folder, name):
            one, why, within = found
            if one in ENGINES:
                top = root if within else folder
                return _engine(one)(Site(root, top, why, within=within))
    return None


def _folders(root: Path) -> Iterator[Path]:
    """Where a site's files may stand: in `root`, above it up to a repository's top, just below."""
    home = os.path.expanduser("~")
    for folder in (root, *root.parents):
        if folder != root and str(folder) == home:
            break
        yield folder
        if os.path.isdir(f"{folder}{os.sep}.git"):
            break
    for below in _BELOW:
        if os.path.isdir(f"{root}{os.sep}{below}"):
            yield root / below


def _engine(name: str) -> type[Plain]:
    module = import_module(f"reader.engines.{name}")
    return cast("type[Plain]", getattr(module, name.capitalize()))
