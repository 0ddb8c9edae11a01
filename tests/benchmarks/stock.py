"""What a browser shows of Markdown that stock markdown-it has turned to HTML."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from tests.markup.browser import shown


@cache
def _stock() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin)


def shown_by_stock(text: str) -> str:
    """The text of the page that `text` makes, its HTML, footnotes and definition lists included."""
    return shown(_stock().render(text))
