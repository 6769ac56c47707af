"""The way in: what only asks for counts is answered at a glance, all else by the command line."""

import os
import sys


def main() -> None:
    """Run the command line of this process."""
    _open_streams()
    arguments = sys.argv[1:]
    if arguments[:1] == ["due"]:
        from studyapp.library import glance

        if glance.due(arguments[1:]):
            return
    from studyapp.cli import run

    sys.exit(run(arguments))


def _open_streams() -> None:
    """Stand something in for standard streams that were closed before the start."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - open as long as we run


if __name__ == "__main__":
    main()
