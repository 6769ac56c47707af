"""Cards as people write them, and what people do to their words: two sets that share none."""

from __future__ import annotations

import random
from typing import NamedTuple


class Subject(NamedTuple):
    """What a set of decks is about, in one language."""

    chinese: bool
    names: list[str]
    questions: list[list[str]]
    """Each list asks one thing in several ways."""
    twins: list[str]
    """Questions with a short answer that many things share."""
    short: list[str]
    clauses: list[str]
    synonyms: list[tuple[str, str]]


TUNED = (
    Subject(
        False,
        ["ReLU", "GELU", "SiLU", "ELU", "sigmoid", "tanh", "softmax", "Mish", "LeakyReLU",
         "Adagrad", "RMSProp", "dropout", "batch norm"],
        [
            ["What is {}?", "How would you define {}?", "Explain {} to a colleague."],
            ["Why do people use {}?", "What speaks for {}?", "When would you choose {}?"],
            ["What is the main drawback of {}?", "Where does {} fail?"],
            ["How does {} treat large negative inputs?", "What happens in {} far below zero?"],
            ["How much does {} cost to compute?", "Is {} expensive at inference time?"],
        ],
        ["Is {} differentiable at 0?", "Is {} bounded?", "Is {} monotonic?", "does {} saturate?"],
        ["Yes.", "No.", "only on the left", "no"],
        ["it keeps the gradient from vanishing", "its slope is one for all positive inputs",
         "units may die and never recover", "the output is not centred around zero",
         "it needs an exponential, which costs more than a comparison",
         "a running average of squared gradients scales each step",
         "the learning rate shrinks for parameters that move often",
         "it is smooth, so the loss surface has no kinks",
         "noise during training makes units independent of each other",
         "at test time nothing is dropped, and weights are scaled",
         "statistics of the batch normalise each feature",
         "small batches give noisy statistics", "transformers prefer it in their blocks",
         "it gates the input by its own magnitude", "saturation slows learning in deep stacks",
         "the initialisation has to match it"],
        [("people", "engineers"), ("main", "biggest"), ("large", "big"), ("use", "like"),
         ("compute", "evaluate"), ("needs", "requires"), ("keeps", "prevents"),
         ("which", "and this"), ("slows", "delays"), ("small", "tiny"), ("smooth", "very smooth")],
    ),
    Subject(
        True,
        ["relu", "gelu", "elu", "swish", "sigmoid", "tanh", "softmax", "mish", "残差连接",
         "批归一化"],
        [
            ["{}是什么?", "请解释{}的含义", "怎么理解{}?"],
            ["为什么要用{}?", "{}有什么好处?", "什么时候选择{}?"],
            ["{}的主要缺点是什么?", "{}在哪些情况下会失效?"],
            ["{}在输入很小的时候会怎样?", "负半轴上{}的行为如何?"],
        ],
        ["{}在零点可导吗?", "{}有上界吗?", "{}单调吗?"],
        ["不可导", "可导", "是", "否", "没有", "左右导数不同,所以不可导"],
        ["正半轴的导数恒为一,梯度不会消失", "负半轴输出为零,神经元可能死亡", "输出不以零为中心",
         "需要计算指数,代价比比较大小高", "处处光滑,优化更稳定", "训练时加入噪声,相当于正则化",
         "把每个特征归一化到相近的尺度", "批量太小时统计量不可靠", "深层网络中更容易训练",
         "用输入自身的大小来控制通过多少", "饱和区的梯度接近于零", "初始化方式需要与之配合"],
        [("主要", "最大"), ("为什么", "为何"), ("好处", "优点"), ("容易", "方便"), ("需要", "要"),
         ("接近于", "几乎是"), ("可能", "也许会"), ("稳定", "平稳"), ("怎样", "如何")],
    ),
)  # fmt: skip

