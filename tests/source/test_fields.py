"""What a post says of itself, by the rules for a folder of no engine."""

from __future__ import annotations

from datetime import datetime

import pytest

from reader.model import State
from reader.source import fields as read
from reader.source.document import parse
from reader.source.fields import Fields


def fields(front: str = "", body: str = "", path: str = "post.md") -> Fields:
    return Fields(parse(path, f"---\n{front}\n---\n{body}" if front else body))


def causes(found: Fields) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.cause) for problem in found.problems]


@pytest.mark.parametrize(
    ("front", "body", "path", "title"),
    [
        ("title: One", "# Other", "a.md", "One"),
        ("Title: One", "", "a.md", "One"),
        ("title: 2024", "", "a.md", "2024"),
        ("title: no", "", "a.md", "no"),
        ('title: "One\\nTwo\\t three"', "", "a.md", "One Two three"),
        ("title: ''\nlinkTitle: Short", "", "a.md", "Short"),
        ("title: '[/oops]'", "", "a.md", "[/oops]"),
        ("title: ' '", "text\n\n# One *more* `<b>` #\n", "a.md", "One more <b>"),
        ("x: y", "```\n# code\n```\n\nOne\n===\n", "a.md", "One"),
        ("x: y", "# [Linked](a.md) {#anchor}\n", "a.md", "Linked"),
        ("x: y", "#no heading\n## Second level\n", "some-file_name.md", "Some file name"),
        ("", "text", "b/2017-05-11-my-post.md", "My post"),
        ("", "text", "20170511_my-post.markdown", "My post"),
        ("", "text", "my-post/index.md", "My post"),
        ("", "text", "2017-05-11.md", "2017 05 11"),
        ("", "text", "GraphQL.md", "GraphQL"),
        ("", "text", "-.md", "-"),
        ("", "text", "\udcff.md", "\ufffd"),
    ],
)
def test_titles(front: str, body: str, path: str, title: str) -> None:
    assert read.title(fields(front, body, path)) == title


def test_a_title_from_the_files_name_is_a_problem_and_one_from_a_heading_is_not() -> None:
    none, heading = fields("x: y", "text"), fields("x: y", "# Heading")
    read.title(none)
    read.title(heading)
    assert causes(none) == [(None, "no title: the file name is shown")]
    assert causes(heading) == []


@pytest.mark.parametrize(
    ("front", "title", "cause"),
    [("title: [One, Two]", "One, Two", "a list"), ("title: {en: One, de: Eins}", "One", "a map")],
)
def test_a_title_of_another_shape(front: str, title: str, cause: str) -> None:
    found = fields(front)
    assert read.title(found) == title
    assert causes(found) == [(2, f"the title is {cause}, not text")]


@pytest.mark.parametrize(
    ("front", "path", "day"),
    [
        ("date: 2017-05-11", "2016-01-01-a.md", "2017-05-11"),
        ("Date: 2017-05-11", "a.md", "2017-05-11"),
        ("publishDate: 2017-05-11\nlastmod: 2018-01-01", "a.md", "2017-05-11"),
        ("pubDate: May 11, 2017", "a.md", "2017-05-11"),
        ("created_at: 2017-05-11\nkind: article", "a.md", "2017-05-11"),
        ("published: true\ncreated: 2017-05-11", "a.md", "2017-05-11"),
        ("published: 2017-05-11", "a.md", "2017-05-11"),
        ("date: {updated: 2018-01-01, created: 2017-05-11}", "a.md", "2017-05-11"),
        ("lastmod: 2018-01-01", "2017-05-11-a.md", "2017-05-11"),
        ("lastmod: 2018-01-01", "a.md", "2018-01-01"),
        ("path: /2017/05/11/a", "a.md", "2017-05-11"),
        ("permalink: /blog/2017/05/11/a.html", "a.md", "2017-05-11"),
        ("x: y", "2017-05-11-a/index.md", "2017-05-11"),
        ("x: y", "blog/2017/05/a.md", "2017-05-01"),
        ("x: y", "20170511_a.md", "2017-05-11"),
    ],
)
def test_where_dates_come_from(front: str, path: str, day: str) -> None:
    found = fields(front, path=path)
    moment = read.date(found)
    assert moment is not None
    assert moment.date.date().isoformat() == day
    assert causes(found) == []


