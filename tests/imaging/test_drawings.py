from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.imaging.drawings import drawing_size
from tests.imaging.pictures import written


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="640" height="480"', (640, 480)),
        ('width="640.4px" height=" 480.5 "', (640, 480)),
        ('width="3in" height="72pt"', (288, 96)),
        ('width="10cm" height="100mm"', (378, 378)),
        ('width="2e2" height="1pc"', (200, 16)),
        ('viewBox="0 0 30 40"', (30, 40)),
        ('viewBox="0,0,30.6,40"', (31, 40)),
        ('width="100%" height="100%" viewBox="0 0 30 40"', (30, 40)),
        ('width="60" viewBox="0 0 30 40"', (60, 80)),
        ('height="60" viewBox="0 0 30 40"', (45, 60)),
        ('width="60"', (60, 30)),
        ('width="-5" height="none"', (300, 150)),
        ('viewBox="0 0 0 40"', (300, 150)),
        ('viewBox="0 0 30"', (300, 150)),
        ('width="0.001" height="1e99"', (1, 100_000)),
        ("", (300, 150)),
    ],
)
def test_a_drawing_is_as_large_as_browsers_show_it(tmp_path: Path, attributes: str, size: tuple[int, int]) -> None:
    drawing = f'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {attributes}><g/></svg>'
    assert drawing_size(written(tmp_path, "a.svg", drawing.encode())) == size


def test_a_first_tag_may_be_longer_than_what_is_read_at_once(tmp_path: Path) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" class="{"a" * 200_000}" width="3" height="4"/>'
    assert drawing_size(written(tmp_path, "a.svg", drawing.encode())) == (3, 4)


def test_a_photograph_in_a_drawing_may_be_large(tmp_path: Path) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"><image href="{"a" * 12_000_000}"/></svg>'
    assert drawing_size(written(tmp_path, "a.svg", drawing.encode())) == (3, 4)
