from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.planning.pagination import Slice, pages_of

lengths = st.integers(0, 60)
sizes = st.integers(1, 12)


def newest_first(length: int) -> list[int]:
    """Items named by their age: 0 is the oldest."""
    return list(range(length))[::-1]


def test_pages_are_numbered_from_the_oldest_and_the_newest_comes_first() -> None:
    assert pages_of("gfedcba", 3) == (
        Slice(number=2, is_newest=True, items=("g", "f", "e", "d")),
        Slice(number=1, is_newest=False, items=("c", "b", "a")),
    )


def test_an_empty_list_is_one_empty_page() -> None:
    assert pages_of("", 3) == (Slice(number=1, is_newest=True, items=()),)


def test_few_items_are_one_page() -> None:
    assert pages_of("ba", 3) == (Slice(number=1, is_newest=True, items=("b", "a")),)


@given(lengths, sizes)
def test_every_item_stands_on_one_page_in_its_order(length: int, size: int) -> None:
    items = newest_first(length)
    assert [item for page in pages_of(items, size) for item in page.items] == items


@given(lengths, sizes)
def test_only_the_newest_page_may_be_longer_or_shorter_than_the_others(length: int, size: int) -> None:
    newest, *others = pages_of(newest_first(length), size)
    assert newest.is_newest
    assert len(newest.items) < 2 * size
    assert len(newest.items) >= min(length, size)
    assert [(page.is_newest, len(page.items)) for page in others] == [(False, size)] * len(others)
    assert [page.number for page in (newest, *others)] == list(range(len(others) + 1, 0, -1))


@given(lengths, st.integers(0, 30), sizes)
def test_a_numbered_page_keeps_its_content_when_items_are_added(length: int, added: int, size: int) -> None:
    before = {page.number: page for page in pages_of(newest_first(length), size) if not page.is_newest}
    after = {page.number: page for page in pages_of(newest_first(length + added), size) if not page.is_newest}
    assert before == {number: page for number, page in after.items() if number in before}
