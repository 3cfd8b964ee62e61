"""RFC 9110, section 14: a part of a file, or the whole of it where that is allowed and simpler."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from sitegen.serving.answers import Answer, Content, FilePart, Request, Resolved, sent
from sitegen.serving.ranges import Part, part_asked_for

SIZE = 10
BODY = b"0123456789"
ETAG = '"a version"'
MODIFIED = "Tue, 24 Mar 2026 10:00:00 GMT"
WHOLE = Part(0, SIZE)


def part(asked: str, size: int = SIZE, **headers: str) -> Part | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return part_asked_for({"range": asked} | named, size, ETAG, MODIFIED)


def answer(asked: str, body: bytes | Path = BODY, method: str = "GET", **headers: str) -> Answer:
    named = {"range": asked} | {name.replace("_", "-"): value for name, value in headers.items()}
    content = Content(body, "text/plain", datetime(2026, 3, 24, 10, tzinfo=UTC))
    request = Request(method=method, target="/numbers.txt", hosts=("localhost",), headers=named)
    return sent(Resolved(status=HTTPStatus.OK, content=content), request)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-3", Part(0, 4)),
        ("bytes=3-5", Part(3, 3)),
        ("bytes=9-9", Part(9, 1)),
        ("bytes=3-", Part(3, 7)),
        ("bytes=0-", WHOLE),
        ("bytes=-3", Part(7, 3)),
        ("bytes=-1", Part(9, 1)),
        ("BYTES=0-3", Part(0, 4)),
        ("bytes= 0-3 ", Part(0, 4)),
        ("bytes=00-03", Part(0, 4)),
    ],
)
def test_a_part_is_given(asked: str, expected: Part) -> None:
    assert part(asked) == expected


@pytest.mark.parametrize(("asked", "expected"), [("bytes=5-99", Part(5, 5)), ("bytes=-99", WHOLE)])
def test_a_part_that_begins_in_the_file_ends_with_it(asked: str, expected: Part) -> None:
    assert part(asked) == expected


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=999999999999999999-", "bytes=-0"])
def test_a_part_that_begins_beyond_the_end_is_none(asked: str) -> None:
    assert part(asked) is None


@pytest.mark.parametrize(
    "asked",
    [
        *("", "bytes", "bytes=", "bytes=-", "bytes=x-y", "bytes=5-3", "bytes=1-2-3", "bytes=--3", "bytes=+1-2"),
        *("items=0-3", "0-3", "bytes 0-3", "bytes=0x1-0x3", "bytes=٣-٥", "bytes=1.0-2.0", "bytes=\x000-3"),
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_what_cannot_be_understood_is_not_asked_for(asked: str) -> None:
    assert part(asked) == WHOLE


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "bytes=0-1, -1", "bytes=0-,0-,0-,0-", "bytes=99-,0-1"])
def test_where_several_parts_are_asked_for_the_whole_is_given(asked: str) -> None:
    assert part(asked) == WHOLE


@pytest.mark.parametrize("version", [ETAG, MODIFIED, f" {ETAG} "])
def test_a_browser_that_has_parts_of_this_version_is_given_the_rest(version: str) -> None:
    assert part("bytes=3-5", if_range=version) == Part(3, 3)


@pytest.mark.parametrize("version", ['"another"', f"W/{ETAG}", "Tue, 24 Mar 2026 10:00:01 GMT", "a version", "*"])
def test_a_browser_that_has_parts_of_another_version_is_given_the_whole(version: str) -> None:
    """A weak tag does not tell that bytes are the same, and a date must be the same to the letter (section 13.1.5)."""
    assert part("bytes=3-5", if_range=version) == WHOLE
    assert part("bytes=99-", if_range=version) == WHOLE


def test_without_a_date_an_empty_condition_is_none() -> None:
    assert part_asked_for({"range": "bytes=3-5", "if-range": ""}, SIZE, ETAG, "") == Part(3, 3)


def test_an_empty_file_has_no_part_but_its_end() -> None:
    for asked in ("bytes=0-", "bytes=0-0", "bytes=-0"):
        assert part(asked, size=0) is None
    for asked in ("", "bytes=-5", "bytes=5-3"):
        assert part(asked, size=0) == Part(0, 0)


@settings(max_examples=150)
@given(some.from_regex(r"\Abytes=[0-9]{0,3}-[0-9]{0,3}\Z"), some.integers(0, 120))
@example("bytes=-0", 0)
@example("bytes=0-0", 1)
def test_a_part_is_that_of_the_standard(asked: str, size: int) -> None:
    first, _, last = asked.removeprefix("bytes=").partition("-")
    everything = range(size)
    if not (first or last) or (first and last and int(first) > int(last)):
        expected: range | None = everything
    elif not first:
        expected = everything[-int(last) :] if int(last) else None
    else:
        expected = everything[int(first) : int(last) + 1 if last else None] or None
    found = part_asked_for({"range": asked}, size, ETAG, MODIFIED)
    assert (found and range(found.start, found.start + found.length)) == expected


# Answers


def test_a_part_is_sent_with_its_place() -> None:
    told = answer("bytes=3-5")
    assert (told.status, told.body) == (206, b"345")
    assert told.headers["Content-Range"] == "bytes 3-5/10"
    assert told.headers["Accept-Ranges"] == "bytes"
    assert told.headers["Content-Type"] == "text/plain"


def test_the_end_is_sent_with_its_place() -> None:
    told = answer("bytes=-3")
    assert (told.status, told.body, told.headers["Content-Range"]) == (206, b"789", "bytes 7-9/10")


def test_beyond_the_end_the_size_is_told() -> None:
    told = answer("bytes=10-")
    assert (told.status, told.headers["Content-Range"]) == (416, "bytes */10")
    assert told.body == b"the file has no such part\n"
    assert answer("bytes=0-", b"").headers["Content-Range"] == "bytes */0"


def test_the_whole_is_sent_as_the_whole() -> None:
    for asked in ("bytes=0-", "bytes=0-9", "bytes=-10", "bytes=0-1,3-4", "bytes=5-3", "nothing"):
        told = answer(asked)
        assert (told.status, told.body) == (200, BODY)
        assert "Content-Range" not in told.headers
    assert answer("bytes=-5", b"").status == 200


def test_a_part_has_the_tag_of_the_whole() -> None:
    etag = answer("").headers["ETag"]
    assert answer("bytes=3-5").headers["ETag"] == etag
    assert answer("bytes=3-5", if_range=etag).status == 206
    assert answer("bytes=3-5", if_range=MODIFIED).status == 206
    assert answer("bytes=3-5", if_range='"another"').status == 200


def test_what_the_browser_has_already_is_not_sent_in_parts() -> None:
    assert answer("bytes=3-5", if_none_match=answer("").headers["ETag"]).status == 304


def test_a_part_of_a_file_on_disk_is_read_from_there(tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    file.write_bytes(BODY)
    told = answer("bytes=3-5", file)
    assert (told.status, told.body, told.headers["Content-Range"]) == (206, FilePart(file, 3, 3), "bytes 3-5/10")


def test_head_tells_of_a_part_what_get_tells() -> None:
    assert answer("bytes=3-5", method="HEAD") == answer("bytes=3-5")
