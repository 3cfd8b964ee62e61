from __future__ import annotations

from sitegen.problems import (
    BuildFailed,
    Location,
    Note,
    Problem,
    Severity,
    error,
    has_errors,
    sorted_by_place,
    warning,
)

HERE = Location("content/a.md", 4, 1)
NOTES = (Note("first used here", Location("content/b.md", 2)),)


def test_a_place_is_written_as_editors_know_it() -> None:
    assert str(Location("content/a.md", 4, 7, 3)) == "content/a.md:4:7"
    assert str(Location("content/a.md", 4)) == "content/a.md:4"
    assert str(Location("content/a.md")) == "content/a.md"


def test_an_error_stops_the_build_and_a_warning_does_not() -> None:
    assert error("no", HERE, "mend it", NOTES) == Problem("no", HERE, "mend it", Severity.ERROR, NOTES)
    assert warning("no", HERE, "mend it", NOTES) == Problem("no", HERE, "mend it", Severity.WARNING, NOTES)
    assert has_errors([warning("a", HERE), error("b", HERE)])
    assert not has_errors([warning("a", HERE)])
    assert not has_errors([])


def test_problems_are_sorted_by_file_line_and_column() -> None:
    places = [
        Location("b.md", 1),
        Location("a.md", 10),
        Location("a.md", 9, 2),
        Location("a.md", 9, 1),
        Location("a.md"),
    ]
    assert [str(problem.location) for problem in sorted_by_place(error("no", place) for place in places)] == [
        "a.md",
        "a.md:9:1",
        "a.md:9:2",
        "a.md:10",
        "b.md:1",
    ]


def test_problems_of_one_place_are_sorted_by_their_words() -> None:
    assert sorted_by_place([error("b", HERE), warning("a", HERE)]) == (warning("a", HERE), error("b", HERE))


def test_the_same_problem_is_told_once() -> None:
    assert sorted_by_place([error("a", HERE), error("a", HERE)]) == (error("a", HERE),)
    assert len(sorted_by_place([error("a", HERE), warning("a", HERE), error("a", HERE, "hint")])) == 3


def test_a_failed_build_carries_all_its_problems_in_order() -> None:
    failure = BuildFailed([error("b", Location("b.md")), error("a", HERE)])
    assert failure.problems == (error("b", Location("b.md")), error("a", HERE))
    assert str(failure) == "b.md: b; content/a.md:4:1: a"
