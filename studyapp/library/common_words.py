"""Words that may be put for others without asking about another thing.

None whose opposite asks the opposite: no `more`, `with`, `before`.
"""

_COMMON = """
a about also an and any are as ask asked at be because been being briefly but by call called
case cases come comes compare could define defined definition describe did do does done each
engineer engineers every exactly example explain explained for from general generally get gets
give given gives got had has have help helps here how i if in involve is it its just key kind
know known let like main mainly make makes many may me mean meaning means might much must name
need needs now of often on one or other our people please practice practise prefer preferred
problem problems put question really reason reasons say says see shall short should show some
state such take takes tell term than that the their them then there these they thing things this
those to typical typically use used useful uses using usual usually very want was way ways we
well were what when where which while who why will words work works would you your
什 么 怎 样 如 何 为 请 解 释 说 明 是 的 了 吗 呢 吧 啊 和 与 及 或 在 有 会 要 用 它 这
那 其 实 一 般 来 讲 主 问 哪 些 个 种 里 中 时 候 常 见 通 简 单 地 我 们 你 您 人 应 该
需 可 以 能 够
"""
_NOT = "no not never without cannot non n't 不 没 無 无 非 未"

COMMON = frozenset(_COMMON.split())
"""Of CJK they are characters."""

NOT = frozenset(_NOT.split())
"""What turns a question round."""
