from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterable

import pytest

from sitegen.problems import BuildFailed
from sitegen.processes import executor_of, in_order, prepare, processes_for


class Told:
    """What a process was told when it began."""

    word = ""


def tell(word: str) -> None:
    Told.word = word


def answer(number: int) -> str:
    """The word of this process, and a number; odd numbers take longer."""
    time.sleep(0.02 * (number % 2))
    return f"{Told.word} {number}"


def die(number: int) -> int:
    if number == 2:
        os._exit(1)
    return number


def fail(number: int) -> int:
    if number == 2:
        raise ValueError("two is too many")
    return number


def own_id(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def cannot_begin(_: str) -> None:
    raise ValueError("not today")


def asked(parts: Iterable[int], processes: int = 2) -> list[str]:
    with executor_of(processes, tell, "hall") as executor:
        return list(in_order(executor, answer, parts, "answers"))


def test_answers_come_in_the_order_of_the_questions() -> None:
    assert asked(range(9)) == [f"hall {number}" for number in range(9)]


def test_one_process_answers_the_same() -> None:
    assert asked(range(3), 1) == asked(range(3), 2)


def test_no_question_has_no_answer() -> None:
    assert asked([]) == []


def test_work_is_done_by_other_processes_and_not_by_more_than_asked_for() -> None:
    with executor_of(2, tell, "") as executor:
        ids = set(in_order(executor, own_id, range(8), "tells its id"))
    assert os.getpid() not in ids
    assert 1 <= len(ids) <= 2


def test_a_process_that_dies_is_told_in_words() -> None:
    with executor_of(2, tell, "") as executor, pytest.raises(BuildFailed) as failure:
        list(in_order(executor, die, range(9), "makes pages"))
    (problem,) = failure.value.problems
    assert problem.message == "a process that makes pages has died"
    assert problem.hint == "the machine may be short of memory; build with `--jobs 1`"


def test_a_process_that_cannot_begin_is_told_in_words() -> None:
    with (
        executor_of(1, cannot_begin, "") as executor,
        pytest.raises(BuildFailed, match="a process that waits has died"),
    ):
        list(in_order(executor, answer, range(2), "waits"))


def test_what_a_process_raises_comes_through() -> None:
    with executor_of(2, tell, "") as executor, pytest.raises(ValueError, match="two is too many"):
        list(in_order(executor, fail, range(9), "counts"))


def test_answers_before_a_failure_are_given() -> None:
    given: list[int] = []
    with executor_of(1, tell, "") as executor:
        answers = in_order(executor, fail, range(9), "counts")
        given += [next(answers), next(answers)]
        with pytest.raises(ValueError, match="two is too many"):
            next(answers)
    assert given == [0, 1]


def test_no_process_is_left_when_the_one_who_asks_fails() -> None:
    before = {child.pid for child in multiprocessing.active_children()}

    def ask_and_fail() -> None:
        with executor_of(2, tell, "") as executor:
            next(in_order(executor, answer, range(200), "answers"))
            raise KeyError

    with pytest.raises(KeyError):
        ask_and_fail()
    assert {child.pid for child in multiprocessing.active_children()} <= before


@pytest.mark.parametrize(
    ("work", "worth_one", "jobs", "processes"),
    [(0, 100, None, 1), (100, 100, None, 1), (199, 100, None, 1), (0, 100, 3, 3), (10**9, 100, 1, 1)],
)
def test_a_process_begins_where_work_is_worth_it_or_somebody_asks_for_it(
    work: int, worth_one: int, jobs: int | None, processes: int
) -> None:
    assert processes_for(work, worth_one, jobs) == processes


def test_there_are_not_more_processes_than_processors() -> None:
    assert processes_for(10**9, 100, None) == (os.cpu_count() or 1)


def test_preparing_does_not_wait_and_may_be_done_twice() -> None:
    begun = time.monotonic()
    prepare()
    prepare()
    assert time.monotonic() - begun < 5
    assert asked([1]) == ["hall 1"]


def test_a_process_sees_its_own_copy_of_what_it_is_told() -> None:
    tell("tower")
    assert asked([1]) == ["hall 1"]
    assert Told.word == "tower"
