"""The information screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from reader.model import Landing, Post, Problem, State
from reader.source.document import parse
from reader.tui.about import About
from reader.tui.screens.info import InfoScreen
from tests.tui.panels import Host, settle

TEXT = """---
title: "[/oops] of \\e[31mred"
date: 2017-05-11
authors:
  - Author One
  - {name: Author Two, url: https://example.org}
menu:
  main:
    weight: 03
text: |
  First line.

  [TODO] third line.
nothing:
no: []
---
Body.
"""


LANDS = About(landings=(Landing("home", None, 2, 3, 4), Landing("tag", "[/a]\nb", 1, 1, 2)))


def info(
    text: str | bytes = TEXT, about: About = LANDS, told: dict[str, Any] | None = None, **facts: Any
) -> Host:
    path = "notes/a\nfile.md"
    post = Post(path, "[/oops]\nof \x1b[31mred", words=1204, minutes=6, **facts)
    return Host(InfoScreen(post, parse(path, text), about, **(told or {})))


def words(screen: str) -> str:
    return " ".join(screen.split())


async def test_tells_the_facts() -> None:
    date = datetime(2017, 5, 11, 9, 30, tzinfo=UTC)
    told = {"why": "◌ draft: true (line 3)", "read_by": "Hugo, by hugo.toml"}
    app = info(told=told, date=date, url="/blog/a/", state=State.DRAFT)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await settle(pilot)
        assert "\x1b" not in screen
        assert screen.startswith(" [/oops] of ␛[31mred")
        text = words(screen)
        assert "File notes/a file.md" in text
        assert "State ◌ draft: true (line 3)" in text
        assert "Lands on page 2 of 3 of Home, no. 4 page 1 of 1 of [/a] b, no. 2" in text
        assert "Engine Hugo, by hugo.toml" in text
        assert "Address /blog/a/" in text
        assert "Date 11 May 2017, 09:30" in text
        assert "Length 1,204 words · 6 min" in text
        assert "roblem" not in text


async def test_a_date_without_a_time_shows_none() -> None:
    app = info(date=datetime(2017, 5, 11, tzinfo=UTC), date_only=True)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = words(await settle(pilot))
        assert "Date 11 May 2017 Length" in screen
        assert "State published" in screen


async def test_front_matter_stands_as_it_is_written() -> None:
    async with info().run_test(size=(80, 40)) as pilot:
        lines = [line.strip("▁▂▃▄▅▆▇█\n ") for line in (await settle(pilot)).split("\n")]
        start = lines.index("Front matter  YAML")
        assert lines[start + 1 :][:14] == [
            "title    [/oops] of ␛[31mred",
            "date     2017-05-11",
            "authors  - Author One",
            "- name: Author Two",
            "url: https://example.org",
            "menu     main:",
            "weight: 03",
            "text     First line.",
            "",
            "[TODO] third line.",
            "nothing  empty",
            "no       []",
            "",
            "",
        ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("---\ntitle: A\n---\n", "YAML"),
        ('+++\ntitle = "A"\n+++\n', "TOML"),
        ("Title: A\nDate: 2020-01-01\n\nText.\n", "MultiMarkdown"),
        (".. title: A\n\nText.\n", "Nikola"),
    ],
)
async def test_the_form_of_the_front_matter_is_named(text: str, form: str) -> None:
    async with info(text).run_test(size=(80, 40)) as pilot:
        assert f"Front matter  {form}" in await settle(pilot)


async def test_problems_name_file_line_and_cause() -> None:
    problems = (
        Problem("notes/a\nfile.md", 3, "[/no] such day"),
        Problem("notes/a\nfile.md", None, "no title"),
    )
    async with info(problems=problems).run_test(size=(80, 40)) as pilot:
        screen = words(await settle(pilot))
        assert "2 problems ! notes/a file.md:3 [/no] such day ! notes/a file.md no title" in screen


async def test_the_sites_problems_are_among_them() -> None:
    site = [Problem("hugo.toml", 4, "not TOML")]
    async with info(told={"problems": site}).run_test(size=(80, 40)) as pilot:
        assert "1 problem ! hugo.toml:4 not TOML" in words(await settle(pilot))


async def test_what_filters_a_post_out_is_said() -> None:
    about = About(barring=("tag:one", "year:2017"), home=False)
    async with info(about=about).run_test(size=(80, 40)) as pilot:
        screen = words(await settle(pilot))
        assert "List filtered out by tag:one and year:2017" in screen
        assert "Lands on not on Home" in screen


async def test_translations_are_listed_and_led_to() -> None:
    others = (Post("b.fr.md", "Un [/titre]", lang="fr"), Post("b.de.md", "Ein Titel", lang="de"))
    app = info(about=About(translations=others))
    async with app.run_test(size=(80, 40)) as pilot:
        screen = words(await settle(pilot))
        assert "1 fr Un [/titre] b.fr.md 2 de Ein Titel b.de.md" in screen
        await settle(pilot, "9")
        assert app.results == []
        await settle(pilot, "2")
        assert app.results == ["b.de.md"]


async def test_the_documents_problems_are_told_once() -> None:
    text = "---\ntitle: [a\n---\nBody\n"
    problems = parse("notes/a\nfile.md", text).problems
    assert problems
    async with info(text, problems=problems).run_test(size=(80, 40)) as pilot:
        assert f"{len(problems)} problem" in await settle(pilot)


async def test_front_matter_that_cannot_be_read_stands_as_it_is() -> None:
    text = "+++\n[/oops]]\n\x1b]0;title\x07\n+++\nBody\n"
    async with info(text).run_test(size=(80, 40)) as pilot:
        screen = await settle(pilot)
        assert "Front matter as it stands" in screen
        assert "[/oops]]" in screen
        assert not set("\x1b\x07") & set(screen)


async def test_no_front_matter_is_said() -> None:
    async with info("Only text.\n").run_test(size=(80, 40)) as pilot:
        assert "No front matter" in await settle(pilot)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\na: " + "x" * 100_000 + "\n---\n", "98,000 characters more"),
        ("---\n" + "".join(f"key{n}: a\n" for n in range(3000)) + "---\n", "more"),
        ("---\na:\n" + "- b\n" * 3000 + "---\n", "more"),
    ],
)
async def test_what_is_endless_is_cut_and_said(text: str, said: str) -> None:
    async with info(text).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert said in words(await settle(pilot, "end"))


async def test_deep_values_are_cut() -> None:
    text = "---\na: " + "[" * 30 + "x" + "]" * 30 + "\n---\n"
    async with info(text).run_test(size=(120, 24)) as pilot:
        assert "…" in await settle(pilot)


@pytest.mark.parametrize("key", ["escape", "q", "i"])
async def test_closes(key: str) -> None:
    app = info()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, key)
        assert app.results == [None]


@pytest.mark.parametrize("size", [(36, 10), (80, 24), (200, 50)])
async def test_fits_every_width(size: tuple[int, int]) -> None:
    async with info().run_test(size=size) as pilot:
        screen = words(await settle(pilot))
        assert "Lands on" in screen
        assert "Esc close" in screen


TABLE = """---
title: Short
a_key_that_is_longer_than_its_column: its value
cover: {image: a.png, sizes: {small: 100}}
steps:
  - {first}
  - short
summary: {second}
---
"""


@pytest.mark.parametrize("width", [40, 80, 120, 200])
async def test_front_matter_is_a_table_of_keys_and_values(width: int) -> None:
    first = "words of a step " * 12 + "ended"
    text = TABLE.replace("{first}", first).replace("{second}", "words of a summary " * 12)
    async with info(text).run_test(size=(width, 60)) as pilot:
        rows = [row[1:].rstrip() for row in (await settle(pilot)).splitlines()]
    # The table, without what is above and below it.
    rows = rows[rows.index("Front matter  YAML") + 1 :]
    rows = rows[: rows.index("")]
    at = rows[0].index("Short")
    assert [row for row in rows if row[:at].strip() and row[at:].strip()][1].startswith("a_key_")
    assert "a_key_that_is_longer_than_its_column" in rows[1] + rows[2]
    nested = [row[at:] for row in rows]
    assert nested[nested.index("image: a.png") + 1 :][:2] == ["sizes:", "  small: 100"]
    begun = next(n for n, row in enumerate(nested) if row.startswith("- words"))
    ended = nested.index("- short")
    assert ended > begun + 1
    assert all(row.startswith("  ") for row in nested[begun + 1 : ended])
    assert " ".join(" ".join(nested[begun:ended]).split()) == f"- {first}"
    assert max(map(len, nested)) <= 100
