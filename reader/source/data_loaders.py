"""TOML and JSON → values: parsed by the standard library, kept as written."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time

from reader.source.frontmatter import Value, Written
from reader.source.loaders import (
    MAX_DEPTH,
    Chunk,
    Loaded,
    LoadError,
    chunks,
    salvage,
    twice,
)

TOML_KEY = re.compile(r"[ \t]*(?P<key>[\w-]+|\"[^\"\n]+\"|'[^'\n]+')[ \t]*=(?P<rest>.*)")
_TOML_TABLE = re.compile(r"[ \t]*\[\[?[ \t]*(?P<key>[\w-]+|\"[^\"\n]+\")(?P<rest>[^\n]*)")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
# A number, a truth or a date, and no more on the line: what TOML's types would rewrite.
_BARE = re.compile(r"([^\s\"'\[\]{}#,]+(?: \d[^\s\"'\[\]{}#,]*)?)\s*(?:#.*)?")
# A key of many parts, which takes tomllib their number squared.
_TOML_LONG_KEY = re.compile(
    r"(?<![\w.-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"
    rf"{{{MAX_DEPTH}}}"
)
_JSON_KEY = re.compile(r"[ \t{]*\"(?P<key>(?:[^\"\\\n]|\\.)*)\"[ \t]*:(?P<rest>.*)")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def load_toml(text: str) -> Loaded:
    """The table that `text` holds, else the keys that can be saved."""
    try:
        return parse_toml(text)
    except LoadError as exc:
        error = exc
    head, *sections = _sections(text)
    loaded = salvage(head.text, TOML_KEY, parse_toml, error, "TOML")
    for section in sections:
        part = salvage(section.text, TOML_KEY, parse_toml, error, "TOML")
        if section.key not in loaded:
            loaded[section.key] = dict(part)
            loaded.lines[section.key] = section.line
    return loaded


def _sections(text: str) -> list[Chunk]:
    """The text above the first table, and each table without its header."""
    sections = [Chunk("", "", 0, text.split("\n"))]
    for chunk in chunks(text, _TOML_TABLE):
        if len(sections) == 1:
            del sections[0].lines[chunk.line :]
        del chunk.lines[0]
        sections.append(chunk)
    return sections


def parse_toml(text: str) -> Loaded:
    """The table that `text` holds; LoadError where it does not parse."""
    import tomllib

    if long := _TOML_LONG_KEY.search(text):
        raise LoadError(f"nested more than {MAX_DEPTH} deep", text.count("\n", 0, long.start()))
    try:
        table = tomllib.loads(text, parse_float=Written)
    except (ValueError, RecursionError) as exc:  # ValueError: a number too long, too
        words = str(exc)
        place = _TOML_PLACE.search(words)
        at = int(place[1]) - 1 if place and place[1] else None
        words = _TOML_PLACE.sub("", words)
        raise LoadError(words[:1].lower() + words[1:], at) from None
    loaded = Loaded()
    rests: dict[str, str] = {}
    for number, line in enumerate(text.split("\n")):
        header = _TOML_TABLE.match(line)
        found = header or TOML_KEY.match(line)
        if found:
            key = found["key"].strip("\"'")
            loaded.lines.setdefault(key, number)
            if header:
                break
            rests.setdefault(key, found["rest"])
    for number, line in enumerate(text.split("\n")):
        if header := _TOML_TABLE.match(line):
            loaded.lines.setdefault(header["key"].strip('"'), number)
    for key, value in table.items():
        loaded[key] = _written(value, rests.get(key, ""))
    loaded.lines = {key: line for key, line in loaded.lines.items() if key in loaded}
    return loaded


def load_json(text: str) -> Loaded:
    """The object that `text` holds, else the members that stand on a line of their own."""
    try:
        return parse_json(text)
    except LoadError as exc:
        return salvage(text, _JSON_KEY, _parse_member, exc, "JSON")


def _parse_member(text: str) -> Loaded:
    """One line of an object."""
    return parse_json("{" + text.strip().strip("{").rstrip(",} \t\n") + "}")


def parse_json(text: str) -> Loaded:
    """The object that `text` holds; LoadError where it does not parse."""
    loaded = Loaded()
    lines: dict[str, list[int]] = {}
    for key, number in json_keys(text):
        lines.setdefault(key, []).append(number)

    def table(pairs: list[tuple[str, object]]) -> dict[str, object]:
        result = dict(pairs)
        if len(result) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    loaded.flaws.append(twice(key, lines.get(key, [None])[-1]))
                seen.add(key)
        return result

    try:
        members = json.loads(
            text, parse_float=Written, parse_int=Written, parse_constant=Written,
            object_pairs_hook=table, strict=False,
        )  # fmt: skip
    except json.JSONDecodeError as exc:
        raise LoadError(exc.msg[:1].lower() + exc.msg[1:], exc.lineno - 1) from None
    except RecursionError:
        raise LoadError("nested too deep") from None
    if not isinstance(members, dict):
        raise LoadError("not an object")
    for key, value in members.items():
        loaded[_text(key)] = _written(value)
    loaded.lines = {key: found[-1] for key, found in lines.items() if key in loaded}
    return loaded


def json_end(text: str, limit: int) -> int | None:
    """Where the object that `text` begins with ends, brackets balanced outside strings."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text, 0, limit):
        sign = token.group()[0]
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
            if depth <= 0:
                return token.end()
    return None


def json_keys(text: str) -> list[tuple[str, int]]:
    """The outermost object's keys and their lines, from 0, as a light pass sees them."""
    keys: list[tuple[str, int]] = []
    depth = line = end = 0
    for token in _JSON_TOKEN.finditer(text):
        line += text.count("\n", end, token.start())
        end = token.start()
        sign = text[end]
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
        elif depth == 1 and text[token.end() : token.end() + 40].lstrip().startswith(":"):
            keys.append((token.group()[1:-1], line))
    return keys


def _text(text: str) -> str:
    """Text without half a surrogate pair, which JSON can spell and no file can hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _written(value: object, rest: str = "", depth: int = 0) -> Value:
    """A parsed value as text; `rest` is what the line says after the key."""
    if isinstance(value, Written):
        return value
    if isinstance(value, str):
        return Written(_text(value), quoted=True)
    if value is None or depth > MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {_text(key): _written(item, "", depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_written(item, "", depth + 1) for item in value]
    if bare := _BARE.fullmatch(rest.strip()):
        return Written(bare[1])
    if isinstance(value, bool):
        return Written(str(value).lower())
    if isinstance(value, (date, datetime, time)):
        return Written(value.isoformat())
    return Written(str(value))
