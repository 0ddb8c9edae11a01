"""The library over real folders: a refresh is a rebuild, whatever happened in between."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import EngineError, PathError
from reader.history import BOOKMARKED, READ, history_path
from reader.index import fulltext
from reader.library import Library
from reader.model import Facet, Post, Problem, State
from reader.query import Query
from reader.refresh import Changes
from reader.source import scan as scan_module
from reader.source.scan import Scan, scan
from tests.made import made, write_blog

__all__ = ["made"]

EVERYTHING = Query.parse("state:any").sized(10_000)


def text(title: str, *, date: str = "2020-01-01", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\nPlain words.\n"


def put(folder: Path, path: str, content: str, *, at: int | None = 1_500_000_000) -> None:
    """Write a file; `at` is its mtime in seconds, None for now."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, newline="")
    if at is not None:
        os.utime(file, (at, at))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    posts = tmp_path / "posts"
    for n in range(5):
        tags = f"tags: [even]\nauthor: Author {n % 2}\n" if n % 2 == 0 else ""
        put(
            posts,
            f"2020-01-0{n + 1}-p{n}.md",
            text(f"Post {n}", date=f"2020-01-0{n + 1}", more=tags),
        )
    return posts


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def opened(folder: Path, cache: Path, **more: int) -> Library:
    library = Library.open(folder, cache=cache, page_size=more.get("page_size"))
    library.refresh()
    return library


def titles(library: Library, query: str = "") -> list[str]:
    return [post.title for post in library.page(Query.parse(query).sized(10_000)).posts]


Snapshot = tuple[tuple[Post, ...], dict[str, tuple[Facet, ...]], tuple[Problem, ...]]


def snapshot(library: Library) -> Snapshot:
    facets = {field: library.facets(field, Query()) for field in library.fields()}
    return library.page(EVERYTHING).posts, facets, library.problems()


def rebuilt(folder: Path) -> Snapshot:
    with tempfile.TemporaryDirectory() as cache, opened(folder, Path(cache)) as library:
        return snapshot(library)


def test_pages_places_and_facets(folder: Path, cache: Path) -> None:
    with opened(folder, cache, page_size=2) as library:
        page = library.page(Query.parse("", page=2))
        assert [post.title for post in page.posts] == ["Post 2", "Post 1"]
        assert (page.number, page.of, page.size, page.total) == (2, 3, 2, 5)
        assert library.page(Query.parse("", page=99)).number == 3
        assert library.page(Query.parse("nothing")).of == 1
        assert library.position(Query(), page.posts[0].path) == 2
        assert library.position(Query.parse("tag:even"), page.posts[1].path) is None
        assert library.fields() == ("author", "tag", "year")
        assert [(f.name, f.posts) for f in library.facets("tag", Query())] == [
            ("even", 3), ("(none)", 2),
        ]  # fmt: skip
        assert library.post(page.posts[0].path) == page.posts[0]
        assert library.post("never.md") is None
        assert library.document(page.posts[0].path).body == "Plain words.\n"
        assert (library.single, library.notices) == (False, ())


def test_a_refresh_says_what_changed(folder: Path, cache: Path) -> None:
    library = Library.open(folder, cache=cache)
    assert library.page(Query()).total == 0
    told: list[tuple[int, int]] = []
    first = library.refresh(progress=lambda done, total: told.append((done, total)))
    assert (first.new, first.changed, first.gone) == (5, 0, 0)
    assert (told[0], told[-1]) == ((0, 5), (5, 5))
    revision = library.revision
    assert library.refresh() == Changes()
    assert not library.refresh()
    assert library.revision == revision
    put(folder, "2020-01-01-p0.md", text("Changed"), at=1_600_000_000)
    put(folder, "new.md", text("New"))
    (folder / "2020-01-02-p1.md").unlink()
    changes = library.refresh()
    assert changes == Changes(new=1, changed=1, gone=1)
    assert library.revision > revision
    assert snapshot(library) == rebuilt(folder)
    library.close()
    with Library.open(folder, cache=cache) as again:
        assert again.page(Query()).total == 5
        assert again.refresh() == Changes()


