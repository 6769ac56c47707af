"""The way in: what only asks for counts is answered at a glance, all else by the command line."""

import sys


def main() -> None:
    """Run the command line of this process."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["due"]:
        from studyapp.library import glance

        if glance.due(arguments[1:]):
            return
    from studyapp.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
