"""Jekyll's rules that its sites do not show: settings, values, dates, addresses, hostile files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.engines.detect import detect
from reader.engines.jekyll import Jekyll
from reader.engines.jekyll_dates import parse
from reader.engines.jekyll_settings import Settings
from reader.engines.jekyll_urls import escaped, sanitized, slugified
from reader.engines.jekyll_values import identity, scalar, text
from reader.engines.site import Site
from reader.library import Library
from reader.model import Post, State
from reader.source import document
from reader.source.frontmatter import Written

NEW_YORK = ZoneInfo("America/New_York")


def site(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def post(folder: Path, path: str, content: str, config: str = "") -> Post:
    site(folder, {"_config.yml": config or "{}"})
    engine = Jekyll(Site(folder, folder, "_config.yml"))
    engine.posts([path])
    found = engine.read(document.parse(path, content))
    assert found
    return found


# As Ruby 3.1's `Time.parse(text).localtime` prints them, in New York.
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-01-01", "2020-01-01T00:00:00-05:00"),
        ("12-1-1", "2012-01-01T00:00:00-05:00"),
        ("2020-02-30", "2020-03-01T00:00:00-05:00"),
        ("2020-13-01", None),
        ("2020-04-00", None),
        ("2020-01-01 10", "2020-01-01T10:00:00-05:00"),
        ("2020-01-01 10:00 +0200", "2020-01-01T03:00:00-05:00"),
        ("2020-01-01T10:00:00Z", "2020-01-01T05:00:00-05:00"),
        ("2020-01-01 24:00", "2020-01-02T00:00:00-05:00"),
        ("2020-01-01 25:00", None),
        ("2019-03-10 02:30:00", "2019-03-10T03:30:00-04:00"),
        ("2019-11-03 01:30:00", "2019-11-03T01:30:00-05:00"),
        ("Friday, January 25, 2018", "2018-01-25T00:00:00-05:00"),
        ("2017-02-10 00:10::00 -03:00", "2017-02-10T00:10:00-05:00"),
        ("5/11/2017", "2017-11-05T00:00:00-04:00"),
        ("3rd March 2019", "2019-03-03T00:00:00-05:00"),
        ("March 3, 2019 5:30 PM EST", "2019-03-03T17:30:00-05:00"),
        ("2-Jan-2020", "2020-01-02T00:00:00-05:00"),
        ("20200101T101010", "2020-01-01T10:10:10-05:00"),
        ("January 2018", "2018-01-01T00:00:00-05:00"),
        ("2020-01-01 12 AM", "2020-01-01T00:00:00-05:00"),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_as_ruby_reads_them(written: str, read: str | None) -> None:
    found = parse(written, NEW_YORK)
    assert (found and found[0].isoformat()) == read


@given(st.text(alphabet="0123456789-/:. TZJanuary+,'hpm", max_size=140))
def test_no_date_raises(written: str) -> None:
    found = parse(written, NEW_YORK)
    assert found is None or found[0].tzinfo is not None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", True),
        ("Off", False),
        ("~", None),
        ("no way", "no way"),
        ("1.10", 1.1),
        ("08", "08"),
        ("010", 8),
        ("0x1F", 31),
        ("1,000", 1000),
        ("2020, 2021", "2020, 2021"),
        ("2020-01-01 10:00:00", datetime(2020, 1, 1, 10)),
        ("2020-01-01 10:00", "2020-01-01 10:00"),
        ("2020-02-30", "2020-02-30"),
        ("C++", "C++"),
        ("-", "-"),
        (".", "."),
    ],
)
def test_scalars_are_what_psych_makes_of_them(written: str, value: object) -> None:
    assert scalar(Written(written)) == value
    assert scalar(Written(written, True)) == written


def test_a_number_and_its_text_are_two_terms() -> None:
    assert identity(Written("2019")) != identity(Written("2019", True))
    assert identity(Written("x")) == identity(Written("x", True))
    assert text([Written("a"), Written("1"), None]) == '["a", 1, nil]'


# As `Jekyll::Utils.slugify` and `Jekyll::URL` print them.
@pytest.mark.parametrize(
    ("name", "mode", "slug"),
    [
        ("The _config.yml file", "default", "the-config-yml-file"),
        ("The _config.yml file", "pretty", "the-_config.yml-file"),
        ("Über C++ & C#", "default", "über-c-c"),
        ("Über C++", "latin", "uber-c"),
        ("Über C++", "ascii", "ber-c"),
        ("a  b--c", "raw", "a-b--c"),
        ("A B", "none", "a b"),
    ],
)
def test_slugs(name: str, mode: str, slug: str) -> None:
    assert slugified(name, mode) == slug


def test_addresses_are_escaped_and_stay_inside() -> None:
    assert escaped("C# ä?") == "C%23%20%C3%A4?"
    assert sanitized("a/../..//b") == "/a/b"


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("", "/cat/2020/01/02/a-Title.html"),
        ("permalink: none", "/cat/a-Title.html"),
        ("permalink: ordinal", "/cat/2020/002/a-Title.html"),
        ("permalink: weekdate", "/cat/2020/W01/Thu/a-Title.html"),
        ("permalink: /:short_year/:i_month/:slug", "/20/1/a-title"),
        ("permalink: /:unknown/", None),
        ("collections: {posts: {permalink: '/c/:name/'}}", "/c/2020-01-02-a-title/"),
        ("collections: [posts]\npermalink: pretty", "/cat/2020/01/02/a-Title/"),
    ],
)
def test_permalinks(tmp_path: Path, config: str, url: str | None) -> None:
    found = post(tmp_path, "_posts/2020-01-02-a-Title.md", "---\ncategories: Cat\n---\n", config)
    assert found.url == url


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("_posts/2020-01-01-a.md", ""),
        ("blog/_posts/2020-01-01-a.md", ""),
        ("_posts/a/_b/2020-01-01-a.md", ""),
        ("_posts/_a/2020-01-01-a.md", "starts with _"),
        ("_posts/a.md", "its name is not"),
        ("_posts/2020-01-a.md", "its name is not"),
        ("_drafts/a.md", ""),
        ("_site/_posts/2020-01-01-a.md", "excluded"),
        ("out/_posts/2020-01-01-a.md", "excluded"),
        ("output/_posts/2020-01-01-a.md", "excluded"),
        ("x/y/_posts/2020-01-01-a.md", ""),
        ("a.md", "no _posts folder"),
    ],
)
def test_which_files_are_posts(tmp_path: Path, path: str, said: str) -> None:
    site(tmp_path, {"_config.yml": "exclude: [out, 'x/*/_posts']\n", path: ""})
    exclusion = Jekyll(Site(tmp_path, tmp_path)).exclusion(path)
    assert said in exclusion
    assert bool(said) == bool(exclusion)


@pytest.mark.parametrize(
    ("pattern", "path", "applies"),
    [
        ("a/*/b", "a/x/b/_posts/p.md", True),
        ("a/*/b", "a/x/c/_posts/p.md", False),
        ("a/**/b", "a/b/_posts/p.md", True),
        ("a/**/b", "a/x/y/b/p.md", True),
        ("**/*.md", "_posts/p.md", True),
        ("{a,b}*", "bc/_posts/p.md", True),
        ("*" * 400, "p.md", False),
        ("*a" * 100, "a" * 200 + "/b.md", True),
    ],
)
def test_the_scope_of_defaults(tmp_path: Path, pattern: str, path: str, applies: bool) -> None:
    config = f"defaults:\n- scope: {{path: '{pattern}'}}\n  values: {{title: Given}}\n"
    site(tmp_path, {"_config.yml": config})
    assert bool(Settings(Site(tmp_path, tmp_path)).defaults(path, path)) == applies


@pytest.mark.parametrize(
    ("front", "state", "reason"),
    [
        ("published: false", State.DRAFT, "published: false (line 2)"),
        ("published:", State.DRAFT, "published: says nothing"),
        ("published: 'false'", State.PUBLISHED, ""),
        ("draft: true", State.PUBLISHED, ""),
        ("date: never", State.PUBLISHED, ""),
    ],
)
def test_states(tmp_path: Path, front: str, state: State, reason: str) -> None:
    found = post(tmp_path, "_posts/2020-01-01-a.md", f"---\n{front}\n---\n")
    assert (found.state, found.reason) == (state, reason)


def test_an_author_is_named_by_the_data_files(tmp_path: Path) -> None:
    site(tmp_path, {"_data/team.yml": "- {id: one, name: Author One}\n"})
    found = post(tmp_path, "_posts/2020-01-01-a.md", "---\nauthor: one\n---\n")
    assert found.authors == ("Author One",)


@pytest.mark.parametrize(
    "index",
    [
        pytest.param({"index.html": "---\n---\n"}, id="html"),
        pytest.param({}, id="of a theme"),
    ],
)
def test_home_is_paged(tmp_path: Path, index: dict[str, str]) -> None:
    site(tmp_path, {"_config.yml": "paginate: 3\n", "_posts/2020-01-01-a.md": "", **index})
    assert Jekyll(Site(tmp_path, tmp_path)).size_of("home") == 3


def test_only_an_index_of_html_is_paged(tmp_path: Path) -> None:
    site(tmp_path, {"_config.yml": "paginate: 3\n", "index.md": "---\n---\n"})
    assert Jekyll(Site(tmp_path, tmp_path)).size_of("home") is None


@pytest.mark.parametrize(
    ("said", "category", "tag"),
    [
        ("enabled: [tags]", None, "/tag/a-b/"),
        ("enabled: all", "/category/a-b/", "/tag/a-b/"),
        ("enabled: true, permalinks: {tag: /t/:name}", "/category/a-b/", "/t/a-b"),
        ("enabled: [tags], permalinks: {tag: '/:year/:name/'}", None, None),
        ("enabled: [year]", None, None),
        ("layout: archive", None, None),
        ("enabled: {tags: true}", None, None),
    ],
)
def test_terms_have_the_addresses_of_jekyll_archives(
    tmp_path: Path, said: str, category: str | None, tag: str | None
) -> None:
    site(tmp_path, {"_config.yml": f"jekyll-archives: {{{said}}}\n"})
    engine = Jekyll(Site(tmp_path, tmp_path, "_config.yml"))
    found = [engine.page_url(kind, "A & b", "A & b", 1, 1) for kind in ("category", "tag")]
    assert found == [category, tag]
    assert engine.page_url("home", "", "", 1, 1) == "/"


def test_the_summary_ends_at_the_separator(tmp_path: Path) -> None:
    body = "---\n---\nOne.\n\nTwo.\n\n<!--cut-->\n\nThree.\n"
    found = post(tmp_path, "_posts/2020-01-01-a.md", body, "excerpt_separator: <!--cut-->")
    assert found.summary == "One. Two."


@pytest.mark.parametrize(
    "path", ["", "_posts", "_posts/in", "blog/_posts", "_posts/2020-01-01-a.md"]
)
def test_a_site_is_seen_from_any_of_its_folders(tmp_path: Path, path: str) -> None:
    posts = ("_posts/2020-01-01-a.md", "_posts/in/2020-01-01-b.md", "blog/_posts/2020-01-01-c.md")
    site(tmp_path, {"_config.yml": "title: x\n", **dict.fromkeys(posts, "---\n---\n")})
    engine = detect(tmp_path / path)
    assert (engine.name, engine.site.folder) == ("jekyll", tmp_path)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"_config.yml": "title: x\n", "docs/a.md": ""}, id="no posts"),
        pytest.param({"_config.yml": "x: [\n", "_posts/2020-01-01-a.md": ""}, id="broken"),
        pytest.param(
            {"_config.yml": "a: &a [x, x]\n" + "".join(
                f"b{n}: &b{n} [{', '.join(['*a' if n == 0 else f'*b{n - 1}'] * 9)}]\n"
                for n in range(9)
            ), "_posts/2020-01-01-a.md": ""}, id="aliases",
        ),
        pytest.param({"_config.yml": "- a\n", "_posts/2020-01-01-a.md": ""}, id="a list"),
    ],
)  # fmt: skip
def test_what_is_no_site_of_jekyll_s_is_none(tmp_path: Path, files: dict[str, str]) -> None:
    assert detect(site(tmp_path, files)).name == "plain"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(config=st.text(max_size=80), front=st.text(max_size=80))
def test_nothing_raises(tmp_path: Path, config: str, front: str) -> None:
    keys = ["permalink", "timezone", "defaults", "exclude", "paginate", "paginate_path", "source"]
    quoted = config.replace("\\", "").replace('"', "").replace("\n", " ")
    lines = [f'{key}: "{quoted}"' for key in keys if quoted.isprintable()]
    names = ["title", "date", "tags", "categories", "category", "published", "slug", "permalink"]
    front = "".join(f"{name}: {front}\n" for name in names)
    path = "_posts/2020-01-01-a.md"
    found = post(tmp_path, path, f"---\n{front}---\n", "\n".join(lines))
    assert found.title


def test_the_future_is_out_unless_the_settings_let_it_in(tmp_path: Path) -> None:
    files = {"_config.yml": "title: x\n", "_posts/2099-01-01-a.md": "---\n---\n"}
    with Library.open(site(tmp_path, files)) as library:
        library.refresh()
        found = library.post("_posts/2099-01-01-a.md")
        assert found
        assert found.state is State.FUTURE
