from __future__ import annotations

import pytest
from msgspec import structs

from sitegen.planning.files import attachment_view, file_named, is_external, picture_of_entry
from sitegen.planning.photographs import FileInUse, PictureStyle, picture_of
from sitegen.planning.urls import base_of
from sitegen.planning.view_parts import AttachmentView
from sitegen.site_path import SitePath
from tests.story import (
    a_config,
    a_file,
    a_library,
    a_site,
    an_article,
    an_attachment,
    an_image,
    as_it_is,
    entry_for,
    facts_of,
)

BASE = base_of("https://example.org/room/")


def found(src: str, *files: str, folder: str = "news", static: tuple[str, ...] = ()) -> str:
    file = file_named(src, folder, a_library(files=files, static=static))
    return file.source if file else ""


def test_a_file_beside_the_article_comes_first() -> None:
    assert found("a.jpg", "a.jpg", "news/a.jpg") == "news/a.jpg"
    assert found("./a.jpg", "news/a.jpg") == "news/a.jpg"
    assert found("../press/a.jpg", "press/a.jpg") == "press/a.jpg"


def test_a_file_may_be_named_from_content() -> None:
    assert found("press/a.jpg", "press/a.jpg") == "press/a.jpg"
    assert found("/a.jpg", "a.jpg", "news/a.jpg") == "a.jpg"


def test_a_static_file_lies_at_the_root_of_the_site() -> None:
    library = a_library(static=["img/a.jpg"])
    file = FileInUse("_static/img/a.jpg", SitePath("img/a.jpg"))
    assert file_named("/img/a.jpg", "news", library) == file
    assert file_named("img/a.jpg", "news", library) == file
    assert file_named("_static/img/a.jpg", "", library) == file


def test_a_file_in_the_static_folder_is_not_taken_for_another_of_its_name() -> None:
    assert found("_static/a.jpg", "a.jpg", static=("a.jpg",)) == "_static/a.jpg"


def test_a_file_may_be_written_as_an_address() -> None:
    assert found("hall%201.jpg", "news/hall 1.jpg") == "news/hall 1.jpg"
    assert found("a.pdf?download#page=2", "news/a.pdf") == "news/a.pdf"


def test_a_file_may_be_written_as_it_is_named() -> None:
    assert found("hall #1.jpg", "news/hall #1.jpg") == "news/hall #1.jpg"
    assert found("why?.pdf", "news/why?.pdf") == "news/why?.pdf"
    assert found("100%25.jpg", "news/100%25.jpg") == "news/100%25.jpg"


def test_the_unicode_form_of_a_name_does_not_matter() -> None:
    assert found("e\u0301te\u0301.jpg", "news/\u00e9t\u00e9.jpg") == "news/\u00e9t\u00e9.jpg"


def test_a_file_is_opened_as_the_disk_spells_it() -> None:
    stored = structs.replace(a_file("été.jpg"), stored="e\u0301te\u0301.jpg")
    library = structs.replace(a_library(), files={"été.jpg": stored})
    assert file_named("été.jpg", "", library) == FileInUse("e\u0301te\u0301.jpg", SitePath("été.jpg"))


@pytest.mark.parametrize("src", ["", "/", "..", "../../etc/passwd", "a.jpg", "A.JPG", "news"])
def test_what_is_not_there_is_not_found(src: str) -> None:
    assert found(src, "news/b.jpg", "news/c/a.jpg") == ""


def test_a_picture_is_described_with_its_pixels_and_its_rights() -> None:
    file = FileInUse("news/hall 1.jpg", SitePath("news/hall 1.jpg"))
    image = an_image(caption="The hall", credit="WCO")
    assert picture_of(image, file, BASE, facts_of(file.source), PictureStyle()) == as_it_is(
        url="/room/news/hall%201.jpg",
        absolute_url="https://example.org/room/news/hall%201.jpg",
        alt="Delegates in the hall",
        caption="The hall",
        credit="WCO",
        width=1200,
        height=800,
        type="image/jpeg",
        size=1000,
    )


def test_an_attachment_is_described_with_its_type_and_size() -> None:
    file = FileInUse("news/programme.PDF", SitePath("news/programme.PDF"))
    attachment = an_attachment(title="Programme", lang="fr")
    assert attachment_view(attachment, file, BASE, facts_of(file.source)) == AttachmentView(
        title="Programme",
        url="/room/news/programme.PDF",
        absolute_url="https://example.org/room/news/programme.PDF",
        type="application/pdf",
        extension="PDF",
        size=1000,
        lang="fr",
    )


def test_an_attachment_without_a_title_is_named_by_its_file() -> None:
    file = FileInUse("news/programme.pdf", SitePath("news/programme.pdf"))
    assert attachment_view(an_attachment(), file, BASE, facts_of(file.source)).title == "programme.pdf"


@pytest.mark.parametrize("written", ["https://a.example/b.jpg", "//a.example/b.jpg", "mailto:a@b.example"])
def test_an_address_of_another_site_is_no_file(written: str) -> None:
    assert is_external(written)


@pytest.mark.parametrize("written", ["b.jpg", "/b.jpg", "a/b.jpg", "", "10:30.jpg"])
def test_a_file_is_no_address_of_another_site(written: str) -> None:
    assert not is_external(written)


def test_the_photograph_of_an_article_may_be_on_another_site() -> None:
    site = a_site(an_article("Here", image=an_image("https://a.example/b.jpg", credit="AP")), config=a_config())
    assert picture_of_entry(entry_for(site, "Here"), site.library, site.base, facts_of, PictureStyle()) == as_it_is(
        url="https://a.example/b.jpg",
        absolute_url="https://a.example/b.jpg",
        alt="Delegates in the hall",
        credit="AP",
    )


@pytest.mark.parametrize("image", [None, an_image(""), an_image("missing.jpg")])
def test_an_article_without_a_file_has_no_photograph(image: object) -> None:
    site = a_site(an_article("Here", image=image))
    assert picture_of_entry(entry_for(site, "Here"), site.library, site.base, facts_of, PictureStyle()) is None
