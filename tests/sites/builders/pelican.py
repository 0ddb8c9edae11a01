"""Build sites with Pelican as a library: its signals tell what stands on each page it writes."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import cast

from tests.sites.built import Built

# Run by Pelican's own Python: folders on its input, what became of each in a file.
_RUN = r"""
import datetime, json, logging, os, re, sys

from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator
from pelican.settings import read_settings

# What it says of a post is known by what becomes of the post.
logging.disable(logging.CRITICAL)
TEMPLATES = ["index", "tag", "category", "author", "article", "page", "archives", "authors",
             "categories", "tags", "period_archives"]
written, generators = [], []

def note(path, context):
    written.append(dict(context))

def start(generator):
    generators.append(generator)

signals.content_written.connect(note)
signals.article_generator_finalized.connect(start)

def build(site, scratch):
    written.clear(); generators.clear()
    os.chdir(site)
    theme = os.path.join(scratch, "theme")
    os.makedirs(os.path.join(theme, "templates"), exist_ok=True)
    os.makedirs(os.path.join(theme, "static"), exist_ok=True)
    for name in TEMPLATES:
        with open(os.path.join(theme, "templates", name + ".html"), "w") as file:
            file.write(name)
    override = {"THEME": theme, "OUTPUT_PATH": os.path.join(scratch, "out"), "PLUGINS": []}
    with open("pelicanconf.py", encoding="utf-8") as file:
        said = file.read()
    if not re.search(r"^PATH\s*=", said, re.MULTILINE) and os.path.isdir("content"):
        # As the Makefile of a site has it: `pelican content`.
        override["PATH"] = os.path.abspath("content")
    settings = read_settings("pelicanconf.py", override)
    Pelican(settings).run()
    generator = generators[0]

    def path(article):
        return os.path.relpath(article.source_path, site)

    lists, whole = {}, {}
    for context in written:
        if "article" in context or "page" in context or "period" in context:
            continue
        kind = next((one for one in ("tag", "category", "author") if one in context), "home")
        name = context["output_file"]
        if kind == "home" and context.get("page_name") != os.path.splitext(
            settings["INDEX_SAVE_AS"])[0]:
            continue
        term = str(context[kind]) if kind != "home" else None
        page = context.get("articles_page")
        template = "index" if kind == "home" else kind
        paginated = settings["PAGINATED_TEMPLATES"]
        size = (paginated[template] or settings["DEFAULT_PAGINATION"] or None) \
            if template in paginated else None
        one = lists.setdefault((kind, term), {"kind": kind, "term": term, "size": size,
                                              "pages": []})
        wrapper = {"home": settings.get("INDEX_URL", "index.html")}.get(kind)
        whole[kind, term] = context["articles_paginator"].num_pages if page else 1
        url = page.url if page else wrapper or context[kind].url
        posts = [path(article) for article in (page.object_list if page else context["articles"])]
        one["pages"].append({"number": page.number if page else 1,
                             "url": "/" + url.removeprefix("/"), "posts": posts})
    # A page at another's address is left out in silence where the slug is empty, else an error.
    if any(len(lists[key]["pages"]) < pages for key, pages in whole.items()):
        raise ValueError("two pages have one address")
    # Files come in no order: what ties in all that orders posts has none.
    order = settings["ARTICLE_ORDER_BY"].removeprefix("reversed-")
    ties = settings["ARTICLE_TRANSLATION_ID"] or []
    ties = [ties] if isinstance(ties, str) else ties
    def ordered(one):
        if order == "basename":
            return os.path.basename(one.source_path)
        value = getattr(one, order)
        # One moment may be written in two zones.
        return value.timestamp() if isinstance(value, datetime.datetime) else str(value)

    keys = [(ordered(one), *(str(getattr(one, tie)) for tie in ties)) for one in generator.articles]
    if len(set(keys)) < len(keys):
        raise ValueError("two posts have no order")
    facts = {}
    now = datetime.datetime.now(datetime.timezone.utc)
    for state, articles in (
        ("published", generator.articles), ("published", generator.translations),
        ("hidden", generator.hidden_articles), ("hidden", generator.hidden_translations),
        ("draft", generator.drafts), ("draft", generator.drafts_translations),
    ):
        for article in articles:
            said = state
            dated = article.date.year < 9999
            status = article.metadata.get("status", "published").lower()
            if state == "draft" and status != "draft":
                said = "future" if status == "published" else "hidden"
            one = facts[path(article)] = {
                "title": str(article.title), "state": said,
                "authors": [str(author) for author in getattr(article, "authors", [])],
            }
            if dated:
                one["date"] = article.date.isoformat()
            # The address of a future post is the one that it will have, not a draft's.
            if said == state:
                one["url"] = "/" + article.url.removeprefix("/")
            if settings["ARTICLE_TRANSLATION_ID"] and article.lang:
                one["lang"] = article.lang
    content = settings["PATH"]
    for file in generator.get_files(settings["ARTICLE_PATHS"], settings["ARTICLE_EXCLUDES"],
                                    ("md", "markdown", "mkd", "mdown")):
        name = os.path.relpath(os.path.join(content, file), site)
        facts.setdefault(name, {"state": "hidden"})
    return {"lists": list(lists.values()), "posts": facts}

# What Pelican prints goes where its errors go.
out = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
for line in sys.stdin:
    site, scratch = json.loads(line)
    try:
        said = build(site, scratch)
    except (Exception, SystemExit) as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said), file=out, flush=True)
"""


def version() -> str:
    """Pelican's version."""
    said = "import importlib.metadata as m; print(m.version('pelican'))"
    command = [str(_python()), "-c", said]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def build(site: Path, scratch: Path) -> Built:
    """What Pelican makes of a site; RuntimeError where it refuses it."""
    copy = Path(shutil.copytree(site, scratch / "site"))
    running = _running()
    if running.stdin is None or running.stdout is None:
        raise RuntimeError("Pelican cannot be spoken to")
    print(json.dumps([str(copy.resolve()), str(scratch.resolve())]), file=running.stdin, flush=True)
    said = json.loads(running.stdout.readline())
    if "error" in said:
        raise RuntimeError(f"Pelican refuses {site.name}: {said['error']}")
    return cast("Built", said)


@cache
def _running() -> subprocess.Popen[str]:
    """One Pelican for all sites: it takes longer to start than to build a small one."""
    running = subprocess.Popen(
        [str(_python()), "-c", _RUN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    )
    atexit.register(running.kill)
    return running


def _python() -> Path:
    """The Python that Pelican is installed in: in READER_ENGINES, or beside `pelican` on PATH."""
    places = (os.environ.get("READER_ENGINES", ""), os.environ.get("PATH", ""))
    found = shutil.which("pelican", path=os.pathsep.join(filter(None, places)))
    if found is None:
        raise FileNotFoundError("pelican is neither on PATH nor in READER_ENGINES")
    return Path(found).parent / "python"