def test_a_post_is_shown_in_the_state_it_has_now(folder: Path, cache: Path) -> None:
    put(folder, "later.md", text("Later", date="9000-01-01"))
    put(folder, "draft.md", text("Draft", more="draft: true\n"))
    with opened(folder, cache) as library:
        assert library.page(Query()).total == 5
        assert titles(library, "state:future") == ["Later"]
        assert library.page(Query.parse("state:future")).posts[0].state is State.FUTURE
        found = library.post("draft.md")
        assert found is not None
        assert found.state is State.DRAFT


names = st.sampled_from(
    ["a.md", "b.md", "2020-05-05-c.md", "d/a.md", "d/é.md", "_index.md", "n.txt"]
)
contents = st.sampled_from(
    [
        text("One"), text("Two"), text("Six", more="tags: [x]\n"), text("Ten", more="tags: [X]\n"),
        text("Bad", date="2020-02-30"), "", "---\ntitle: open\n", "just a body\n",
    ]
)  # fmt: skip
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), names, contents, st.booleans()),
        st.tuples(st.just("move"), names, names),
        st.tuples(st.just("remove"), names),
        st.tuples(st.just("refresh")),
        st.tuples(st.just("reopen")),
    ),
    max_size=12,
)


@settings(max_examples=120, deadline=None)
@given(steps)
def test_refreshing_after_any_edits_is_rebuilding(all_steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, cache, clock = Path(name, "posts"), Path(name, "cache"), 1_500_000_000
        folder.mkdir()
        library = Library.open(folder, cache=cache)
        for step in all_steps:
            match step:
                case ("put", str(path), str(content), bool(recent)):
                    clock += 1
                    # A recent file keeps the time of writing, which several writings may share.
                    put(folder, path, content, at=None if recent else clock)
                case ("move", str(path), str(to)) if (folder / path).exists():
                    (folder / to).parent.mkdir(exist_ok=True)
                    os.replace(folder / path, folder / to)
                case ("remove", str(path)):
                    (folder / path).unlink(missing_ok=True)
                case ("refresh",):
                    library.refresh()
                case ("reopen",):
                    library.close()
                    library = Library.open(folder, cache=cache)
        library.refresh()
        assert snapshot(library) == rebuilt(folder)
        assert library.notices == ()
        library.close()


def test_a_second_edit_within_a_tick_of_the_clock_is_seen(folder: Path, cache: Path) -> None:
    put(folder, "a.md", text("One"), at=None)
    before = os.stat(folder / "a.md")
    with opened(folder, cache) as library:
        assert library.refresh() == Changes()
        put(folder, "a.md", text("Two"), at=None)
        os.utime(folder / "a.md", ns=(before.st_mtime_ns, before.st_mtime_ns))
        assert library.refresh().changed == 1
        assert "Two" in titles(library)


def test_pages_come_while_a_refresh_runs(folder: Path, cache: Path) -> None:
    for n in range(200):
        put(folder, f"old/2010-01-01-{n:03}.md", text(f"Old {n}", date="2010-01-01"))
    library = Library.open(folder, cache=cache)
    seen: list[list[str]] = []

    def look(done: int, total: int) -> None:
        seen.append([post.title for post in library.page(Query()).posts[:5]])

    library.refresh(progress=look)
    assert seen[0] == []
    assert len(seen) > 3
    assert all(first == [f"Post {n}" for n in (4, 3, 2, 1, 0)] for first in seen[1:])
    library.close()


@pytest.mark.parametrize("in_memory", [False, True])
def test_threads_ask_while_another_refreshes(folder: Path, cache: Path, in_memory: bool) -> None:
    for n in range(300):
        put(folder, f"{n}.md", text(f"Post {n}", more="tags: [one, two]\n"))
    if in_memory:
        cache.touch()
    done = Event()

    def look() -> int:
        looks = 0
        while not done.is_set() or looks == 0:
            page = library.page(Query.parse("sort:title").sized(1000))
            assert len(page.posts) == page.total
            assert all(post.words == 2 for post in page.posts)
            assert sum(facet.posts for facet in library.facets("year", Query())) <= 305
            looks += 1
        return looks

    with Library.open(folder, cache=cache) as library, ThreadPoolExecutor(3) as pool:
        looking = [pool.submit(look) for _ in range(3)]
        try:
            changes = library.refresh()
        finally:
            done.set()
        assert all(one.result() > 0 for one in looking)
        assert changes.new == 305
        assert snapshot(library) == rebuilt(folder)


def test_stopping_keeps_what_was_read(folder: Path, cache: Path) -> None:
    for n in range(60):
        put(folder, f"{n}.md", text(f"Old {n}", date="2010-01-01"))
    library = Library.open(folder, cache=cache)
    changes = library.refresh(stop=lambda: library.revision > 0)
    assert changes.stopped
    assert 0 < changes.new < 65
    assert library.page(Query()).total == changes.new
    assert library.refresh(stop=lambda: True) == Changes(stopped=True)
    assert library.refresh().new == 65 - changes.new
    assert snapshot(library) == rebuilt(folder)
    library.close()


def test_closing_ends_a_refresh(folder: Path, cache: Path) -> None:
    library = Library.open(folder, cache=cache)
    reading, closing = Event(), Event()

    def hold(done: int, total: int) -> None:
        reading.set()
        closing.wait(10)

    with ThreadPoolExecutor(2) as pool:
        refreshing = pool.submit(library.refresh, hold)
        reading.wait(10)
        closed = pool.submit(library.close)
        library._closing.wait(10)
        closing.set()
        closed.result()
        assert refreshing.result().stopped


def test_a_file_that_vanishes_between_scan_and_read(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scan_and_lose(root: Path, **more: object) -> Scan:
        seen = scan(root)
        (folder / "2020-01-03-p2.md").unlink(missing_ok=True)
        return seen

    with Library.open(folder, cache=cache) as library:
        monkeypatch.setattr(scan_module, "scan", scan_and_lose)
        changes = library.refresh()
        assert changes.gone == 1
        assert titles(library) == ["Post 4", "Post 3", "Post 1", "Post 0"]
        monkeypatch.undo()
        assert snapshot(library) == rebuilt(folder)


def test_a_file_that_cannot_be_read_is_tried_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.source import document

    load = document._read

    def refuse(path: str, most: int) -> bytes:
        if path.endswith("p2.md"):
            raise PermissionError(13, "Permission denied")
        return load(path, most)

    with Library.open(folder, cache=cache) as library:
        monkeypatch.setattr(document, "_read", refuse)
        library.refresh()
        assert len(titles(library)) == 5
        assert [problem.path for problem in library.problems()] == ["2020-01-03-p2.md"]
        monkeypatch.undo()
        assert library.refresh().changed == 1
        assert library.problems() == ()
        assert snapshot(library) == rebuilt(folder)


def test_a_folder_that_cannot_be_listed_takes_its_posts_along(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "closed/a.md", text("Within"))
    problem = Problem("closed", None, "cannot be opened: Permission denied")
    with opened(folder, cache) as library:

        def scan_closed(root: Path, **more: object) -> Scan:
            stamps = scan(root).stamps
            return Scan(root, {p: s for p, s in stamps.items() if "/" not in p}, (problem,))

        monkeypatch.setattr(scan_module, "scan", scan_closed)
        changes = library.refresh()
        assert changes == Changes(gone=1, problems=(problem,))
        assert library.problems() == (problem,)
        assert library.refresh() == Changes(problems=(problem,))
        monkeypatch.undo()
        assert library.refresh().new == 1
        assert library.problems() == ()


def test_one_file(folder: Path, cache: Path) -> None:
    put(folder, "notes.txt", text("Some notes"))
    put(folder, "_index.md", text("A section"))
    for name, title in [("notes.txt", "Some notes"), ("_index.md", "A section")]:
        with Library.open(folder / name, cache=cache) as library:
            library.refresh()
            assert library.single
            assert library.root == folder
            assert [post.path for post in library.page(Query()).posts] == [name]
            assert titles(library) == [title]
    assert not cache.exists()


def test_one_file_is_read_again_and_may_vanish(folder: Path, cache: Path) -> None:
    with opened(folder / "2020-01-01-p0.md", cache) as library:
        put(folder, "2020-01-01-p0.md", text("Another title"), at=1_600_000_000)
        assert library.refresh().changed == 1
        assert titles(library) == ["Another title"]
        (folder / "2020-01-01-p0.md").unlink()
        assert library.refresh().gone == 1
        assert library.page(Query()).total == 0
        assert library.document("2020-01-01-p0.md").problems


@pytest.mark.parametrize("content", [text("From a pipe"), text("From a pipe").encode()])
def test_standard_input(content: str | bytes) -> None:
    with Library.from_text("standard input", content, page_size=3) as library:
        assert (library.single, library.page_size) == (True, 3)
        assert titles(library) == ["From a pipe"]
        assert library.refresh() == Changes()
        assert library.document("standard input").body == "Plain words.\n"


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="no such file or folder"):
        Library.open(tmp_path / "never")
    os.mkfifo(tmp_path / "pipe\n")
    with pytest.raises(PathError, match="pipe: not a file or folder"):
        Library.open(tmp_path / "pipe\n")
    with pytest.raises(EngineError):
        Library.open(tmp_path, engine="never")


def test_a_folder_without_posts(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "empty").mkdir()
    with opened(tmp_path / "empty", cache) as library:
        page = library.page(Query())
        assert (page.number, page.of, page.total, library.fields()) == (1, 1, 0, ())


def test_paths_with_anything_in_them(tmp_path: Path, cache: Path) -> None:
    odd = tmp_path / "a 🎉\nposts"
    odd.mkdir()
    for name in (b"two words.md", b"line\nbreak.md", "🎉.md".encode(), b"caf\xe9.md"):
        with open(os.fsencode(odd) + b"/" + name, "wb") as file:
            file.write(b"# A title\n")
    with opened(odd, cache) as library:
        page = library.page(EVERYTHING)
        assert page.total == 4
        assert all(library.document(post.path).body for post in page.posts)
        assert snapshot(library) == rebuilt(odd)


def test_damage_between_two_starts_is_mended_in_passing(folder: Path, cache: Path) -> None:
    opened(folder, cache).close()
    (index,) = cache.iterdir()
    index.write_bytes(b"garbage " * 5000)
    with Library.open(folder, cache=cache) as library:
        assert library.notices == ("the index was damaged; it is made anew",)
        library.refresh()
        assert snapshot(library) == rebuilt(folder)


def test_damage_while_reading_is_mended_before_the_answer(folder: Path, cache: Path) -> None:
    library = opened(folder, cache)
    (index,) = (path for path in cache.iterdir() if path.suffix == ".sqlite")
    library.close()
    with Library.open(folder, cache=cache) as library:
        assert not library.notices
        data = index.read_bytes()
        index.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
        assert len(titles(library)) == 5
        assert library.notices == ("the index was damaged; it is made anew",)
        assert snapshot(library) == rebuilt(folder)


def test_without_a_home_all_is_kept_in_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr("sys.platform", "linux")
    with Library.open(folder) as library:
        library.refresh()
        assert len(titles(library)) == 5
        assert len(library.notices) == 1
        assert "in memory" in library.notices[0]


def test_two_processes_refresh_at_once(folder: Path, cache: Path) -> None:
    for n in range(150):
        put(folder, f"{n}.md", text(f"Post {n}", more=f"tags: [t{n % 9}]\n"))
    code = (
        "import sys; from pathlib import Path; from reader.library import Library\n"
        "library = Library.open(Path(sys.argv[1]), cache=Path(sys.argv[2]))\n"
        "library.refresh(); library.close(); print(*library.notices)"
    )
    asked = [sys.executable, "-c", code, str(folder), str(cache)]
    running = [subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(one.communicate()[0], one.returncode) for one in running] == [("\n", 0)] * 3
    with Library.open(folder, cache=cache) as library:
        assert snapshot(library) == rebuilt(folder)
        assert library.refresh() == Changes()


def test_nothing_heavy_is_loaded_where_nothing_changed(folder: Path, cache: Path) -> None:
    opened(folder, cache).close()
    code = (
        "import sys; from pathlib import Path\n"
        "from reader.library import Library; from reader.query import Query\n"
        "library = Library.open(Path(sys.argv[1]), cache=Path(sys.argv[2]))\n"
        "assert library.page(Query()).total == 5 and not library.refresh()\n"
        "heavy = ['yaml', 'frontmatter', 'markdown_it', 'tomllib', 'json', 'pygments', 'textual',"
        " 'rich', 'platformdirs', 'hashlib']\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    asked = [sys.executable, "-c", code, str(folder), str(cache)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_link_between_posts_is_resolved_by_what_the_index_knows_now(
    folder: Path, cache: Path
) -> None:
    with opened(folder, cache) as library:
        library.refresh()
        here = "2020-01-01-p0.md"
        assert library.resolve(here, "/2020/01/02/p1/") == "2020-01-02-p1.md"
        assert library.resolve(here, "#part") == here
        assert library.resolve(here, "later") is None
        put(folder, "deep/later.md", text("Later"))
        library.refresh()
        assert library.resolve(here, "later") == "deep/later.md"
        assert library.resolve(here, "Post 3") == "2020-01-04-p3.md"


def test_one_post_alone_resolves_what_leads_to_itself(tmp_path: Path) -> None:
    put(tmp_path, "alone.md", text("Alone"))
    with Library.open(tmp_path / "alone.md") as library:
        library.refresh()
        assert library.resolve("alone.md", "other.md") is None
        assert library.resolve("alone.md", "alone.md#part") == "alone.md"


@pytest.mark.usefixtures("made")
def test_settings_that_change_are_read_again(tmp_path: Path, cache: Path) -> None:
    blog = write_blog(tmp_path / "blog", 12)
    told: list[tuple[int, int]] = []
    with Library.open(blog, cache=cache) as library:
        library.refresh()
        assert (library.page(Query()).size, library.engine.base_url) == (10, "")
        put(blog, "made.yml", "size: 5\nurl: https://example.org\n", at=1_600_000_000)
        library.refresh(progress=lambda done, total: told.append((done, total)))
        assert told[0] == (0, 12)
        assert told[-1] == (12, 12)
        assert (library.page(Query()).size, library.page_size) == (5, 5)
        assert library.engine.base_url == "https://example.org"
        assert library.notices == ()
    # The settings change while nobody looks: no other version of reader is made of that.
    put(blog, "made.yml", "size: 4\n", at=1_650_000_000)
    with Library.open(blog, cache=cache) as library:
        assert library.page(Query()).size == 4
        told.clear()
        library.refresh(progress=lambda done, total: told.append((done, total)))
        assert told[0] == (0, 12)
        assert library.notices == ()


@pytest.mark.usefixtures("made")
def test_another_engine_after_a_refresh(tmp_path: Path, cache: Path) -> None:
    blog = write_blog(tmp_path / "blog", 12)
    with Library.open(blog, cache=cache) as library:
        library.refresh()
        first = library.post("post-01.md")
        assert first is not None
        assert (library.read_by, first.url) == ("Made, by made.yml", "/post-01/")
        (blog / "made.yml").unlink()
        library.refresh()
        first = library.post("post-01.md")
        assert first is not None
        assert library.read_by == "plain files: no blog engine's files were found"
        assert first.url is None
        put(blog, "made.yml", "size: [\n")
        changes = library.refresh()
        assert library.read_by == "plain files: made.yml cannot be read"
        assert [problem.path for problem in changes.problems] == ["made.yml"]
        assert [problem.path for problem in library.problems()] == ["made.yml"]
        assert library.notices == ()


@pytest.mark.usefixtures("made")
def test_a_file_that_its_engine_takes_for_no_post(tmp_path: Path) -> None:
    blog = write_blog(tmp_path / "blog", 2)
    put(blog, "x-1.md", text("Excluded"))
    with Library.open(blog / "x-1.md") as library:
        library.refresh()
        post = library.post("x-1.md")
        assert post is not None
        assert post.title == "Excluded"
        listing = library.listing(post)
        assert not listing.listed
        assert listing.reason == "not a post: Made takes no x-name.md"
    with Library.open(blog / "post-01.md") as library:
        library.refresh()
        post = library.post("post-01.md")
        assert post is not None
        assert library.listing(post).listed


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("base", "url", "address"),
    [
        ("https://example.org/blog", "/a/", "https://example.org/blog/a/"),
        ("", "/a/", ""),
        ("javascript:alert(1)", "/a/", ""),
        ("https://example.org", "https://elsewhere.org/a", "https://elsewhere.org/a"),
        ("https://example.org", "a-slug", ""),
        ("https://example.org", None, ""),
    ],
)
def test_the_address_of_a_post(tmp_path: Path, base: str, url: str | None, address: str) -> None:
    blog = write_blog(tmp_path / "blog", 1, f"url: {base}\n")
    with Library.open(blog, cache=tmp_path / "cache") as library:
        assert library.address(Post("a.md", "A", url=url)) == address


