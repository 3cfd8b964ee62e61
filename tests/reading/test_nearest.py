from __future__ import annotations

from sitegen.reading.nearest import did_you_mean, in_words, nearest


def test_the_nearest_word_is_one_slip_away() -> None:
    assert nearest("titel", ["date", "title", "tags"]) == "title"
    assert nearest("Tag", ["date", "title", "tags"]) == "tags"


def test_nothing_is_near_to_another_word() -> None:
    assert nearest("weather", ["date", "title"]) == ""
    assert nearest("weather", []) == ""


def test_a_hint_names_the_nearest_or_says_something_else() -> None:
    assert did_you_mean("tag", ["tags"]) == "did you mean `tags`?"
    assert did_you_mean("x", ["tags"], "look it up") == "look it up"


def test_names_are_listed_as_in_a_sentence() -> None:
    assert in_words([]) == ""
    assert in_words(["a"]) == "`a`"
    assert in_words(["a", "b", "c"], "or") == "`a`, `b` or `c`"


def test_a_long_list_is_cut() -> None:
    assert in_words(map(str, range(20))).endswith("`11` and 8 more")
