"""What a template of Eleventy says by its data and its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.engines import js_scalars as js
from reader.engines.eleventy_sources import tags
from reader.engines.eleventy_templates import Known
from reader.engines.settings import SettingsError
from reader.patterns import lazy
from reader.source.frontmatter import Value, Written

if TYPE_CHECKING:
    from reader.engines.eleventy_settings import Settings
    from reader.engines.site import Site
    from reader.source.dates import Moment
    from reader.source.document import Document

_DAY = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STRIPPED = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-(.*)", re.DOTALL)
_MONTH = lazy(r"([0-9]{4})(?:-([0-9]{2}))?")
_FILE_TIMES = frozenset(["last modified", "created", "git last modified", "git created"])
_DROPPED = re.compile(r"[ \t]*\t(?=\n)")


def clock(value: Value) -> tuple[js.Clock | None, str]:
    """The date that a value of `date` is, or what is wrong with it (`getMappedDate`)."""
    if isinstance(value, Written) and not value.quoted and (found := js.timestamp(value)):
        return found, ""
    if not isinstance(value, str) or not isinstance(js.scalar(value), str):
        return None, "is not a date: Eleventy refuses to build it"
    if value.lower() in _FILE_TIMES:
        return None, "is not read: listed as if written now"
    found = _iso(value)
    return found, "" if found else "is not a date in ISO 8601: Eleventy refuses to build it"


def _iso(value: str) -> js.Clock | None:
    """Luxon's `fromISO`, in UTC where no zone is named."""
    if found := _MONTH.fullmatch(value):
        value = f"{found[1]}-{found[2] or '01'}-01"
    if not value.isascii() or " " in value or not value[:1].isdigit():
        return None
    try:
        read = datetime.fromisoformat(value)
        fields = read.astimezone(UTC) if read.tzinfo else read
    except (ValueError, OverflowError):
        return None
    return js.Clock(fields.replace(tzinfo=None), day="T" not in value)


def in_path(path: str) -> js.Clock | None:
    """The first day in a path, if there is such a day."""
    found = _DAY.search(path)
    return _iso(found[0]) if found else None


def names(data: Mapping[str, Value]) -> list[str]:
    """The tags, each once; a line break in one is a blank."""
    return [str(tag).replace("\n", " ") for tag in tags(data.get("tags")) if isinstance(tag, str)]


def excluded(data: Mapping[str, Value]) -> frozenset[str]:
    """TemplateData, `getNormalizedExcludedCollections`."""
    value = data.get("eleventyExcludeFromCollections")
    if isinstance(value, list):
        return frozenset(map(js.text, value))
    return frozenset(value.split(",") if isinstance(value, str) else [])


def broken(document: Document) -> str:
    """Why Eleventy cannot read the front matter; "" where it can."""
    if not document.front.problems or document.front.form != "yaml":
        return ""
    from reader.source.loaders import LoadError
    from reader.source.yaml_loader import NotMappingError, parse

    text = document.front.raw.strip("\n").removeprefix("---").rstrip("- \t\n.")
    try:
        flaws = parse(_DROPPED.sub("", text)).flaws
    except NotMappingError:
        return ""
    except LoadError as error:
        return f"Eleventy cannot read its front matter: {error.cause}"
    return f"Eleventy cannot read its front matter: {flaws[0].cause}" if flaws else ""


def page(inner: str, dated: Moment | None) -> dict[str, Known]:
    """`page` in a permalink, for a template at a path in the input's folder."""
    folder, _, name = inner.rpartition("/")
    stem = _undated(name.rpartition(".")[0] or name)
    slug = stem
    if stem == "index":
        slug = _undated(folder.rpartition("/")[2])
    found: dict[str, Known] = {
        "fileSlug": slug,
        "filePathStem": "/" + "/".join(part for part in (folder, stem) if part),
        "inputPath": f"./{inner}",
        "outputFileExtension": "html",
    }
    if dated is not None:
        # The filter `date` of Liquid shows the machine's clock.
        found["date"] = js.in_local(dated.date)
    return found


def _undated(name: str) -> str:
    found = _STRIPPED.search(name)
    return found[1] if found else name


def within(path: str, folder: str) -> bool:
    """Whether a path stands in a folder of the site, "." being all of it."""
    return folder == "." or path.startswith(f"{folder}/")


def ignores(site: Site, settings: Settings) -> Iterator[str]:
    """The patterns of the site's ignore files (EleventyFiles, `getIgnoreFiles`)."""
    files = [".gitignore"] if settings.gitignore else []
    files += [".eleventyignore"]
    if settings.input != ".":
        files.append(f"{settings.input}/.eleventyignore")
    for file in files:
        try:
            text = site.text(file) if site.is_file(file) else ""
        except SettingsError as error:
            site.problem(file, error)
            continue
        folder = file.rpartition("/")[0]
        for line in map(str.strip, text.split("\n")[:2000]):
            if line and line[0] not in "#!":
                below = line.strip("/").removeprefix("./")
                yield f"{folder}/{below}" if folder else below