def test_what_is_marked_is_kept_apart_from_the_index(folder: Path, cache: Path) -> None:
    with opened(folder, cache) as library:
        assert titles(library, "is:unread") == [f"Post {n}" for n in (4, 3, 2, 1, 0)]
        library.history.mark("2020-01-03-p2.md", READ)
        library.history.mark("2020-01-02-p1.md", BOOKMARKED)
        assert len(titles(library, "is:unread")) == 5, "a list stays as it was asked"
        assert library.history.renew()
        assert titles(library, "is:read,bookmarked") == ["Post 2", "Post 1"]
        assert library.position(Query.parse("is:unread"), "2020-01-02-p1.md") == 2
        (even, none) = library.facets("tag", Query.parse("is:unread"))
        assert (even.posts, none.posts) == (2, 2)
    for file in cache.iterdir():
        file.unlink()
    with opened(folder, cache) as library:
        assert titles(library, "is:read") == ["Post 2"]
        assert library.notices == ()
        put(folder, "2020-01-03-p2.md", text("Post 2, again"), at=None)
        library.refresh()
        assert titles(library, "is:read") == ["Post 2, again"]


def test_a_link_to_a_folder_leads_to_the_same_history(folder: Path, cache: Path) -> None:
    with opened(folder, cache) as library:
        library.history.mark("2020-01-03-p2.md", READ)
    link = folder.parent / "link"
    link.symlink_to(folder)
    with opened(link, cache) as library:
        assert titles(library, "is:read") == ["Post 2"]
    with opened(folder / "2020-01-03-p2.md", cache) as library:
        assert titles(library, "is:read") == ["Post 2"]


def test_of_standard_input_nothing_is_kept(tmp_path: Path) -> None:
    library = Library.from_text("standard input", "Words.\n")
    library.history.mark("standard input", READ)
    library.history.renew()
    assert library.page(Query.parse("is:read")).total == 1
    library.close()
    place = history_path()
    assert place is not None
    assert (library.notices, place.exists()) == ((), False)


def test_the_folder_for_the_history_can_be_named(folder: Path, cache: Path, tmp_path: Path) -> None:
    with Library.open(folder, cache=cache, state=tmp_path / "mine") as library:
        library.history.mark("2020-01-03-p2.md", READ)
    assert (tmp_path / "mine" / "history.sqlite").exists()


def test_an_index_that_is_lost_while_looking_ahead_is_filled_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise sqlite3.DatabaseError("malformed")

    with opened(folder, cache) as library:
        library.refresh()
        before = library.total(Query())
        monkeypatch.setattr(fulltext, "likely", broken)
        library.look_ahead("p")
        for thread in threading.enumerate():
            if thread.name == "ahead":
                thread.join()
        assert any("damaged" in notice for notice in library.notices)
        assert library.total(Query()) == before > 0
