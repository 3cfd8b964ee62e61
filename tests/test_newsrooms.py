"""Two newsrooms that were written for other systems build as they are, with a short configuration each."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from sitegen import pipeline
from sitegen.config import Config
from sitegen.markup.source_text import source_text
from sitegen.reading.article import Article
from sitegen.reading.config_file import load_config
from sitegen.reading.globs import glob_matcher
from tests.built_sites import files_in

NEWSROOMS = Path(__file__).parent / "newsrooms"
NAMES = ("18f", "digitalgov")
FRONT_MATTER = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)

NO_TEXT = "has no text for those who cannot see it"
ALONE = "a link consists of the picture `/assets/blog/prototype/beta.png` alone, which has no text"
FILE_NAME = "`600-x-410-short-form` is the name of a file and does not say what the picture shows"
PROBLEMS = {
    "18f": [
        f"pages/about.md:6:8: warning: the picture `assets/img/about/house.jpg` {NO_TEXT}",
        f"posts/2014-03-12-coming-soon.md:7:8: warning: the picture `/assets/img/logos/logo-m.png` {NO_TEXT}",
        f"posts/2015-03-17-who-writes-our-code.md:12:8: warning: the picture `/assets/blog/names/team.jpg` {NO_TEXT}",
        "posts/2015-11-09-a-conversation.md:3:7: warning: `date` is 2015-11-06, but the file name says 2015-11-09",
        f"posts/2016-06-14-prototype-early.md:29:2: warning: {ALONE}",
        "posts/2021-09-16-un_dia.md:3:7: warning: `date` is 2021-09-21, but the file name says 2021-09-16",
        "posts/2021-09-16-un_dia.md:4:9: warning: no edition of this site is in `es-PR`",
    ],
    "digitalgov": [
        "news/2014/10/2014-10-08-forms.md:13:1: warning: `expirydate` is written twice, first on line 11",
        f"news/2014/10/2014-10-08-forms.md:18:86: warning: {FILE_NAME}",
        "news/2021/09/2021-09-03-prizes.md:3:7: warning: `date` is 2021-09-02, but the file name says 2021-09-03",
    ],
}


def order_of(name: str) -> pipeline.Order:
    return pipeline.Order(config_file=NEWSROOMS / name / "config.yaml", at="2026-01-01", jobs=1)


@cache
def config_of(name: str) -> Config:
    config = load_config(order_of(name).config_file).config
    assert config
    return config


@cache
def articles_of(name: str) -> dict[str, Article]:
    order = order_of(name)
    library, _ = pipeline.read_library(pipeline.begin(order, pipeline.state_of(order, writes=False)))
    return {article.source.rsplit("/", 1)[-1]: article for article in library.articles}


@cache
def texts_of(name: str) -> dict[str, str]:
    content = NEWSROOMS / name / "content"
    return {path.relative_to(content).as_posix(): path.read_text("utf-8") for path in content.rglob("*.md")}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both newsrooms, built from copies of their folders."""
    folder = tmp_path_factory.mktemp("newsrooms")
    for each in NAMES:
        site = folder / each
        site.mkdir()
        (site / "config.yaml").write_bytes((NEWSROOMS / each / "config.yaml").read_bytes())
        (site / "content").symlink_to(NEWSROOMS / each / "content")
        pipeline.build(pipeline.Order(config_file=site / "config.yaml", at="2026-01-01", jobs=1))
    return folder


def page(public: Path, name: str, address: str) -> str:
    return (public / name / "public" / address.strip("/") / "index.html").read_text("utf-8")


def test_a_configuration_of_at_most_forty_lines_is_enough(name: str) -> None:
    assert len((NEWSROOMS / name / "config.yaml").read_text("utf-8").splitlines()) <= 40


def test_the_problems_are_those_of_the_texts_themselves(name: str) -> None:
    told = [f"{each.location}: {each.severity}: {each.message}" for each in pipeline.check(order_of(name))]
    assert [line.replace("content/", "") for line in told] == PROBLEMS[name]


def test_a_file_without_a_page_is_ignored_by_name_or_a_draft(name: str) -> None:
    is_ignored = glob_matcher(config_of(name).ignore)
    read = {article.source for article in articles_of(name).values()}
    not_read = {path for path in texts_of(name) if path not in read and "/_" not in path}
    assert not_read == {path for path in texts_of(name) if is_ignored(path)}


def test_every_ignored_pattern_fits_a_file(name: str) -> None:
    idle = [pattern for pattern in config_of(name).ignore if not any(map(glob_matcher([pattern]), texts_of(name)))]
    assert idle == []


