from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from lxml.html import HtmlElement

from sitegen.frames import lines_by_path
from sitegen.problems import Location, Note, Problem, error, warning
from sitegen.serving.defaults import OWN
from sitegen.serving.own_pages import Bar, bar_page, own_file, page_inside, problem_page, walk_page

LAUNCH = "content/news/launch.md"
FILES = {
    LAUNCH: "---\ntitle: Launch\ntag: [health]\n---\n",
    "content/ar/launch.md": "---\ntitle: x\nعنوان: [صحة]\n---\n",
    "content/<b>.md": "<script>alert(1)</script>\x1b[31m\n",
}
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e"
TAG = error("unknown field `tag`", Location(LAUNCH, 3, 1, 3), "did you mean `tags`?")
NOW = "the site as it is now"
MOMENT = "24 December 2026, 09:00"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in (LAUNCH, "config.yaml", "content/two words.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return tmp_path


def page_of(site: Path, *problems: Problem, editor: str = "vscode", behind: str = "") -> bytes:
    lines = lines_by_path(FILES.get)
    return problem_page(problems, lines, site, editor, summary="2 errors", behind=behind)


def read(page: bytes) -> HtmlElement:
    return html.document_fromstring(page.decode())


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def texts(page: bytes, path: str) -> list[str]:
    return [text_of(element) for element in read(page).xpath(path)]


def links(page: bytes) -> dict[str, str]:
    return {text_of(link): link.get("href") for link in read(page).xpath("//main//a")}


def buttons(page: bytes) -> dict[str, dict[str, str]]:
    """What is sent by each button, by its text."""
    sent = {}
    for form in read(page).xpath("//form"):
        assert (form.get("method"), form.get("action"), form.get("target")) == ("post", f"{OWN}walk", "_top")
        for button in form.xpath(".//button"):
            own = {button.get("name"): button.get("value")} if button.get("name") else {}
            sent[text_of(button)] = {field.get("name"): field.get("value") for field in form.xpath(".//input")} | own
    return sent


# Problems


def test_errors_stand_in_the_way(site: Path) -> None:
    page = page_of(site, TAG, warning("no summary", Location(LAUNCH)))
    assert texts(page, "//h1") == ["1 error stands in the way"]
    assert texts(page, "//h2") == ["1 error", "1 warning"]
    assert texts(page, "//h3") == ["Error: unknown field tag", "Warning: no summary"]
    assert "There is also 1 warning, which stops nothing." in text_of(read(page))
    assert texts(page, "//title") == ["2 errors – preview"]


def test_warnings_do_not(site: Path) -> None:
    page = page_of(site, warning("no summary", Location(LAUNCH)), warning("no photograph", Location(LAUNCH)))
    assert texts(page, "//h1") == ["The site is fine, but there are 2 warnings"]
    assert texts(page, "//h2") == ["2 warnings"]


def test_without_problems_the_site_is_fine(site: Path) -> None:
    assert texts(page_of(site), "//h1") == ["The site is fine"]


def test_errors_come_first(site: Path) -> None:
    page = page_of(site, warning("no summary", Location("a.md")), error("no title", Location("b.md")))
    assert texts(page, "//h3") == ["Error: no title", "Warning: no summary"]


def test_a_problem_is_shown_with_its_line_and_what_to_do(site: Path) -> None:
    page = page_of(site, TAG)
    assert texts(page, "//li//code") == ["tag", "tag: [health]", "tags"]
    assert texts(page, "//mark") == ["tag"]
    assert texts(page, "//*[@class='number']") == ["3"]
    assert texts(page, "//*[@class='hint']") == ["What to do: did you mean tags?"]


def test_second_places_are_shown_with_their_lines(site: Path) -> None:
    notes = (Note("first used here", Location("content/ar/launch.md", 2, 1, 5)), Note("and here", TAG.location))
    page = page_of(site, error("taken", TAG.location, notes=notes))
    assert texts(page, "//ul[@class='notes']/li") == [
        "first used here: content/ar/launch.md:2:1 2title: x",
        f"and here: {LAUNCH}:3:1",
    ]


def test_a_place_without_a_column_marks_nothing(site: Path) -> None:
    page = page_of(site, error("wrong", Location(LAUNCH, 2)))
    assert texts(page, "//li//code") == ["title: Launch"]
    assert texts(page, "//mark") == []


def test_what_is_from_right_to_left_stands_for_itself(site: Path) -> None:
    page = read(page_of(site, error("unknown field `عنوان`", Location("content/ar/launch.md", 3, 1, 5))))
    assert [code.get("dir") for code in page.xpath("//code")] == ["auto", "auto"]
    assert [text_of(mark) for mark in page.xpath("//mark")] == ["عنوان"]


def test_a_place_opens_in_the_editor(site: Path) -> None:
    page = page_of(site, TAG, error("wrong", Location("content/two words.md")))
    assert links(page) == {
        f"{LAUNCH}:3:1": f"vscode://file{site}/{LAUNCH}:3:1",
        "content/two words.md": f"vscode://file{site}/content/two%20words.md:1:1",
    }
    assert "The name of a file opens it in your editor." in text_of(read(page))


@pytest.mark.parametrize(
    "path", ["--base-url", "content/missing.md", "themes/newsroom/theme.yaml", "", "content", "../x.md", "/etc/passwd"]
)
def test_what_is_no_file_of_the_site_does_not(site: Path, path: str) -> None:
    (site.parent / "x.md").touch()
    page = page_of(site, error("wrong", Location(path, 1, 1)))
    assert links(page) == {}
    assert texts(page, "//*[@class='place']") == [f"{path}:1:1"]


@pytest.mark.parametrize("path", ["a\0b.md", "\ud83d.md", "x" * 5000])
def test_no_path_is_too_strange_to_be_shown(site: Path, path: str) -> None:
    assert links(page_of(site, error("wrong", Location(path)))) == {}


def test_without_an_editor_a_place_is_only_named(site: Path) -> None:
    page = page_of(site, TAG, editor="none")
    assert links(page) == {}
    assert f"{LAUNCH}:3:1" in text_of(read(page))
    assert "your editor" not in text_of(read(page))


def test_a_person_can_look_behind(site: Path) -> None:
    assert links(page_of(site, TAG, editor="none", behind="/_sitegen/behind?page=/news/")) == {
        "Look at the last good version": "/_sitegen/behind?page=/news/"
    }
    only_warning = warning("no summary", Location("a.md"))
    assert links(page_of(site, only_warning, behind="/news/")) == {"Back to the page": "/news/"}


def test_of_many_problems_all_are_listed_and_files_can_be_found(site: Path) -> None:
    many = [error("wrong", Location(f"content/{number % 3}.md", number)) for number in range(1, 301)]
    page = page_of(site, *many, warning("no summary", Location("content/2.md")), editor="none")
    assert len(texts(page, "//h3")) == 301
    assert texts(page, "//nav//li") == ["content/0.md (100)", "content/1.md (100)", "content/2.md (101)"]
    assert [link.get("href") for link in read(page).xpath("//nav//a")] == ["#p3", "#p1", "#p2"]
    assert text_of(read(page).get_element_by_id("p3")) == "Error: wrong content/0.md:3"
    assert links(page)["Go to the warnings"] == "#warnings"


def test_nothing_that_is_shown_can_steer_the_browser(site: Path) -> None:
    place = Location("content/<b>.md", 1, 1, 8)
    problem = error(f"{HOSTILE} `{HOSTILE}`", place, HOSTILE, (Note(HOSTILE, Location("<i>", 1)),))
    page = page_of(site, problem)
    assert read(page).xpath("//script | //b | //i | //@style | //@onclick") == []
    assert "Error: <script>alert(1)</script>\\x1b[31m\\u202e" in texts(page, "//h3")[0]
    assert texts(page, "//mark") == ["<script>"]
    assert texts(page, "//*[@class='place']")[0] == "content/<b>.md:1:1"
    assert b"\x1b" not in page
    assert "\u202e" not in page.decode()


# The bar


def test_the_bar_leads_to_the_moment_at_which_an_article_appears() -> None:
    page = bar_page(Bar(showing=NOW, appears="2026-12-24T09:00", page="/news/launch/"))
    assert texts(page, "//button") == ["See it then"]
    assert b'name="at" value="2026-12-24T09:00"' in page
    assert b'name="page" value="/news/launch/"' in page
    assert texts(bar_page(Bar(showing=NOW)), "//button") == []


def test_the_bar_says_what_is_shown() -> None:
    assert texts(bar_page(Bar(showing=NOW)), "//h1") == ["Preview: the site as it is now"]
    assert texts(bar_page(Bar(showing=NOW, drafts=True)), "//h1") == ["Preview: the site as it is now, with drafts"]


def test_the_bar_says_what_is_not_public() -> None:
    page = bar_page(Bar(showing=NOW, notes=("Not public: it is a draft",)))
    assert texts(page, "//p[@class='note']") == ["Not public: it is a draft"]


def test_the_bar_says_what_goes_on() -> None:
    work = "looking for mistakes in 4,213 of 12,000 pages"
    assert texts(bar_page(Bar(showing=NOW, work=work)), "//p[contains(@class, 'work')]") == [work]


def test_from_the_bar_everything_is_near() -> None:
    bar = Bar(showing=NOW, file=LAUNCH, editor="vscode://file/launch.md:1:1", problems="2 warnings", page="/news/")
    assert links(bar_page(bar)) == {
        "2 warnings": "/_sitegen/problems?page=/news/",
        "Edit launch.md": "vscode://file/launch.md:1:1",
        "Details and other moments": "/_sitegen/walk?page=/news/",
    }
    assert {link.get("target") for link in read(bar_page(bar)).xpath("//a")} == {"_top"}


def test_a_file_without_an_editor_is_only_named() -> None:
    page = bar_page(Bar(showing=NOW, file=LAUNCH))
    assert "launch.md" in text_of(read(page))
    assert list(links(page)) == ["Details and other moments"]


def test_the_address_of_a_page_stays_whole_on_the_way() -> None:
    page = "/news/caf%C3%A9/?a=1&b=<2>"
    address = links(bar_page(Bar(showing=NOW, page=page)))["Details and other moments"]
    assert parse_qs(urlsplit(address).query) == {"page": [page]}


def test_from_another_moment_there_is_a_way_back() -> None:
    walking = Bar(showing=f"the site of {MOMENT}", is_walk=True, page="/news/")
    for page in (bar_page(walking), walk_page(walking)):
        assert buttons(page)["Back to now"]["page"] == "/news/"
        assert buttons(page)["Back to now"]["at"] == ""
    for page in (bar_page(Bar(showing=NOW)), walk_page(Bar(showing=NOW))):
        assert "Back to now" not in buttons(page)


# Other moments


def test_a_moment_can_be_chosen() -> None:
    bar = Bar(showing=NOW, moment="2026-11-24T09:00", zone="Europe/Rome", page="/news/")
    page = walk_page(bar)
    assert buttons(page) == {"Show this moment": {"page": "/news/", "at": "2026-11-24T09:00"}}
    (label,) = read(page).xpath("//label")
    assert text_of(label) == "Date and time (Europe/Rome)"
    assert read(page).get_element_by_id(label.get("for")).get("type") == "datetime-local"


def test_moments_at_which_the_site_changes_are_offered() -> None:
    words = f"{MOMENT}: opening.md appears"
    page = walk_page(Bar(showing=NOW, moments=(("2026-12-24T09:00", words),), page="/news/"))
    assert buttons(page)[words] == {"page": "/news/", "at": "2026-12-24T09:00"}


def test_the_page_of_moments_says_all_that_the_bar_says() -> None:
    bar = Bar(
        showing=f"the site of {MOMENT}",
        drafts=True,
        notes=("this article is a draft",),
        file=LAUNCH,
        editor="vscode://file/launch.md:1:1",
        problems="1 error",
        work="looking for mistakes in 1 of 2 pages",
        page="/news/",
    )
    page = walk_page(bar)
    told = text_of(read(page))
    assert texts(page, "//h1") == [f"You see the site of {MOMENT}"]
    for text in ("Drafts are shown.", "this article is a draft", LAUNCH, "looking for mistakes in 1 of 2 pages"):
        assert text in told
    assert links(page) == {
        "Back to the page": "/news/",
        "Open it in your editor": "vscode://file/launch.md:1:1",
        "1 error": "/_sitegen/problems?page=/news/",
    }


def test_nothing_in_a_bar_can_steer_the_browser() -> None:
    path = '/"><script>'
    moments = (('">', HOSTILE),)
    bar = Bar(showing=HOSTILE, notes=(HOSTILE,), file=HOSTILE, work=HOSTILE, moments=moments, page=path)
    for page in (bar_page(bar), walk_page(bar)):
        assert read(page).xpath("//script") == []
        assert b"\x1b" not in page
    assert links(walk_page(bar))["Back to the page"] == path
    assert [sent["page"] for sent in buttons(walk_page(bar)).values()] == [path, path]


@pytest.mark.parametrize("path", ["/", "/news/", "/news/caf%C3%A9/?a=1&b=//x#top", "/été/", "/a//b"])
def test_a_page_of_this_server_is_come_back_to(path: str) -> None:
    assert page_inside(path) == path


@pytest.mark.parametrize(
    "path", ["", "news/", "https://a.b/", "//a.b/", "/\\a.b/", "/\t/a.b/", "/a\r\nX: b", "/\ud83d"]
)
def test_any_other_address_is_not(path: str) -> None:
    assert page_inside(path) == "/"
    assert links(walk_page(Bar(showing=NOW, page=path)))["Back to the page"] == "/"
    assert links(bar_page(Bar(showing=NOW, page=path)))["Details and other moments"] == "/_sitegen/walk?page=/"


# Files


def test_every_file_that_a_page_loads_is_there(site: Path) -> None:
    for page in (page_of(site, TAG), bar_page(Bar(showing=NOW)), walk_page(Bar(showing=NOW))):
        for address in read(page).xpath("//link/@href"):
            found = own_file(address.removeprefix(OWN))
            assert found
            assert found[1] == "text/css; charset=utf-8"


def test_only_files_that_pages_load_are_given() -> None:
    assert own_file("preview.css")
    for name in ("problems.html", "../own_pages.py", "", "..", "own.css/", "x.css"):
        assert own_file(name) is None


def test_pages_of_the_preview_need_no_exception_from_a_policy(site: Path) -> None:
    """`default-src 'self'`: neither scripts nor styles stand in a page, and nothing is loaded from elsewhere."""
    for page in (page_of(site, TAG), bar_page(Bar(showing=NOW)), walk_page(Bar(showing=NOW))):
        assert read(page).xpath("//script | //style | //@style") == []
        assert all(address.startswith(OWN) for address in read(page).xpath("//link/@href | //img/@src"))
