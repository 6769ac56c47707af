"""Gated units in numbers; made by `python -m tests.curve.derive gates`."""

from __future__ import annotations

from math import inf

from studyapp.curve.analysis import Analysis

GATES: dict[str, Analysis] = {
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
}
