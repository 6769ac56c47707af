"""Smooth functions in numbers; made by `python -m tests.curve.derive smooth`."""

from __future__ import annotations

from math import inf

from studyapp.curve.analysis import Analysis

SMOOTH: dict[str, Analysis] = {
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
    "softplus": Analysis(
        monotone="rising",
        limits=(0.0, inf),
        bounds=(0.0, inf),
        lipschitz=1.0,
        mean=0.8060591833474398,
        square=0.9212459088593002,
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
    "log_sigmoid": Analysis(
        monotone="rising",
        limits=(-inf, 0.0),
        bounds=(-inf, 0.0),
        lipschitz=1.0,
        mean=-0.8060591833474398,
        square=0.9212459088593002,
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
