"""Where the engines that run on Node are installed, and how one is run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any


def modules(package: str) -> Path:
    """The folder node_modules that has a package.

    It is looked for in the folders of READER_ENGINES, beside programs on PATH, and at the top.
    """
    folders = [Path(one) for one in os.environ.get("READER_ENGINES", "").split(os.pathsep) if one]
    if program := shutil.which(package.rpartition("/")[2]):
        folders += Path(program).resolve().parents
    for folder in (*folders, Path.cwd()):
        if (folder / "node_modules" / package / "package.json").is_file():
            return (folder / "node_modules").resolve()
    raise SystemExit(f"{package} is not installed: name its folder in READER_ENGINES")


def version(package: str) -> str:
    """The version of a package."""
    told = json.loads((modules(package) / package / "package.json").read_text(encoding="utf-8"))
    return str(told["version"])


def site(source: Path, scratch: Path, package: str) -> Path:
    """A copy of a site, from which the package's modules are found."""
    copy = scratch / "site"
    shutil.copytree(source, copy)
    (copy / "node_modules").symlink_to(modules(package), target_is_directory=True)
    return copy


def run(script: str, *options: str, folder: Path, **environment: str) -> Any:
    """What a script of ours, run in a folder, writes to the file named in its first argument."""
    said = folder.parent / "said.json"
    program = folder / "said.cjs"
    program.write_text(script, encoding="utf-8")
    settings = {**os.environ, "TZ": "UTC", "NO_UPDATE_NOTIFIER": "1", **environment}
    done = subprocess.run(
        ["node", program.name, str(said), *options],
        cwd=folder, env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode or not said.is_file():
        raise SystemExit(f"{done.stdout}\n{done.stderr}")
    return json.loads(said.read_text(encoding="utf-8"))
