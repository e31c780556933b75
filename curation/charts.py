"""Small charts, drawn on the server: places of bars, which a template turns into SVG, with a table behind."""

from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 480, 96, 4


@dataclass(frozen=True)
class Bar:
    """A column of a chart: what it stands for, and where it stands."""

    label: str
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    title: str
    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT


def columns(title: str, values: list[tuple[str, int]]) -> Chart:
    """Return a chart of columns side by side; those that stand for something are at least 2 high."""
    most = max((number for _, number in values), default=0) or 1
    width = (WIDTH - GAP * (len(values) - 1)) / len(values) if values else 0
    bars = []
    for place, (label, number) in enumerate(values):
        height = max(2.0, HEIGHT * number / most) if number else 0.0
        bars.append(
            Bar(
                label,
                number,
                round(place * (width + GAP), 1),
                round(HEIGHT - height, 1),
                round(width, 1),
                round(height, 1),
            )
        )
    return Chart(title, bars)
