"""Completion in bash, zsh and fish: click's own, with queries and what else only reader knows.

    _READER_COMPLETE=bash_source reader      writes the script that a shell is told once

click's scripts for bash and fish are not taken: bash parts words at the colons of a query, and
the one for fish loses what stands behind a comma.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any

from click import Context
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from reader.cli.options import COMMANDS
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.library import Library

    Items = list[CompletionItem[Any]]

# How long a shell waits for a folder to be read that was never opened before, in seconds.
_PATIENCE = 2.0

_BASH = """\
%(complete_func)s() {
    local kind value files=
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            plain) COMPREPLY+=("$value") ;;
            file) files=1 ;;
        esac
    done < <(env COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_CWORD="$2" \\
        %(complete_var)s=bash_complete "$1" 2> /dev/null)
    if [[ $files && ${#COMPREPLY[@]} -eq 0 ]]; then
        compopt -o default
    elif [[ $files ]]; then
        compopt -o filenames
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$2")
    fi
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_FISH = """\
function %(complete_func)s
    for line in (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \\
            COMP_CWORD=(commandline -ct) %(prog_name)s 2> /dev/null)
        set -l parts (string split -m 1 , -- $line)
        if test $parts[1] = file
            __fish_complete_path $parts[2]
        else
            echo $parts[2]
        end
    end
end

complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""
_UNSAFE = re.compile(r"([^\w@%+=:,./-])")
_UNSAFE_QUOTED = re.compile(r'([\\"$`])')


def install() -> None:
    """Have click complete by what is declared here."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)


class _Whole(ShellComplete):
    """Gives whole words where click gives parts of one: behind a minus, and behind --query=.

    click takes what begins with a minus for an option; right behind -q and --sort it is none.
    """

    def get_completions(self, args: list[str], incomplete: str) -> Items:
        """What fits, with what it stands behind in the same word."""
        before = ""
        if incomplete.startswith("-") and args[-1:] and args[-1] in _WITH_MINUS:
            before, incomplete = "-", incomplete[1:]
        found = super().get_completions(args, incomplete)
        if not before and incomplete.startswith("--"):
            before = incomplete[: incomplete.find("=") + 1]
        return [CompletionItem(f"{before}{one.value}", one.type, one.help) for one in found]


_WITH_MINUS = frozenset(["-q", "--query", "--sort"])


class Bash(_Whole, BashComplete):
    """Gets the line up to the cursor, and the end of it that bash is going to replace."""

    source_template = _BASH

    def complete(self) -> str:
        """The completions, a line each, quoted as what they replace is."""
        line, replaced = os.environ["COMP_WORDS"], os.environ["COMP_CWORD"]
        word, incomplete, quote = _last_word(line)
        _, before, _ = _last_word(word.removesuffix(replaced))
        lines = []
        words = split_arg_string(line.removesuffix(word))
        for item in self.get_completions(words[1:], incomplete):
            if item.type != "plain":
                lines.append(f"{item.type},")
            elif item.value.startswith(before):
                lines.append(f"plain,{_quoted(item.value[len(before) :], quote)}")
        if quote and len(lines) == 1 and lines[0].endswith(quote):
            # bash closes the quotes behind the only thing that fits, but not where it ends in one.
            lines[0] += quote
        return "\n".join(lines)


class Zsh(_Whole, ZshComplete):
    """As click has it: zsh parts and quotes words itself."""


class Fish(_Whole, FishComplete):
    """Gets the line up to the cursor, and the word at its end."""

    source_template = _FISH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before, and the one under way."""
        words, word = split_arg_string(os.environ["COMP_WORDS"]), os.environ["COMP_CWORD"]
        return (words[1:-1] if word else words[1:]), "".join(split_arg_string(word)[:1])


def _last_word(line: str) -> tuple[str, str, str]:
    """The last word of a line as it is written, as bash reads it, and the quote open in it."""
    start, quote, at, read = 0, "", 0, ""
    while at < len(line):
        letter = line[at]
        if letter == "\\" and quote != "'":
            at += 1
            following = line[at : at + 1]
            read += following if not quote or following in '\\"$`' else f"\\{following}"
        elif quote:
            read, quote = (read, "") if letter == quote else (read + letter, quote)
        elif letter in "'\"":
            quote = letter
        elif letter.isspace():
            start, read = at + 1, ""
        else:
            read += letter
        at += 1
    return line[start:], read, quote


def _quoted(text: str, quote: str) -> str:
    """`text` as it is written behind an open quote, or behind none."""
    if quote == "'":
        return text.replace("'", "'\\''")
    return (_UNSAFE_QUOTED if quote else _UNSAFE).sub(r"\\\1", text)


# What the options and PATH take: see `options`.


def query(ctx: Context, incomplete: str) -> Items:
    """What fits at the end of a query."""

    def question(library: Library) -> Items:
        from reader.completion import complete
        from reader.config import load

        views, text = load().views, incomplete
        found = complete(library, text, views=views, anywhere=False)
        # A shell closes the quotes behind the only thing that fits, so a field brings its values.
        while len(found.items) == 1 and found.items[0].goes_on:
            text = text[: found.start] + found.items[0].insert
            if not (more := complete(library, text, views=views, anywhere=False)).items:
                break
            found = more
        before = text[: found.start]
        return [
            CompletionItem(before + one.insert, help=_help(one.posts, one.help))
            for one in found.items
        ]

    return _ask(ctx, question)


def _help(posts: int | None, words: str) -> str | None:
    from reader.sanitize import one_line
    from reader.wording import count

    return one_line(words) or (None if posts is None else count(posts, "post"))


def field(ctx: Context, incomplete: str) -> Items:
    """The fields that have terms."""
    return _ask(ctx, lambda library: _beginning([*library.fields(), "state"], incomplete))


def language(ctx: Context, incomplete: str) -> Items:
    """The languages of a site of several."""
    return _ask(ctx, lambda library: _beginning(library.languages(), incomplete))


def sort(ctx: Context, incomplete: str) -> Items:
    """What one can sort by."""
    from reader.query import SORTS

    return _beginning([key for name in SORTS for key in (name, f"-{name}")], incomplete)


def engine(ctx: Context, incomplete: str) -> Items:
    """The names of the engines."""
    from reader.engines.detect import ENGINES

    return _beginning(sorted(ENGINES), incomplete)


def path(ctx: Context, incomplete: str) -> Items:
    """Files and folders; the commands as well, where one may stand."""
    names = COMMANDS if ctx.parent is None else ()
    items = [CompletionItem(name, help=COMMANDS[name]) for name in names]
    return [
        *(item for item in items if item.value.startswith(incomplete)),
        CompletionItem(incomplete, type="file"),
    ]


def _beginning(values: Iterable[str], incomplete: str) -> Items:
    from reader.sanitize import one_line

    fitting = (value for value in values if value.startswith(incomplete))
    return [CompletionItem(value) for value in fitting if one_line(value) == value]


def _ask(ctx: Context, question: Callable[[Library], Items]) -> Items:
    """What the library says that the line under way names; nothing where it cannot be opened.

    A mistake is told when the line is run, not while it is typed.
    """
    from reader.cli.paths import path_or_default
    from reader.library import Library

    # An option without its value ends click's parsing before it has looked at the arguments.
    named = ctx.params.get("path") or next(iter(ctx.args), None)
    if named == "-":
        return []
    try:
        place, _ = path_or_default(named and os.path.expanduser(named))
        with Library.open(place, engine=ctx.params.get("engine")) as library:
            if not library.fields():
                end = monotonic() + _PATIENCE
                library.refresh(stop=lambda: monotonic() > end)
            return question(library)
    except ReaderError:
        return []
