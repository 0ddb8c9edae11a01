"""The authors files of a site: by which name the author of a key is shown.

The forms that engines and their usual themes read: a map of keys to maps with a `name`
(Docusaurus's `authors.yml`; Material's `.authors.yml`, under `authors`; Jekyll's
`_data/authors.yml`; Hugo's `data/authors.yaml`) or to names, a list of maps or the rows of a CSV
file that hold key and name, and a folder with a file for each key.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.engines.settings import SettingsError
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.engines.site import Site

DATA = ("yml", "yaml", "json", "toml", "csv", "tsv")
_NAMES = ("name", "display_name", "displayname", "full_name", "fullname")
_KEYS = ("key", "id", "slug", "username", "user", "short_name", "shortname", "handle", "nick",
         "nickname", "login", "github")  # fmt: skip
# A folder of authors has a file for each; more than this is something else.
_MAX_FILES = 5_000


def read_authors(site: Site, *files: str, under: str = "") -> dict[str, str]:
    """Key → name, out of those of the files (or folders) of the site that are there.

    `under` is the key that the authors stand under in a file, "" for all of it. What an earlier
    file says holds. A file that cannot be read is a Problem of the site and has no authors.
    """
    found: dict[str, str] = {}
    for file in files:
        for key, name in _entries(_contents(site, file, under)):
            found.setdefault(key, name)
    return found


def _contents(site: Site, file: str, under: str) -> Value:
    if not site.is_folder(file):
        value = _rows(site, file) if file.endswith((".csv", ".tsv")) else site.data(file)
        return value if not under else value.get(under) if isinstance(value, dict) else None
    inner: dict[str, Value] = {}
    for name in site.files(file)[:_MAX_FILES]:
        stem, _, form = name.rpartition(".")
        if stem and form in DATA:
            inner.setdefault(stem, site.data(f"{file}/{name}"))
    return inner


def _rows(site: Site, file: str) -> Value:
    """The rows of a table, each a map of the words of its first row to its own."""
    if not site.is_file(file):
        return None
    try:
        lines = site.text(file).replace("\r", "\n").split("\n")
        between = "\t" if file.endswith(".tsv") else ","
        rows = csv.DictReader((line for line in lines if line), delimiter=between)
        return [
            {key.strip(): Written(value) for key, value in row.items() if key and value}
            for row in rows
        ]
    except SettingsError as error:
        site.problem(file, error)
    except csv.Error as error:
        site.problem(file, str(error))
    return None


def _entries(value: Value, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Each key with its name."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, list) and not depth:  # a team's members, under a heading
                yield from _entries(item, depth + 1)
            elif name := _name(item):
                yield key, name
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and (name := _name(item)):
                for key in dict.fromkeys(_texts(item, _KEYS)):
                    yield key, name


def _name(item: Value) -> str:
    """The name that a map, or a text, holds; "" where there is none."""
    if isinstance(item, dict):
        return next(_texts(item, _NAMES), "")
    return " ".join(item.split()) if isinstance(item, str) else ""


def _texts(item: dict[str, Value], keys: tuple[str, ...]) -> Iterator[str]:
    """What a map says under some keys, in any case, on one line."""
    lowered = {key.lower(): value for key, value in item.items()}
    for key in keys:
        value = lowered.get(key)
        if isinstance(value, str) and value.strip():
            yield " ".join(value.split())
