"""Every command once: its id, keys, label and help.

Bindings, the key line, the help screen and the command palette are all made from this table, and
the ids are what a keymap of the user's names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Scope = Literal["app", "list", "reading"]

SCOPES: dict[Scope, str] = {"list": "In the list", "reading": "In the post", "app": "Everywhere"}

_SIGNS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "⏎", "escape": "Esc",
    "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "space": "Space",
    "tab": "Tab", "shift+tab": "Shift+Tab", "slash": "/", "question_mark": "?", "colon": ":",
    "less_than_sign": "<", "greater_than_sign": ">", "left_square_bracket": "[", "right_square_bracket": "]",
    "minus": "-", "plus": "+", "equals_sign": "=",
    "ctrl+p": "Ctrl+P", "ctrl+c": "Ctrl+C", "ctrl+q": "Ctrl+Q", "ctrl+x": "Ctrl+X",
    "f1": "F1", "f5": "F5",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can be told to do.

    `keys` are Textual's names, the one to show first. `action` is an action of the widget or screen
    of its scope ("screen.filter('tag')" names the screen's). `bar` is its place in the key line
    (None: not there).
    """

    id: str
    scope: Scope
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    bar: int | None = None

    @property
    def shown(self) -> str:
        """The keys as a person reads them."""
        return " ".join(_SIGNS.get(key, key) for key in self.keys)

    @property
    def sign(self) -> str:
        """The first key as a person reads it."""
        return _SIGNS.get(self.keys[0], self.keys[0])


