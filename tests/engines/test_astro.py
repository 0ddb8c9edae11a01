from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines.astro import Astro
from reader.engines.astro_pages import Page, Rules, globbed, rules_of
from reader.engines.astro_settings import slugged
from reader.engines.detect import detect
from reader.model import State
from reader.source.document import parse

PAGED = """---
import { getCollection } from 'astro:content';
%s
export async function getStaticPaths({ paginate }) {
  const posts = await getCollection('blog');
  return paginate(posts, { pageSize: %s });
}
---
<p>{'}'}</p>
"""
POST = "---\ntitle: A post\ndate: 2020-01-02\n---\nWords.\n"


def site(folder: Path, files: dict[str, str]) -> Path:
    found = {"astro.config.mjs": "export default {};", "src/content/blog/a.md": POST, **files}
    for path, text in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def engine(folder: Path, files: dict[str, str]) -> Astro:
    found = detect(site(folder, files))
    assert isinstance(found, Astro), found.site.problems
    return found


# github-slugger 2, and `getContentEntryIdAndSlug`
@pytest.mark.parametrize(
    ("path", "ident"),
    [
        ("first-post.md", "first-post"), ("Post 1.x.md", "post-1x"), ("a/index.md", "a"),
        ("index.md", "index"), ("C++ & Crème.md", "c--crème"), ("A_b/C d.mdx", "a_b/c-d"),
        ("日本語.md", "日本語"), ("a--b .md", "a--b-"), ("v1.2.md", "v12"),
    ],
)  # fmt: skip
def test_the_id_of_an_entry(path: str, ident: str) -> None:
    assert slugged(path) == ident


@pytest.mark.parametrize(
    ("code", "keys", "descending"),
    [
        ("p.sort((a, b) => b.data.pubDate.valueOf() - a.data.pubDate.valueOf())", "pubDate", True),
        ("p.sort((a: Post, b: Post) => a.data.order - b.data.order)", "order", False),
        ("p.sort((a, b) => (a.data.date < b.data.date ? 1 : -1))", "date", True),
        ("p.sort((a, b) => (a.data.date < b.data.date ? -1 : 1))", "date", False),
        ("p.sort((a, b) => a.data.date > b.data.date ? -1 : 1)", "date", True),
        ("p.sort((a, b) => { const x = new Date(a.data.day); const y = new Date(b.data.day);"
         " return x > y ? -1 : 1; })", "day", True),
        ("p.sort((a, b) => {\n let one = a.data.day\n let two = b.data.day\n return one - two })",
         "day", False),
        ("p.sort((a, b) => b.data.date > a.data.date ? 1 : -1)", "date", True),
        ("p.toSorted((a, b) => a.data.title.localeCompare(b.data.title))", "title", False),
        ("p.sort((a, b) => compareDesc(a.data.date, b.data.date))", "date", True),
        ("p.sort((a, b) => compareAsc(a.data.date, b.data.date))", "date", False),
        ("p.sort((x, y) => { return new Date(y.frontmatter.date) - new Date(x.frontmatter.date) })",
         "date", True),
        ("p.sort((a, b) => new Date(b.data.upd ?? b.data.pub) - new Date(a.data.upd ?? a.data.p))",
         "upd pub", True),
        ("p.sort()", "", True),
        ("p.map((a, b) => b.data.x - a.data.x)", "", True),
    ],
)  # fmt: skip
def test_how_a_list_is_sorted(code: str, keys: str, descending: bool) -> None:
    rules = rules_of(code)
    assert (" ".join(rules.keys), rules.descending) == (keys, descending)


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("getCollection('blog', ({ data }) => !data.draft)", Rules(drops=["draft"])),
        ("getCollection('blog', ({ data: { draft } }) => !draft)", Rules(drops=["draft"])),
        ("PROD ? data.draft !== true : true", Rules(drops=["draft"])),
        ("p.filter((one) => one.data.draft === false)", Rules(drops=["draft"])),
        ("p.filter((one) => !one.data.hidden)", Rules(drops=["hidden"])),
        ("p.filter((one) => one.data.published)", Rules(keeps=["published"])),
        ("p.filter((one) => one.data.published === false)", Rules()),
        ("p.map((one) => one.data.published)", Rules()),
        ("p.filter((one) => one.data.pubDate <= new Date())", Rules(future=True)),
        ("Date.now() > new Date(data.pubDatetime).getTime() - 9", Rules(future=True)),
        ("<p class:list={{ hidden: !open }}>{!hidden}</p>", Rules()),
    ],
)
def test_how_a_list_is_filtered(code: str, rules: Rules) -> None:
    found = rules_of(code)
    assert (list(found.drops), list(found.keeps), found.future) == (
        list(rules.drops), list(rules.keeps), rules.future,
    )  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "data." + "date" * 25_000, "!" + "a" * 100_000, ".sort((a,b)=>" * 8_000,
        "data.date<" * 9_000,
        ".sort((" + "a" * 90_000, "import.meta.glob<" * 6_000, "filter(" * 14_000, "! " * 50_000,
    ],
    ids=range(8),
)  # fmt: skip
def test_hostile_code_is_read_in_time(code: str) -> None:
    started = time.process_time()
    rules_of(code)
    list(globbed(Page("", code, code, ("src/pages/a.astro",))))
    assert time.process_time() - started < 2


