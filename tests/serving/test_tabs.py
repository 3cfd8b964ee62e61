from __future__ import annotations

# ruff: noqa: ARG002  a site in memory needs little of what is asked
from pathlib import Path

from sitegen.fingerprint import digest_of
from sitegen.serving.answers import Content, media_type_of
from sitegen.serving.live import Event
from sitegen.serving.own_pages import Bar, bar_page
from sitegen.serving.seen import Seen, seen_of
from sitegen.serving.tabs import Tab, Watch, bytes_of
from sitegen.serving.view import NotYet

HOME = b'<link rel="stylesheet" href="/style.css"><h1>home</h1><img src="/photo.jpg">'
RELOAD = [Event("reload")]


class SiteInMemory:
    """A site of which a test says how it is now: the view and the preview that gives it."""

    base_path = "/"
    problems = ""

    def __init__(self) -> None:
        self.number = 1
        self.files = {"index.html": HOME, "404.html": b"no such page", "photo.jpg": b"1", "style.css": b"1"}
        self.is_known = True
        self.is_read = True
        self.has_begun = True
        self.covered: bytes | None = None
        self.listed = b"no problems"
        self.work = ""
        self.ways: dict[str, str] = {}

    def view(self, behind: str, *, waits: bool = True) -> SiteInMemory | None:
        assert not waits
        return self if self.has_begun else None

    def behind(self) -> str:
        return "0"

    def walk(self, at: str) -> str:
        return ""

    def find(self, path: str) -> Content | None:
        if not self.is_read:
            raise NotYet(path)
        return Content(self.files[path], media_type_of(path)) if path in self.files else None

    def version_of(self, path: str) -> str:
        return self.files.get(path, b"").decode()

    def knows_files(self) -> bool:
        return self.is_known

    def cover(self, page: str) -> bytes | None:
        return self.covered

    def problem_list(self, page: str) -> bytes:
        return self.listed

    def bar(self, page: str) -> Bar:
        return Bar(showing="now", work=self.work, page=page)

    def way_from(self, page: str, number: int) -> str:
        return self.ways.get(page, "") if number < self.number else ""


def opened(site: SiteInMemory, page: str = "/") -> Watch:
    """A page that has just been opened, of which the browser knows all."""
    path = "index.html" if page == "/" else page.strip("/")
    html = site.covered or site.files.get(path, site.files["404.html"])
    seen = seen_of(html, page, "/", site.version_of if site.is_known else None)
    bar = digest_of(bar_page(site.bar(page)))
    watch = Watch(site, Tab(page=page, seen=seen, bar=bar, behind="", number=site.number))
    assert list(watch.look()) == []
    return watch


def names(watch: Watch) -> list[str]:
    return [event.name for event in watch.look()]


def test_a_page_that_is_as_it_was_is_told_nothing() -> None:
    watch = opened(SiteInMemory())
    assert list(watch.look()) == []


def test_a_page_that_has_changed_is_loaded_again() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.files["index.html"] = HOME + b"<p>more</p>"
    assert list(watch.look()) == RELOAD


def test_a_page_is_told_of_its_own_changes_alone() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.files |= {"news/index.html": b"news", "feed.xml": b"feed"}
    assert list(watch.look()) == []


def test_a_page_that_has_gone_is_loaded_again() -> None:
    site = SiteInMemory()
    watch = opened(site)
    del site.files["index.html"]
    assert list(watch.look()) == RELOAD


def test_a_style_sheet_is_exchanged_once() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.files["style.css"] = b"2"
    (event,) = watch.look()
    assert event.name == "sheets"
    assert event.fields == {"seen": str(watch.tab.seen), "sheets": ["/style.css"]}
    assert list(watch.look()) == []


def test_the_bar_is_told_of_once() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.work = "looking for mistakes in 4,213 of 12,000 pages"
    (event,) = watch.look()
    assert event == Event("bar", {"bar": watch.tab.bar})
    assert list(watch.look()) == []


