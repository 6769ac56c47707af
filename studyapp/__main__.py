"""The way in: counts and plain sittings by themselves, all else by the command line."""

import io
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
    if arguments[:1] == ["review"] and "--plain" in arguments:
        from studyapp import quick

        status = quick.review(arguments[1:])
        if status is not None:
            return status
    from studyapp.cli import run

    return run(arguments)


def _open_streams() -> None:
    """Stand something in for standard streams that were closed before the start."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - open as long as we run
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
