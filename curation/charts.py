"""Small charts, drawn on the server: places of bars and of what stands at them, which a template turns into SVG, with a
table behind."""

from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 380, 96, 4  # of the bars
WIDEST = 999  # a larger number does not fit above its column
ABOVE, BELOW = 20, 36  # for the numbers, and for two lines under the axis


@dataclass(frozen=True)
class Bar:
    """A column of a chart: what it stands for, in the table and in short under it, and where it stands."""

    label: str
    short: str
    below: str  # a second line, such as a year where it begins
    number: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def fits(self) -> bool:
        return 0 < self.number <= WIDEST

    @property
    def top(self) -> float:
        """Where the number stands, on its base line."""
        return self.y - 5


@dataclass(frozen=True)
class Chart:
    title: str
    bars: list[Bar]
    most: int  # the number of the highest column, which stands at the line above it
    width: int = WIDTH
    height: int = ABOVE + HEIGHT + BELOW
    above: int = ABOVE
    axis: int = ABOVE + HEIGHT


def columns(title: str, values: list[tuple[str, str, str, int]]) -> Chart:
    """Return a chart of columns side by side: label, short label, second line, number.

    Those that stand for something are at least 2 high.
    """
    most = max((number for *_, number in values), default=0) or 1
    width = (WIDTH - GAP * (len(values) - 1)) / len(values) if values else 0
    bars = []
    for place, (*words, number) in enumerate(values):
        height = max(2.0, HEIGHT * number / most) if number else 0.0
        bars.append(
            Bar(
                *words,
                number,
                round(place * (width + GAP), 1),
                round(ABOVE + HEIGHT - height, 1),
                round(width, 1),
                round(height, 1),
            )
        )
    return Chart(title, bars, most)