REPORTED = (
    Subject(
        False,
        ["TCP", "UDP", "QUIC", "B-tree", "LSM-tree", "mutex", "semaphore", "RAID5", "RAID6",
         "Paxos", "Raft", "HTTP2", "spinlock", "bloom filter", "inode"],
        [
            ["Describe {} in one sentence.", "What do we mean by {}?", "{}: definition?"],
            ["What problem does {} solve?", "Why was {} invented?", "Name the reason for {}"],
            ["When is {} a bad choice?", "What are the limits of {}?"],
            ["How does {} behave under heavy load?", "What does contention do to {}?"],
            ["Which guarantees does {} give?", "What can a caller rely on with {}?"],
        ],
        ["Does {} block?", "Is {} ordered?", "Is {} safe across a crash?", "is {} fair?"],
        ["yes", "no", "No, never.", "it depends"],
        ["packets arrive in order or not at all", "a lost segment holds back all that follow",
         "the leader copies its log to a majority", "two proposers can starve each other for ever",
         "writes go to memory first and are merged on disk later",
         "reads look into several sorted runs", "pages split when they are full",
         "a waiting thread burns the processor", "the kernel puts a waiter to sleep",
         "parity survives the loss of a drive", "false positives are possible, false negatives not",
         "streams share one connection without blocking one another",
         "a handshake costs a round trip before any data", "metadata lies apart from the blocks",
         "the count says how many may enter", "recovery reads the journal and repeats it",
         "throughput falls sharply once the queue is longer than memory"],
        [("Which", "What"), ("heavy", "high"), ("bad", "poor"), ("give", "offer"),
         ("falls", "drops"), ("lies", "is kept"), ("costs", "takes"), ("several", "many"),
         ("possible", "allowed"), ("waiting", "blocked"), ("first", "at first"), ("do", "does")],
    ),
    Subject(
        True,
        ["tcp", "udp", "quic", "raft", "paxos", "mutex", "raid5", "raid6", "布隆过滤器", "自旋锁",
         "b树", "信号量"],
        [
            ["用一句话说明{}", "{}的定义是什么?", "如何向新人介绍{}?"],
            ["{}解决了什么问题?", "当初为何设计{}?"],
            ["{}不适合哪些场景?", "使用{}的限制有哪些?"],
            ["高负载下{}表现如何?", "竞争激烈时{}会发生什么?"],
        ],
        ["{}会阻塞吗?", "{}保证顺序吗?", "{}公平吗?"],
        ["会", "不会", "保证", "不保证", "看具体实现而定"],
        ["数据包按顺序到达,否则重传", "丢失一个报文会拖住后面所有的报文",
         "领导者把日志复制到多数节点",
         "两个提议者可能互相饿死", "写操作先进入内存,之后再合并到磁盘", "读取时要查多个有序文件",
         "页满了就分裂成两页", "等待的线程一直占用处理器", "内核让等待者进入睡眠",
         "坏掉一块盘仍能恢复数据", "可能误报,但绝不漏报", "握手要多花一个来回",
         "计数表示还能进入几个线程", "恢复时重放日志"],
        [("可能", "有可能"), ("所有", "全部"), ("表现", "性能"), ("如何", "怎么样"), ("先", "首先"),
         ("一直", "始终"), ("要", "需要"), ("限制", "局限"), ("恢复", "还原"), ("说明", "概括")],
    ),
)  # fmt: skip


class Author:
    """Writes and rewords cards about one subject."""

    def __init__(self, subject: Subject, chance: random.Random) -> None:
        self.subject = subject
        self.chance = chance

    def write(self, kind: str) -> tuple[str, str]:
        """Question and answer of a new card: a `twin`, a `short` or a `long` one."""
        name = self.chance.choice(self.subject.names)
        if kind == "twin":
            asked = self.chance.choice(self.subject.twins)
            return asked.format(name), self.chance.choice(self.subject.short)
        asked = self.chance.choice(self.chance.choice(self.subject.questions))
        return asked.format(name), self._answer(1 if kind == "short" else self._length())

    def reworded(self, question: str) -> str:
        """The same asked in other words."""
        for ways in self.subject.questions:
            for way in ways:
                name = _name_in(question, way)
                if name is not None:
                    return self.chance.choice([other for other in ways if other != way]).format(
                        name
                    )
        return self.touched(question)

    def touched(self, text: str) -> str:
        """A text with one word changed, or one put in."""
        fitting = [pair for pair in self.subject.synonyms if pair[0] in text]
        if fitting:
            return text.replace(*self.chance.choice(fitting), 1)
        if self.subject.chinese:
            return self.chance.choice(["其实", "一般来说", "简单地说,"]) + text
        return text.rstrip("?.") + self.chance.choice([" in practice", " in short", ", roughly"])

    def typo(self, text: str) -> str:
        """A text with a slip of the fingers, or without it."""
        at = self.chance.randrange(max(1, len(text) - 2))
        if self.subject.chinese:
            return text[:at] + text[at + 1 :] if len(text) > 4 else text + "呢"
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :] if len(text) > 3 else text + "!"

    def edited(self, answer: str) -> str:
        """An answer that says a little more, or less."""
        parts = answer.split("; ")
        if len(parts) > 3 and self.chance.random() < 0.5:
            parts.pop(self.chance.randrange(len(parts)))
            return "; ".join(parts)
        if len(parts) > 2 and self.chance.random() < 0.5:
            return f"{answer}; {self.chance.choice(self.subject.clauses)}"
        return self.touched(answer)

    def similar(self, question: str, answer: str) -> tuple[str, str]:
        """Another card that looks much like this one: about something else."""
        here = max((name for name in self.subject.names if name in question), key=len, default="")
        others = [name for name in self.subject.names if name != here and name not in question]
        name = self.chance.choice(others)
        asked = question.replace(here, name, 1) if here else self.write("twin")[0]
        draw = self.chance.random()
        if draw < 0.3:
            return asked, answer
        if draw < 0.6:
            return asked, self.edited(answer)
        return asked, self._answer(self._length())

    def answer(self) -> str:
        """An answer that has nothing to do with an earlier one."""
        return self._answer(self._length())

    def _length(self) -> int:
        return self.chance.randint(2, 6)

    def _answer(self, count: int) -> str:
        return "; ".join(self.chance.sample(self.subject.clauses, count))


def _name_in(question: str, way: str) -> str | None:
    before, _, after = way.partition("{}")
    if question.startswith(before) and question.endswith(after) and len(question) > len(way) - 2:
        return question[len(before) : len(question) - len(after) or None]
    return None
