from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from operator import attrgetter
from pathlib import Path

import pytest

from sitegen.problems import Location, Problem, error
from sitegen.theming.theme import built_in_themes, load_theme
from tests.theming.builders import a_theme, built_in, loaded, mark_of, write_theme


@pytest.mark.parametrize("name", ["newsroom", "bulletin"])
def test_a_built_in_theme_has_no_problems(name: str) -> None:
    theme, problems = load_theme(name, (built_in_themes(),), {}, mark_of)

    assert problems == ()
    assert theme is not None
    assert theme.name == name


def test_a_theme_travels_to_other_processes() -> None:
    theme = built_in("bulletin")

    with ProcessPoolExecutor(1) as processes:
        assert processes.submit(attrgetter("digest"), theme).result() == theme.digest


def test_the_chain_begins_with_the_theme_itself() -> None:
    assert built_in("bulletin").chain == ("bulletin", "newsroom")


def test_a_child_changes_the_defaults_of_options_and_keeps_the_others() -> None:
    child, parent = built_in("bulletin").options, built_in("newsroom").options

    assert (child["show_pictures"], parent["show_pictures"]) == (False, True)
    assert child["show_logo"] is parent["show_logo"] is True


def test_a_theme_of_the_site_comes_before_the_built_in_one_of_its_name(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, "newsroom", {"templates/home.html": "mine"})

    assert theme.templates["newsroom/home.html"].text == "mine"


def test_a_theme_has_the_same_digest_wherever_it_lies(tmp_path: Path) -> None:
    files = {"templates/home.html": "hello", "assets/style.css": "a { color: red }"}

    assert a_theme(tmp_path / "here", files=files).digest == a_theme(tmp_path / "there", files=files).digest


@pytest.mark.parametrize(
    "change",
    [
        {"templates/home.html": "goodbye"},
        {"assets/style.css": "a { color: blue }"},
        {"translations/fr.po": 'msgid "News"\nmsgstr "Nouvelles"\n'},
        {"theme.yaml": "name: mine\noptions: {size: {type: number, default: 1}}\n"},
    ],
)
def test_every_part_of_a_theme_counts_in_its_digest(tmp_path: Path, change: dict[str, str]) -> None:
    files = {"templates/home.html": "hello", "assets/style.css": "a { color: red }"}

    assert a_theme(tmp_path / "a", files=files).digest != a_theme(tmp_path / "b", files=files | change).digest


def test_hidden_files_are_left_out(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"assets/.DS_Store": "x", "templates/.home.html.swp": "{% if"})

    assert theme.assets == {}
    assert theme.templates == {}


def test_an_unknown_theme_is_reported_where_config_names_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, "newsrom") == (
        None,
        (error("there is no theme `newsrom`", Location("config.yaml", 3, 1, 5), "did you mean `newsroom`?"),),
    )


def test_a_path_is_no_name_of_a_theme(tmp_path: Path) -> None:
    theme, problems = loaded(tmp_path, "../themes/newsroom")

    assert theme is None
    assert problems[0].message == "there is no theme `../themes/newsroom`"


def problems_of_file(folder: Path, text: str) -> tuple[Problem, ...]:
    write_theme(folder, "mine", {"theme.yaml": text})
    _, problems = loaded(folder, "mine")
    return problems


def test_a_missing_parent_is_reported_where_it_is_named(tmp_path: Path) -> None:
    assert problems_of_file(tmp_path, "name: Mine\nextends: newsrom\n") == (
        error("there is no theme `newsrom`", Location("themes/mine/theme.yaml", 2, 10, 7), "did you mean `newsroom`?"),
    )


def test_themes_that_extend_each_other_are_reported(tmp_path: Path) -> None:
    write_theme(tmp_path, "other", {"theme.yaml": "name: Other\nextends: mine\n"})

    assert problems_of_file(tmp_path, "name: Mine\nextends: other\n") == (
        error(
            "themes extend each other in a circle: mine → other → mine",
            Location("themes/other/theme.yaml", 2, 10, 4),
            "remove one `extends`",
        ),
    )


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("name: Mine\ncolour: red\n", "unknown setting `colour`", "2:1"),
        ("description: none\n", "`name` is missing", "1:1"),
        ("name: [\n", "", ""),
        (
            "name: Mine\noptions:\n  size: {type: nmber, default: 1}\n",
            "`options.size.type` should be `boolean`, `choice`, `color`, `font`, ",
            "3:16",
        ),
        ("name: Mine\noptions:\n  size: {default: 1}\n", "option `size` has no `type`", "3:9"),
        (
            "name: Mine\noptions:\n  size: {type: number, default: big}\n",
            "default of option `size`: `big` is not a number",
            "3:33",
        ),
    ],
)
def test_what_is_wrong_in_a_theme_file_has_a_place(tmp_path: Path, text: str, message: str, place: str) -> None:
    problem = problems_of_file(tmp_path, text)[0]

    assert message in problem.message
    assert str(problem.location).startswith(f"themes/mine/theme.yaml:{place}")


