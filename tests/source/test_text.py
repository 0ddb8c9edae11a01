"""Plain text and its counts: right where it matters, linear whatever the text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.source.body import features, first_paragraph, heading, teaser, told
from reader.source.text import count_words, plain, segments


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# Head #", "Head"),
        ("**bold** *em* __strong__ _em_ ~~gone~~", "bold em strong em gone"),
        ("snake_case and 2\\*3", "snake_case and 2*3"),
        ("a [link](http://x_y/(z)) b", "a link b"),
        ("a [link\nover two](x)", "a link\nover two"),
        ("[![alt](a)](b) ![pic][ref]", "alt pic"),
        ("<https://a.example>", "<https://a.example>"),
        ("a<br>break <kbd>Ctrl</kbd>", "a break Ctrl"),
        ("`Vec<String>` and ``*``", "Vec<String> and *"),
        ("a <!-- hidden\nwords --> b", "a  b"),
        ("x < y and y > z", "x < y and y > z"),
        ("- one\n2. two\n> three\n- [x] four", "one\ntwo\nthree\nfour"),
        ("---\ntext\n***", "\ntext\n"),
        ("&lt;p&gt; &amp;", "<p> &"),
        (f"a &#{'9' * 5000}; b &#{'0' * 5000}65;", "a \ufffd b A"),
        ("```py\n*x* <b>\n```\ny", "*x* <b>\ny"),
        ("````\n```\n````\n*y*", "```\ny"),
        ("```\nnever *closed*", "never *closed*"),
        ("[ref]: http://a.example\ntext", "\ntext"),
        ('see {{< ref "a.md" >}}this {{% note %}}kept{{% /note %}}', "see this kept"),
        ('{{< figure src="a.png" caption="A cat" >}}', "A cat"),
        ("{{</* figure */>}}", "{{< figure >}}"),
        ("{% if x %}one{% else %}two{% endif %} {{ site.name }}", "onetwo "),
        ("a {% comment %}hidden\nwords{% endcomment %}b", "a b"),
        ("So are {{ braces }}, {x} and { .5 }", "So are {{ braces }}, {x} and { .5 }"),
        ("a {% tag without an end", "a {% tag without an end"),
        ("# Head {#id}\n![x](y){: .c} `c`{.py}\n{: .d}", "Head\nx c\n"),
        ("import A from 'a'\nimport {\n  B,\n} from \"b\";\nText {/* no */}", "\n\nText "),
        (":::note One\ntwo\n:::\n> [!TIP]\n> three", "One\ntwo\n\n\nthree"),
        ("[x]({filename}/a.md) [y]({% post_url 2020-01-02-b %})", "x y"),
        ("one[^1] two[^b]\n\n[^1]: First\n[^b]: second", "one two\n\nFirst\nsecond"),
        ("[[page|its name]] [[other]]", "its name [[other]]"),
        ("[[a] b](https://a.example/b)", "[[a] b]"),
        ("[a](\nhttps://a.example)\n[ref]:\n  https://a.example\nb", "a\n\nb"),
        ('![a](b.png "c d") ![e](f){ width=2 }', "a c d e"),
        ("a<img src='b.png' alt='c d'>e", "a c d e"),
        ("<!-- `a` --> `b` \\* `c`", "b * c"),
        ("", ""),
    ],
)
def test_plain(body: str, text: str) -> None:
    assert plain(body) == text


def test_a_table_is_its_cells() -> None:
    assert plain("| a | b |\n|---|:-:|\n| c | d |").split() == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("text", "words", "minutes"),
    [
        ("", 0, 0),
        ("— | ---", 0, 0),
        ("one", 1, 1),
        ("it's well-known: 3.14", 3, 1),
        ("word " * 220, 220, 1),
        ("word " * 221, 221, 2),
        ("漢" * 500, 500, 1),
        ("漢" * 501, 501, 2),
        ("ひらがな and カタカナ", 9, 1),
        ("漢" * 500 + " word" * 220, 720, 2),
        ("می\u200cخواهم بخوانم", 2, 1),
    ],
)
def test_counts(text: str, words: int, minutes: int) -> None:
    assert count_words(text) == (words, minutes)


@given(
    st.text(st.sampled_from("ab1_-.,’“—…→éñÅß½ª÷\xa0\x85\x1f\u2028\t\n łжع \u200c"))
    | st.text(st.characters(max_codepoint=0x17F))
)
def test_a_word_is_what_has_a_letter_or_digit(text: str) -> None:
    words = len(re.findall(r"\w\S*", text))
    assert count_words(text) == (words, -(-words // 220))


@given(st.text(st.sampled_from("`~\n >-1.ax"), max_size=60))
def test_segments_drop_nothing_but_fences(body: str) -> None:
    def words(text: str) -> list[str]:
        return [
            line for line in text.split("\n") if line and "```" not in line and "~~~" not in line
        ]

    assert words("\n".join(text for _, text in segments(body))) == words(body)


HOSTILE = [
    *"`*_<[(]!#>-|~$\\{&=:.;, \t\n1漢",
    "[a](", "<!--", "`a ", "``a`", "[a](b(c)", "<a ", "![", "{{<", "| -", "- ", "_a", "a_", "1. ",
    "> ", "\n# ", "[a][", "&amp", "\n\n    a", "~~~", "```a\n", "\n---", "\n|-", "[^", "\n[a]:",
    "<script", "<!-- more ", "\na\n=", "[a]\n",
    "{{< ", "{{<", "{{< a=\"", "{% ", "{%", "{{ a", "{/* ", "{{</*", "{: a", "{#a", "{.a",
    "\nimport {", "\nimport a ", "\nexport const a =", "\n:::", ":::", "!!! ", "[!A", "\n[TOC",
    "{% comment %}", "{% highlight ",
    "[^a]", "[[a|", "](/a", "<img alt=\"", "![a](b \"", "[a](\n", "[a](b\n", "\n[a]:\n", "){a=",
    "<!-- `a` ", "<!-- `a` -->", "`\\", "#{a ", " #\n", "\n> > ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear_whatever_the_text(piece: str) -> None:
    body = piece * (500_000 // len(piece))
    started = time.process_time()
    count_words(plain(body))
    features(body)
    told(body)
    heading(body)
    teaser(body)
    first_paragraph(body)
    assert time.process_time() - started < 1


@given(st.text())
def test_any_text_has_a_plain_one(body: str) -> None:
    text = plain(body)
    assert told(body) == (*count_words(text), features(body), text)
    words, minutes = count_words(plain(body))
    assert (words == 0) == (minutes == 0)
