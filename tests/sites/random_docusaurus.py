"""Random Docusaurus sites: options, folders, file names, dates, tags and authors mixed."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

_FOLDERS = (
    "",
    "",
    "",
    "sub",
    "Sub",
    "sub/deep",
    "2019/05",
    "2018-08-08-folder",
    "_x",
    "été",
    "b/c",
)
_NAMES = (
    "alpha", "Beta", "2020-01-05-dated", "2020-1-5-x", "2019-12-31", "gamma.delta", "été", "index",
    "_hidden", "x y", "2020-02-30-no", "c++", "2018-07-07-2019-08-08-two", "README", "z", "10", "9",
)  # fmt: skip
_TITLES = ("Same", "'C#: a title'", "10", '"10"', "A & B", "日本語", "Title", "'a'", "1.10", "0x1f")
_DATES = (
    "2020-01-05", "2020-01-05", "2020-01-05T00:00:00Z", "'2020-01-05'", "2020-01-05 00:00",
    "2020-01-04 22:00:00 -2", "2020-01-05T01:00:00+02:00", "2020-13-45", "2020-1-5", "2099-01-01",
    "2020/01/06", "2019-12-31 23:59:59.999", "2020-02-30", "Jan 5, 2020", "2020-01-05 10:00 +02:00",
)  # fmt: skip
_TAGS = (
    "one", "One", "two words", "two-words", "C", "C++", "C#", "Café", "cafe", "2021", "'2021'",
    "1.10",
    "日本語", "Node.js", "node-js", "k8s", "known", "plain", "it's", "twoWords",
    "{label: Other, permalink: /elsewhere}", "{label: One more, permalink: one}", "2020-01-01",
)  # fmt: skip
_AUTHORS = (
    "one", "two", "three", "{name: Author Four}", "{key: one, title: Other}", "[one, two]",
    "[two, {name: Author Five}]", "[]", "[three, two, one]",
)  # fmt: skip
_BODIES = (
    "Words.", "# A heading\n\nWords.", "# `Code` in one {#id}\n", "A heading\n===\n",
    "Words.\n\n# Late",
    "import X from 'x';\n\n# After an import", "## Not one", "",
)  # fmt: skip


def write(random: Random, folder: Path) -> None:
    """One site of up to 40 posts."""
    path = random.choice(("blog", "posts", "content/news"))
    options: dict[str, object] = {
        "path": path,
        "postsPerPage": random.choice((1, 2, 3, 5, 10, "ALL")),
        "sortPosts": random.choice(("descending", "descending", "ascending")),
        "routeBasePath": random.choice(("blog", "/", "a/b", "/c/")),
        "tagsBasePath": random.choice(("tags", "t")),
        "pageBasePath": random.choice(("page", "p/q")),
        "onUntruncatedBlogPosts": "ignore",
        "onInlineTags": "ignore",
        "onInlineAuthors": "ignore",
    }
    config: dict[str, object] = {
        "title": "Random",
        "url": "https://random.example.org",
        "baseUrl": random.choice(("/", "/base/", "/a/b/")),
        "presets": [["classic", {"docs": False, "pages": False, "blog": options}]],
    }
    slash = random.choice((None, True, False))
    if slash is not None:
        config["trailingSlash"] = slash
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "docusaurus.config.js").write_text(f"module.exports = {json.dumps(config)};\n")
    top = folder / path
    top.mkdir(parents=True)
    (top / "authors.yml").write_text(
        "one: {name: Author One, page: true}\n"
        "two: {name: Author Two, page: {permalink: /second}}\n"
        "three: {name: Author Three}\n"
    )
    if random.random() < 0.5:
        (top / "tags.yml").write_text(
            "known: {label: Known tag, permalink: /known-elsewhere}\nplain:\none: {label: ONE}\n"
        )
    _posts(random, top)


def _posts(random: Random, top: Path) -> None:
    slugs: set[str] = set()
    for _ in range(random.randint(0, 40)):
        ending = random.choice((".md", ".md", ".mdx"))
        file = top / random.choice(_FOLDERS) / f"{random.choice(_NAMES)}{ending}"
        # Two posts of one address show one of them twice, wherever they stand.
        address = str(file.relative_to(top)).lower().replace("/", "-").removesuffix(ending)
        address = address.removesuffix("-index")
        if address in slugs:
            continue
        slugs.add(address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_post(random, len(slugs)), encoding="utf-8")


def _post(random: Random, number: int) -> str:
    lines = [f"date: {random.choice(_DATES)}"]
    if random.random() < 0.6:
        lines.append(f"title: {random.choice(_TITLES)}")
    if random.random() < 0.7:
        tags = random.choices(_TAGS, k=random.randint(0, 4))
        lines.append(f"tags: [{', '.join(tags)}]")
    if random.random() < 0.5:
        lines.append(f"authors: {random.choice(_AUTHORS)}")
    elif random.random() < 0.2:
        lines.append("author: Author Six\nauthor_title: Old")
    if random.random() < 0.2:
        lines.append(f"slug: {random.choice(('/own', 'own', '/own/'))}-{number}")
    if random.random() < 0.1:
        lines.append(random.choice(("draft: true", "draft: false", "unlisted: false")))
    return "---\n" + "\n".join(lines) + f"\n---\n\n{random.choice(_BODIES)}\n"