def test_every_field_that_is_renamed_or_allowed_is_written_somewhere(name: str) -> None:
    settings = config_of(name).front_matter
    written = {
        field
        for text in texts_of(name).values()
        if (found := FRONT_MATTER.match(text))
        for field in re.findall(r"^(\w+):", found[1], re.MULTILINE)
    }
    assert {*settings.rename, *settings.allow} - written == set()


def test_every_replacement_has_something_to_do(name: str) -> None:
    texts = list(texts_of(name).values())
    idle = []
    for replacement in config_of(name).markdown.replace:
        replaced = [source_text(text, [replacement]).text for text in texts]
        if replaced == texts:
            idle.append(replacement.match)
        texts = replaced
    assert idle == []


def test_no_template_tag_is_left_in_a_page(public: Path, name: str) -> None:
    left = {
        path
        for path, data in files_in(public / name / "public").items()
        if path.endswith("index.html") and re.search(rb"\{\{[<% ]|\{%", data) and "databases" not in path
    }
    assert left == set()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("18f", "/2014/03/12/coming-soon/"),
        ("18f", "/2015/03/17/who-writes-our-code/"),
        ("18f", "/2015/11/06/a-conversation/"),
        ("18f", "/2016/02/25/We_Are-Hiring/"),
        ("18f", "/2016/06/14/prototype-early/"),
        ("18f", "/2021/09/21/un_dia/"),
        ("18f", "/2024/07/17/databases/"),
        ("18f", "/2024/12/05/2024-12-5-defaults/"),
        ("18f", "/about/"),
        ("18f", "/our-work/forms/"),
        ("18f", "/strategy/"),
        ("digitalgov", "/2010/10/21/a-first-word/"),
        ("digitalgov", "/2014/10/08/the-state-of-forms/"),
        ("digitalgov", "/2016/05/31/nothing-to-add/"),
        ("digitalgov", "/2019/11/18/elements-of-trust/"),
        ("digitalgov", "/2021/09/02/prizes/"),
    ],
)
def test_every_article_keeps_its_address(public: Path, name: str, address: str) -> None:
    assert "<main" in page(public, name, address)


@pytest.mark.parametrize(
    ("name", "alias", "address"),
    [
        ("18f", "/2016/06/13/prototype-early/", "/2016/06/14/prototype-early/"),
        ("18f", "/prototype/", "/2016/06/14/prototype-early/"),
        ("18f", "/how-we-work/", "/about/"),
        ("digitalgov", "/2019/11/17/elements-of-trust/", "/2019/11/18/elements-of-trust/"),
    ],
)
def test_former_addresses_lead_to_the_present_ones(public: Path, name: str, alias: str, address: str) -> None:
    assert f"url={address}" in page(public, name, alias)


@pytest.mark.parametrize(
    ("name", "file", "date"),
    [
        ("18f", "2014-03-12-coming-soon.md", "2014-03-12T10:11:00-04:00"),
        ("18f", "2015-03-17-who-writes-our-code.md", "2015-03-17T14:00:00-04:00"),
        ("18f", "2015-11-09-a-conversation.md", "2015-11-06T09:05:00-05:00"),
        ("18f", "2016-02-25-We_Are-Hiring.md", "2016-02-25T00:00:00-05:00"),
        ("18f", "2016-06-14-prototype-early.md", "2016-06-14T00:00:00-04:00"),
        ("digitalgov", "2010-10-21-a-first-word.md", "2010-10-21T08:05:09-04:00"),
        ("digitalgov", "2014-10-08-forms.md", "2014-10-08T11:50:21-04:00"),
        ("digitalgov", "2021-09-03-prizes.md", "2021-09-02T13:00:00-05:00"),
    ],
)
def test_dates_are_understood(name: str, file: str, date: str) -> None:
    moment = articles_of(name)[file].date
    assert moment
    assert moment.iso == date


def test_fields_of_other_names_are_understood() -> None:
    conversation = articles_of("18f")["2015-03-17-who-writes-our-code.md"]
    assert conversation.authors == ("alma-ruiz", "bo")
    assert conversation.tags == ("how we work", "open source")
    assert conversation.summary == "We counted the names in our own repositories."
    assert conversation.extra["hero"] is False
    assert articles_of("18f")["2021-09-16-un_dia.md"].lang == "es-PR"
    assert articles_of("18f")["forms.md"].tags == ("forms",)
    forms = articles_of("digitalgov")["2014-10-08-forms.md"]
    assert forms.authors == ("ana-lind", "bo")
    assert forms.tags == ("forms",)
    assert forms.expires is None
    assert articles_of("digitalgov")["2010-10-21-a-first-word.md"].title == "A First Word: R&D in the Open"
    assert articles_of("digitalgov")["2019-11-18-elements-of-trust.md"].authors == ("cam",)


