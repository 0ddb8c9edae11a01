"""What may be typed next is looked up while nothing is asked, and changes no answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from reader.engines.plain import Plain
from reader.index import ahead, fulltext
from reader.index.ahead import Ahead
from reader.index.search import Search
from reader.index.store import Entry, Store
from reader.index.turns import Turns
from reader.library import Library
from reader.model import Post
from reader.query import Query, Word

TITLES = ("Harbour lights", "Harvest", "Hare and hound", "A boat in the harbour", "Hats", "#hash")
_FOREVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.fixture(autouse=True)
def without_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a next letter, and slow machines have all the time they need."""
    monkeypatch.setattr(ahead, "_PAUSE", 0)
    monkeypatch.setattr(ahead, "_ENOUGH", 60)


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that are looked up, as they are."""
    words, know = list[str](), Search.know

    def noted(search: Search, word: Word) -> None:
        words.append(word.text)
        know(search, word)

    monkeypatch.setattr(Search, "know", noted)
    return words


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = filled(tmp_path / "index.sqlite")
    yield store
    store.close()


def filled(place: Path | None) -> Store:
    store = Store(place, "rules", Plain)
    posts = [
        Post(f"{n}.md", title=title, text=f"harpoon {title} halyard{n}", told=True)
        for n, title in enumerate(TITLES)
    ]
    store.write([Entry(post.path, 1, 1, True, post) for post in posts])
    return store


def wait_for(looking: Ahead) -> None:
    """Wait until nothing more is looked up."""
    if (thread := looking._thread) is not None:
        thread.join(60)
        assert not thread.is_alive()


def listed(store: Store, text: str) -> list[str]:
    query, now = Query(words=(Word(text, prefix=True),)), datetime(2020, 1, 1, tzinfo=UTC)
    page = store.ask(lambda search: search.page(query, 10), now)
    return [post.path for post in page.posts]


def test_what_was_looked_up_is_what_is_found(store: Store, looked_up: list[str]) -> None:
    looking = Ahead(store, Turns())
    looking.look("ha")
    wait_for(looking)
    # Of the most titles first, and those that are a letter longer before all others.
    assert looked_up[0] == "har"
    assert set(looked_up[:3]) == {"har", "hat", "has"}
    assert {"harb", "harv", "hare"} <= set(looked_up[3:])
    afresh = filled(None)
    for text in (*looked_up, "hal", "harp", "halyard3"):
        assert listed(store, text) == listed(afresh, text), text
    assert listed(store, "harb") == ["0.md", "3.md"]
    afresh.close()


def test_what_was_looked_up_is_not_asked_for_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = Ahead(store, Turns())
    looking.look("ha")
    wait_for(looking)
    monkeypatch.setattr("reader.index.flags._FITTING", ("no table", "no table"))
    assert listed(store, "har") == ["0.md", "1.md", "2.md", "3.md", "4.md", "5.md"]


@pytest.mark.parametrize("text", ["c++", "foo-bar", '"', "…", "zzz"])
def test_of_what_is_no_beginning_of_one_word_nothing_is_looked_up(
    store: Store, looked_up: list[str], text: str
) -> None:
    looking = Ahead(store, Turns())
    looking.look(text)
    wait_for(looking)
    assert not looked_up


def test_before_a_word_its_first_letters_are_looked_up(store: Store, looked_up: list[str]) -> None:
    looking = Ahead(store, Turns())
    looking.look("")
    wait_for(looking)
    assert looked_up == ["a", "b", "h", "i", "l", "t"]
    assert listed(store, "l") == ["0.md"]


def test_only_so_many_are_looked_up(
    store: Store, looked_up: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_MOST", 2)
    looking = Ahead(store, Turns())
    looking.look("ha")
    wait_for(looking)
    assert len(looked_up) == 2


class Endless:
    """Lookups that end only where they are interrupted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.words, self.begun = list[str](), Event()
        monkeypatch.setattr(Search, "know", lambda search, word: self._know(search, word))

    def _know(self, search: Search, word: Word) -> None:
        self.words.append(word.text)
        # Once there is a row, the statement runs, and what interrupts it reaches it.
        search.connection.set_progress_handler(self._seen, 1000)
        try:
            search.connection.execute(_FOREVER).fetchall()
        finally:
            search.connection.set_progress_handler(None, 0)

    def _seen(self) -> int:
        self.begun.set()
        return 0


@pytest.mark.parametrize("then", ["closed line", "closed index", "other word"])
def test_it_ends_at_once(store: Store, monkeypatch: pytest.MonkeyPatch, then: str) -> None:
    endless, looking = Endless(monkeypatch), Ahead(store, Turns())
    looking.look("ha")
    assert endless.begun.wait(60)
    if then == "closed index":
        looking.close()
    else:
        looking.look(None if then == "closed line" else "zzz")
    wait_for(looking)
    assert endless.words == ["har"]
    # An interruption is nobody's damage.
    assert store.notices == ()
    assert listed(store, "harv") == ["1.md"]


def test_what_is_typed_while_it_is_looked_up_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless, looking = Endless(monkeypatch), Ahead(store, Turns())
    looking.look("ha")
    assert endless.begun.wait(60)
    looking.look("Har")
    endless.begun.clear()
    assert endless.begun.wait(60)
    looking.look(None)
    wait_for(looking)
    assert endless.words == ["har"]


def test_questions_go_first(store: Store, looked_up: list[str]) -> None:
    class Noted(Turns):
        def wait(self, stopped: object) -> None:
            waits.set()
            super().wait(lambda: False)

    waits, turns = Event(), Noted()
    looking = Ahead(store, turns)
    with turns.asking():
        looking.look("ha")
        assert waits.wait(60)
        assert not looked_up
    wait_for(looking)
    assert looked_up


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "posts"
    folder.mkdir()
    for n, title in enumerate(TITLES):
        (folder / f"{n}.md").write_text(f"---\ntitle: '{title}'\n---\nharpoon\n", encoding="utf-8")
    with Library.open(folder, cache=tmp_path / "cache", state=tmp_path / "state") as library:
        library.refresh()
        yield library


def test_it_ends_where_the_index_is_written_to(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.look_ahead("ha")
    wait_for(library._ahead[0])
    assert library.total(Query.parse("harv*")) == 1
    endless = Endless(monkeypatch)
    library.look_ahead("har")
    assert endless.begun.wait(60)
    (library.root / "new.md").write_text("---\ntitle: Harvesters\n---\n", encoding="utf-8")
    library.refresh()
    wait_for(library._ahead[0])
    assert len(endless.words) == 1
    assert library.total(Query.parse("harv*")) == 2


def test_nothing_is_looked_up_once_the_library_is_closed(
    library: Library, looked_up: list[str]
) -> None:
    library.look_ahead("ha")
    wait_for(library._ahead[0])
    library.close()
    looked_up.clear()
    library.look_ahead("ha")
    wait_for(library._ahead[0])
    assert not looked_up


def test_one_that_is_kept_in_memory_is_only_asked(looked_up: list[str]) -> None:
    with Library.from_text("one.md", "---\ntitle: Harbour\n---\n") as library:
        assert library.total(Query()) == 1
        library.look_ahead("ha")
        assert not library._ahead
    assert not looked_up


def test_more_is_remembered_than_one_pause_looks_up() -> None:
    from reader.index.flags import BEGINNINGS

    assert ahead._MOST < BEGINNINGS
    assert fulltext.FEWEST > 1
