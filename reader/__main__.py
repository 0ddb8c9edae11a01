"""Start `reader`: the command of that name and `python -m reader`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; exits with its status."""
    try:
        from reader.cli.main import reader

        reader(prog_name="reader")
    except KeyboardInterrupt:
        # Before click has taken over: while modules load.
        sys.exit(130)


if __name__ == "__main__":
    main()