def test_tags_and_authors_have_their_pages(public: Path) -> None:
    assert "Who writes our code?" in page(public, "18f", "/tags/how-we-work/")
    assert "Who writes our code?" in page(public, "18f", "/authors/alma-ruiz/")
    assert "The State of Forms" in page(public, "digitalgov", "/tags/forms/")
    assert "Elements of trust" in page(public, "digitalgov", "/authors/cam/")


@pytest.mark.parametrize(
    ("name", "address", "html"),
    [
        ("18f", "/2016/02/25/We_Are-Hiring/", '<a href="/2015/03/17/who-writes-our-code/">how we work</a>'),
        ("18f", "/2016/02/25/We_Are-Hiring/", '<a href="/authors/bo/">Bo</a>'),
        ("18f", "/2016/02/25/We_Are-Hiring/", "Read alma-ruiz on"),
        ("18f", "/2016/06/14/prototype-early/", '<a href="/2016/02/25/We_Are-Hiring/">We have written before</a>'),
        ("18f", "/2016/06/14/prototype-early/", 'src="/assets/blog/prototype/logo.png"'),
        ("18f", "/2016/06/14/prototype-early/", 'alt="A persona: Ana, of the town hall"'),
        ("18f", "/2016/06/14/prototype-early/", 'alt="A note: &quot;Early, please&quot;"'),
        ("18f", "/2016/06/14/prototype-early/", "<figcaption>Colors, in tokens.</figcaption>"),
        ("18f", "/2015/03/17/who-writes-our-code/", '<a href="https://video.example/embed/def">How we counted</a>'),
        ("18f", "/2015/03/17/who-writes-our-code/", '<th scope="col">Repository</th>'),
        ("18f", "/2015/03/17/who-writes-our-code/", '<iframe width="560" height="315"'),
        ("18f", "/2024/07/17/databases/", "<code>{{ }}</code>"),
        ("18f", "/strategy/", '<h2 id="begin-with-a-question">Begin with a question</h2>'),
        ("18f", "/our-work/forms/", "They were the bumpers on our bowling lane. — Jo Marin"),
        ("digitalgov", "/2010/10/21/a-first-word/", '<a href="https://digital.gov/communities/">others do</a>'),
        ("digitalgov", "/2010/10/21/a-first-word/", '<a href="https://digital.gov/resources/plain/">the guide</a>'),
        ("digitalgov", "/2010/10/21/a-first-word/", '<a href="/tags/plain-language/">the topic</a>'),
        (
            "digitalgov",
            "/2010/10/21/a-first-word/",
            '<a href="https://digital.gov/events/spring-summit/">the event</a>',
        ),
        ("digitalgov", "/2014/10/08/the-state-of-forms/", '<a href="/2010/10/21/a-first-word/">said before</a>'),
        ("digitalgov", "/2014/10/08/the-state-of-forms/", "<figcaption>The desk by Cam</figcaption>"),
        ("digitalgov", "/2014/10/08/the-state-of-forms/", "_legacy-img/2014/10/list-of-forms.xlsx"),
        ("digitalgov", "/2014/10/08/the-state-of-forms/", ">The checklist (Excel, 69 KB)</a>"),
        ("digitalgov", "/2019/11/18/elements-of-trust/", "<p><strong>Tell us</strong> what you"),
        ("digitalgov", "/2019/11/18/elements-of-trust/", "<mark>answer within a day</mark>"),
        ("digitalgov", "/2019/11/18/elements-of-trust/", "<p>Trust returns trust.</p>"),
        ("digitalgov", "/2019/11/18/elements-of-trust/", "https://twitter.com/ExampleGov/status/773887504776826880"),
        ("digitalgov", "/2019/11/18/elements-of-trust/", ">The talk: “Trust &amp; forms”</a>"),
        ("digitalgov", "/2021/09/02/prizes/", '<table border="1">'),
    ],
)
def test_template_tags_become_what_they_wrote(public: Path, name: str, address: str, html: str) -> None:
    assert html in page(public, name, address)


def test_a_draft_has_no_page(public: Path) -> None:
    assert not (public / "digitalgov" / "public" / "2024").exists()


def test_the_configurations_are_plain_yaml_for_any_reader(name: str) -> None:
    assert yaml.safe_load((NEWSROOMS / name / "config.yaml").read_text("utf-8"))["title"]
