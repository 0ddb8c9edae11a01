"""Settings that are broken, hostile or of wrong types: a Problem, the plain rules, never an error.

Each engine of `ENGINES` is asked; `minimal.SITES` has the smallest site of each.
"""

from __future__ import annotations

import ast
import os
import re
import tempfile
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reader
from reader.engines import ENGINES, detect
from reader.engines.plain import Plain
from reader.engines.settings import SettingsError
from reader.engines.site import Site
from reader.library import Library
from reader.source.document import load
from tests.engines.minimal import SITES, make, write

MODULES = Path(reader.__file__).parent / "engines"
KNOWN = sorted(SITES.keys() & set(ENGINES))
FILES = [(name, file) for name in KNOWN for file in SITES[name].files]
DATA = [one for one in FILES if one[1].endswith((".toml", ".yml", ".yaml", ".json"))]


def engine_class(name: str) -> type[Plain]:
    module = import_module(f"reader.engines.{name}")
    return cast("type[Plain]", getattr(module, name.capitalize()))


def test_each_engine_has_a_site_here() -> None:
    assert set(ENGINES) - SITES.keys() <= {"plain", "wordpress"}


@pytest.mark.parametrize(("name", "file"), FILES)
def test_the_smallest_site_is_the_engines_own(tmp_path: Path, name: str, file: str) -> None:
    site = make(tmp_path, name, file)
    for path in (".", site.content, os.path.dirname(site.post), site.post):
        engine = detect(tmp_path / path)
        assert (engine.name, engine.site.why) == (name, file)
        assert engine.site.problems == []
    with Library.open(tmp_path, cache=tmp_path / "cache") as library:
        library.refresh()
        assert library.post(site.post) is not None


BROKEN = {
    "syntax": b"title: [a, b\nx: {\n= [\n",
    "NUL": b"title\0= 1\n\0",
    "not UTF-8": b"title = '\xff\xfe'\n",
    "10 MB": b"a = 1 # \n" * 1_200_000,
    "deep": b"a: " + b"[" * 100_000 + b"]" * 100_000,
    "deep map": b"{" + b'"a":{' * 100_000 + b"}" * 100_001,
    "long key": b"a." * 200_000 + b"a = 1",
    "cycle": b"a: &a [*a]\nb: &b {c: *b}\n",
    "second document": b"a: 1\n---\nb: 2\n",
    "bomb": b"a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9))
               for n in range(1, 12)),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize(("name", "file"), DATA)
def test_a_broken_file_is_a_problem_and_the_plain_rules(
    tmp_path: Path, name: str, file: str, kind: str
) -> None:
    site = make(tmp_path, name, file)
    (tmp_path / file).write_bytes(BROKEN[kind])
    started = time.process_time()
    for path in (".", site.content):
        engine = detect(tmp_path / path)
        assert engine.name == "plain"
        (problem,) = engine.site.problems
        assert problem.path.endswith(file)
        assert problem.cause
    assert time.process_time() - started < 2
    with Library.open(tmp_path, cache=tmp_path / "cache") as library:
        library.refresh()
        assert library.post(site.post) is not None
        assert file in {problem.path for problem in library.problems()}


@pytest.mark.parametrize(("name", "file"), FILES)
@pytest.mark.parametrize("kind", BROKEN)
def test_no_settings_make_an_engine_raise(tmp_path: Path, name: str, file: str, kind: str) -> None:
    make(tmp_path, name, file)
    (tmp_path / file).write_bytes(BROKEN[kind])
    started = time.process_time()
    read_all(tmp_path, name, file)
    detect(tmp_path)
    detect(tmp_path, name)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("hugo.toml", "a = 1\nb = ]\n", 2),
        ("hugo.toml", "a = 1\na = 2\n", 2),
        ("_config.yml", "a: 1\nb: 'x\n", 2),
        ("_config.yml", "a: 1\nb: *c\n", 2),
        ("hugo.json", '{"a": 1,\n"b": }\n', 2),
    ],
)
def test_the_line_of_a_mistake_is_named(tmp_path: Path, file: str, text: str, line: int) -> None:
    (tmp_path / file).write_text(text)
    with pytest.raises(SettingsError) as error:
        Site(tmp_path, tmp_path).settings(file)
    assert error.value.line == line


