"""The way in: what only asks for counts is answered at a glance, all else by the command line."""

import os
import sys


def main() -> None:
    """Run the command line of this process."""
    _open_streams()
    try:
        sys.exit(_run(sys.argv[1:]))
    except KeyboardInterrupt:  # while something was still being imported
        sys.exit(130)


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["due"]:
        from studyapp.library import glance

        if glance.due(arguments[1:]):
            return 0
    from studyapp.cli import run

    return run(arguments)


def _open_streams() -> None:
    """Stand something in for standard streams that were closed before the start."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - open as long as we run


if __name__ == "__main__":
    main()