@given(st.text(alphabet="p.sort(a,b)=>data.x-?:<{}'\n/*! draft published", max_size=120))
def test_any_code_is_read(code: str) -> None:
    assert rules_of(code).descending in (True, False)


@pytest.mark.parametrize(
    ("head", "size", "extra", "posts"),
    [
        ("", "7", {}, 7),
        ("const N = 4;", "N", {}, 4),
        ("// pageSize: 3", "5", {}, 5),
        ("import { N } from '../consts';", "N", {"src/consts.ts": "export const N = 6;"}, 6),
        ("import { SITE } from '@/config';", "SITE.size",
         {"src/config.ts": "export const SITE = { size: 8 } as const;"}, 8),
        ("import { SITE } from '@config/site';", "SITE.size",
         {"src/config/site.ts": "export const SITE = { size: 9 };"}, 9),
        ("import site from '../site.mjs';", "site.size",
         {"src/site.mjs": "export default { size: 11 };"}, 11),
        ("import { SITE } from '../s';\nconst N = SITE?.size;", "N",
         {"src/s.ts": "export const SITE = { size: 12 };"}, 12),
        ("import { blog } from 'site:config';", "blog?.perPage",
         {"src/config.yaml": "site: {name: x}\napps:\n  blog:\n    perPage: 13"}, 13),
        ("import { blog } from 'site:config';", "blog.perPage",
         {"src/config.yaml": "[perPage, 3"}, 10),
        ("", "Infinity", {}, None),
        ("", "f()", {}, 10),
    ],
)  # fmt: skip
def test_page_sizes(
    tmp_path: Path, head: str, size: str, extra: dict[str, str], posts: int | None
) -> None:
    rules = engine(tmp_path, {"src/pages/[...page].astro": PAGED % (head, size), **extra})
    assert rules.size_of("home") == posts
    assert rules.page_url("home", "", "", 2, 3) == "/2"
    assert rules.page_url("home", "", "", 1, 3) == "/"


def test_lists_that_one_file_pages_below_places_of_its_own(tmp_path: Path) -> None:
    """Where they stand is worked out by its code; what they show is said by it."""
    made = """import { getCollection } from 'astro:content';
    const slug = (text) => text.toLowerCase();
    const all = async () => (await getCollection('blog'))
      .sort((a, b) => b.date - a.date).filter((one) => !one.draft);
    export const home = async (paginate) =>
      paginate(await all(), { params: { top: place() }, pageSize: 4 });
    """
    page = "---\nimport { home } from '~/lists';\n"
    page += "export const getStaticPaths = ({ paginate }) => home(paginate);\n---\n"
    names = ("[...page]", "[tag]/[...page]", "[category]/[...page]", "[tag]/[category]/[...page]")
    files = {f"src/pages/[...top]/{name}.astro": page for name in names}
    rules = engine(tmp_path, {"src/lists.ts": made, **files})
    assert rules.kinds == ("home", "category", "tag")
    assert [rules.size_of(kind) for kind in rules.kinds] == [4, 4, 4]
    assert [rules.page_url(kind, "a", "a", 1, 1) for kind in rules.kinds] == [None] * 3
    assert rules.rules.drops == ["draft"]
    assert rules.term_key("tag", "Two Words") == rules.term_key("tag", "two-words")


def test_the_list_of_a_site(tmp_path: Path) -> None:
    """A page that lists the last few, a feed, and pages of another collection are none."""
    few = "---\nconst p = (await getCollection('blog')).slice(0, 3);\n---\n"
    whole = "---\nconst p = await getCollection('blog');\n---\n"
    rules = engine(
        tmp_path,
        {
            "src/pages/index.astro": few,
            "src/pages/archive.astro": whole,
            "src/pages/blog/index.astro": whole,
            "src/pages/notes/[page].astro": (PAGED % ("", "2")).replace("blog", "notes"),
        },
    )
    assert rules.size_of("home") is None
    assert rules.page_url("home", "", "", 1, 1) == "/blog/"
    assert rules.kinds == ("home",)


