"""Every form of front matter: what is read of it, where it stood, and what was wrong."""

from __future__ import annotations

import time
from typing import Any

import pytest

from reader.source.frontmatter import FrontMatter, Written, split


def read(text: str) -> FrontMatter:
    front, body, body_line = split("post.md", text)
    assert front.raw + body == text
    assert text.count("\n", 0, len(front.raw)) == body_line - 1
    return front


FORMS = [
    ("yaml", "---\ntitle: One\ntags: [a, b]\n---\nBody", {"title": "One", "tags": ["a", "b"]}),
    ("yaml", "--- \ntitle: One\n... \nBody", {"title": "One"}),
    ("yaml", "\n \n---\ntitle: One\n---\n", {"title": "One"}),
    ("yaml", "---\n---\nBody", {}),
    ("yaml", "---\n# nothing yet\n---\nBody", {}),
    ("yaml", "---\ntitle:\n---\nBody", {"title": None}),
    ("yaml", "---\na: {b: c, d: [e]}\n---\n", {"a": {"b": "c", "d": ["e"]}}),
    ("toml", '+++\ntitle = "One"\ntags = ["a"]\n+++\nBody', {"title": "One", "tags": ["a"]}),
    ("toml", "+++\n[params]\nauthor = 'A B'\n+++\n", {"params": {"author": "A B"}}),
    ("json", '{"title": "One", "tags": ["a"]}\nBody', {"title": "One", "tags": ["a"]}),
    ("json", '{\n  "a": "}",\n  "b": {"c": "\\"}"}\n}\n\nBody', {"a": "}", "b": {"c": '"}'}}),
    ("json", "{}\nBody", {}),
    ("json", '{"a": "\\ud800é", "b": [true, null]}', {"a": "\ufffdé", "b": ["true", None]}),
    ("toml", "+++\na = [1, 2017-05-11, true, 1.50]\n+++\n",
     {"a": ["1", "2017-05-11", "true", "1.50"]}),
    ("hexo", ';;;\n"title": "One",\n"date": "2017-01-02"\n;;;\nBody',
     {"title": "One", "date": "2017-01-02"}),
    ("hexo", '"title": "One"\n;;;\nBody', {"title": "One"}),
    ("hexo", "title: One\ntags:\n- a\n- b\n---\nBody", {"title": "One", "tags": ["a", "b"]}),
    ("nikola", ".. title: One\n.. slug: one\n\nBody", {"title": "One", "slug": "one"}),
    ("nikola", "<!--\n.. title: One\n.. tags: a, b\n-->\n\nBody", {"title": "One", "tags": "a, b"}),
    ("nikola", "<!-- .. title: One -->\nBody", {"title": "One"}),
    ("nikola", "<!-- .. title: One --> Body", {"title": "One"}),
    ("multimarkdown", "Title: One\nAuthors: A B; C D\n\nBody",
     {"title": "One", "authors": "A B; C D"}),
    ("multimarkdown", "Date: 2017-01-02\nTags: a\nSummary: First\n    and second\n\nBody",
     {"date": "2017-01-02", "tags": "a", "summary": "First\nand second"}),
    ("eleventy", '---json\n{"title": "One"}\n---\nBody', {"title": "One"}),
    ("eleventy", '---toml\ntitle = "One"\n---\nBody', {"title": "One"}),
    ("eleventy", "---yaml\ntitle: One\n---\nBody", {"title": "One"}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "values"), FORMS)
def test_each_form(form: str, text: str, values: dict[str, Any]) -> None:
    front = read(text)
    assert (front.form, front.values, front.problems) == (form, values, ())


NONE = [
    "Just text.",
    "---\nProse between two rules.\n---\nMore.",
    "---\n\n`Prose` between @ rules.\n\n---\n",
    "---\n- one\n- two\n---\n",
    "Note: this is prose\n---\n",
    "Note: this is prose.\n\nAnd more.",
    "Summary: one line of prose.\n\nAnd more.",
    "Title of this text\n---\nis a heading",
    "title: a paragraph\ngoes on here.\n\nMore.",
    "{% include header.html %}\nText",
    "{{< figure >}}\nText",
    '{"a": 1} is how JSON looks.',
    "<!-- a comment -->\nText",
    "+++",
    "+++\nsome text\n",
    ";;;\n",
    "---",
    "----\ntitle: x\n----\n",
    "---\nA rule above, and no other.\n",
    "",
    "\n\n",
]


@pytest.mark.parametrize("text", NONE)
def test_text_that_is_no_front_matter_stays_body(text: str) -> None:
    assert read(text) == FrontMatter()