def odd(file: Path, kind: str) -> None:
    """Something else than a regular file in the place of one."""
    match kind:
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "device":
            file.symlink_to(os.devnull)
        case "loop":
            file.symlink_to(file)
        case "nothing":
            file.symlink_to("nothing at all")


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "loop", "nothing"])
@pytest.mark.parametrize("name", KNOWN)
def test_what_is_no_file_is_a_problem_and_never_waited_for(
    tmp_path: Path, name: str, kind: str
) -> None:
    site = make(tmp_path, name)
    file = site.files[0]
    (tmp_path / file).unlink()
    odd(tmp_path / file, kind)
    read_all(tmp_path, name, file)
    assert detect(tmp_path).page_size >= 1
    assert detect(tmp_path, name).page_size >= 1
    with pytest.raises(SettingsError):
        Site(tmp_path, tmp_path).text(file)


def test_a_file_that_may_not_be_read_is_a_settings_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hugo.toml").write_text("a = 1\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SettingsError, match="Permission denied"):
        Site(tmp_path, tmp_path).settings("hugo.toml")


# What stands under any key that an engine may ask for.
_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 10), st.floats(allow_nan=False),
    st.sampled_from([0, -1, 10**30, "ten", "", "0", "-3", "1e9", ":year/:month/{slug}/", "%Y-%m",
                     "{", "[", "**/*", "(", "../..", "/", "Europe/Nowhere", "en", "\0", "\udcff"]),
    st.text(max_size=8),
)  # fmt: skip
TOO_MANY = 400


@cache
def keys_of(name: str) -> list[str]:
    """Whatever in the modules of an engine may be a key."""
    found: set[str] = set()
    for file in MODULES.glob(f"{name}*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[A-Za-z_][\w.:-]{1,40}", node.value, re.ASCII):
                    found.add(node.value)
                elif re.fullmatch(r"[\w -]+", node.value, re.ASCII) and len(node.value) < TOO_MANY:
                    found.update(node.value.split())
    return sorted(found)


def values_of(keys: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    some = st.sampled_from(keys)
    value = st.recursive(
        _scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(some, inner, max_size=3)
        ),
        max_leaves=8,
    )
    return st.dictionaries(some, value, min_size=1, max_size=6)


@pytest.mark.parametrize("name", KNOWN)
@settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)  # fmt: skip
@given(data=st.data())
def test_values_of_any_type_under_any_key(name: str, data: st.DataObject) -> None:
    site = SITES[name]
    drawn = data.draw(values_of(keys_of(name)))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = data.draw(st.sampled_from(site.files))
        make(folder, name, file)
        write(folder / file, {**site.said, **drawn})
        read_all(folder, name, file)


def read_all(folder: Path, name: str, file: str) -> None:
    """Ask an engine all that it is asked, whatever its settings; they may only be unreadable."""
    kind = engine_class(name)
    try:
        kind.recognises(Site(folder, folder, file), file)
        engine = kind(Site(folder, folder, file))
    except SettingsError:
        return
    assert engine.page_size >= 1
    assert set(engine.kinds) <= {"home", "category", "author", "tag"}
    assert isinstance(engine.base_url, str)
    post = SITES[name].post
    engine.posts([post, "other/place.md", f"{post}x"])
    engine.exclusion("other/place.md")
    assert engine.site.stamp == engine.site.stamp
    found = engine.read(load(folder, post))
    assert found is None or found.title
    for kind_of_list in engine.kinds:
        size = engine.size_of(kind_of_list)
        assert size is None or size >= 1
        for total in (0, 1, 11):
            sizes = engine.page_sizes(kind_of_list, total, size)
            assert not sizes or sum(sizes) == total
            for number in range(1, len(sizes) + 1):
                url = engine.page_url(kind_of_list, "key", "Name", number, len(sizes))
                assert url is None or isinstance(url, str)
    engine.term_key("tag", "A Name")
