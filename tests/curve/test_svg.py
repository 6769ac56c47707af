import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from studyapp.curve.drawing import Plot
from studyapp.curve.functions import bend, slope, value
from studyapp.curve.names import UnknownFunction, resolve
from studyapp.curve.spec import CurveSpec, Expression, Trace
from studyapp.curve.svg import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, svg

SPACE = "{http://www.w3.org/2000/svg}"


def image(*names: str, second: bool = False) -> ET.Element:
    spec = CurveSpec(
        tuple(Trace(name) for name in names), True, (-5.0, 5.0), (-1.0, 3.0), second=second
    )
    return ET.fromstring(svg(spec))  # noqa: S314 - our own text


def plot() -> Plot:
    columns, rows = (WIDTH - LEFT - RIGHT) // 2, (HEIGHT - TOP - BOTTOM) // 4
    return Plot(0, 0, columns, rows, (-5.0, 5.0), (-1.0, 3.0))


def pixels(path: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    numbers = [float(number) for number in re.findall(r"[\d.]+", path)]
    return np.array(numbers).reshape(-1, 2)


def test_the_paths_lie_within_a_pixel_of_the_curves() -> None:
    paths = [element.get("d", "") for element in image("gelu", second=True).iter(f"{SPACE}path")]

    assert len(paths) == 3
    for path, part in zip(paths, (value, slope, bend), strict=True):
        dots = pixels(path)
        x = np.array([plot().x_at_dot(dot) for dot in dots[:, 0] - LEFT])
        y = plot().dot_of_y(np.clip(part(resolve("gelu"), x), -1.0, 3.0))
        assert np.abs(HEIGHT - BOTTOM - dots[:, 1] - y).max() < 1.0


def test_a_jump_is_not_joined_and_the_value_at_it_is_a_dot() -> None:
    step = image("step")
    path = next(step.iter(f"{SPACE}path")).get("d", "")

    assert path.count("M") == 2
    assert len(list(step.iter(f"{SPACE}circle"))) == 1


def test_what_jumps_too_often_is_made_of_dots() -> None:
    (path,) = ET.fromstring(  # noqa: S314 - our own text
        svg(CurveSpec((Expression("1000*x - floor(1000*x)"),)))
    ).iter(f"{SPACE}path")
    pieces = [pixels(piece) for piece in path.get("d", "").split("M")[1:]]

    assert len(pieces) > WIDTH - LEFT - RIGHT
    assert all((piece[0] == piece[1]).all() for piece in pieces)


def test_axes_and_legend_are_labelled() -> None:
    texts = [element.text for element in image("gelu", "relu").iter(f"{SPACE}text")]

    assert texts[0] == "gelu(x) = x·Φ(x)"
    assert texts[-4:] == ["gelu", "relu", "gelu′", "relu′"]
    assert {"-4", "0", "4"} <= set(texts)


def test_what_stands_in_a_formula_does_not_end_a_tag() -> None:
    assert "x &gt; 0" in svg(CurveSpec((Trace("elu"),)))


def test_an_unknown_function_is_told() -> None:
    with pytest.raises(UnknownFunction, match="did you mean `gelu`"):
        image("gleu")