@pytest.mark.parametrize(
    "scalar",
    ["no", "1.10", "20240102", "2017-02-30", "2017-05-11 10:00:00 +0200", "0x1F", "1_000", ".inf"],
)
def test_scalars_stay_as_written(scalar: str) -> None:
    for text in (
        f"---\nkey: {scalar}\n---\n",
        f"Title: x\nkey: {scalar}\n\n",
        f"title: x\nkey: {scalar}\n---\n",
        f".. key: {scalar}\n",
    ):
        value = read(text).values["key"]
        assert value == scalar
        assert isinstance(value, Written)
        assert not value.quoted


@pytest.mark.parametrize(
    "scalar", ["true", "1.10", "0x1F", "1_000", "2017-05-11", "2017-05-11T10:00:00+02:00"]
)
def test_toml_scalars_stay_as_written(scalar: str) -> None:
    value = read(f"+++\nkey = {scalar} # a remark\n+++\n").values["key"]
    assert value == scalar
    assert isinstance(value, Written)
    assert not value.quoted


@pytest.mark.parametrize("scalar", ["true", "1.10", "-7", "1e3"])
def test_json_scalars_stay_as_written(scalar: str) -> None:
    assert read(f'{{"key": {scalar}}}').values["key"] == scalar


@pytest.mark.parametrize(
    "text",
    ["---\nkey: 'no'\n---\n", '---\nkey: "no"\n---\n', "---\nkey: |-\n  no\n---\n",
     '+++\nkey = "no"\n+++\n', '{"key": "no"}'],
)  # fmt: skip
def test_quotes_are_remembered(text: str) -> None:
    value = read(text).values["key"]
    assert value == "no"
    assert isinstance(value, Written)
    assert value.quoted


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("---\ntitle: x\ntags:\n- a\ndate: y\n---\n", {"title": 2, "tags": 3, "date": 5}),
        ("\n\n---\ntitle: x\n---\n", {"title": 4}),
        ("+++\na = 1\n\nb = [\n1]\n[params]\nc = 1\n+++\n", {"a": 2, "b": 4, "params": 6}),
        ('{\n"a": {\n"x": 1},\n"b": 2}\n', {"a": 2, "b": 4}),
        (';;;\n"a": 1,\n"b": 2\n;;;\n', {"a": 2, "b": 3}),
        ("title: x\ndate: y\n---\n", {"title": 1, "date": 2}),
        ("<!--\n.. title: x\n.. date: y\n-->\n", {"title": 2, "date": 3}),
        ("\nTitle: x\nDate: y\n\n", {"title": 2, "date": 3}),
        ("---json\n{\n\"a\": 1}\n---\n", {"a": 3}),
    ],
)  # fmt: skip
def test_lines_count_in_the_file(text: str, lines: dict[str, int]) -> None:
    assert read(text).lines == lines


# text → values, line and words of the problem
MISTAKES: list[tuple[str, dict[str, Any], int, str]] = [
    ("---\ntitle: A: B\ndate: 2017-01-02\n---\n", {"title": "A: B", "date": "2017-01-02"}, 2,
     "needs quotes"),
    ("---\ndate: 2017-01-02\ntitle: *Good* news\n---\n",
     {"date": "2017-01-02", "title": "*Good* news"}, 3, "needs quotes"),
    ("---\ntitle: @home\n---\n", {"title": "@home"}, 2, "starts with @"),
    ("---\ntitle: `ls`\ntags:\n  - a\n---\n", {"title": "`ls`", "tags": ["a"]}, 2, "starts with `"),
    ('---\ntitle: "Open\ndate: x\n---\n', {"title": "Open", "date": "x"}, 2, "not closed"),
    ("---\ntags: [a, b\ntitle: x\n---\n", {"tags": "[a, b", "title": "x"}, 2, "not closed"),
    ("---\ntitle: x\nstray line\n---\n", {"title": "x"}, 3, "not “key: value”"),
    ("---\ntitle: 'It's'\n---\n", {"title": "It's"}, 2, "quotes"),
    ('---\ntitle: "a\\d"\n---\n', {"title": "a\\d"}, 2, "backslash"),
    ("---\ntags:\n\t- a\n\t- b\ntitle: x\n---\n", {"tags": ["a", "b"], "title": "x"}, 3, "a tab"),
    ("---\ntitle: a\x1b[31mb\n---\n", {"title": "a\ufffd[31mb"}, 2, "control character"),
    ("---\ntitle: a\x1bb: c\n---\n", {"title": "a\ufffdb: c"}, 2, "control character"),
    ("---\ntitle: x\n--- more\n---\n", {"title": "x"}, 3, "second YAML document"),
    ("---\ntitle: x\na: *b\n---\n", {"title": "x", "a": "*b"}, 3, "starts with *"),
    ("---\ntitle: x\n? [a]\n: b\n---\n", {"title": "x"}, 3, "a key that is not text"),
    (f"---\ntitle: x\na: {'[' * 40}{']' * 40}\n---\n",
     {"title": "x", "a": "[" * 40 + "]" * 40}, 3, "nested more than"),
    ("---\ntitle: x\ntitle: y\n---\n", {"title": "y"}, 3, '"title" is written twice'),
    ("---\na: {b: 1, b: 2}\n---\n", {"a": {"b": "2"}}, 2, '"b" is written twice'),
    ("+++\ndate = Date(2023,07,06)\ntitle = 'x'\n+++\n",
     {"date": "Date(2023,07,06)", "title": "x"}, 2, "not valid TOML"),
    ("+++\ndate = 2017-02-30\n[params]\na = 1\nb = [\n+++\n",
     {"date": "2017-02-30", "params": {"a": "1", "b": "["}}, 2, "not valid TOML"),
    ("+++\ntitle = 'a'\ntitle = 'b'\n+++\n", {"title": "b"}, 3, "not valid TOML"),
    ('{\n"title": "x",\n"date": nonsense\n}\n', {"title": "x", "date": "nonsense"}, 3,
     "not valid JSON"),
    ('{"title": "x", "title": "y"}', {"title": "y"}, 1, "twice"),
    ("Title: x\nTitle: y\n\n", {"title": "y"}, 2, "twice"),
    ("---js\n{ title: process.exit() }\n---\nBody", {}, 1, "never run"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "line", "words"), MISTAKES)
