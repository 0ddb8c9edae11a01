"""Lines as text for a terminal and for a pipe."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from reader.layout import ansi, plain
from reader.markup.document import Body
from tests.markup.fragments import documents

_SEQUENCE = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;;[!-~]*\x1b\\\\")


def test_colours_and_links() -> None:
    (line,) = ansi.render(Body("**b** [t](https://example.org/ü)"), 40)
    assert line == (
        "\x1b[1mb\x1b[0m \x1b]8;;https://example.org/%C3%BC\x1b\\\x1b[4;34mt\x1b[0m\x1b]8;;\x1b\\"
    )


def test_without_colours_and_links() -> None:
    (line,) = ansi.render(Body("**b** [t](https://example.org)"), 40, colour=False, links=False)
    assert line == "b t"


@pytest.mark.parametrize("link", ["javascript:x", "file:///etc/passwd", "data:text/html,x", "p.md"])
def test_only_links_to_the_web_are_followed(link: str) -> None:
    assert "]8;" not in "".join(ansi.render(Body(f"[t](<{link}>)"), 40))


@given(documents)
@settings(deadline=None)
def test_no_control_byte_comes_from_the_post(text: str) -> None:
    for line in ansi.render(Body(text), 60):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", _SEQUENCE.sub("", line))
    for line in plain.render(Body(text), 60):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", line)