def test_a_file_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    write_theme(tmp_path, "mine", {"templates/home.html": "x"})
    (tmp_path / "mine/templates/home.html").write_bytes(b"one\ncaf\xe9\n")

    assert loaded(tmp_path, "mine")[1][0].location == Location("themes/mine/templates/home.html", 2, 4, 1)


def test_everything_that_is_wrong_is_reported_at_once(tmp_path: Path) -> None:
    files = {
        "templates/home.html": "{% if",
        "assets/style.css": "a { background: url(nothing.png) }",
        "translations/fr.po": "nonsense",
    }
    write_theme(tmp_path, "mine", files)
    theme, problems = loaded(tmp_path, "mine", {"colour": "red"})

    assert theme is not None
    assert {problem.location.path for problem in problems} == {
        "config.yaml",
        "themes/mine/assets/style.css",
        "themes/mine/templates/home.html",
        "themes/mine/translations/fr.po",
    }


def test_a_name_too_long_for_a_folder_is_no_name_of_a_theme(tmp_path: Path) -> None:
    theme, problems = loaded(tmp_path, "x" * 5000)

    assert theme is None
    assert [problem.message for problem in problems] == [f"there is no theme `{'x' * 5000}`"]


def test_names_are_the_same_in_every_unicode_form(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"assets/e\u0301.png": "x"})

    assert list(theme.assets) == ["\u00e9.png"]


@pytest.mark.parametrize(
    "name", ["assets/a\\b.png", "assets/a\nb.png", f"assets/{'x' * 250}", "templates/a\udcff.html"]
)
def test_a_file_whose_name_no_page_can_have_is_reported(tmp_path: Path, name: str) -> None:
    write_theme(tmp_path, "mine", {name: "x"})
    theme, (problem,) = loaded(tmp_path, "mine")

    assert theme
    assert problem.message.startswith("the name of this file cannot be used: an address must")


def test_a_folder_in_the_place_of_a_catalogue_is_reported(tmp_path: Path) -> None:
    write_theme(tmp_path, "mine", {"translations/fr.po/readme.txt": "x"})

    assert loaded(tmp_path, "mine")[1] == (
        error("this file cannot be read: Is a directory", Location("themes/mine/translations/fr.po")),
    )


def test_options_that_sitegen_reads_have_their_type(tmp_path: Path) -> None:
    text = "name: Mine\noptions:\n  card_color: {type: choice, choices: [red, blue], default: red}\n"

    assert problems_of_file(tmp_path, text) == (
        error(
            "option `card_color` is of type `choice`, but has to be `color`",
            Location("themes/mine/theme.yaml", 3, 22, 6),
            "sitegen itself reads it: give it that type, or another name",
        ),
    )


def test_an_option_follows_only_one_of_its_type(tmp_path: Path) -> None:
    text = "name: Mine\noptions:\n  ink: {type: color, default: '#123456'}\n  note: {type: text, like: ink}\n"

    assert problems_of_file(tmp_path, text) == (
        error(
            "option `note` is like `ink`, which is no such option",
            Location("themes/mine/theme.yaml", 4, 28, 3),
            "name one of the same type that stands before it",
        ),
    )


def test_an_option_is_compared_with_colours_only(tmp_path: Path) -> None:
    text = "name: Mine\noptions:\n  ink: {type: color, default: '#123456', contrast_with: [red]}\n"

    assert problems_of_file(tmp_path, text) == (
        error(
            "option `ink` is compared with `red`, which is no colour",
            Location("themes/mine/theme.yaml", 3, 57, 5),
            "write six hexadecimal digits after `#`, in quotes",
        ),
    )
