"""The examples of the CommonMark and GFM specifications, out of a package that ships them."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

# Marko's source distribution holds both texts: CommonMark 0.31.2 and GFM 0.29.
_NAME, _VERSION = "marko", "2.2.4"
_HASH = "sha256:c042c66f835425673123d7536b39b4660de3b68e30078c70fd26245b31170683"
_FENCE = "`" * 32
_EXAMPLE = re.compile(
    rf"^{_FENCE} example[ ]*(.*?)\n(.*?)^\.\n(.*?)^{_FENCE}$", re.DOTALL | re.MULTILINE
)


class Example(NamedTuple):
    """One example: its number from 1, the extension it shows or "", Markdown, and its HTML."""

    number: int
    extension: str
    markdown: str
    html: str


def fetch(folder: Path) -> Path:
    """The distribution's archive, downloaded to `folder` unless it is there.

    pip holds it to its hash. Raises CalledProcessError where it cannot be had.
    """
    archive = folder / f"{_NAME}-{_VERSION}.tar.gz"
    if not archive.exists():
        wanted = folder / "requirements.txt"
        wanted.write_text(f"{_NAME}=={_VERSION} --hash={_HASH}\n", encoding="utf-8")
        subprocess.run(
            [
                sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
                "--no-binary", _NAME, "--dest", str(folder), "--requirement", str(wanted),
            ],
            check=True, capture_output=True, text=True, timeout=180,
        )  # fmt: skip
    return archive


def examples(archive: Path, name: str) -> list[Example]:
    """The examples of one text of the archive: "commonmark" or "gfm"."""
    with tarfile.open(archive) as files:
        member = files.extractfile(f"{_NAME}-{_VERSION}/tests/spec/{name}.txt")
        assert member is not None
        text = member.read().decode("utf-8")
    return [
        Example(number, extension, markdown.replace("→", "\t"), html.replace("→", "\t"))
        for number, (extension, markdown, html) in enumerate(_EXAMPLE.findall(text), 1)
    ]
