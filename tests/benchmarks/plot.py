"""A plot of what builds cost, as SVG: lines over the number of articles, both scales logarithmic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import product
from math import ceil, floor, log10

from msgspec import Struct

__all__ = ["Line", "Panel", "plot_of"]

WIDTH, HEIGHT = 760, 380
PANEL_WIDTH, PANEL_HEIGHT = 300, 240
LEFT, TOP, GAP = 56, 84, 76
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.title { font-weight: 600; }
.grid { stroke: #24292f; stroke-width: 1; stroke-opacity: 0.2; }
path { fill: none; stroke-width: 2; }
.line-0 { --line: #0b5394; } .line-1 { --line: #38761d; } .line-2 { --line: #b45309; } .line-3 { --line: #85200c; }
path { stroke: var(--line); }
circle { fill: var(--line); }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .grid { stroke: #e6edf3; }
  .line-0 { --line: #8ec1f5; } .line-1 { --line: #93c47d; } .line-2 { --line: #f6b26b; } .line-3 { --line: #ea9999; }
}
"""
"""The ground is that of the page, which may be light or dark."""
DASHES = ("", "7 3", "2 3", "10 3 2 3")
"""Lines are told apart by more than their colour."""

Line = Mapping[int, float]
"""Values by number of articles."""


class Panel(Struct, frozen=True):
    """One part of the plot: its title, and a line for each program."""

    title: str
    lines: Mapping[str, Line]


def plot_of(title: str, panels: Sequence[Panel]) -> str:
    """Draw the panels beside each other, below the names of their lines."""
    names = list(dict.fromkeys(name for panel in panels for name in panel.lines))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        *(named(name, at) for at, name in enumerate(names)),
    ]
    for at, panel in enumerate(panels):
        parts += [f'<g transform="translate({LEFT + at * (PANEL_WIDTH + GAP)} {TOP})">', *drawn(panel, names), "</g>"]
    return "\n".join([*parts, "</svg>\n"])


def named(name: str, at: int) -> str:
    """Name a line above the panels."""
    x, y = LEFT + at % 2 * (PANEL_WIDTH + GAP), 20 + at // 2 * 20
    sample = f'<path class="line-{at}" stroke-dasharray="{DASHES[at]}" d="M{x} {y - 4}h36"/>'
    return f'{sample}<text x="{x + 44}" y="{y}">{escape(name)}</text>'


def drawn(panel: Panel, names: Sequence[str]) -> list[str]:
    """Draw a panel at the origin."""
    sizes = [size for line in panel.lines.values() for size in line]
    values = [value for line in panel.lines.values() for value in line.values()]
    across, up = scale(sizes, 0, PANEL_WIDTH), scale(values, PANEL_HEIGHT, 0)
    parts = [f'<text class="title" y="-8">{escape(panel.title)}</text>']
    for tick in ticks(values):
        parts.append(f'<path class="grid" d="M0 {up(tick):.1f}H{PANEL_WIDTH}"/>')
        parts.append(f'<text x="-8" y="{up(tick) + 4:.1f}" text-anchor="end">{tick:,.10g}</text>')
    for size in sorted(set(sizes)):
        parts.append(f'<path class="grid" d="M{across(size):.1f} 0V{PANEL_HEIGHT}"/>')
        parts.append(f'<text x="{across(size):.1f}" y="{PANEL_HEIGHT + 18}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{PANEL_WIDTH / 2}" y="{PANEL_HEIGHT + 38}" text-anchor="middle">articles</text>')
    for name, line in panel.lines.items():
        at = names.index(name)
        points = [(across(size), up(value)) for size, value in sorted(line.items())]
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path class="line-{at}" stroke-dasharray="{DASHES[at]}" d="M{way}"/>')
        parts += [f'<circle class="line-{at}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in points]
    return parts


def scale(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    """Give where a value stands between two places, the least of some values at one and the greatest at the other."""
    shown = [*values, *ticks(values)] if start > end else values
    low, high = log10(min(shown)), log10(max(shown))
    return lambda value: start + (end - start) * ((log10(value) - low) / (high - low) if high > low else 0.5)


def ticks(values: Sequence[float]) -> list[float]:
    """Give the round numbers around some values: one, two and five of each power of ten."""
    powers = range(floor(log10(min(values))), ceil(log10(max(values))) + 1)
    every = [step * 10.0**power for power, step in product(powers, (1, 2, 5))]
    below = [tick for tick in every if tick <= min(values)]
    above = [tick for tick in every if tick >= max(values)]
    return [tick for tick in every if below[-1] <= tick <= above[0]]
