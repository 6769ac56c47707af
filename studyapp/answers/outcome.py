"""How an answer came out, whatever the kind of card: what a grade is proposed from."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["right", "roughly", "near", "slip", "wrong", "blank"]
"""Right; right as far as its digits go; a letter or two amiss; right but for one thing that is
told, such as a sign, a power of ten, an option or the domain; wrong; nothing."""
