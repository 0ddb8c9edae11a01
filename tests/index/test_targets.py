"""Links between posts, as engines and wikis write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index.targets import Known, Targets

POSTS = (
    Known("index.md", "Home", "/"),
    Known("posts/2015-01-31-first-steps.md", "First Steps", "/2015/01/31/first-steps/"),
    Known("posts/2016-02-01-second.md", "A second, longer look", "/blog/longer-look/"),
    Known("posts/bundle/index.md", "In a folder", None),
    Known("posts/Ångström Units.md", "Ångström Units", None),
    Known("docs/setup.md", "Set it up", None),
    Known("guide/setup.md", "The other setup", None),
    Known("guide/deep/end.markdown", "The End", "https://blog.example/the-end.html"),
    Known("guide/name.v2.md", "Version two", None),
    Known("posts/python.md", "Python", None),
)
FIRST = "posts/2015-01-31-first-steps.md"
SECOND = "posts/2016-02-01-second.md"


@pytest.mark.parametrize(
    ("here", "target", "found"),
    [
        # Paths of files: beside the post, from the root, from Zola's content folder.
        (FIRST, "2016-02-01-second.md", SECOND),
        (FIRST, "./2016-02-01-second.md#part?", SECOND),
        (FIRST, "../docs/setup.md", "docs/setup.md"),
        (FIRST, "docs/setup.md", "docs/setup.md"),
        ("docs/setup.md", "/posts/2016-02-01-second.md", SECOND),
        ("docs/setup.md", "@/posts/bundle/index.md", "posts/bundle/index.md"),
        ("docs/setup.md", "/content/posts/bundle/index.md", "posts/bundle/index.md"),
        (FIRST, "%C3%85ngstr%C3%B6m%20Units.md", "posts/Ångström Units.md"),
        (FIRST, "../../../../docs/setup.md", "docs/setup.md"),
        # Without an extension, as a folder, with another extension.
        (FIRST, "bundle", "posts/bundle/index.md"),
        (FIRST, "bundle/", "posts/bundle/index.md"),
        (FIRST, "/posts/bundle/index.html", "posts/bundle/index.md"),
        (FIRST, "../guide/deep/end.html", "guide/deep/end.markdown"),
        (FIRST, "/guide/name.v2/", "guide/name.v2.md"),
        # From the page's own address, which is one folder deeper than its file.
        ("guide/setup.md", "../deep/end/", "guide/deep/end.markdown"),
        # Addresses of the site, and what is left of them.
        ("docs/setup.md", "/blog/longer-look/", SECOND),
        ("docs/setup.md", "/Blog/Longer-Look", SECOND),
        ("docs/setup.md", "/2015/01/31/first-steps.html", FIRST),
        ("docs/setup.md", "/2014/01/31/second", SECOND),
        ("docs/setup.md", "/anywhere/else/first-steps/?from=here", FIRST),
        ("docs/setup.md", "/the-end", "guide/deep/end.markdown"),
        ("docs/setup.md", "/", "index.md"),
        # Names: Jekyll's post_url, Hugo's ref, a wiki's pages, titles.
        ("docs/setup.md", "2015-01-31-first-steps", FIRST),
        ("docs/setup.md", "first-steps", FIRST),
        ("docs/setup.md", "First Steps", FIRST),
        ("docs/setup.md", "first_steps", FIRST),
        ("docs/setup.md", "a second longer look", SECOND),
        ("docs/setup.md", "angstrom units", "posts/Ångström Units.md"),
        ("docs/setup.md", "in a folder", "posts/bundle/index.md"),
        # A name of two posts is the nearer one's; from elsewhere it is nobody's.
        ("docs/index.md", "setup", "docs/setup.md"),
        (FIRST, "/site/guide/setup/", "guide/setup.md"),
        (FIRST, "setup", None),
        # The post itself.
        (FIRST, "#part", FIRST),
        (FIRST, "", FIRST),
        # What is no post.
        (FIRST, "no-such-post", None),
        (FIRST, "/tags/python/", None),
        (FIRST, "first-steps.png", None),
        (FIRST, "https://blog.example/the-end.html", None),
        (FIRST, "mailto:someone@blog.example", None),
        (FIRST, "//blog.example/first-steps", None),
        (FIRST, "http://[x", None),
        (FIRST, "...", None),
        (FIRST, "x" * 100_000, None),
    ],
)
def test_where_a_link_leads(here: str, target: str, found: str | None) -> None:
    assert Targets(POSTS).find(here, target) == found


@given(
    st.lists(st.builds(Known, st.text(), st.text(), st.none() | st.text()), max_size=5),
    st.text(),
    st.text(),
)
def test_any_link_leads_to_a_post_or_nowhere(posts: list[Known], here: str, target: str) -> None:
    found = Targets(posts).find(here, target)
    assert found is None or found == here or found in {post.path for post in posts}


@given(st.sampled_from(POSTS), st.sampled_from(POSTS))
def test_every_post_is_found_by_its_path(here: Known, other: Known) -> None:
    assert Targets(POSTS).find(here.path, "/" + other.path) == other.path
