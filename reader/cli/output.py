"""What leaves the program: results on standard output, words about them on standard error.

Nothing a terminal would obey leaves in any format: text is made harmless, JSON escapes.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from reader.sanitize import one_line

# Everything `sanitize` calls harmful; the C0 controls are escaped by the JSON encoder itself.
_HARMFUL = re.compile(
    "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x1f]")


def write(text: str) -> None:
    """Write to standard output, which may be closed or speak less than Unicode."""
    stream = sys.stdout
    if stream is None:
        return
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))


def flush() -> None:
    """Hand over what was written. Raises BrokenPipeError where nobody reads it any more."""
    if sys.stdout is not None:
        sys.stdout.flush()


def note(text: str) -> None:
    """One line for the user on standard error."""
    remark(f"reader: {text}")


def remark(*texts: str) -> None:
    """A line each on standard error, as it is but for what a terminal would obey."""
    if sys.stderr is not None:
        for text in texts:
            print(one_line(text), file=sys.stderr)  # noqa: T201


def write_json(value: object) -> None:
    """Write `value` as JSON that is safe to look at: letters as they are, the harmful escaped."""
    import json

    write(_HARMFUL.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> None:
    """Write rows as CSV (RFC 4180, lines ended by LF), each text harmless and on one line."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([one_line(cell) if isinstance(cell, str) else cell for cell in row])
    write(text.getvalue())


def quoted(path: str) -> str:
    """A path on a line of its own, as Git writes one.

    As it is, unless a character in it would end the line or be obeyed by a terminal: then in double
    quotes, those bytes in octal (git-config's `core.quotePath=false`).
    """
    if not (_CONTROL.search(path) or _HARMFUL.search(path) or path.startswith('"')):
        return path
    text = path.replace("\\", "\\\\").replace('"', '\\"')
    for pattern in (_CONTROL, _HARMFUL):
        text = pattern.sub(_octal, text)
    return f'"{text}"'


def _octal(match: re.Match[str]) -> str:
    return "".join(f"\\{byte:03o}" for byte in os.fsencode(match.group()))


def colour(stream: TextIO | None = None) -> bool:
    """Whether to colour what goes to `stream` (default: standard output).

    On a terminal only; NO_COLOR (no-color.org) forbids, FORCE_COLOR (force-color.org) asks for it.
    """
    if not colour_wanted():
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal(stream) and os.environ.get("TERM") != "dumb"


def colour_wanted() -> bool:
    """Whether the user has not forbidden colours; for what was asked for with colours by name."""
    return not os.environ.get("NO_COLOR")


def terminal(stream: TextIO | None = None) -> bool:
    """Whether `stream` (default: standard output) is a terminal."""
    stream = stream or sys.stdout
    return stream is not None and stream.isatty()
