"""What an engine made of a site, in the shape that `reader pages` has, and the two compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict

from reader.library import Library
from reader.query import Query


class BuiltPage(TypedDict, total=False):
    """One page: its number from 1, its address, and the paths of its posts in the site."""

    number: int
    url: str | None
    posts: list[str]


class BuiltList(TypedDict, total=False):
    """A list: `kind` and `term` as in `reader pages`; `url` and `size` only if the engine says."""

    kind: str
    term: str | None
    url: str | None
    size: int | None
    pages: list[BuiltPage]


class Built(TypedDict, total=False):
    """All lists, and of each post that was published what its engine calls it.

    `posts` maps a path to any of title, url, date (ISO 8601 with its offset, or a day alone where
    a day is all that is told), authors, lang. `language` is the one that was asked for, `engine`
    the name of one that no site tells.
    """

    lists: list[BuiltList]
    posts: dict[str, dict[str, Any]]
    language: str
    engine: str


def differences(site: Path, built: Built) -> list[str]:
    """Where reader and the engine disagree about a site, a line each; none is what is wanted."""
    found: list[str] = []
    with Library.open(site, engine=built.get("engine")) as library:
        library.refresh()
        language = built.get("language")
        # A list without a page is nowhere to be seen.
        listed = [one for one in library.lists(language=language) if one.pages]
        mine = {(one.kind, one.term): one for one in listed}
        theirs = {(one["kind"], one["term"]): one for one in built["lists"] if one["pages"]}
        found += [f"{library.engine.name} has no list {key}" for key in theirs.keys() - mine]
        found += [f"the engine has no list {key}" for key in mine.keys() - theirs]
        for key in sorted(mine.keys() & theirs, key=str):
            one, other = mine[key], theirs[key]
            pages = [list(page.posts) for page in one.pages]
            expected = [page["posts"] for page in other["pages"]]
            if pages != expected:
                found.append(f"{key}: {pages}\n    instead of {expected}")
            for page, its in zip(one.pages, other["pages"], strict=False):
                if "url" in its and page.url != its["url"]:
                    found.append(f"{key} page {page.number} at {page.url} for {its['url']}")
            if "size" in other and one.size != other["size"]:
                found.append(f"{key}: pages of {one.size} for {other['size']}")
        if language is None:
            found += _counts(library, list(theirs.values()))
        for path, facts in built.get("posts", {}).items():
            found += _post(library, path, facts)
    return found


def _counts(library: Library, lists: Sequence[BuiltList]) -> list[str]:
    """The counts of terms, and the pages of home as the list pane has them."""
    found: list[str] = []
    for kind in {one["kind"] for one in lists}:
        expected = {
            one["term"]: sum(len(page["posts"]) for page in one["pages"])
            for one in lists
            if one["kind"] == kind
        }
        if kind == "home":
            for page in next(one for one in lists if one["kind"] == "home")["pages"]:
                if library.engine.size_of("home") is None:
                    break
                shown = library.page(Query().at(page["number"]))
                if [post.path for post in shown.posts] != page["posts"]:
                    found.append(f"home, page {page['number']}, is another one in the list")
            continue
        facets = {
            f.name: f.posts
            for f in library.facets(kind, Query())
            if f.key and f.posts and library.engine.has_list(kind, f.key)
        }
        if facets != expected:
            found.append(f"{kind}: counts {facets}\n    instead of {expected}")
    return found


def _post(library: Library, path: str, facts: dict[str, Any]) -> list[str]:
    post = library.post(path)
    if post is None:
        return [f"{path}: no post"]
    date = post.date.isoformat() if post.date else None
    if isinstance(told := facts.get("date"), str) and len(told) == 10:
        date = date and date[:10]
    elif told and post.date and datetime.fromisoformat(told) == post.date:
        date = told  # the same moment in another zone
    mine = {
        "title": post.title,
        "url": post.url,
        "date": date,
        "authors": list(post.authors),
        "lang": post.lang,
        "state": post.state.value,
    }
    return [
        f"{path}: {key} {mine[key]!r} for {value!r}"
        for key, value in facts.items()
        if mine[key] != value
    ]