@pytest.mark.parametrize(
    ("config", "paths"),
    [
        ("", ["src/content/blog/a.md", "src/content/blog/b.mdx", "src/content/blog/c/d.md"]),
        ("const blog = defineCollection({ schema: z.object({}) });"
         "export const collections = { blog };",
         ["src/content/blog/a.md", "src/content/blog/b.mdx", "src/content/blog/c/d.md"]),
        ("const loader = glob({ pattern: '*.md', base: 'src/content/blog' });"
         "const b = defineCollection({ loader });"
         "export const collections = { 'blog': b };",
         ["src/content/blog/_e.md", "src/content/blog/a.md"]),
        ("const D = 'data'; const posts = defineCollection({ loader: glob({"
         " pattern: ['**/[^_]*.md', '!x/**'], base: `./src/${D}` }) });"
         "export const collections = { posts };", ["src/data/e.md"]),
        ("const posts = defineCollection({ loader: f() }); export const collections = { posts };",
         ["src/content/blog/a.md", "src/content/blog/b.mdx", "src/content/blog/c/d.md"]),
    ],
)  # fmt: skip
def test_the_files_of_a_collection(tmp_path: Path, config: str, paths: list[str]) -> None:
    names = ["blog/b.mdx", "blog/c/d.md", "blog/_e.md", "blog/_f/g.md", "docs/h.md"]
    files = {f"src/content/{name}": POST for name in names}
    files |= dict.fromkeys(["src/data/e.md", "src/data/_f.md", "src/data/x/g.md"], POST)
    if config:
        files["src/content.config.ts"] = config
    rules = engine(tmp_path, files)
    every = ["src/content/blog/a.md", *files]
    assert sorted(rules.posts(every)) == paths


def test_a_collection_that_is_shown_page_by_page(tmp_path: Path) -> None:
    files = {f"src/content/{name}/a.md": POST for name in ("art", "essays", "work")}
    files["src/pages/[page].astro"] = (PAGED % ("", "2")).replace("blog", "essays")
    files["astro.config.mjs"] = "export default {};"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    found = detect(tmp_path)
    assert isinstance(found, Astro)
    assert found.collection.name == "essays"
    below = detect(tmp_path / "src/content/work")
    assert isinstance(below, Astro)
    assert below.collection.name == "work"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("z.array(z.string()).default([])\n.transform(lower)", ["one", "two"]),
        ("z.array(z.string()).transform((all) => all.map((x) => x.toLowerCase()))", ["one", "two"]),
        ("z.array(z.string()).transform((all) => all.sort())", ["One", "TWO"]),
        ("z.array(z.string())", ["One", "TWO"]),
    ],
)
def test_tags_that_a_schema_writes_in_lower_case(
    tmp_path: Path, tags: str, expected: list[str]
) -> None:
    config = f"""const lower = (all) => all.map((one) => one.toLowerCase());
    const blog = defineCollection({{ schema: z.object({{ title: z.string(), tags: {tags} }}) }});
    export const collections = {{ blog }};"""
    rules = engine(tmp_path, {"src/content.config.ts": config})
    post = rules.read(parse("src/content/blog/a.md", "---\ntitle: A\ntags: [One, TWO]\n---\nA"))
    assert post is not None
    assert [term.name for term in post.terms["tag"]] == expected


def test_what_is_no_blog(tmp_path: Path) -> None:
    (tmp_path / "src/content/docs").mkdir(parents=True)
    (tmp_path / "src/content/docs/a.md").write_text(POST)
    (tmp_path / "astro.config.mjs").write_text("export default {}")
    assert detect(tmp_path).name == "plain"
    assert detect(tmp_path / "src/content/docs").name == "plain"


def test_mistakes_are_problems(tmp_path: Path) -> None:
    found = detect(site(tmp_path, {"astro.config.mjs": "export default {"}))
    assert (found.name, [one.path for one in found.site.problems]) == (
        "plain", ["astro.config.mjs"],
    )  # fmt: skip
    rules = engine(
        tmp_path, {"src/content.config.ts": "const = {", "src/pages/[page].astro": "---\nconst = {"}
    )
    assert [one.path for one in rules.site.problems] == ["src/content.config.ts"]
    assert rules.is_post("src/content/blog/a.md")


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ("pubDate: 2020-01-02", "2020-01-02T00:00:00+00:00"),
        ("pubDate: 'Jul 08 2022'", "2022-07-08T00:00:00+00:00"),
        ("date: 2020-01-02T00:30:00+02:00", "2020-01-02T00:30:00+02:00"),
        ("publishDate: 2020-13-45", "2021-02-14T00:00:00+00:00"),
        ("pubDate: soon\ndate: 2020-01-02", "2020-01-02T00:00:00+00:00"),
        ("date: [1]", None),
        ("", None),
    ],
)
def test_dates(tmp_path: Path, front: str, date: str | None) -> None:
    document = parse("src/content/blog/2019-01-01-a.md", f"---\ntitle: A\n{front}\n---\nA")
    post = engine(tmp_path, {}).read(document)
    assert post is not None
    assert (post.date and post.date.isoformat()) == date


def test_states(tmp_path: Path) -> None:
    page = PAGED % ("const p = x.filter(({ data }) => !data.draft);", "2")
    rules = engine(tmp_path, {"src/pages/[...page].astro": page})
    post = rules.read(parse("src/content/blog/a.md", "---\ntitle: A\ndraft: true\n---\nA"))
    assert post is not None
    assert (post.state, post.reason) == (State.DRAFT, "draft: true (line 3)")
