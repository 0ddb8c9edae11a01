"""Eleventy's rules that the recorded sites do not cover."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import detect
from reader.engines.eleventy import Eleventy
from reader.engines.eleventy_links import default_link, href
from reader.engines.eleventy_scripts import front_matter, template
from reader.engines.eleventy_settings import merged
from reader.engines.eleventy_slugs import slug, slugify
from reader.engines.eleventy_templates import render
from reader.engines.site import Site
from reader.model import Post, State
from reader.source.document import parse
from reader.source.frontmatter import Value, Written

_INDEX = "---\npagination:\n  data: collections.posts\n  size: 5\n  reverse: true\n---\n"


def write(folder: Path, **files: str) -> Path:
    """Files of a site by their names, `__` being a slash and `_dot_` a dot."""
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_dot_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def eleventy(folder: Path, config: str = "", **files: str) -> Eleventy:
    config = config or "export const config = {};"
    found = detect(write(folder, eleventy_dot_config_dot_js=config, **files))
    assert isinstance(found, Eleventy)
    found.posts([])
    return found


def post(engine: Eleventy, front: str, path: str = "posts/a.md") -> Post:
    found = engine.read(parse(path, f"---\n{front}\n---\nSome words.\n"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("config", "folder"),
    [
        ('module.exports = { dir: { input: "src" } };', "src"),
        ('module.exports = function (c) { return { dir: { input: "./src/" } }; };', "src"),
        ('export const config = { dir: { input: "src" } };', "src"),
        ('export default function (c) { c.setInputDirectory("src/in"); }', "src/in"),
        ("export default async (c) => ({ dir: { input: `src` } });", "src"),
        ('const input = "src";\nmodule.exports = () => { return { dir: { input } }; };', "src"),
        ("module.exports = { dir: { input: process.env.INPUT } };", "."),
        ("", "."),
    ],
)
def test_the_input_s_folder(tmp_path: Path, config: str, folder: str) -> None:
    assert eleventy(tmp_path, config).settings.input == folder


def test_the_command_names_the_input_too(tmp_path: Path) -> None:
    package = '{"scripts": {"build": "eleventy --quiet --input=site && echo"}}'
    engine = eleventy(tmp_path, package_dot_json=package)
    assert engine.settings.input == "site"
    assert engine.exclusion("site/a.md") == ""
    assert engine.exclusion("a.md") == "it does not stand in the input folder"


def test_only_the_input_s_folder_is_the_site_s(tmp_path: Path) -> None:
    eleventy(tmp_path, 'export const config = { dir: { input: "src" } };', other__a_dot_md="x")
    assert not Eleventy.recognises(Site(tmp_path / "other", tmp_path), "eleventy.config.js")
    assert Eleventy.recognises(Site(tmp_path / "src", tmp_path), "eleventy.config.js")


@pytest.mark.parametrize(
    "config",
    ["module.exports = {", "export default " + "(" * 3000, "\0", "module.exports = " + "[" * 2000,
     "module.exports = { dir: 7, templateFormats: {}, pathPrefix: [] };",
     "x.addCollection(); x.addPreprocessor(1); x.addGlobalData('tags'); x.setTemplateFormats();"],
)  # fmt: skip
def test_odd_settings_never_raise(tmp_path: Path, config: str) -> None:
    engine = detect(write(tmp_path, eleventy_dot_config_dot_js=config, a_dot_md="# A"))
    assert engine.read(parse("a.md", "---\ntitle: x\ndate: 2020-01-01\n---\n")) is not None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("posts/a.md", ""),
        ("a.markdown", "templates"),
        ("_includes/a.md", "_includes"),
        ("_data/a.md", "_data"),
        ("_site/a.md", "_site"),
        ("x/node_modules/a.md", "node_modules"),
        ("old/a.md", "config"),
        ("kept/no.md", "ignore file"),
        ("list.md", "pages of a list"),
    ],
)
def test_which_files_are_posts(tmp_path: Path, path: str, expected: str) -> None:
    engine = eleventy(
        tmp_path, 'export default (c) => { c.ignores.add("./old/**"); };',
        _dot_eleventyignore="# no\n/kept/no.md\n!x", index_dot_md=_INDEX,
        blog_dot_md=_INDEX,
    )  # fmt: skip
    (tmp_path / "list.md").write_text("x")
    reason = engine.exclusion(path.replace("list.md", "blog.md"))
    assert bool(reason) is bool(expected)
    assert expected in reason


@pytest.mark.parametrize(
    ("front", "path", "expected"),
    [
        ("date: 2020-01-02", "a.md", "2020-01-02T00:00:00+00:00"),
        ("date: 2020-01-02 03:04:05 +01:00", "a.md", "2020-01-02T02:04:05+00:00"),
        ("date: '2020-01-02T03:04'", "a.md", "2020-01-02T03:04:00+00:00"),
        ("date: 2020-01", "a.md", "2020-01-01T00:00:00+00:00"),
        ("date: '2020-01-02 03:04:05'", "a.md", None),
        ("date: 2016-1-29", "a.md", None),
        ("date: 2016/01/29", "a.md", None),
        ("date: 2020", "a.md", None),
        ("date: Last Modified", "2020-01-02-a.md", None),
        ("date: git Created", "2020-01-02-a.md", None),
        ("date: ''", "2020-01-02-a.md", "2020-01-02T00:00:00+00:00"),
        ("title: x", "2020-01-02/2019-01-01.md", "2020-01-02T00:00:00+00:00"),
        ("title: x", "a-12020-01-023.md", "2020-01-02T00:00:00+00:00"),
        ("title: x", "2020-13-02.md", None),
        ("title: x", "a.md", None),
    ],
)
def test_dates(tmp_path: Path, front: str, path: str, expected: str | None) -> None:
    found = post(eleventy(tmp_path), f"tags: x\n{front}", path)
    assert (found.date.isoformat() if found.date else None) == expected
    assert (expected is None) is any("date" in problem.cause for problem in found.problems)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("tags: one", ["one"]),
        ("tags: one, two", ["one", " two"]),
        ("tags: [a, A, a]", ["a", "A"]),
        ("tags: [C, C++, 'C#', 2017, 1.10]", ["C", "C++", "C#", "2017", "1.1"]),
        ("tags: {a: b}", []),
        ("tags:", []),
        ("Tags: x", []),
        ("tags: [a, b]\neleventyExcludeFromCollections: [a]", ["b"]),
        ("tags: [a, b]\neleventyExcludeFromCollections: a,b", []),
    ],
)
def test_tags(tmp_path: Path, tags: str, expected: list[str]) -> None:
    assert list(post(eleventy(tmp_path), f"date: 2020-01-01\n{tags}").names("tag")) == expected


@pytest.mark.parametrize(
    ("config", "front", "expected"),
    [
        ("", "tags: posts", (State.PUBLISHED, True)),
        ("", "tags: other", (State.PUBLISHED, False)),
        ("", "title: x", (State.HIDDEN, False)),
        ("", "tags: posts\neleventyExcludeFromCollections: true", (State.HIDDEN, True)),
        ("", "tags: posts\ndraft: true", (State.PUBLISHED, True)),
        ("", "tags: posts\na: b: c", (State.HIDDEN, True)),
        ("c.addPreprocessor('d', '*', (data) => { if (data.draft) return false; });",
         "tags: posts\ndraft: true", (State.DRAFT, True)),
        ("c.addCollection('posts', (api) => api.getFilteredByGlob('posts/*.md'));", "title: x",
         (State.PUBLISHED, True)),
        ("c.addCollection('posts', (api) => api.getFilteredByGlob(['x/*.md', 'y/**']));",
         "title: x", (State.HIDDEN, False)),
        ("c.addCollection('posts', (api) => api.getAll().filter((i) => !i.data.draft));",
         "tags: x\ndraft: true", (State.PUBLISHED, False)),
        ("c.addCollection('posts', (api) => api.getAll().filter((i) => !i.data.draft));",
         "draft: true", (State.DRAFT, False)),
        ("const live = (i) => i.date <= new Date() && i.data.draft !== true;"
         "c.addCollection('posts', (api) => api.getAll().filter(live));",
         "draft: true", (State.DRAFT, False)),
        ("c.addCollection('posts', (api) => api.getAll().filter((i) => i.data.published));",
         "title: x", (State.DRAFT, False)),
        ("c.addCollection('posts', (api) => api.getAll().filter((i) => i.data.publish !== false));",
         "publish: false", (State.DRAFT, False)),
        ("c.addCollection('posts', (api) => api.getAll().filter((i) => i.data.publish !== false));",
         "title: x", (State.PUBLISHED, True)),
    ],
)  # fmt: skip
def test_which_collection_is_the_blog(
    tmp_path: Path, config: str, front: str, expected: tuple[State, bool]
) -> None:
    config = f"export default function (c) {{ {config} }}"
    engine = eleventy(tmp_path, config, index_dot_njk=_INDEX)
    found = post(engine, f"date: 2020-01-01\n{front}")
    assert found.state is expected[0]
    if found.state is State.PUBLISHED:
        assert found.home is expected[1]
    assert bool(found.reason) is (found.state is not State.PUBLISHED)


@pytest.mark.parametrize(
    "live",
    [
        "const live = (i) => i.date <= new Date() && !i.data.draft;",
        "function live(i) { return Date.now() >= i.date.getTime(); }",
        "const now = new Date(); const live = (post) => now > post.data.date;",
        "const live = (one) => today(one), today = (one) => one.date.valueOf() < Date.now();",
    ],
)
def test_what_is_to_come_is_left_out_by_a_collection(tmp_path: Path, live: str) -> None:
    config = "export default (c) => c.addCollection('posts', (api) => api.getAll().filter(live));"
    config = f"{live}\n{config}"
    engine = eleventy(tmp_path, config, index_dot_njk=_INDEX)
    now = datetime.now(UTC)
    assert post(engine, "date: 2999-01-01").state_at(now) is State.FUTURE
    assert post(engine, "date: 2020-01-01").state_at(now) is State.PUBLISHED
    tagged = post(engine, "date: 2999-01-01\ntags: x")
    assert (tagged.state_at(now), tagged.home) == (State.PUBLISHED, False)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("api.getAll().flatMap((i) => i.data.tags).filter((t) => !['x', 'y'].includes(t))", "z"),
        ("named(api).filter(kept)", "z"),
        ("[...new Set(named(api))].filter((t) => t !== 'x' && t !== \"y\")", "z"),
        ("named(api)", "xyz"),
    ],
)  # fmt: skip
def test_tags_that_a_list_of_the_config_leaves_out(
    tmp_path: Path, made: str, expected: str
) -> None:
    pages = "---\npagination: {data: collections.tagList, size: 1, alias: tag}\n"
    pages += "permalink: /t/{{ tag }}/\n---\n{% for one in collections[ tag ] %}{% endfor %}"
    config = "function kept(t) { switch (t) { case 'x': case 'y': return false; } return true; }"
    config += f"export default (c) => c.addCollection('tagList', (api) => {made});"
    engine = eleventy(tmp_path, config, tags_dot_njk=pages)
    found = post(engine, "date: 2020-01-01\ntags: [x, y, z]")
    assert "".join(term.name for term in found.terms["tag"]) == expected
    assert engine.page_url("tag", "z", "z", 1, 1) == "/t/z/"


@pytest.mark.parametrize(
    ("config", "module"),
    [
        ("import { live } from './own/it.js';\nexport default (c) => ADDED",
         "export const live = (api) => GLOBBED.filter(kept);\nconst kept = (i) => !i.data.draft;"),
        ("const live = require('./own/it');\nmodule.exports = (c) => ADDED",
         "module.exports = (api) => GLOBBED.filter((i) => !i.data.draft);"),
        ("import live from './own/it.js';\nexport default (c) => ADDED",
         "function all(api) { return GLOBBED.filter((i) => !i.data.draft); }\nexport default all;"),
        ("module.exports = (c) => { c.addPlugin(require('./own')); };",
         "module.exports = require('./it.js');"),
        ("import own from './own/index.js'; export default (c) => c.addPlugin(own);",
         "export { default } from './it.js';"),
    ],
)  # fmt: skip
def test_a_config_of_several_files(tmp_path: Path, config: str, module: str) -> None:
    added = """export default (c) => c.addCollection('posts',
      (api) => api.getFilteredByGlob('posts/*.md').filter((one) => !one.data.draft));"""
    config = config.replace("ADDED", "c.addCollection('posts', live);")
    files = {"own__it_dot_js": module.replace("GLOBBED", "api.getFilteredByGlob('posts/*.md')")}
    if "./it.js" in module:
        files = {"own__it_dot_js": added, "own__index_dot_js": module}
    engine = eleventy(tmp_path, config, index_dot_njk=_INDEX, **files)
    assert post(engine, "date: 2020-01-01").home
    assert post(engine, "date: 2020-01-01\ndraft: true").state is State.DRAFT
    assert not engine.site.problems


def test_files_of_a_config_that_are_not_read(tmp_path: Path) -> None:
    config = """import a from '../out.js'; import b from './no.js'; import c from './bad.js';
    import d from './self.js'; export default (c) => c.addCollection('posts', a);"""
    engine = eleventy(
        tmp_path / "site",
        config,
        bad_dot_js="addCollection(",
        self_dot_js="import x from './self.js'; import y from './eleventy.config.js'; getAll();",
        index_dot_njk=_INDEX,
    )
    assert [one.path for one in engine.site.problems] == ["bad.js"]


def test_without_any_list_the_dated_are_posts(tmp_path: Path) -> None:
    engine = eleventy(tmp_path)
    assert post(engine, "date: 2020-01-01").home
    assert post(engine, "title: x").state is State.HIDDEN
    assert engine.size_of("home") is None


@pytest.mark.parametrize(
    ("said", "sizes"),
    [("", []), ("  generatePageOnEmptyData: true\n", [0])],
)
def test_pages_of_nothing(tmp_path: Path, said: str, sizes: list[int]) -> None:
    index = _INDEX.replace("  size", f"{said}  size")
    engine = eleventy(tmp_path, index_dot_njk=index)
    assert list(engine.page_sizes("home", 0, 5)) == sizes
    assert list(engine.page_sizes("home", 6, 5)) == [5, 1]
    assert engine.page_url("home", "", "", 2, 2) == "/1/"


def test_data_of_folders_are_joined_or_replaced(tmp_path: Path) -> None:
    engine = eleventy(
        tmp_path, posts__posts_dot_json='{"tags": ["posts"], "author": "Author One"}',
        posts__posts_dot_11tydata_dot_js="export default { layout: `x`, n: run() };",
        posts__a_dot_json='{"title": "Own"}', _includes__x_dot_njk="---\ntags: [laid]\n---\n",
    )  # fmt: skip
    engine.posts(["posts/a.md"])
    found = post(engine, "date: 2020-01-01\ntags: [one]")
    assert found.names("tag") == ("laid", "posts", "one")
    assert (found.title, found.authors) == ("Own", ("Author One",))
    assert post(engine, "override:tags: [one]\ndate: 2020-01-01").names("tag") == ("one",)


@pytest.mark.parametrize(
    ("front", "path", "expected"),
    [
        ("", "posts/2020-01-01-a.md", "/posts/2020-01-01-a/"),
        ("", "posts/index.md", "/posts/"),
        ("", "posts/posts.md", "/posts/"),
        ("", "README.md", "/README/"),
        ("permalink: false", "a.md", None),
        ("permalink: {build: b/}", "a.md", "/b/"),
        ("permalink: b/index.html", "a.md", "/b/"),
        ("permalink: /b.html", "a.md", "/b.html"),
        ("permalink: '/{{ page.fileSlug }}/'", "x/2020-01-01-a.md", "/a/"),
        ("permalink: '{{ page.filePathStem }}.html'", "x/2020-01-01-a.md", "/x/a.html"),
        ("permalink: '/{{ page.date | date: \"%Y/%m\" }}/'", "a.md", "/2020/01/"),
        ("permalink: '/{{ title | unheard }}/'", "a.md", None),
        ("permalink: '/{{ nothing }}/'", "a.md", None),
        ("eleventyComputed: {permalink: x}\npermalink: y", "a.md", "/x"),
        ("eleventyComputed: {permalink: '{{ f() }}'}\npermalink: y", "a.md", None),
        ("title: 'A: b'\npermalink: '/{{ title | slug }}/'", "a.md", "/a:-b/"),
    ],
)
def test_addresses(tmp_path: Path, front: str, path: str, expected: str | None) -> None:
    engine = eleventy(tmp_path)
    assert post(engine, f"date: 2020-01-01\ntags: x\n{front}", path).url == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a/", "/a/"),
        ("{{ n }}", "2"),
        ("{{ n + 1 }}-{{ n | plus: 1 }}-{{ n - 2 }}", "3-3-0"),
        ("{% if n > 1 %}a{% else %}b{% endif %}", "a"),
        ("{%- if n == 0 -%}a{%- elsif n == 2 -%}b{%- endif -%}", "b"),
        ("{% unless n %}a{% endunless %}", ""),
        ("{% if no.thing %}a{% endif %}", None),
        ("{{ 'x' if n else 'y' }}", "x"),
        ("{{ ('p' + n) | upper }}", "P2"),
        ("{{ t | slugify }}", "a-b"),
        ("{{ t | slugify | replace: 'a', 'b' }}", None),
        ("{% for x in y %}{% endfor %}", None),
        ("{% if n %}", None),
        ("{{ 1 + }}", None),
        ("{{ " + "(" * 300 + " }}", None),
    ],
)
def test_small_templates(text: str, expected: str | None) -> None:
    assert render(text, {"n": 2, "t": "A & B".replace("&", "-"), "no": {}}) == expected


@given(st.text("{}%'\"|:+-() abif01.", max_size=60))
def test_templates_never_raise(text: str) -> None:
    render(text, {"a": 1, "b": "x"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A & B", "a-and-b"), ("Ünïcode", "uenicode"), ("C#", "c"), ("it's", "its"), ("日本", None)],
)
def test_slugs(text: str, expected: str | None) -> None:
    assert slugify(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A & B", "a-and-b"), ("Ünïcode", "unicode"), ("C#", "c"), ("it’s", "it's"),
        ("日本 x", "x"), ("a: b?", "a:-b"), ("a - b_c", "a-b_c"), ("Łódź 100%", "lodz-100percent"),
        ("Ĝis", "is"), ("Год", None), ("5 ₽", None),
    ],
)  # fmt: skip
def test_slugs_of_the_older_filter(text: str, expected: str | None) -> None:
    assert slug(text) == expected


def test_permalinks_of_data_files(tmp_path: Path) -> None:
    for number, (data, expected) in enumerate(
        [
            ("permalink: (data) => `/b/${data.page.fileSlug}/`", "/b/a/"),
            ("eleventyComputed: { permalink: ({ title }) => `/c/${title}/` }", "/c/T/"),
            ("eleventyComputed: { permalink: (d) => d.draft ? false : `/d/${d.title}/` }", "/d/T/"),
            ("eleventyComputed: { permalink: (d) => where(d) }", None),
            ("permalink: function (d) { return where(d); }", None),
            ("eleventyComputed: { permalink(d) { return where(d); } }", None),
            ("tags: ['x']", "/posts/a/"),
        ]
    ):
        folder = tmp_path / str(number)
        engine = eleventy(
            folder, posts__posts_dot_11tydata_dot_js=f"module.exports = {{ {data} }};"
        )
        assert post(engine, "date: 2020-01-01\ntags: y\ntitle: T").url == expected, data


def test_links() -> None:
    assert default_link("a/a.md") == "a/index.html"
    assert default_link("index.njk") == "index.html"
    assert href("a/", "2") == "/a/2/"
    assert href("a.html") == "/a.html"


def test_scripts_are_read_and_not_run() -> None:
    said = "---js\nconst pagination = { size: 3, data: 'collections.posts' };\nboom();\n---\nx"
    assert front_matter(said)["pagination"] == {"size": "3", "data": "collections.posts"}
    assert front_matter("---js\n{ a: 1 }\n---\n") == {"a": "1"}
    assert front_matter("---js\nconst a = {\n---\n") == {}
    assert template("exports.data = { permalink: 'x' };")["permalink"] == "x"
    assert template("module.exports = class { data() { return {") == {}


def test_levels_of_data() -> None:
    one: dict[str, Value] = {"a": [Written("1")], "b": {"c": Written("2")}}
    two: dict[str, Value] = {"a": [Written("3")], "b": {"d": Written("4")}}
    assert merged(one, two, deep=True) == {"a": ["1", "3"], "b": {"c": "2", "d": "4"}}
    assert merged(one, two, deep=False) == two


def test_a_start_looks_through_many_posts_for_the_usual_names_alone(tmp_path: Path) -> None:
    many = {f"posts__p{number}_dot_md": "---\ndate: 2020-01-01\n---\n" for number in range(600)}
    write(
        tmp_path, **many, posts__posts_dot_json='{"tags": "posts"}', posts__index_dot_njk=_INDEX,
        posts__p7_dot_json='{"tags": "seven"}', eleventy_dot_config_dot_js="",
    )  # fmt: skip
    engine = detect(tmp_path)
    assert isinstance(engine, Eleventy)
    assert engine.page_size == 5
    paths = [f"posts/p{number}.md" for number in range(600)]
    assert len(engine.posts(paths)) == 600
    assert post(engine, "date: 2020-01-01", "posts/p7.md").names("tag") == ("posts", "seven")
