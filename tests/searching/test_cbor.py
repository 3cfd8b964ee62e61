from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.searching.cbor import Value, bytes_of, value_in

VALUES = st.recursive(st.integers(0, 2**64 - 1) | st.text(), st.lists)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("1a000f4240", 1000000),
        ("1bffffffffffffffff", 18446744073709551615),
        ("60", ""),
        ("62c3bc", "ü"),
        ("80", []),
        ("8301820203820405", [1, [2, 3], [4, 5]]),
    ],
)
def test_the_examples_of_the_standard_are_read_and_written(written: str, value: Value) -> None:
    assert value_in(bytes.fromhex(written)) == value
    assert bytes_of(value).hex() == written


@given(VALUES)
def test_what_is_written_is_read_again(value: Value) -> None:
    assert value_in(bytes_of(value)) == value


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "cut off"),
        ("8201", "cut off"),
        ("64c3bc", "another kind"),
        ("20", "another kind"),
        ("f4", "another kind"),
        ("9bffffffffffffffff", "another kind"),
        ("9fff", "unknown length"),
        ("0000", "more than one"),
        ("61ff", "decode"),
    ],
)
def test_anything_else_is_refused(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        value_in(bytes.fromhex(written))
