"""The stretch of a text that shows the words of a query."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.found import in_bodies
from reader.index.tokens import pieces, spans
from reader.library import Library
from reader.model import Post
from reader.query import Query, Word
from reader.sanitize import harmless
from reader.snippets import LOOK, Snippet, snippet

TEXT = (
    "Teams that ship often learn early what breaks, and mend it while it is small. "
    "A pipeline is a promise that a change is\n\n  safe; a broken promise   costs trust. "
    "Whoever measures delivery asks how long a change waits. Delivery of a pipeline is slow."
)


def shown(text: str, query: str, width: int = 40) -> str | None:
    """A snippet with its marks in brackets."""
    found = snippet(text, Query.parse(query), width)
    return None if found is None else bracketed(found)


def bracketed(found: Snippet) -> str:
    parts, at = [], 0
    for start, end in found.marks:
        parts += [found.text[at:start], "[", found.text[start:end], "]"]
        at = end
    return "".join([*parts, found.text[at:]])


@pytest.mark.parametrize(
    ("query", "width", "line"),
    [
        ("teams", 30, "[Teams] that ship often learn…"),
        ("ship", 30, "…that [ship] often learn early…"),
        ("promise", 40, "…is a [promise] that a change is safe; a…"),
        ("promise safe", 40, "…is [safe]; a broken [promise] costs…"),
        ("delivery pipeline", 40, "…waits. [Delivery] of a [pipeline] is slow."),
        ("deliv* pipe*", 40, "…waits. [Delivery] of a [pipeline] is slow."),
        ("slow", 20, "…a pipeline is [slow]."),
        ('"change is safe"', 20, "…[change is safe]; a…"),
        ("teams slow", 30, "[Teams] that ship often learn…"),
        ("promise -teams", 40, "…is a [promise] that a change is safe; a…"),
        ("zebra teams", 30, "[Teams] that ship often learn…"),
        ("measures", 8, "…[measur]…"),
        ("it", 1, "…"),
    ],
)
def test_a_snippet_shows_the_most_words_close_together(query: str, width: int, line: str) -> None:
    assert shown(TEXT, query, width) == line


@pytest.mark.parametrize("query", ["", "zebra", "-teams", "tag:teams", "te*", "::", "…"])
def test_there_is_none_where_no_word_is_looked_for_or_stands(query: str) -> None:
    assert shown(TEXT, query) is None


def test_scripts_without_spaces_are_cut_between_their_characters() -> None:
    text = "継続的な納品とは、変更を安全に届けることである。" * 3
    line = shown(text, "変更", 20)
    assert line == "…は、[変更]を安全に届…"
    assert cell_len(line) - 2 <= 20


def test_what_a_terminal_would_obey_is_made_harmless_beside_the_marks() -> None:
    line = shown("a \x1b[31mred\x1b[0m \u202eword\u2028 here\x07", "word red", 40)
    assert line == "a ␛[31m[red]␛[0m [word] here␇".replace("[31m[red]", "[31mred")


def test_a_long_text_is_looked_at_from_its_beginning_only() -> None:
    text = "word " * (LOOK // 5)
    assert shown(text + "zebra", "zebra") is None
    assert shown(text[: LOOK // 2] + "zebra", "zebra") is not None


ANY = st.text(
    st.one_of(st.characters(), st.sampled_from("abc  \n漢字❤\ufe0f\u0301\u200d👩💻🏽")), max_size=80
)
WORDS = st.lists(
    st.builds(Word, st.text(st.sampled_from("abc漢字❤"), min_size=1, max_size=2), st.just(False),
              st.booleans()), min_size=1, max_size=3,
)  # fmt: skip


@given(ANY, WORDS, st.integers(1, 50))
def test_it_is_one_harmless_line_of_the_width_with_the_marks_inside(
    text: str, words: list[Word], width: int
) -> None:
    found = snippet(text, Query(tuple(words)), width)
    if found is None:
        return
    assert cell_len(found.text) <= width
    assert harmless(found.text) == found.text
    assert not set(found.text) & set("\n\t")
    after = 0
    for start, end in found.marks:
        assert after <= start < end <= len(found.text)
        after = end


@given(
    st.lists(st.sampled_from(["abc", "ab", "bc", "Ac,", "é", "-", "漢字", "b漢"]), max_size=60),
    WORDS,
    st.integers(24, 60),
)
def test_the_marked_words_are_those_that_are_found(
    parts: list[str], words: list[Word], width: int
) -> None:
    text, query = " ".join(parts), Query(tuple(words))
    wanted = in_bodies(query).words
    found = snippet(text, query, width)
    assert (found is None) == (not any(spans(text, wanted)))
    if found is None:
        return
    assert found.marks
    # Cut off from its end, a phrase is not there.
    there = list(spans(found.text, wanted))
    assert set(found.marks) <= set(there)
    kinds = [word for word in wanted if any(spans(text, [word]))]
    if len(text) < width // 3:
        assert all(any(spans(found.text[a:b], [w]) for a, b in found.marks) for w in kinds)
    assert pieces(found.text)


def test_a_library_reads_it_from_the_file(tmp_path: Path) -> None:
    body = "# A title\n\nSome *emphasis* and [a link](http://example.org/emphasis), no title.\n"
    (tmp_path / "a.md").write_text(f"---\ntitle: Emphasis\n---\n{body}{'x ' * LOOK}\n\nzebra\n")
    post = Post("a.md", "Emphasis")

    def found(query: str, post: Post = post) -> str | None:
        shown = library.snippet(post, Query.parse(query), 70)
        return None if shown is None else bracketed(shown)

    with Library.open(tmp_path, cache=tmp_path / "cache") as library:
        assert found("link emphasis") == (
            "A title Some [emphasis] and a [link], no title. x x x x x x x x x x x x x…"
        )
        assert found("zebra") is None
        assert found("link", Post("gone.md", "Link")) is None
        titled = found("title", Post("a.md", "A  title"))
        assert titled is not None
        assert "no [title]. x" in titled


def test_of_standard_input_too() -> None:
    with Library.from_text("-", "Some words.") as library:
        found = library.snippet(Post("-", "Words"), Query.parse("words"), 60)
        assert found == Snippet("Some words.", ((5, 10),))
