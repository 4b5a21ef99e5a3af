"""Values of the promise board. Drawings are in units of their own ``viewBox``."""

from collections.abc import Sequence
from dataclasses import dataclass

from ventanilla.ui.parts.shared import Person, PromiseView, Tag, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What was judged in one hour or day. ``x``, ``y`` and heights place its two parts.

    ``label`` says when; ``marked`` labels stand below the drawing.
    """

    label: str
    kept_text: str
    broken_text: str
    x: int
    kept_y: int
    kept_height: int
    broken_y: int
    broken_height: int
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars side by side; ``top_text`` is the count at the upper edge of the drawing."""

    title: str
    bars: Sequence[Bar]
    width: int
    height: int
    bar_width: int
    top_text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateView:
    """A rate against its goal: of a channel, a promise, a law's promise.

    ``share`` and ``goal`` (0 to 1000) draw the bar and its tick; ``goal`` None draws none.
    """

    title: str
    share: int | None
    share_text: str
    number_text: str
    goal: int | None = None
    goal_text: str = ""
    window_text: str = ""
    day_text: str = ""
    tone: Tone = ""
    verdict: Tag | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateGroup:
    """Rates under one heading: the company's own promises, or those of one law."""

    title: str
    rates: Sequence[RateView]
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A request that is overdue or falls due within the hour, and who has it.

    ``take`` and ``assign`` are the paths of these acts; ``take`` is empty for one's own.
    """

    number: str
    url: str
    subject: str
    customer: str
    channel: str
    promise: PromiseView | None
    owner: Person | None
    take: str
    assign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    """An open complaint: the day of its legal clock, how it stands, who is responsible."""

    number: str
    url: str
    customer: str
    clock: PromiseView | None
    day_text: str
    state: Tag
    owner: Person | None
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """A measure of the policy: a line of figures, "" where it asks for none, per group."""

    title: str
    of: str
    period_text: str
    lines: Sequence["MeasureLine"]
    note: str = ""
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """The figures of one group of a measure; ``group`` is "" where all count as one."""

    group: str
    number_text: str
    late_text: str = ""
    share_text: str = ""
    p50_text: str = ""
    p95_text: str = ""
    worst_text: str = ""
