"""The walk over a folder: what it lists, what it leaves out, and that nothing stops it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.source.scan import Stamp, difference, newest_first, scan


def put(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")


def test_every_markdown_extension_in_any_case_is_listed(tmp_path: Path) -> None:
    names = ["a.md", "b.markdown", "c.mdown", "d.mkd", "e.mkdn", "f.mdx", "g.MD"]
    put(tmp_path, *names, "h.txt", "i.html", "md", "j.md.bak")
    found = scan(tmp_path)
    assert list(found.stamps) == names
    assert found.root == tmp_path
    assert found.problems == ()


def test_hidden_and_vendor_folders_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "posts/a.md", "public/b.md", "site/c.md", "build/d.md")
    put(tmp_path, ".git/x.md", ".hidden.md", "node_modules/x/y.md", "vendor/x.md")
    put(tmp_path, "lib/site-packages/x.md", "__pycache__/x.md", "env/pyvenv.cfg", "env/x.md")
    assert list(scan(tmp_path).stamps) == ["build/d.md", "posts/a.md", "public/b.md", "site/c.md"]


def test_a_root_that_is_hidden_or_an_environment_is_still_walked(tmp_path: Path) -> None:
    put(tmp_path, ".notes/a.md", ".notes/pyvenv.cfg", ".notes/.more/b.md")
    assert list(scan(tmp_path / ".notes").stamps) == ["a.md"]


@pytest.mark.parametrize(
    "name", ["with space.md", "new\nline.md", "💡.md", "-dash.md", "'quote\".md", "[a].md", "é.md"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"folder {name[0]}/{name}")
    assert list(scan(tmp_path).stamps) == [f"folder {name[0]}/{name}"]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_text_keeps_its_bytes(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff\xfe.md"
    try:
        descriptor = os.open(raw, os.O_CREAT | os.O_WRONLY)
    except OSError:
        pytest.skip("the file system takes text names only")
    os.close(descriptor)
    (path,) = scan(tmp_path).stamps
    assert os.fsencode(path) == b"\xff\xfe.md"


def test_a_single_file_of_any_name(tmp_path: Path) -> None:
    put(tmp_path, "notes.txt", "other.md")
    found = scan(tmp_path / "notes.txt")
    assert (found.root, list(found.stamps)) == (tmp_path, ["notes.txt"])


def test_a_root_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = scan(tmp_path / "none")
    assert not found.stamps
    assert "No such file" in found.problems[0].cause


def test_links_are_followed_and_a_folder_is_listed_once(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root, "real/a.md", "z.md")
    put(tmp_path, "outside/b.md")
    (root / "early").symlink_to(root / "real", target_is_directory=True)
    (root / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "again").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "y.md").symlink_to(root / "z.md")
    assert list(scan(root).stamps) == ["again/b.md", "real/a.md", "y.md", "z.md"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    put(tmp_path, "blog/deep/a.md")
    (tmp_path / "blog/deep/up").symlink_to(tmp_path / "blog", target_is_directory=True)
    (tmp_path / "blog/above").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "blog/self.md").symlink_to(tmp_path / "blog/self.md")
    (tmp_path / "blog/gone.md").symlink_to(tmp_path / "nothing")
    found = scan(tmp_path / "blog")
    assert list(found.stamps) == ["deep/a.md"]
    assert [problem.path for problem in found.problems] == ["gone.md", "self.md"]
    assert found.problems[0].cause == "a link to nothing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_listed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    put(tmp_path, "a.md")
    assert list(scan(tmp_path).stamps) == ["a.md"]
    assert scan(tmp_path / "pipe.md").problems[0].cause == "not a regular file"


def test_a_folder_without_permission_is_a_problem_and_the_rest_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a/x.md", "locked/y.md", "z.md")
    real = os.scandir

    def refuse(path: str) -> Any:
        if "locked" in path:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = scan(tmp_path)
    assert list(found.stamps) == ["a/x.md", "z.md"]
    assert [str(problem) for problem in found.problems] == [
        "locked: cannot be opened: Permission denied"
    ]


@pytest.mark.parametrize(
    ("error", "problems"),
    [
        (PermissionError(13, "Permission denied"), ["a: cannot be opened: Permission denied"]),
        (FileNotFoundError(2, "No such file or directory"), []),
    ],
)
def test_a_folder_that_changes_before_it_is_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, problems: list[str]
) -> None:
    put(tmp_path, "a/x.md", "z.md")
    real = os.stat

    def refuse(path: Any) -> os.stat_result:
        if str(path).endswith("/a"):
            raise error
        return real(path)

    monkeypatch.setattr(os, "stat", refuse)
    found = scan(tmp_path)
    assert list(found.stamps) == ["z.md"]
    assert [str(problem) for problem in found.problems] == problems


class _Vanished:
    """An entry whose file goes between the listing and the look at it."""

    name = "gone.md"

    def is_dir(self) -> bool:
        return False

    def is_symlink(self) -> bool:
        return False

    def stat(self) -> os.stat_result:
        raise FileNotFoundError(2, "No such file or directory")


def test_what_vanishes_during_the_scan_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.md", "folder/b.md")
    real = os.scandir

    class Listing:
        def __init__(self, path: str) -> None:
            self.entries = [*real(path), _Vanished()]

        def __enter__(self) -> Iterator[Any]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None:
            pass

    def vanish(path: str) -> Listing:
        if "folder" in path:
            raise FileNotFoundError(2, "No such file or directory")
        return Listing(path)

    monkeypatch.setattr(os, "scandir", vanish)
    found = scan(tmp_path)
    assert (list(found.stamps), found.problems) == (["a.md"], ())


def test_stopping_ends_the_walk(tmp_path: Path) -> None:
    put(tmp_path, *(f"{number}/{number}.md" for number in range(20)))
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 25

    assert 0 < len(scan(tmp_path, stop=stop).stamps) < 20
    assert len(asked) == 26


def test_a_change_of_time_or_size_is_seen(tmp_path: Path) -> None:
    put(tmp_path, "same.md", "longer.md", "touched.md", "gone.md")
    before = [(path, one.mtime_ns, one.size, True) for path, one in scan(tmp_path).stamps.items()]
    (tmp_path / "longer.md").write_text("more text")
    os.utime(tmp_path / "touched.md", ns=(1, 1))
    (tmp_path / "gone.md").unlink()
    put(tmp_path, "new.md")
    seen = difference(before, scan(tmp_path).stamps)
    assert seen.new == {"new.md"}
    assert seen.gone == {"gone.md"}
    assert seen.changed == {"longer.md", "touched.md"}


stamps = st.dictionaries(
    st.sampled_from("abcdefg"), st.builds(Stamp, st.integers(0, 2), st.integers(0, 2))
)


@given(stamps, stamps, st.sets(st.sampled_from("abcdefg")))
def test_a_difference_turns_one_scan_into_the_other(
    before: dict[str, Stamp], after: dict[str, Stamp], unsettled: set[str]
) -> None:
    stored = ((path, one.mtime_ns, one.size, path not in unsettled) for path, one in before.items())
    seen = difference(stored, after)
    rebuilt = {path: stamp for path, stamp in before.items() if path not in seen.gone}
    rebuilt |= {path: after[path] for path in seen.new | seen.changed | seen.unsure}
    assert rebuilt == after
    assert not seen.new & before.keys()
    assert seen.unsure == unsettled & before.keys() & after.keys()
    assert all(before[path] != after[path] for path in seen.changed)


paths = st.lists(
    st.sampled_from("abc"), min_size=1, max_size=3
).map("/".join)  # fmt: skip


@given(st.sets(paths, max_size=6))
def test_a_scan_lists_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, names: set[str]
) -> None:
    root = tmp_path_factory.mktemp("walk")
    files = sorted(f"{name}.md" for name in names)
    put(root, *files)
    assert list(scan(root).stamps) == files


def test_a_time_that_64_bits_cannot_count_is_the_nearest_that_they_can(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    try:
        os.utime(tmp_path / "a.md", ns=(0, 13_500_000_000 * 10**9))
    except (OSError, OverflowError):
        pytest.skip("the file system takes no such time")
    if (tmp_path / "a.md").stat().st_mtime_ns < 2**63:
        pytest.skip("the file system keeps no such time")
    assert scan(tmp_path).stamps["a.md"].mtime_ns == 2**63 - 1
    assert scan(tmp_path / "a.md").stamps["a.md"].mtime_ns == 2**63 - 1


def test_it_says_how_many_files_there_are_while_it_looks(tmp_path: Path) -> None:
    put(tmp_path, *(f"{number % 7}/{number}.md" for number in range(1_100)))
    heard = list[int]()
    assert len(scan(tmp_path, found=heard.append).stamps) == 1_100
    assert heard == [500, 1_000]


def test_the_newest_are_read_first() -> None:
    stamps = {
        "2019-01-01-a.md": Stamp(9, 1),
        "posts/2020/05/06/b.md": Stamp(1, 1),
        "20200507_c.md": Stamp(1, 1),
        "undated.md": Stamp(5, 1),
        "older.md": Stamp(3, 1),
    }
    assert newest_first(stamps, stamps) == [
        "20200507_c.md", "posts/2020/05/06/b.md", "2019-01-01-a.md", "undated.md", "older.md",
    ]  # fmt: skip
