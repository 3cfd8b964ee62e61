from __future__ import annotations

import gzip
import json

from sitegen.searching.cbor import Value, bytes_of, value_in
from sitegen.searching.steady_form import ENTRY, content_of, in_steady_form


def packed(value: Value) -> bytes:
    return gzip.compress(b"pagefind_dcd" + bytes_of(value))


def an_index(languages: dict[str, str], filters: dict[str, Value], listed: list[list[str]]) -> dict[str, bytes]:
    """An index as Pagefind writes it: languages with the name of their list, filters by name, and the list of them."""
    meta: Value = ["1.5.2", [["en_1", 7]], [["a", "z", "en_2"]], [list(each) for each in listed], [], ["title"]]
    entry = {"version": "1.5.2", "languages": {lang: {"hash": name, "wasm": lang} for lang, name in languages.items()}}
    return (
        {ENTRY: json.dumps(entry).encode(), "index/en_2.pf_index": b"words"}
        | {f"filter/{name}.pf_filter": packed(value) for name, value in filters.items()}
        | {f"pagefind.{name}.pf_meta": packed(meta) for name in languages.values()}
    )


def test_the_order_of_values_filters_and_languages_changes_nothing() -> None:
    first = an_index(
        {"en": "en_a", "fr": "fr_a"},
        {"en_f": ["year", [["2024", [0]], ["2025", [1]]]], "en_g": ["topic", [["Rail", [0]]]]},
        [["year", "en_f"], ["topic", "en_g"]],
    )
    second = an_index(
        {"fr": "fr_b", "en": "en_b"},
        {"en_i": ["topic", [["Rail", [0]]]], "en_h": ["year", [["2025", [1]], ["2024", [0]]]]},
        [["topic", "en_i"], ["year", "en_h"]],
    )
    assert in_steady_form(first) == in_steady_form(second)
    assert list(in_steady_form(first)) == sorted(in_steady_form(first))


def test_every_name_leads_to_a_file_and_words_stay_as_they_are() -> None:
    index = an_index({"en": "en_a"}, {"en_f": ["year", [["2025", [1]], ["2024", [0]]]]}, [["year", "en_f"]])
    steady = in_steady_form(index)
    name = json.loads(steady[ENTRY])["languages"]["en"]["hash"]
    meta = value_in(content_of(steady[f"pagefind.{name}.pf_meta"]))
    assert isinstance(meta, list)
    assert isinstance(meta[3], list)
    [listed] = meta[3]
    assert isinstance(listed, list)
    title, file = listed
    assert title == "year"
    assert value_in(content_of(steady[f"filter/{file}.pf_filter"])) == ["year", [["2024", [0]], ["2025", [1]]]]
    assert steady["index/en_2.pf_index"] == b"words"
    assert len(steady) == len(index)


def test_another_content_has_another_name() -> None:
    one = an_index({"en": "en_a"}, {"en_f": ["year", [["2024", [0]]]]}, [["year", "en_f"]])
    other = an_index({"en": "en_a"}, {"en_f": ["year", [["2025", [0]]]]}, [["year", "en_f"]])
    assert len(in_steady_form(one).keys() & in_steady_form(other).keys()) == 2


def test_an_index_of_a_form_to_come_stays_as_it_is() -> None:
    index = an_index({"en": "en_a"}, {}, [["year", "en_f"]])
    for unknown in (
        index,
        {ENTRY: b"{}"},
        {ENTRY: b"\xff"},
        index | {"pagefind.en_a.pf_meta": b"not packed"},
        index | {"pagefind.en_a.pf_meta": packed("a text")},
        index | {"pagefind.en_a.pf_meta": packed([["year"]])},
    ):
        assert in_steady_form(unknown) == unknown
