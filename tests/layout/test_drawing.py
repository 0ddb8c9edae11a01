"""What each construct looks like, on a screen and in plain text."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout import plain
from reader.layout.layout import lines
from reader.layout.lines import Line
from reader.layout.signs import PLAIN, SCREEN, TEXT, Signs
from reader.markup.blocks import Paragraph, Span
from reader.markup.document import Body, walk
from tests.markup.fragments import documents, words


def drawn(text: str, width: int, signs: Signs = SCREEN) -> list[Line]:
    return list(lines(Body(text), width, signs))


def shown(text: str, width: int = 40, signs: Signs = SCREEN) -> list[str]:
    return [line.text.rstrip() for line in drawn(text, width, signs)]


CASES = [
    ("one two\nthree", 40, ["one two three"], None),
    ("one two\nthree", 8, ["one two", "three"], None),
    ("one\n\ntwo", 40, ["one", "", "two"], None),
    ("# Title\n\ntext", 40, ["Title", "━━━━━", "", "text"], ["# Title", "", "text"]),
    ("text\n\n## Part", 40, ["text", "", "", "Part"], ["text", "", "", "## Part"]),
    ("- a\n- b\n  - c", 40, ["• a", "• b", "  ◦ c"], ["- a", "- b", "  - c"]),
    ("- a\n\n- b", 40, ["• a", "", "• b"], ["- a", "", "- b"]),
    ("9. a\n10. b", 40, [" 9. a", "10. b"], [" 9. a", "10. b"]),
    ("- one two three", 9, ["• one two", "  three"], ["- one two", "  three"]),
    ("- [x] a\n- [ ] b", 40, ["☑ a", "☐ b"], ["[x] a", "[ ] b"]),
    ("-\n- b", 40, ["•", "• b"], ["-", "- b"]),
    ("- - a\n  - b", 40, ["• ◦ a", "  ◦ b"], ["- - a", "  - b"]),
    ("> a\n>\n> b", 40, ["▌ a", "▌", "▌ b"], ["> a", ">", "> b"]),
    ("> > a\n\ntext", 40, ["▌ ▌ a", "", "text"], ["> > a", "", "text"]),
    ("- a\n\n  > b", 40, ["• a", "", "  ▌ b"], ["- a", "", "  > b"]),
    ("```\na\n\n  b\n```", 40, ["  a", "", "    b"], ["```", "a", "", "  b", "```"]),
    ("x\n\n```py\na\n```", 10, ["x", "        py", "  a"], ["x", "", "```py", "a", "```"]),
    ("    abcdefgh", 6, ["  abcd", "↪ efgh"], None),
    ("```\n\tx\n```", 40, ["      x"], None),
    ("***", 5, ["─────"], ["-----"]),
    ("![A](p.png)", 40, ["▸ image: A (p.png)"], ["[image: A] (p.png)"]),
    ("![](p.png 'T')", 40, ["▸ image: T (p.png)"], ["[image: T] (p.png)"]),
    ("![A](data:image/png;base64,AAAA)", 40, ["▸ image: A (data:image/png)"], None),
    (
        "| a | b |\n|---|--:|\n| one | 2 |\n| x | 10 |",
        40,
        ["a   │  b", "────┼───", "one │  2", "x   │ 10"],
        ["a   |  b", "----|---", "one |  2", "x   | 10"],
    ),
    (
        "| a | b |\n|:-:|---|\n| one two three | four five six |\n| x | y |",
        17,
        ["   a    │ b", "────────┼────────", "one two │ four", " three  │ five"],
        None,
    ),
    (
        "| name | note |\n|---|---|\n| one | alpha beta |\n| two | gamma |",
        11,
        ["name: one", "note:", "  alpha", "  beta", "", "name: two", "note:", "  gamma"],
        None,
    ),
]


@pytest.mark.parametrize(("text", "width", "screen", "plain"), CASES)
def test_constructs(text: str, width: int, screen: list[str], plain: list[str] | None) -> None:
    assert shown(text, width)[: len(screen)] == screen
    if plain is not None:
        assert shown(text, width, PLAIN) == plain


def test_roles_say_what_is_what() -> None:
    found = {
        span.text.strip(): span.role
        for line in drawn("# T *e*\n\n> q\n\n1. x\n\n- [x] y\n\n| h |\n|---|\n| c |", 40)
        for span in line.spans
    }
    assert found["T"] == "h1"
    assert found["e"] == "h1 em"
    assert found["▌"] == "quote"
    assert found["1."] == "marker"
    assert found["☑"] == "marker done"
    assert found["h"] == "head"


def test_code_is_coloured_by_its_language() -> None:
    (label, code) = drawn("```python\nreturn 'x'\n```", 40)
    assert label.spans[-1] == Span("python", "block label")
    assert Span("return", "block code tok-keyword") in code.spans
    assert Span("'x'", "block code tok-string") in code.spans


def test_the_last_line_of_a_diff_is_coloured_too() -> None:
    found = drawn("```diff\n- old\n+ new\n```", 40)
    assert [line.spans[1].role for line in found[1:]] == [
        "block code tok-deleted",
        "block code tok-inserted",
    ]


@pytest.mark.parametrize("language", ["console", "shellsession", "bash", "Shell"])
def test_prompts_and_what_was_answered_are_told_apart(language: str) -> None:
    typed, answer = drawn(f"```{language}\n$ echo a\na\n```", 40)[1:]
    assert Span("$ ", "block code tok-prompt") in typed.spans
    assert Span("a", "block code tok-output") in answer.spans


def test_a_script_is_no_session() -> None:
    found = drawn("```bash\necho $HOME # $ x\n```", 40)
    assert "tok-prompt" not in {word for span in found[1].spans for word in span.role.split()}


def test_code_stands_on_a_ground_as_wide_as_the_text() -> None:
    for line in drawn("```\nab\n\nabcdefghijkl\n```", 10):
        assert len(line.text) == 10
        assert all(span.role.split()[0] == "block" for span in line.spans)


FENCES = [
    ("~~~\n```\n~~~", ["````", "```", "````"]),
    ("~~~ md\na ````` b\n~~~", ["``````md", "a ````` b", "``````"]),
    ("    indented", ["```", "indented", "```"]),
    ("```\n" + "x" * 50 + "\n```", ["```", "x" * 50, "```"]),
]


@pytest.mark.parametrize(("text", "expected"), FENCES)
def test_fences_in_plain_text_are_as_long_as_needed(text: str, expected: list[str]) -> None:
    assert list(plain.render(Body(text), 12)) == expected


@pytest.mark.parametrize("language", ["", "no-such-language", "python"])
def test_code_is_the_same_text_in_every_language(language: str) -> None:
    source = "def f(x):\n\n    return '\\n' # \u00e9 漢\n" * 70
    found = drawn(f"```{language}\n{source}```", 60)
    texts = [line.text[2:].rstrip() for line in found if line.margin < 60]
    assert texts == source.rstrip("\n").split("\n")


def test_long_code_stays_in_one_colour() -> None:
    found = drawn("```python\n" + "return 1\n" * 9000 + "```", 40)
    assert {span.role for line in found[1:] for span in line.spans} == {"block", "block code"}


def test_lines_point_into_the_file() -> None:
    body = Body(
        "# T\n\na b c\nd e f\n\n```\nx\ny\n```\n\n| a |\n|---|\n| r1 |\n| r2 |", first_line=4
    )
    sources = {line.text.strip(): line.source for line in lines(body, 6)}
    assert sources["T"] == 4
    assert sources["a b c"] == 6
    assert sources["d e f"] == 7
    assert sources["x"] == 10
    assert sources["y"] == 11
    assert sources["r1"] == 16
    assert sources["r2"] == 17


def test_margins_and_joints_let_text_be_copied() -> None:
    copied = ""
    for line in drawn("> - alpha beta gamma 漢字漢字漢字 delta\n\n```\nlongcode\n```", 12):
        text = line.text[line.margin :]
        copied += (line.joint if line.soft else "\n") + text
    assert "alpha beta gamma 漢字漢字漢字 delta" in copied
    assert "longcode" in copied
    assert "▌" not in copied
    assert "•" not in copied


@pytest.mark.parametrize("width", [1, 2, 3, 5, 8, 13, 40])
def test_deep_furniture_leaves_room_for_text(width: int) -> None:
    found = drawn("> " * 40 + "some text", width)
    assert all(cell_len(line.text) <= width for line in found)
    assert "".join(line.text[line.margin :] for line in found).replace(" ", "") == "sometext"


@given(documents, st.integers(1, 300), st.sampled_from([SCREEN, PLAIN]))
@settings(max_examples=400, deadline=None)
def test_no_line_is_wider_than_asked(text: str, width: int, signs: Signs) -> None:
    for line in drawn(text, width, signs):
        assert cell_len(line.text) <= width
        assert sum(cell_len(span.text) for span in line.spans) <= width
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", line.text)
        assert line.margin <= width


@given(documents, st.integers(3, 120), st.sampled_from([SCREEN, TEXT]))
@settings(max_examples=300, deadline=None)
def test_paragraphs_keep_their_text_in_order(text: str, width: int, signs: Signs) -> None:
    body = Body(text)
    drawn = lines(body, width, signs)
    found = "".join(line.text[line.margin : len(line.text) - line.tail] for line in drawn)
    found = re.sub(r"[\s\u200b\u200d]", "", found)
    place = 0
    for block in walk(body.blocks):
        if isinstance(block, Paragraph):
            said = "".join(span.text for span in block.inline.runs())
            said = re.sub(r"[\s\u00ad\u200b\u200d]", "", said)
            place = found.find(said, place)
            assert place >= 0
            place += len(said)


@given(
    st.lists(st.lists(words, min_size=2, max_size=4), min_size=1, max_size=5), st.integers(2, 60)
)
@example([["0", "(AB)"]], 2)
@settings(deadline=None)
def test_tables_keep_every_sign(rows: list[list[str]], width: int) -> None:
    # `\(x\)` is a formula.
    assume(not any(re.search(r"\( *[A-Za-z] *\)", cell) for row in rows for cell in row))
    escaped = [[re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", cell) for cell in row[:2]] for row in rows]
    text = "| a | b |\n|---|---|\n" + "\n".join(f"| {' | '.join(row)} |" for row in escaped)
    found = sorted("".join(line.text for line in drawn(text, width)))
    for sign in "".join(cell for row in rows for cell in row[:2]):
        assert sign in found
