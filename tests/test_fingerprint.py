from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sitegen.clock import Moment
from sitegen.fingerprint import digest_of, fingerprint_of
from sitegen.problems import Location

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)

texts = st.text(st.characters(codec="utf-8"))
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)


def test_a_digest_has_32_hexadecimal_characters() -> None:
    assert digest_of(b"") == "cae66941d9efbd404e4d88758ea67670"
    assert digest_of(b"a") != digest_of(b"b")


@given(values)
def test_equal_values_have_equal_fingerprints(value: object) -> None:
    assert fingerprint_of(value) == fingerprint_of(value)


@given(st.dictionaries(texts, st.integers(-5, 5)))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert fingerprint_of(value) == fingerprint_of(dict(reversed(value.items())))


def test_the_order_of_a_list_matters_and_that_of_a_set_does_not() -> None:
    assert fingerprint_of(["a", "b"]) != fingerprint_of(["b", "a"])
    assert fingerprint_of({"a", "b", "c"}) == fingerprint_of({"c", "b", "a"})


def test_a_moment_of_another_zone_has_another_fingerprint() -> None:
    bangkok = NOON.astimezone(timezone(timedelta(hours=7)))
    assert bangkok == NOON
    assert fingerprint_of(Moment(bangkok)) != fingerprint_of(Moment(NOON))
    assert fingerprint_of(Moment(NOON, has_time=True)) != fingerprint_of(Moment(NOON))


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    program = (
        "from sitegen.fingerprint import fingerprint_of\n"
        "from sitegen.problems import Location\n"
        "print(fingerprint_of([Location('a', 1), {'b': {'x', 'y', 'z'}}]))"
    )
    printed = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    }
    assert printed == {fingerprint_of([Location("a", 1), {"b": {"x", "y", "z"}}])}
