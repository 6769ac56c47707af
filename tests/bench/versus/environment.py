"""The virtual environment of its own in which Anki's core lives.

Anki is under the AGPL: it is a tool of this benchmark, run as a process of its own, and nothing in
studyapp or in its tests imports it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PACKAGE = "anki"


def interpreter() -> Path:
    """The Python that has Anki, in the cache folder; made on first use."""
    folder = _cache() / "studyapp-bench" / PACKAGE
    python = folder / "bin" / "python"
    if not (folder / "whole").exists():
        sys.stderr.write(f"making {folder} with the package {PACKAGE} …\n")
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
        (folder / "whole").touch()
    return python


def version(python: Path) -> str:
    """Which release of Anki was measured."""
    script = f"from importlib.metadata import version; print(version({PACKAGE!r}))"
    found = subprocess.run([python, "-c", script], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
