"""What the catalogue knows of each curve in numbers, by family as in the words.

Made from the definitions in mpmath; a test derives each number anew. Loaded only when one asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.numbers.gates import GATES
from studyapp.curve.numbers.pieces import PIECES
from studyapp.curve.numbers.smooth import SMOOTH

if TYPE_CHECKING:
    from studyapp.curve.analysis import Analysis

ANALYSES: dict[str, Analysis] = PIECES | SMOOTH | GATES
"""By the name of the function, with its default parameters."""
