"""Python settings are read, never run, and no text takes long or grows without end."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines.python_settings import read
from reader.engines.settings import SettingsError


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A = 'x'\nB: int = 3\nC = D = None", {"A": "x", "B": 3, "C": None, "D": None}),
        ("A, (B, C) = 1, [2, 3]", {"A": 1, "B": 2, "C": 3}),
        ("A = 'x'\nB = A + 'y' 'z'\nC = f'{B}/{A}!'", {"A": "x", "B": "xyz", "C": "xyz/x!"}),
        ("A = '%s-%(no)s' % 1", {}),
        ("A = '%s-%d' % ('x', 3)\nB = '%(k)s' % {'k': 'v'}", {"A": "x-3", "B": "v"}),
        ("A = '{}/{k}'.format(1, k=2)\nB = ', '.join(['a', 'b'])", {"A": "1/2", "B": "a, b"}),
        ("A = '{:>9}'.format(1)\nB = f'{1:>9}'\nC = '%9s' % 1\nD = '{0.x}'.format(1)", {}),
        ("A = 60 * 60 - 1\nB = -A / 2\nC = 7 // 2", {"A": 3599, "B": -1799.5, "C": 3}),
        ("A = 2 ** 99999\nB = 1 / 0\nC = 'a' - 1", {}),
        ("A = (1, *[2, 3])\nB = {'a', 'b'}", {"A": (1, 2, 3), "B": {"a", "b"}}),
        ("A = {'k': 1, 'f': f(), **{'z': 2}}", {"A": {"k": 1, "z": 2}}),
        ("A = [1, f()]\nB = (f(),)", {}),
        ("A = dict(k=1)\nA.update({'l': 2}, m=3)\nA['n'] = 4",
         {"A": {"k": 1, "l": 2, "m": 3, "n": 4}}),
        ("A = [1]\nA += [2]\nA.append(3)\nA.extend((4,))\nA.insert(0, 0)", {"A": [0, 1, 2, 3, 4]}),
        ("A = [1, 2]\nA.remove(1)\nB = {'a': 1, 'b': 2}\nB.pop('a')", {"A": [2], "B": {"b": 2}}),
        ("A = [1, 2]\nA.sort()", {}),
        ("A = 1\nA += f()\nB = 1\nB = f()\nC = 1\ndel C\nD = 1\ndef D(): pass", {}),
        ("from x import *\nimport os\nA = os.environ.get('A', 1)", {}),
        ("import os\nif os.environ.get('A'):\n    B = 1\nA = 2", {"A": 2}),
        ("A = 1\nif A == 1:\n    B = 2\nelse:\n    B = 3\nif not A:\n    A = 4", {"A": 1, "B": 2}),
        ("for A in [1]:\n  B = 1\nwith f():\n  C = 1\ntry:\n  D = 1\nexcept E:\n  pass", {}),
        ("A = {'a': [1, 2]}['a'][1]\nB = 'abc'[1:]\nC = [1][9]", {"A": 2, "B": "bc"}),
        ("A = {'a': {'b': 1}}\nA['a']['b'] = 2", {}),
        ("A = 'x' if 'b' in 'abc' else 'y'\nB = 0 or 'z'", {"A": "x", "B": "z"}),
        ("A = '\\d'\nB = r'\\d'", {"A": "\\d", "B": "\\d"}),
        ("A = timedelta(days=1)\nB = lambda x: x\nC = [x for x in [1]]", {}),
        ("A = []\nA.append(A)", {"A": [[]]}),
        ("# nothing", {}),
    ],
)  # fmt: skip
def test_what_the_text_tells_is_known_and_nothing_else(text: str, names: dict[str, Any]) -> None:
    assert read(text) == names


@pytest.mark.parametrize(
    ("text", "line"),
    [("A = 1\nB = (\n", 2), ("A = 1\n\n  B = 2\n", 3), ("A = '\0'", None), ("A =", 1)],
)  # fmt: skip
def test_what_is_no_python_is_an_error_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(SettingsError) as caught:
        read(text)
    if line:
        assert caught.value.line == line


@pytest.mark.parametrize("text", [

        "A = " + "[" * 150 + "]" * 150,
        "A = " + "-" * 100_000 + "1",
        "A = " + "(" * 100_000,
        "A = " + "+".join(["'x'"] * 5_000),
        "A = x" + ".x" * 50_000,
        "A = " + "9" * 100_000,
        "A = 'x' * 10 ** 9\nB = [0] * 10 ** 9",
        "A = 'x' * 1000\n" + "A = A + A\n" * 10_000,
        "A = [1]\n" + "A = [A, A]\n" * 10_000,
        "A = (1,)\n" + "A = (A, A)\n" * 10_000 + "B = {A: 1}\nC = '%s' % A",
        "A = [1]\n" + "A = [A]\n" * 10_000,
        "A = [0] * 40_000\n" + "A['x'] = 1\nB = [*A]\nA.append(1)\n" * 20_000,
        "A = {str(1): 1}\n" + "".join(f"A['{n}'] = 1\n" for n in range(40_000)),
        "A = 'a' * 1000\n" + "B = A.replace('a', A)\n" * 10_000,
        "A = 'a' * 1000\n" + "B = '" + "%s" * 1000 + "' % (" + "A," * 1000 + ")\n",
        "".join("    " * n + "if True:\n" for n in range(90)) + "    " * 90 + "A = 1",
    ], ids=lambda text: repr(text[:20]),
)  # fmt: skip
def test_a_hostile_text_takes_neither_long_nor_much(text: str) -> None:
    before = time.process_time()
    try:
        found = read(text)
    except SettingsError:
        found = {}
    assert time.process_time() - before < 3
    assert all(_size(value, 0) <= 200_000 for value in found.values())


def _size(value: object, depth: int) -> int:
    assert depth <= 60
    if isinstance(value, dict):
        return sum(_size(one, depth + 1) for one in value.values())
    if isinstance(value, (list, tuple, set)):
        return sum(_size(one, depth + 1) for one in value)
    return len(value) if isinstance(value, str) else 1


_WORDS = st.sampled_from(
    ["A", "B", "=", "+=", "+", "%", "[", "]", "(", ")", "{", "}", ":", ",", "'x'", "'%s'", "1",
     "\n", "if", "else", ".update", ".append", "f'{A}'", "*", "**", "not", "in", "None", " "]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_no_text_raises_anything_but_the_settings_error(text: str) -> None:
    with contextlib.suppress(SettingsError):
        read(text)
