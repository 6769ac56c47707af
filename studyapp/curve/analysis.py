"""What is known of each curve in numbers, with the default parameters.

Made by `python -m tests.curve.derive`, from the definitions in mpmath; a test derives each number
anew. Loaded only when one asks for it.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import NamedTuple

Point = tuple[float, float]


class Analysis(NamedTuple):
    """One curve.

    Attributes:
        monotone: how f runs: "rising", "never falling" or "neither"; all of ours rise somewhere.
        limits: f far left and far right.
        bounds: what f lies between, whether or not it gets there.
        lipschitz: the least upper bound of |f(a) - f(b)| / |a - b|.
        mean, square: E f(z) and E f(z)^2 for z from N(0, 1).
        domain: where f is defined.
        smooth: how often f can be derived with a continuous result, -1 if f itself jumps.
        kinks: where f or f' jumps.
        zeros: where f is 0, as intervals; single points have equal ends.
        extrema: (x, f) of isolated least and greatest values.
        inflections: (x, f) where f'' changes its sign.
    """

    monotone: str
    limits: Point
    bounds: Point
    lipschitz: float
    mean: float
    square: float
    domain: Point = (-inf, inf)
    smooth: float = inf
    kinks: tuple[float, ...] = ()
    zeros: tuple[Point, ...] = ()
    extrema: tuple[Point, ...] = ()
    inflections: tuple[Point, ...] = ()

    @property
    def gain(self) -> float:
        """What weights are multiplied by so that E f(z)^2 becomes 1."""
        return 1.0 / sqrt(self.square)


ANALYSES: dict[str, Analysis] = {
    "identity": Analysis(
        monotone="rising",
        limits=(-inf, inf),
        bounds=(-inf, inf),
        lipschitz=1.0,
        mean=0.0,
        square=1.0,
        zeros=((0.0, 0.0),),
    ),
    "step": Analysis(
        monotone="never falling",
        limits=(0.0, 1.0),
        bounds=(0.0, 1.0),
        lipschitz=inf,
        mean=0.5,
        square=0.5,
        smooth=-1,
        kinks=(0.0,),
        zeros=((-inf, 0.0),),
    ),
    "relu": Analysis(
        monotone="never falling",
        limits=(0.0, inf),
        bounds=(0.0, inf),
        lipschitz=1.0,
        mean=0.3989422804014327,
        square=0.5,
        smooth=0,
        kinks=(0.0,),
        zeros=((-inf, 0.0),),
    ),
    "relu6": Analysis(
        monotone="never falling",
        limits=(0.0, 6.0),
        bounds=(0.0, 6.0),
        lipschitz=1.0,
        mean=0.3989422802450757,
        square=0.49999999807527046,
        smooth=0,
        kinks=(0.0, 6.0),
        zeros=((-inf, 0.0),),
    ),
    "leaky_relu": Analysis(
        monotone="rising",
        limits=(-inf, inf),
        bounds=(-inf, inf),
        lipschitz=1.0,
        mean=0.3949528575974183,
        square=0.50005,
        smooth=0,
        kinks=(0.0,),
        zeros=((0.0, 0.0),),
    ),
    "prelu": Analysis(
        monotone="rising",
        limits=(-inf, inf),
        bounds=(-inf, inf),
        lipschitz=1.0,
        mean=0.2992067103010745,
        square=0.53125,
        smooth=0,
        kinks=(0.0,),
        zeros=((0.0, 0.0),),
    ),
    "elu": Analysis(
        monotone="rising",
        limits=(-1.0, inf),
        bounds=(-1.0, inf),
        lipschitz=1.0,
        mean=0.16052057226655606,
        square=0.6449454174929239,
        smooth=1,
        zeros=((0.0, 0.0),),
    ),
    "celu": Analysis(
        monotone="rising",
        limits=(-1.0, inf),
        bounds=(-1.0, inf),
        lipschitz=1.0,
        mean=0.16052057226655606,
        square=0.6449454174929239,
        smooth=1,
        zeros=((0.0, 0.0),),
    ),
    "selu": Analysis(
        monotone="rising",
        limits=(-1.7580993408473768, inf),
        bounds=(-1.7580993408473768, inf),
        lipschitz=1.7580993408473768,
        mean=0.0,
        square=1.0,
        smooth=0,
        kinks=(0.0,),
        zeros=((0.0, 0.0),),
    ),
    "gelu": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.16997120747990366, inf),
        lipschitz=1.1289041451851547,
        mean=0.28209479177387814,
        square=0.4252214825702987,
        zeros=((0.0, 0.0),),
        extrema=((-0.7517915246935645, -0.16997120747990366),),
        inflections=(
            (-1.4142135623730951, -0.1112273359805234),
            (1.4142135623730951, 1.3029862263925716),
        ),
    ),
    "gelu_tanh": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.17004075057125406, inf),
        lipschitz=1.1289930686587717,
        mean=0.28203858807878873,
        square=0.42519371103309944,
        zeros=((0.0, 0.0),),
        extrema=((-0.7524614220710163, -0.17004075057125406),),
        inflections=(
            (-1.4185040087908283, -0.11090548065030305),
            (1.4185040087908283, 1.3075985281405254),
        ),
    ),
    "gelu_sigmoid": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.1636101896363536, inf),
        lipschitz=1.099839320128867,
        mean=0.2823305528127853,
        square=0.4219528068969808,
        zeros=((0.0, 0.0),),
        extrema=((-0.751154255441289, -0.1636101896363536),),
        inflections=(
            (-1.4097281319127308, -0.11732000015142999),
            (1.4097281319127308, 1.2924081317613008),
        ),
    ),
    "sigmoid": Analysis(
        monotone="rising",
        limits=(0.0, 1.0),
        bounds=(0.0, 1.0),
        lipschitz=0.25,
        mean=0.5,
        square=0.29337903585809294,
        inflections=((0.0, 0.5),),
    ),
    "hard_sigmoid": Analysis(
        monotone="never falling",
        limits=(0.0, 1.0),
        bounds=(0.0, 1.0),
        lipschitz=0.16666666666666666,
        mean=0.5,
        square=0.2776390910565126,
        smooth=0,
        kinks=(-3.0, 3.0),
        zeros=((-inf, -3.0),),
    ),
    "tanh": Analysis(
        monotone="rising",
        limits=(-1.0, 1.0),
        bounds=(-1.0, 1.0),
        lipschitz=1.0,
        mean=0.0,
        square=0.3942944903978412,
        zeros=((0.0, 0.0),),
        inflections=((0.0, 0.0),),
    ),
    "hard_tanh": Analysis(
        monotone="never falling",
        limits=(-1.0, 1.0),
        bounds=(-1.0, 1.0),
        lipschitz=1.0,
        mean=0.0,
        square=0.5160585509617133,
        smooth=0,
        kinks=(-1.0, 1.0),
        zeros=((0.0, 0.0),),
    ),
    "softplus": Analysis(
        monotone="rising",
        limits=(0.0, inf),
        bounds=(0.0, inf),
        lipschitz=1.0,
        mean=0.8060591833474398,
        square=0.9212459088593002,
    ),
    "softsign": Analysis(
        monotone="rising",
        limits=(-1.0, 1.0),
        bounds=(-1.0, 1.0),
        lipschitz=1.0,
        mean=0.0,
        square=0.1830140212665475,
        smooth=1,
        zeros=((0.0, 0.0),),
        inflections=((0.0, 0.0),),
    ),
    "silu": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.2784645427610738, inf),
        lipschitz=1.099839320128867,
        mean=0.20662096414190703,
        square=0.35577551981735217,
        zeros=((0.0, 0.0),),
        extrema=((-1.2784645427610737, -0.2784645427610738),),
        inflections=(
            (-2.3993572805154675, -0.19967864025773382),
            (2.3993572805154675, 2.199678640257734),
        ),
    ),
    "swish": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.2784645427610738, inf),
        lipschitz=1.099839320128867,
        mean=0.20662096414190703,
        square=0.35577551981735217,
        zeros=((0.0, 0.0),),
        extrema=((-1.2784645427610737, -0.2784645427610738),),
        inflections=(
            (-2.3993572805154675, -0.19967864025773382),
            (2.3993572805154675, 2.199678640257734),
        ),
    ),
    "hard_swish": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.375, inf),
        lipschitz=1.5,
        mean=0.1662167006561233,
        square=0.3315673751379077,
        smooth=0,
        kinks=(-3.0, 3.0),
        zeros=((-inf, -3.0), (0.0, 0.0)),
        extrema=((-1.5, -0.375),),
    ),
    "mish": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.30884341301725043, inf),
        lipschitz=1.088498161251728,
        mean=0.24040388837479143,
        square=0.45234219237588275,
        zeros=((0.0, 0.0),),
        extrema=((-1.1924312145154952, -0.30884341301725043),),
        inflections=(
            (-2.256376396360793, -0.2239956127784974),
            (1.4905711794854284, 1.3931150446477976),
        ),
    ),
    "squared_relu": Analysis(
        monotone="never falling",
        limits=(0.0, inf),
        bounds=(0.0, inf),
        lipschitz=inf,
        mean=0.5,
        square=1.5,
        smooth=1,
        zeros=((-inf, 0.0),),
    ),
    "log_sigmoid": Analysis(
        monotone="rising",
        limits=(-inf, 0.0),
        bounds=(-inf, 0.0),
        lipschitz=1.0,
        mean=-0.8060591833474398,
        square=0.9212459088593002,
    ),
    "glu": Analysis(
        monotone="rising",
        limits=(0.0, 1.0),
        bounds=(0.0, 1.0),
        lipschitz=0.25,
        mean=0.5,
        square=0.29337903585809294,
        inflections=((0.0, 0.5),),
    ),
    "swiglu": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.2784645427610738, inf),
        lipschitz=1.099839320128867,
        mean=0.20662096414190703,
        square=0.35577551981735217,
        zeros=((0.0, 0.0),),
        extrema=((-1.2784645427610737, -0.2784645427610738),),
        inflections=(
            (-2.3993572805154675, -0.19967864025773382),
            (2.3993572805154675, 2.199678640257734),
        ),
    ),
    "geglu": Analysis(
        monotone="neither",
        limits=(0.0, inf),
        bounds=(-0.16997120747990366, inf),
        lipschitz=1.1289041451851547,
        mean=0.28209479177387814,
        square=0.4252214825702987,
        zeros=((0.0, 0.0),),
        extrema=((-0.7517915246935645, -0.16997120747990366),),
        inflections=(
            (-1.4142135623730951, -0.1112273359805234),
            (1.4142135623730951, 1.3029862263925716),
        ),
    ),
    "reglu": Analysis(
        monotone="never falling",
        limits=(0.0, inf),
        bounds=(0.0, inf),
        lipschitz=1.0,
        mean=0.3989422804014327,
        square=0.5,
        smooth=0,
        kinks=(0.0,),
        zeros=((-inf, 0.0),),
    ),
    "softmax_first": Analysis(
        monotone="rising",
        limits=(0.0, 1.0),
        bounds=(0.0, 1.0),
        lipschitz=0.25,
        mean=0.5,
        square=0.29337903585809294,
        inflections=((0.0, 0.5),),
    ),
}
