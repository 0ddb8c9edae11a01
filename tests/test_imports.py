"""What may be loaded, and when: the start costs what it must and no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Runs a command of the program and prints the modules that are loaded at its end.
_LOADED = """
import json, sys
sys.argv = ["reader", *json.loads(sys.argv[1])]
from reader.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
finally:
    print("\\n" + json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
# Imports every module of the headless half under an audit hook, and fails on what does work.
_QUIET = """
import json, sys
watching = False
def hook(event, args):
    if not watching:
        return
    if event == "open" and (args[1] or "r")[0] != "r":
        raise SystemExit(f"importing writes {args[0]}")
    if event == "open" and not str(args[0]).endswith((".py", ".pyc", ".so", "pyvenv.cfg")):
        raise SystemExit(f"importing reads {args[0]}")
    if event.startswith(("sqlite3.", "socket.", "subprocess.", "os.mkdir", "os.remove")):
        raise SystemExit(f"importing does {event} {args}")
sys.addaudithook(hook)
from importlib import import_module
modules = json.loads(sys.argv[1])
sys.dont_write_bytecode = True
watching = True
for name in modules:
    import_module(name)
watching = False
"""


def loaded(*arguments: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", _LOADED, json.dumps(arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return set(json.loads(told.stderr.splitlines()[-1]))


def having(modules: set[str], packages: Sequence[str]) -> set[str]:
    """The modules that are one of the packages or lie in it."""
    return {
        name for name in modules if any(name == p or name.startswith(f"{p}.") for p in packages)
    }


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Three posts, old enough that their time of change says whether they changed."""
    for number in range(3):
        path = tmp_path / f"{number}.md"
        path.write_text(
            f"---\ntitle: Post {number}\ndate: 2017-05-0{number + 1}\ncategories: [News]\n---\n\n"
            "# Head\n\nA [link](https://example.org) and `code`.\n\n```python\nx = 1\n```\n"
        )
        os.utime(path, (1_500_000_000, 1_500_000_000))
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "{blog}"],
        ["list", "{blog}", "--format", "json", "-q", "category:News sort:title"],
        ["terms", "{blog}", "--by", "author"],
        ["pages", "{blog}"],
        ["show", "{blog}/1.md", "--format", "plain"],
        ["show", "{blog}/1.md", "--format", "ansi"],
        ["show", "{blog}/1.md", "--format", "json"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_the_command_line_loads_no_screen(blog: Path, arguments: list[str]) -> None:
    modules = loaded(*(part.format(blog=blog) for part in arguments))
    assert "reader.cli.main" in modules
    assert having(modules, ["textual", "rich.console", "reader.tui", "asyncio"]) == set()


def test_a_warm_list_reads_no_post(blog: Path) -> None:
    loaded("list", str(blog))
    modules = loaded("list", str(blog))
    needless = ["yaml", "frontmatter", "tomllib", "markdown_it", "pygments", "linkify_it"]
    needless += ["reader.views", "reader.completion", "reader.cli.shells"]
    assert having(modules, needless) == set()


def test_a_list_asks_for_the_history_only_by_a_query(blog: Path) -> None:
    history = ["reader.history", "reader.history_file"]
    assert having(loaded("list", str(blog), "-q", "has:code sort:title"), history) == set()
    modules = loaded("list", str(blog), "-q", "is:unread")
    assert having(modules, history) == set(history)
    assert having(modules, ["textual", "reader.tui", "asyncio"]) == set()


def test_help_loads_no_library() -> None:
    assert having(loaded("--help"), ["reader.library", "reader.index", "sqlite3"]) == set()


def test_the_screen_loads_no_other_command(blog: Path) -> None:
    modules = loaded_for_the_screen()
    commands = ["reader.cli.list", "reader.cli.terms", "reader.cli.show"]
    assert having(modules, commands) == set()


def loaded_for_the_screen() -> set[str]:
    code = """
import json, sys
import reader.cli.main, reader.cli.open, reader.tui.app
print(json.dumps(sorted(sys.modules)))
"""
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(told.stdout))


def test_importing_does_no_work() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "reader").rglob("*.py"))
        if "tui" not in path.parts
    ]
    assert "reader.library" in modules
    told = subprocess.run(
        [sys.executable, "-c", _QUIET, json.dumps(modules)],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
