from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.theming.colors import contrast_between, enough_contrast, nearest_with_contrast

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrasts_are_those_of_wcag() -> None:
    assert contrast_between("#000000", "#ffffff") == 21
    assert round(contrast_between("#767676", "#ffffff"), 2) == 4.54
    assert contrast_between("#123456", "#123456") == 1


@given(colors, colors)
def test_contrast_has_no_order(one: str, other: str) -> None:
    assert contrast_between(one, other) == contrast_between(other, one)


@given(colors, colors)
def test_every_colour_has_a_readable_shade_on_every_ground(color: str, ground: str) -> None:
    better = nearest_with_contrast(color, (ground,))

    assert enough_contrast(better, ground)


def test_a_readable_colour_is_its_own_nearest() -> None:
    assert nearest_with_contrast("#0b5394", ("#ffffff",)) == "#0b5394"


def test_grounds_that_contradict_each_other_have_no_readable_colour() -> None:
    assert nearest_with_contrast("#777777", ("#ffffff", "#000000", "#777777")) == ""
