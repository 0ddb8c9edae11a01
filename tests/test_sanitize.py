"""No text of a post may command a terminal, and none may lose its letters on the way."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sanitize import bounded_references, harmless, one_line, unescaped

WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"

# Text as a hostile file could hold it: everything there is, the harmful far more often.
_HARMFUL = (
    [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
    + [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
    + ["\u2028", "\u2029", "\ufeff", "\ufff9", "\ufffb", "\U000e0001", "\U000e007f", "\ud800"]
    + ["\r\n", WALES, "\U0001f3f4", "\x1b[31m", "\x1b]8;;x\x07"]
)
hostile = st.lists(st.one_of(st.sampled_from(_HARMFUL), st.text(max_size=3))).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x85b\u2028c\u2029d", "a\nb\nc\nd"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x00\x07\x08\x7f", "␀␇␈␡"),
        ("\x9b31m", "\ufffd31m"),
        ("a\u202eb\u202c", "ab"),
        ("\u2066a\u2069", "a"),
        ("\ufeffmark", "mark"),
        ("ta\U000e0067g", "tag"),
        ("\ud83d", "\ufffd"),
        ("[/oops] [TODO] fix", "[/oops] [TODO] fix"),
        # Right-to-left marks order what one reads without hiding it.
        ("\u200fA\u200e\u061c", "\u200fA\u200e\u061c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d💻 ❤\ufe0f", "👩\u200d💻 ❤\ufe0f"),
        (f"the {WALES} flag\x1b", f"the {WALES} flag␛"),
        # An unfinished flag is only tags, and tags carry text that nobody sees.
        ("\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  two\n\n lines\t", "two lines"),
        ("a\u00a0b", "a b"),
        ("\x1b\n\x1b", "␛ ␛"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("", ""),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def _obeyed(text: str) -> list[str]:
    """The characters a terminal or a reader's eye would obey instead of showing."""
    text = text.replace(WALES, "")
    return [
        char
        for char in text
        if (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF")
        or unicodedata.bidirectional(char) in ("LRI", "RLI", "FSI", "PDI")
        or 0xE0000 <= ord(char) < 0xE0080
        or char in "\u2028\u2029\ufeff\ufff9\ufffa\ufffb"
    ]


@given(hostile)
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    assert _obeyed(_without_flags(harmless(text))) == []


def _without_flags(text: str) -> str:
    """`text` without whole tag flags, which stay: a black flag, tags, and the closing tag."""
    kept, rest = "", text
    while rest:
        if rest[0] == "\U0001f3f4":
            end = 1
            while end < len(rest) and 0xE0020 <= ord(rest[end]) <= 0xE007E:
                end += 1
            if end > 1 and rest[end : end + 1] == "\U000e007f":
                rest = rest[end + 1 :]
                continue
        kept, rest = kept + rest[0], rest[1:]
    return kept


@given(hostile)
def test_twice_is_once(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)
    assert one_line(one_line(text)) == one_line(text)


@given(hostile)
def test_letters_marks_and_numbers_are_kept_in_their_order(text: str) -> None:
    def letters(given: str) -> str:
        return "".join(char for char in given if unicodedata.category(char)[0] in "LMN")

    assert letters(harmless(text)) == letters(text)


@given(hostile)
def test_one_line_is_one(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "  " not in line


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("&amp; &#65;&#x41; &copy", "& AA ©"),
        ("&#0000000065; &#00000000065", "A A"),
        (f"&#{'0' * 5000}65;", "A"),
        (f"&#{'9' * 5000}; &#{'9' * 5000}x", "\ufffd \ufffdx"),
        (f"&#x{'f' * 5000};", "\ufffd"),
        ("&#12345678;", "\ufffd"),
        ("&# a & b", "&# a & b"),
    ],
)
def test_references_of_any_length(text: str, meant: str) -> None:
    assert unescaped(text) == meant


@given(st.text("&#0123456789x; a"))
def test_a_bounded_reference_means_what_it_did(text: str) -> None:
    assert html.unescape(bounded_references(text)) == html.unescape(text)
