"""Start `reader`: the command of that name and `python -m reader`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; exits with its status."""
    # Nearly all that a start makes is there to stay, and searching it for garbage over and over
    # takes a tenth of the time. The terminal front sets its own terms once it stands.
    gc.set_threshold(200_000, 20, 50)
    try:
        from reader.cli.main import reader

        if "_READER_COMPLETE" in os.environ:
            from reader.cli.shells import install

            install()
        reader(prog_name="reader")
    except KeyboardInterrupt:
        # Before click has taken over: while modules load.
        sys.exit(130)


if __name__ == "__main__":
    main()