@pytest.mark.parametrize(
    ("front", "path", "day", "problems"),
    [
        ("x: y", "a.md", None, [(None, "no date: listed last")]),
        ("x: y\ndate: 2017-02-30", "a.md", None,
         [(3, "date: there is no such day: 2017-02-30"), (None, "no date: listed last")]),
        ("date: 2017-02-30", "2017-02-28-a.md", "2017-02-28",
         [(2, "date: there is no such day: 2017-02-30")]),
        ("date: soon", "a.md", None,
         [(2, "date: “soon” is not a date"), (None, "no date: listed last")]),
        ("date: 5/11/2017", "a.md", None,
         [(2, "date: 5/11/2017 can be read in two ways"), (None, "no date: listed last")]),
        ("date: [2017-05-11]", "2017-01-01-a.md", "2017-01-01", [(2, "date is not a date")]),
        ("date: 2017-05-11 at dusk", "a.md", "2017-05-11",
         [(2, "date: only the day of “2017-05-11 at dusk” could be read")]),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_read_are_problems(
    front: str, path: str, day: str | None, problems: list[tuple[int | None, str]]
) -> None:
    found = fields(front, path=path)
    moment = read.date(found)
    assert (moment.date.date().isoformat() if moment else None) == day
    assert causes(found) == problems


@pytest.mark.parametrize(
    "front",
    ["author: Author One", "authors: [Author One]", "author_name: Author One",
     "byline: Author One", "author: {name: Author One}", "params: {author: Author One}",
     "authors:\n- name: Author One\n  url: x\n- Author One", "taxonomies: {authors: [Author One]}",
     "authors: []\nauthor: Author One", "Author: Author One"],
)  # fmt: skip
def test_where_authors_come_from(front: str) -> None:
    assert read.authors(fields(front)) == ["Author One"]
    assert read.terms(fields(front)) == {"author": ["Author One"]}


@pytest.mark.parametrize(
    ("front", "terms"),
    [
        ("tags: [a, B c, '', null, 1.10]", {"tag": ["a", "B c", "1.10"]}),
        ("tags: a, b c,", {"tag": ["a", "b c"]}),
        ("tags: a; b, c", {"tag": ["a", "b, c"]}),
        ("tag: a", {"tag": ["a"]}),
        ("tag: a\ntags: [b]", {"tag": ["a", "b"]}),
        ("categories:\n- [a, b]\n- c", {"category": ["a", "b", "c"]}),
        ("category: News, old and new", {"category": ["News, old and new"]}),
        ("category: a; b", {"category": ["a", "b"]}),
        ("series: One, two", {"series": ["One, two"]}),
        ("series: {name: One, order: 2}", {"series": ["One"]}),
        ("topics: [a]\nkeywords: b, c", {"topics": ["a"], "keywords": ["b", "c"]}),
        ("blogTags: [a]\npost_tag: b", {"blogTags": ["a"], "post_tag": ["b"]}),
        ("taxonomies: {tags: [a], categories: [b]}", {"tag": ["a"], "category": ["b"]}),
        ("params: {tags: [a]}", {"tag": ["a"]}),
        ("tags: [{label: a, permalink: /a}]", {"tag": ["a"]}),
        ("stage: one\nheritage: two\nmontag: x\ncategory_id: 7", {}),
        ("tags:\ncategories: []\nseries: ' '", {}),
        ('tags: ["a\\nb"]', {"tag": ["a b"]}),
    ],
)
def test_terms(front: str, terms: dict[str, list[str]]) -> None:
    assert read.terms(fields(front)) == terms


@pytest.mark.parametrize(
    ("front", "path", "state"),
    [
        ("x: y", "a.md", State.PUBLISHED),
        ("draft: true", "a.md", State.DRAFT),
        ("draft: 'Yes'", "a.md", State.DRAFT),
        ("draft: false", "a.md", State.PUBLISHED),
        ("published: false", "a.md", State.DRAFT),
        ("published: True", "a.md", State.PUBLISHED),
        ("published: 2017-01-01", "a.md", State.PUBLISHED),
        ("status: Draft", "a.md", State.DRAFT),
        ("status: hidden", "a.md", State.HIDDEN),
        ("status: private", "a.md", State.HIDDEN),
        ("status: published", "a.md", State.PUBLISHED),
        ("unlisted: true", "a.md", State.HIDDEN),
        ("hidden: true", "a.md", State.HIDDEN),
        ("x: y", "blog/_drafts/a.md", State.DRAFT),
        ("x: y", "_drafts.md", State.PUBLISHED),
    ],
)
def test_states(front: str, path: str, state: State) -> None:
    assert read.state(fields(front, path=path))[0] is state


def test_when_a_post_comes_and_goes() -> None:
    found = fields("date: 2017-05-11\npublishDate: 2018-01-01\nexpiryDate: 2019-01-01 10:00 +0200")
    assert read.publish_at(found, read.date(found)) == datetime.fromisoformat("2018-01-01T00:00Z")
    assert read.expire_at(found) == datetime.fromisoformat("2019-01-01T10:00+02:00")
    plain = fields("date: 2017-05-11\nexpiryDate: 2019-02-30")
    assert read.publish_at(plain, read.date(plain)) == datetime.fromisoformat("2017-05-11T00:00Z")
    assert read.expire_at(plain) is None
    late = fields("date: 2017-05-11\npublishDate: 2017-02-30")
    assert read.publish_at(late, read.date(late)) == datetime.fromisoformat("2017-05-11T00:00Z")
    assert causes(plain) == [(3, "expiryDate: there is no such day: 2019-02-30")]


@pytest.mark.parametrize(
    ("front", "url"),
    [("url: /a/\nslug: b", "/a/"), ("permalink: /c", "/c"), ("slug: b", "b"), ("x: y", None)],
)
def test_addresses(front: str, url: str | None) -> None:
    assert read.url(fields(front)) == url


@pytest.mark.parametrize(
    ("front", "body", "summary"),
    [
        ("description: Told.", "First.\n\nSecond.", "Told."),
        ("x: y", "# Title\n\nFirst *one*\nof two lines.\n\nSecond.", "First one of two lines."),
        ("description: Told.", "# T\n\nFirst.\n\nSecond.\n<!-- more -->\nThird.", "First. Second."),
        ("x: y", "", ""),
    ],
)
def test_summaries(front: str, body: str, summary: str) -> None:
    assert read.summary(fields(front, body)) == summary


def test_an_empty_file_is_one_problem() -> None:
    found = Fields(parse("a.md", b""))
    assert read.title(found) == "A"
    assert read.date(found) is None
    assert causes(found) == []
