from __future__ import annotations

from pathlib import Path

from sitegen.problems import Location, Problem, error
from tests.theming.builders import a_theme, built_in, loaded, write_theme

OPTIONS = "name: mine\noptions: {accent: {type: color, default: '#102030'}}\n"


def css(folder: Path, files: dict[str, str], name: str = "style.css") -> str:
    assets = {f"assets/{path}": text for path, text in files.items()}
    return a_theme(folder, files={"theme.yaml": OPTIONS, **assets}).assets[name].data.decode()


def problems(folder: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    write_theme(folder, "mine", {"theme.yaml": OPTIONS, **{f"assets/{path}": text for path, text in files.items()}})
    _, found = loaded(folder, "mine")
    return found


def test_an_assets_path_changes_with_its_content(tmp_path: Path) -> None:
    one = a_theme(tmp_path / "a", files={"assets/css/style.css": "a"}).assets["css/style.css"]
    other = a_theme(tmp_path / "b", files={"assets/css/style.css": "b"}).assets["css/style.css"]

    assert one.path.startswith("assets/css/style.")
    assert one.path.endswith(".css")
    assert one.path != other.path


def test_addresses_in_style_sheets_lead_to_the_finished_names(tmp_path: Path) -> None:
    files = {
        "assets/css/style.css": "@import 'print.css'; a { background: url( \"../pictures/dot.svg?v=1#part\" ) }",
        "assets/css/print.css": "b {}",
        "assets/pictures/dot.svg": "<svg/>",
    }
    theme = a_theme(tmp_path, files=files)
    names = {name: asset.path.removeprefix("assets/") for name, asset in theme.assets.items()}

    assert theme.assets["css/style.css"].data.decode() == (
        f"@import '{names['css/print.css'].removeprefix('css/')}'; "
        f'a {{ background: url( "../{names["pictures/dot.svg"]}?v=1#part" ) }}'
    )


def test_a_style_sheets_name_changes_with_the_pictures_that_it_names(tmp_path: Path) -> None:
    sheet = {"assets/style.css": "a { background: url(dot.svg) }"}
    one = a_theme(tmp_path / "a", files={**sheet, "assets/dot.svg": "<svg/>"})
    other = a_theme(tmp_path / "b", files={**sheet, "assets/dot.svg": "<svg />"})

    assert one.assets["style.css"].path != other.assets["style.css"].path


def test_addresses_elsewhere_and_in_comments_stay(tmp_path: Path) -> None:
    text = "/* url(nothing.png) */ a { background: url(data:image/png;base64,AA) url(/logo.svg) url(#id) }"

    assert css(tmp_path, {"style.css": text}) == text


def test_a_style_sheet_is_written_with_the_options_and_pieces(tmp_path: Path) -> None:
    files = {
        "style.css.jinja": '{% include "_tokens.css" %}\nb {}\n',
        "_tokens.css": "a { color: {{ options.accent }} }\n",
    }

    assert css(tmp_path, files) == "a { color: #102030 }\nb {}\n"


def test_pieces_are_no_assets(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"assets/_piece.css": "a {}", "assets/style.css": "b {}"})

    assert list(theme.assets) == ["style.css"]


def test_a_childs_file_stands_for_its_parents_written_with_options_or_not(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"theme.yaml": "name: x\nextends: newsroom\n", "assets/style.css": "a {}"})

    assert theme.assets["style.css"].data == b"a {}"
    assert "favicon.svg" in theme.assets


def test_a_childs_piece_stands_for_its_parents(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"theme.yaml": "name: x\nextends: newsroom\n", "assets/_media.css": "/* none */"})

    assert "/* none */" in theme.assets["style.css"].data.decode()
    assert "prefers-contrast" not in theme.assets["style.css"].data.decode()


def test_a_chosen_colour_is_in_the_style_sheet() -> None:
    assert "--accent: #123456;" in built_in("newsroom", accent="#123456").assets["style.css"].data.decode()


def test_a_missing_picture_is_reported_at_its_place(tmp_path: Path) -> None:
    assert problems(tmp_path, {"style.css": "a {}\nb { background: url('dott.svg') }", "dot.svg": "<svg/>"}) == (
        error(
            "there is no asset `dott.svg`",
            Location("themes/mine/assets/style.css", 2, 22, 8),
            "did you mean `dot.svg`?",
        ),
    )


def test_style_sheets_that_import_each_other_are_reported(tmp_path: Path) -> None:
    assert problems(tmp_path, {"a.css": "@import 'b.css';", "b.css": "\n@import 'a.css';"}) == (
        error(
            "`a.css` imports itself in a circle",
            Location("themes/mine/assets/b.css", 2, 10, 5),
            "remove one of the `@import`s",
        ),
    )


def test_an_unknown_option_in_a_piece_is_reported_there(tmp_path: Path) -> None:
    files = {"style.css.jinja": '{% include "_tokens.css" %}', "_tokens.css": "\na { color: {{ options.acent }} }"}

    assert problems(tmp_path, files) == (
        error(
            "`options.acent` is not defined",
            Location("themes/mine/assets/_tokens.css", 2, 23, 5),
            "did you mean `accent`?",
        ),
    )


def test_a_style_sheet_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    found = problems(tmp_path, {"style.css.jinja": "a {}\n{% if %}"})

    assert found[0].location == Location("themes/mine/assets/style.css.jinja", 2, 1, 8)


def test_a_style_sheet_in_another_encoding_is_reported(tmp_path: Path) -> None:
    write_theme(tmp_path, "mine", {"assets/style.css": ""})
    (tmp_path / "mine/assets/style.css").write_bytes(b"a {}\n/* caf\xe9 */")

    assert loaded(tmp_path, "mine")[1] == (
        error(
            "this style sheet is not written in UTF-8",
            Location("themes/mine/assets/style.css", 2, 7, 1),
            "save it as UTF-8",
        ),
    )
