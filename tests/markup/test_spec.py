"""The specifications' own examples: every word of them is drawn, in its order."""

from __future__ import annotations

import subprocess

import pytest

from reader.layout import plain
from reader.markup.document import Body
from tests.markup.browser import missing, shown, words
from tests.markup.spec import Example, examples, fetch

# What GitHub escapes for its own pages' sake, so that the tags are read as text: here they are
# HTML that says nothing, and what they hold is shown.
_TAGFILTER = ["title", "style", "xmp", "XMP"]


@pytest.fixture(scope="session")
def specification(pytestconfig: pytest.Config) -> dict[str, list[Example]]:
    """The examples by the specification's name; kept in pytest's cache."""
    assert pytestconfig.cache is not None
    try:
        archive = fetch(pytestconfig.cache.mkdir("specification"))
    except (subprocess.SubprocessError, OSError) as error:
        said = getattr(error, "stderr", None) or str(error)
        pytest.skip(f"the specification's examples cannot be downloaded: {said.strip()[-300:]}")
    return {name: examples(archive, name) for name in ("commonmark", "gfm")}


def lost(example: Example, width: int) -> list[str]:
    return missing(words(shown(example.html)), plain.render(Body(example.markdown), width))


@pytest.mark.parametrize("width", [20, 40, 80])
def test_commonmark(specification: dict[str, list[Example]], width: int) -> None:
    found = specification["commonmark"]
    assert len(found) == 652
    assert sum(bool(words(shown(example.html))) for example in found) == 598
    assert {one.number: gone for one in found if (gone := lost(one, width))} == {}


@pytest.mark.parametrize("width", [20, 40, 80])
def test_extensions_of_gfm(specification: dict[str, list[Example]], width: int) -> None:
    found = [example for example in specification["gfm"] if example.extension]
    kinds = {"table", "strikethrough", "autolink", "disabled", "tagfilter"}
    assert {example.extension for example in found} == kinds
    assert len(found) == 24
    for example in found:
        expected = _TAGFILTER if example.extension == "tagfilter" else []
        assert lost(example, width) == expected, example


def test_a_word_is_missed() -> None:
    html = "<p>one <b>t</b>wo<br>x<sup>2</sup><!-- no --><style>no</style><img alt='three'></p>four"
    expected = words(shown(html))
    assert expected == ["one", "two", "x2", "three", "four"]
    assert missing(expected, ["> one tw", "> o x²", "[image: three] four"]) == []
    assert missing(expected, ["one tw o", "x²", "four three"]) == ["two", "four"]
    assert missing(expected, ["one two", "three four"]) == ["x2"]
