"""The literal values in a JavaScript or TypeScript file of settings: read, never executed.

Strings, numbers, truths, arrays and objects are `source.frontmatter.Written` texts, lists and
mappings as in any other settings. Names stand for what they were bound to once, spreads and `+`
are worked out where their parts are known; whatever only running the script would tell is None.
`process.env` is taken as empty, but for NODE_ENV, which a build sets to "production".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.engines.js_values import DEPTH, WRAPPERS, Values, text_of
from reader.engines.settings import SettingsError
from reader.source.frontmatter import Value

if TYPE_CHECKING:
    from tree_sitter import Node

# A script of settings has some KiB.
MAX_CHARS = 1 << 18

_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_MOST_FUNCTIONS = 20
_FRONT = re.compile(r"\s*---[^\n]*\n(.*?)(?:^---|\Z)", re.DOTALL | re.MULTILINE)
_FUNCTIONS = frozenset(
    ["arrow_function", "function_expression", "function_declaration", "generator_function",
     "generator_function_declaration", "method_definition"]
)  # fmt: skip


class Call(NamedTuple):
    """A call: the last part of what is called, its arguments as values and as source, its line.

    `eleventyConfig.addCollection("posts", f)` is a call of `addCollection`; lines count from 1.
    """

    name: str
    values: tuple[Value, ...]
    texts: tuple[str, ...]
    line: int


class Script:
    """What a script says; SettingsError where it does not parse or is too long.

    The grammar goes by the name: TypeScript, JavaScript with or without JSX, or `.astro`, of which
    only the part between its fences is a script.
    """

    def __init__(self, name: str, text: str) -> None:
        if len(text) > MAX_CHARS:
            raise SettingsError(f"larger than {MAX_CHARS >> 10} KiB: not read")
        if name.endswith(".astro"):
            front = _FRONT.match(text)
            text = front[1] if front else ""
        self._root = _tree(name, text)
        self._bound: dict[str, Node] = {}
        self._calls: list[tuple[str, Node]] = []
        self._default: Node | None = None
        self._named: dict[str, Node] = {}
        self._comments: list[Node] = []
        changed: set[str] = set()
        for node in _nodes(self._root):
            self._note(node, changed)
        for one in changed:
            self._bound.pop(one, None)
        self._values = Values(self._bound)

    @property
    def code(self) -> str:
        """Its text without the comments: a space stands for each."""
        text, parts, start = self._root.text or b"", list[bytes](), self._root.start_byte
        end = 0
        for comment in self._comments:
            parts += [text[end : comment.start_byte - start], b" "]
            end = comment.end_byte - start
        return b"".join([*parts, text[end:]]).decode("utf-8", "replace")

    @property
    def exported(self) -> Value:
        """What `export default` or `module.exports` says; of a function, what it returns.

        A call, such as `defineConfig({…})`, stands for the first of its arguments.
        """
        return self._exported(self._default) if self._default else None

    @property
    def default(self) -> str:
        """The text of what is exported by default; "" where nothing is."""
        node = self._default
        if node is not None and node.type == "identifier":
            node = self._bound.get(text_of(node), node)
        return text_of(node) if node is not None else ""

    @property
    def named(self) -> Mapping[str, Value]:
        """The other exports, by name."""
        return {name: self._exported(node) for name, node in self._named.items()}

    def calls(self, *names: str) -> Iterator[Call]:
        """The calls of functions or methods of these names, wherever they stand, in order."""
        for name, node in self._calls:
            if name in names:
                inner = node.child_by_field_name("arguments")
                given = (
                    [one for one in inner.named_children if one.type != "comment"] if inner else []
                )
                values = tuple(map(self._values.value, given))
                yield Call(name, values, tuple(map(text_of, given)), node.start_point[0] + 1)

    def with_functions(self, code: str) -> str:
        """A piece of the script's code, and below it the functions that it calls by their names."""
        parts, known = [code], set[str]()
        for part in parts:
            for name in _NAME.findall(part):
                node = self._bound.get(name)
                if node is not None and node.type in _FUNCTIONS and name not in known:
                    known.add(name)
                    parts.append(text_of(node))
            if len(parts) > _MOST_FUNCTIONS:
                break
        return "\n".join(parts)

    # What is where.

    def _note(self, node: Node, changed: set[str]) -> None:
        """Keep a node that binds, exports or calls."""
        kind = node.type
        if kind == "variable_declarator" or kind in (
            "function_declaration",
            "assignment_expression",
        ):
            left = node.child_by_field_name("left" if kind[0] == "a" else "name")
            right = (
                node
                if kind[0] == "f"
                else node.child_by_field_name("right" if kind[0] == "a" else "value")
            )
            if left is None or right is None:
                return
            if kind[0] == "a":
                self._assigned(text_of(left), right, changed)
            elif (
                left.type == "identifier" and self._bound.setdefault(text_of(left), right) != right
            ):
                changed.add(text_of(left))
        elif kind == "augmented_assignment_expression":
            left = node.child_by_field_name("left")
            changed.add(text_of(left) if left else "")
        elif kind == "call_expression":
            called = node.child_by_field_name("function")
            if called is not None and called.type == "member_expression":
                called = called.child_by_field_name("property")
            if called is not None:
                self._calls.append((text_of(called), node))
        elif kind == "comment":
            self._comments.append(node)
        elif kind == "export_statement":
            self._export(node)

    def _assigned(self, left: str, right: Node, changed: set[str]) -> None:
        changed.add(left)
        if left in ("module.exports", "exports.default", "module.exports.default"):
            self._default = right
        elif left.startswith(("exports.", "module.exports.")):
            self._named[left.rpartition(".")[2]] = right

    def _export(self, node: Node) -> None:
        default = any(child.type == "default" for child in node.children)
        value = node.child_by_field_name("value") or node.child_by_field_name("declaration")
        if default:
            self._default = value
        elif value is not None:
            for one in value.named_children:
                name, bound = one.child_by_field_name("name"), one.child_by_field_name("value")
                if name is not None and bound is not None:
                    self._named[text_of(name)] = bound
        for clause in node.named_children:
            for one in clause.named_children if clause.type == "export_clause" else []:
                name = one.child_by_field_name("name")
                alias = one.child_by_field_name("alias") or name
                if name is not None and alias is not None:
                    if text_of(alias) == "default":
                        self._default = name
                    else:
                        self._named[text_of(alias)] = name

    def _exported(self, node: Node, depth: int = 0) -> Value:
        """An export's value: functions and calls are looked into, which no other value's are."""
        if depth > DEPTH:
            return None
        if node.type in WRAPPERS and node.named_children:
            return self._exported(node.named_children[0], depth + 1)
        if node.type == "identifier" and text_of(node) in self._bound:
            return self._exported(self._bound[text_of(node)], depth + 1)
        if node.type == "call_expression":
            inner = node.child_by_field_name("arguments")
            first = inner.named_children[0] if inner and inner.named_children else None
            return self._exported(first, depth + 1) if first else None
        if node.type in _FUNCTIONS:
            body = node.child_by_field_name("body")
            if body is not None and body.type == "statement_block":
                said = [one for one in body.named_children if one.type == "return_statement"]
                body = said[-1].named_children[0] if said and said[-1].named_children else None
            return self._exported(body, depth + 1) if body else None
        return self._values.value(node)


def _tree(name: str, text: str) -> Node:
    """The syntax tree of a script; SettingsError with the line of what is wrong."""
    # Loaded where a site has a script: most have none.
    import tree_sitter_typescript as grammars
    from tree_sitter import Language, Parser

    plain = name.endswith((".ts", ".mts", ".cts", ".astro"))
    made = grammars.language_typescript() if plain else grammars.language_tsx()
    root = Parser(Language(made)).parse(text.encode("utf-8", "replace")).root_node
    if not root.has_error:
        return root
    wrong = next((node for node in _nodes(root) if node.is_error or node.is_missing), root)
    raise SettingsError("a mistake in the script", wrong.start_point[0] + 1)


def _nodes(root: Node) -> Iterator[Node]:
    """All nodes, from the top."""
    cursor = root.walk()
    while True:
        if cursor.node is not None:
            yield cursor.node
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