def test_a_mistake_is_named_and_the_rest_is_saved(
    text: str, values: dict[str, Any], line: int, words: str
) -> None:
    front = read(text)
    assert front.values == values
    assert front.raw
    assert front.problems[0].line == line
    assert words in front.problems[0].cause


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("---\ntitle: x\ndate: y\n", {"title": "x", "date": "y"}),
        ("---\ntitle: A: B\ndate: y\n", {"title": "A: B", "date": "y"}),
        # The second fence is missing, and a rule further down takes its place.
        ("---\ntitle: x\n\nA paragraph of text.\n\n---\n\nMore text.", {"title": "x"}),
        ("+++\ntitle = 'x'\ndate = [\n", {"title": "x", "date": "["}),
        ('{"title": "x",\n', {}),
        (';;;\n"title": "x"\n', {}),
        ("<!--\n.. title: x\n", {}),
    ],
)
def test_what_is_not_closed_stays_body(text: str, values: dict[str, Any]) -> None:
    front = read(text)
    assert (front.form, front.raw, front.values) == ("none", "", values)
    assert [(problem.line, "not closed" in problem.cause) for problem in front.problems] == [
        (1, True)
    ]


def test_a_list_of_mappings_was_meant_as_front_matter() -> None:
    front = read("\n---\n- title: x\n- date: y\n---\nBody")
    assert front.values == {}
    assert [(problem.line, "a list" in problem.cause) for problem in front.problems] == [(2, True)]


def test_anchors_and_merge_keys_are_followed() -> None:
    text = "---\nbase: &b {a: 1, c: 2}\nown:\n  <<: *b\n  a: 3\n<<: *b\nc: 4\n---\n"
    front = read(text)
    assert front.values["own"] == {"a": "3", "c": "2"}
    assert (front.values["a"], front.values["c"]) == ("1", "4")
    assert front.problems == ()


def bomb() -> str:
    lines = ["title: x", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{bomb()}\n---\n",
        "---\ntitle: x\na: &a [*a]\n---\n",
        "---\ntitle: x\na: " + "[" * 60_000 + "\n---\n",
        "---\ntitle: x\na:\n  " + "- " * 40_000 + "\n---\n",
        "+++\ntitle = 'x'\na = " + "[" * 60_000 + "\n+++\n",
        "+++\ntitle = 'x'\na = " + "9" * 60_000 + "\n+++\n",
        "+++\ntitle = 'x'\n" + "a." * 500_000 + "a = 1\n+++\n",
        '{"title": "x",\n"a": ' + "[" * 60_000 + "]" * 60_000 + "\n}\n",
        "---\ntitle: x\n" + "some text\n" * 500_000,
        "---\ntitle: x\n" + "key: value\n" * 400_000,
        "title: x\n" + "key: value\n" * 400_000,
        "<!--\n.. title: x\n" * 300_000,
        ".. title: x\n" * 300_000,
        "+++\n" * 1_000_000,
        ";;;\n" + '"' * 4_000_000,
        "{" + '"a":{' * 800_000,
        "---\n" + "-" * 100_000 + "\n- a: " * 500_000,
    ],
    ids=lambda text: text[:24],
)
def test_hostile_front_matter_takes_little_time(text: str) -> None:
    started = time.process_time()
    front = read(text)
    assert time.process_time() - started < 2
    assert len(front.problems) < 10


def test_the_handlers_work_with_python_frontmatter_itself() -> None:
    import frontmatter

    from reader.source.handlers import Toml

    post = frontmatter.loads("+++\ntitle = 'x'\n+++\nBody", handler=Toml())
    assert (post.metadata, post.content) == ({"title": "x"}, "Body")