COMMANDS: tuple[Command, ...] = (
    Command("list.next", "list", ("j", "down"), "move(1)", "next", "Next post"),
    Command("list.previous", "list", ("k", "up"), "move(-1)", "previous", "Previous post"),
    Command("list.read", "list", ("enter",), "read", "read", "Read the post", 1),
    Command("list.first", "list", ("g", "home"), "first", "first", "First post of the list"),
    Command("list.last", "list", ("G", "end"), "last", "last", "Last post of the list"),
    Command(
        "list.next-page", "list", ("n", "l", "right", "pagedown"), "turn(1)",
        "next page", "Next page of posts", 5,
    ),
    Command(
        "list.previous-page", "list", ("p", "h", "left", "pageup"), "turn(-1)",
        "previous page", "Previous page of posts",
    ),
    Command("list.go-to-page", "list", ("colon",), "go_to_page", "go to page", "Go to a page by its number"),
    Command("list.search", "list", ("slash",), "search", "search", "Search: words, and the query language", 2),
    Command("list.filter", "list", ("f",), "filter", "filter", "Filter by category, author, tag, year …", 3),
    Command("list.category", "list", ("c",), "filter('category')", "category", "Filter by category"),
    Command("list.author", "list", ("a",), "filter('author')", "author", "Filter by author"),
    Command("list.tag", "list", ("t",), "filter('tag')", "tag", "Filter by tag"),
    Command("list.year", "list", ("y",), "filter('year')", "year", "Filter by year"),
    Command("list.views", "list", ("v",), "screen.views", "views", "Saved views: queries that have a name"),
    Command("list.unfilter", "list", ("x",), "unfilter", "remove filter", "Remove the last filter"),
    Command("list.clear", "list", ("X",), "clear", "clear filters", "Remove every filter and word"),
    Command("list.sort", "list", ("s",), "sort", "sort", "Sort by the next key", 4),
    Command("list.reverse", "list", ("S",), "reverse", "reverse", "Reverse the order"),
    Command("list.back", "list", ("escape",), "back", "back", "Back out of the search, then of the last filter"),
    Command("list.other-pane", "list", ("tab",), "screen.other_pane", "other pane", "Go to the other pane"),
    Command("reading.down", "reading", ("j", "down"), "line(1)", "down", "One line down"),
    Command("reading.up", "reading", ("k", "up"), "line(-1)", "up", "One line up"),
    Command("reading.page-down", "reading", ("space", "pagedown"), "page(1)", "page", "One page down", 2),
    Command("reading.page-up", "reading", ("b", "pageup"), "page(-1)", "page up", "One page up"),
    Command("reading.top", "reading", ("g", "home"), "top", "top", "Top of the post"),
    Command("reading.end", "reading", ("G", "end"), "bottom", "end", "End of the post"),
    Command("reading.search", "reading", ("slash",), "screen.search", "search", "Search in the post", 3),
    Command("reading.next-match", "reading", ("n",), "match(1)", "next match", "Next match of the search, or of the list's words"),
    Command("reading.previous-match", "reading", ("p", "N"), "match(-1)", "previous match", "Previous match of the search, or of the list's words"),
    Command("reading.next-link", "reading", ("tab",), "link(1)", "next link", "Next link", 4),
    Command("reading.previous-link", "reading", ("shift+tab",), "link(-1)", "previous link", "Previous link"),
    Command("reading.follow", "reading", ("enter",), "follow", "follow", "Follow the link: to a post here, to the web in the browser"),
    Command("reading.load-images", "reading", ("I",), "load_images", "load pictures", "Load this post's pictures from the network"),
    Command("reading.next-post", "reading", ("J", "right_square_bracket"), "screen.step(1)", "next post", "Next post of the list"),
    Command("reading.previous-post", "reading", ("K", "left_square_bracket"), "screen.step(-1)", "previous post", "Previous post of the list"),
    Command("reading.copy", "reading", ("y",), "copy", "copy", "Copy the selected text, else the post's text"),
    Command("reading.copy-code", "reading", ("Y",), "copy_code", "copy code", "Copy the code block here"),
    Command("reading.narrower", "reading", ("minus",), "screen.measure(-4)", "narrower text", "Make the lines of text shorter"),
    Command("reading.wider", "reading", ("plus", "equals_sign"), "screen.measure(4)", "wider text", "Make the lines of text longer"),
    Command("reading.back", "reading", ("escape", "h", "left"), "screen.back", "list", "Back to the list", 1),
    Command("app.read", "app", ("u",), "screen.mark('read')", "read or not", "Take the post for read, or for unread"),
    Command("app.bookmark", "app", ("m",), "screen.mark('bookmarked')", "bookmark", "Bookmark the post, or take the bookmark away"),
    Command("app.open", "app", ("o",), "screen.open", "browser", "Open the post's page in the browser"),
    Command("app.copy-link", "app", ("O",), "screen.copy_link", "copy link", "Copy the link, or the post's path"),
    Command("app.info", "app", ("i",), "screen.info", "info", "Front matter, where it lands, problems", 6),
    Command("app.language", "app", ("L",), "screen.language", "language", "List the posts in the site's next language"),
    Command("app.narrower", "app", ("less_than_sign",), "screen.divide(-4)", "narrower list", "Make the list narrower"),
    Command("app.wider", "app", ("greater_than_sign",), "screen.divide(4)", "wider list", "Make the list wider"),
    Command("app.zoom", "app", ("z",), "screen.zoom", "hide list", "Hide the list, or show it again", 7),
    Command("app.refresh", "app", ("r", "f5"), "screen.refresh_posts", "refresh", "Look for changed files"),
    Command("app.stop", "app", ("ctrl+x",), "screen.stop", "stop", "Stop reading the folder"),
    Command("app.help", "app", ("question_mark", "f1"), "screen.help", "help", "Every key", 0),
    Command("app.palette", "app", ("ctrl+p",), "app.command_palette", "palette", "Find a command by name"),
    Command("app.quit", "app", ("q", "ctrl+q"), "app.quit", "quit", "Quit", 9),
)  # fmt: skip


def commands(*scopes: Scope) -> Iterator[Command]:
    """The commands of some scopes, in the table's order."""
    return (command for command in COMMANDS if command.scope in scopes)


def bindings(scope: Scope) -> list[BindingType]:
    """One scope's commands as Textual's bindings."""
    return [
        Binding(
            ",".join(c.keys), c.action, c.label, show=c.bar is not None, id=c.id, tooltip=c.help
        )
        for c in commands(scope)
    ]


def bar(*scopes: Scope) -> list[Command]:
    """The commands that the key line shows, in its order."""
    shown = [(c.bar, c) for c in commands(*scopes) if c.bar is not None]
    return [command for _, command in sorted(shown, key=lambda pair: pair[0])]