def test_a_page_that_is_loaded_again_needs_to_be_told_nothing_else() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.work = "reading"
    site.files |= {"index.html": b"other", "style.css": b"2"}
    assert list(watch.look()) == RELOAD


def test_a_page_that_has_moved_is_followed() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.number, site.ways = 2, {"/": "/news/"}
    site.files["index.html"] = b"other"
    assert list(watch.look()) == [Event("go", {"to": "/news/"})]


def test_nobody_is_sent_to_where_others_went_before() -> None:
    site = SiteInMemory()
    site.number, site.ways = 2, {"/": "/news/"}
    assert list(opened(site).look()) == []


def test_problems_take_the_place_of_a_page_and_go_again() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.covered, site.ways, site.number = b"1 error", {"/": "/news/"}, 2
    assert list(watch.look()) == RELOAD
    covered = opened(site)
    assert list(covered.look()) == []
    site.covered, site.ways = None, {}
    assert "reload" in names(covered)


def test_a_page_below_problems_has_no_bar() -> None:
    site = SiteInMemory()
    site.covered = b"1 error"
    covered = opened(site)
    site.work = "reading"
    assert list(covered.look()) == []


def test_the_list_of_problems_is_kept_as_it_is() -> None:
    site = SiteInMemory()
    page = "/_sitegen/problems?page=%2Fnews%2F"
    watch = Watch(site, Tab(page=page, seen=seen_of(b"no problems", "/", "/", None), bar="", behind="", number=1))
    assert list(watch.look()) == []
    site.listed = b"1 warning"
    assert list(watch.look()) == RELOAD


# What nobody knows yet


def test_nothing_is_told_as_long_as_nothing_is_known() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.files["index.html"] = b"other"
    site.is_read = False
    assert list(watch.look()) == []
    site.is_read, site.has_begun = True, False
    assert list(watch.look()) == []
    site.has_begun = True
    assert list(watch.look()) == RELOAD


def test_what_is_known_in_the_end_is_noted() -> None:
    site = SiteInMemory()
    site.is_known = False
    watch = opened(site)
    site.is_known = True
    (event,) = watch.look()
    assert event == Event("noted", {"seen": str(seen_of(HOME, "/", "/", site.version_of))})
    assert list(watch.look()) == []
    site.files["photo.jpg"] = b"2"
    assert list(watch.look()) == RELOAD


def test_the_bar_is_left_alone_as_long_as_nobody_knows_what_it_shows() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.is_known, site.work = False, "the page is not known yet"
    assert list(watch.look()) == []
    site.is_known, site.work = True, ""
    assert list(watch.look()) == []


def test_style_sheets_of_another_address_are_exchanged_once() -> None:
    site = SiteInMemory()
    watch = opened(site)
    site.is_known = False
    site.files |= {"index.html": HOME.replace(b"style.css", b"style.2.css"), "style.2.css": b"2"}
    assert names(watch) == ["sheets"]
    site.is_known = True
    assert names(watch) == ["noted"]


def test_what_changes_while_nobody_knows_it_is_told_when_it_is_known() -> None:
    for file, expected in (("photo.jpg", "reload"), ("style.css", "sheets")):
        site = SiteInMemory()
        watch = opened(site)
        site.is_known = False
        site.files[file] = b"2"
        assert list(watch.look()) == []
        site.is_known = True
        assert names(watch) == [expected]


# What browsers say


def test_a_browser_that_knows_nothing_is_told_to_load_the_page() -> None:
    for page in ("/", "", "//evil.example", "\x00", "../../etc/passwd", "/%ff", "/photo.jpg", "http://evil.example/"):
        watch = Watch(SiteInMemory(), Tab(page=page, seen=Seen(), bar="", behind="", number=0))
        assert names(watch)[0] == "reload"


def test_a_file_that_has_just_gone_is_empty(tmp_path: Path) -> None:
    assert bytes_of(Content(tmp_path / "gone.html", "text/html")) == b""
    assert bytes_of(Content(b"there", "text/html")) == b"there"
