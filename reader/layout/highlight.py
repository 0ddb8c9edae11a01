"""Code to coloured spans, by Pygments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.markup.blocks import Span

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Longer code is shown in one colour: a block is coloured as a whole when its first line is drawn.
LIMIT = 65_536

# Pygments' token types, most special first, and the role of their text.
_ROLES = {
    "Comment": "tok-comment",
    "Keyword": "tok-keyword",
    "Operator.Word": "tok-keyword",
    "Literal.String": "tok-string",
    "Literal.Number": "tok-number",
    "Name.Function": "tok-function",
    "Name.Class": "tok-class",
    "Name.Namespace": "tok-class",
    "Name.Builtin": "tok-builtin",
    "Name.Decorator": "tok-decorator",
    "Name.Exception": "tok-class",
    "Name.Tag": "tok-tag",
    "Name.Attribute": "tok-attribute",
    "Name.Variable": "tok-variable",
    "Name.Constant": "tok-constant",
    "Operator": "tok-operator",
    "Generic.Deleted": "tok-deleted",
    "Generic.Inserted": "tok-inserted",
    "Generic.Heading": "tok-heading",
    "Generic.Subheading": "tok-heading",
    "Generic.Prompt": "tok-prompt",
    "Generic.Output": "tok-output",
    "Generic.Error": "tok-error",
    "Generic.Traceback": "tok-error",
}

# Names that authors give to what Pygments calls otherwise.
_NAMES = {
    "shellsession": "console", "sh-session": "console", "bash-session": "console",
    "terminal": "console", "patch": "diff", "jsonc": "json", "golang": "go",
}  # fmt: skip
# A shell's code that shows what was typed, and what came of it: prompts tell.
_SHELLS = frozenset({"bash", "sh", "shell", "zsh"})
_PROMPT = re.compile(r"\s*(?:\$|[\w.-]{1,64}@[\w.-]{1,64}[^\n$#%]{0,80}[$#%]) \S")


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_all_lexers, get_lexer_by_name

    # Asked for by a name it does not know, Pygments looks through every installed package.
    if not any(language in aliases for _, aliases, _, _ in get_all_lexers(plugins=False)):
        return None
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


@lru_cache(maxsize=256)
def _role(kind: tuple[str, ...]) -> str:
    for length in range(len(kind), 0, -1):
        role = _ROLES.get(".".join(kind[:length]))
        if role is not None:
            return f"block code {role}"
    return "block code"


@lru_cache(maxsize=32)
def highlight(text: str, language: str) -> Sequence[tuple[Span, ...]] | None:
    """The spans of each line of some code; None where it stays in one colour."""
    if not language or len(text) > LIMIT:
        return None
    language = language.lower()
    if language in _SHELLS and _PROMPT.match(text):
        language = "console"
    lexer = _lexer(_NAMES.get(language, language))
    if lexer is None:
        return None
    lines: list[tuple[Span, ...]] = []
    line: list[Span] = []
    length = 0
    # Many lexers know a line by the line feed at its end.
    for _, kind, value in lexer.get_tokens_unprocessed(text + "\n"):
        role = _role(tuple(kind))
        length += len(value)
        for index, part in enumerate(value.split("\n")):
            if index:
                lines.append(tuple(line))
                line = []
            if part:
                if line and line[-1].role == role:
                    line[-1] = Span(line[-1].text + part, role)
                else:
                    line.append(Span(part, role))
    return lines if length == len(text) + 1 and not line else None
