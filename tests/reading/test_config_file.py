from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.config import Config, EditionSettings, Replacement
from sitegen.problems import Location
from sitegen.reading.config_file import BEGIN_HINT, ConfigFile, load_config
from tests.reading.newsrooms import told, write_site

ZONE_HINT = "write a name of the IANA database, as `Europe/Rome`"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path, "-- content/_static/logo.png --\nPNG\n")
    return tmp_path


def config_of(site: Path, text: str) -> ConfigFile:
    write_site(site, f"-- config.yaml --\n{text}")
    return load_config(site / "config.yaml")


def good(site: Path, text: str) -> Config:
    file = config_of(site, text)
    assert told(file.problems) == []
    assert file.config
    return file.config


def only_problem(site: Path, text: str) -> str:
    file = config_of(site, f"title: News\n{text}")
    assert file.config
    (line,) = told(file.problems)
    return line.removeprefix("config.yaml:")


def test_a_title_is_enough(site: Path) -> None:
    assert good(site, "title: News\n") == Config(title="News")


def test_a_site_without_settings_says_how_to_begin(tmp_path: Path) -> None:
    file = load_config(tmp_path / "config.yaml")
    assert file.config is None
    assert told(file.problems) == [
        f"config.yaml: error: there is no `config.yaml` | {BEGIN_HINT}",
    ]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").mkdir()
    assert told(load_config(tmp_path / "config.yaml").problems) == [
        "config.yaml: error: `config.yaml` is no file | take away what stands there under this name"
    ]


def test_settings_know_their_places(site: Path) -> None:
    file = config_of(site, "title: News\nfeeds:\n  window: 5\n")
    assert file.place_of("feeds.window") == Location("config.yaml", 3, 11, 1)
    assert file.place_of("feeds.full_text") == Location("config.yaml", 3, 3, 9)
    assert file.place_of("theme") == Location("config.yaml", 1)


def test_the_base_address_ends_in_a_slash(site: Path) -> None:
    assert good(site, "title: News\nbase_url: https://Example.org/news\n").base_url == "https://example.org/news/"


def test_languages_are_written_as_usual(site: Path) -> None:
    config = good(site, "title: News\nlanguage: EN\nlanguages:\n  fr: {title: Actualités}\n  pt-br:\n")
    assert config.language == "en"
    assert config.languages == {"fr": EditionSettings(title="Actualités"), "pt-BR": EditionSettings()}


def test_a_full_configuration_is_read(site: Path) -> None:
    config = good(
        site,
        """
title: {en: News, fr: Actualités}
base_url: https://news.example.org
languages: {en: {locale: en-GB}, fr: {locale: fr_CH}}
timezone: Europe/Rome
organization:
  name: Example
  url: https://example.org/
  email: press@example.org
  logo: _static/logo.png
  profiles: {Mastodon: https://social.example/@news}
output: build/site
front_matter:
  rename: {topics: tags, featured_image.alt: image.alt, deck: summary, hero: extra.hero}
  allow: [kicker]
markdown:
  replace: [{match: '\\[toc\\]'}, {match: '(a)(b)', put: '\\2\\1'}]
permalinks: {article: '/{section}/{slug}/', page: '/{path}.html', sections: {news: '/{year}/{month}/{day}/{slug}/'}}
feeds: {id_authority: 'example.org,2024-01'}
security: {contact: 'mailto:security@example.org', expires: 2027-01-01, policy: https://example.org/policy}
""",
    )
    assert config.markdown.replace == (Replacement(match=r"\[toc\]"), Replacement(match="(a)(b)", put=r"\2\1"))


def test_everything_that_is_wrong_is_told_at_once_and_the_rest_is_used(site: Path) -> None:
    file = config_of(site, "titel: News\nlanguage: xx\npage_size: 0\nrelated: 5\ntimezone: Europe/Roma\n")
    assert file.config == Config(title="", related=5)
    assert told(file.problems) == [
        "config.yaml:1:1: error: unknown setting `titel` | did you mean `title`?",
        "config.yaml:1:1: error: `title` is missing | add `title: …`",
        "config.yaml:2:11: error: `xx` is no known language | write a language tag of BCP 47, as `en`, `fr` or `pt-BR`",
        "config.yaml:3:12: error: `page_size` should be a whole number from 1 to 1000, but is `0`",
        "config.yaml:5:11: error: `Europe/Roma` is no known time zone | did you mean `Europe/Rome`?",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "base_url: news.example.org\n",
            ("2:11: error: `base_url` should begin with `https://`, but is `news.example.org`"
            " | write it as `https://news.example.org/`"),
        ),
        ("timezone: localtime\n", f"2:11: error: `localtime` is no known time zone | {ZONE_HINT}"),
        ("timezone: ../etc\n", f"2:11: error: `../etc` is no known time zone | {ZONE_HINT}"),
        ("languages: {english: {}}\n", "2:13: error: `english` is no known language | write `en`"),
        ("languages: {pt-BR: , pt-br: }\n", ("2:22: error: `pt-br` and `pt-BR` are the same language"
         " | delete one of them")),
        ("languages: {fr: {locale: fr_XX}}\n", ("2:26: error: `fr_XX` is no known locale"
         " | write a locale of CLDR, as `fr_CH`")),
        ("markdown: {replace: [{match: a}, {match: '(b'}]}\n", ("2:42: error: `(b` is no regular expression:"
         " missing ), unterminated subpattern at position 0"
         " | put a backslash before `( ) [ ] { } . * + ? ^ $ |` where they are meant as they are")),
        ("markdown: {replace: [{match: a, put: '\\1'}]}\n", ("2:38: error: `\\1` cannot be put in place:"
         " invalid group reference 1 at position 1 | `\\1` is the first group in `match`")),
        ("permalinks: {article: '{slug}/'}\n", "2:23: error: `{slug}/` should begin with `/` | write `/{slug}/`"),
        ("permalinks: {article: '/{slugg}/'}\n", ("2:23: error: `/{slugg}/` has the unknown name `slugg`"
         " | did you mean `slug`?")),
        ("permalinks: {article: '/{}/{slug}/'}\n", ("2:23: error: `/{}/{slug}/` has the unknown name ``"
         " | known are `section`, `year`, `month`, `day`, `slug`, `name`, `path`, `type` and `lang`")),
        ("permalinks: {article: '/{slug'}\n", ("2:23: error: `/{slug` has a `{` without its `}`"
         " | write names as `{slug}`")),
        ("permalinks: {article: '/{slug:>9}/'}\n", ("2:23: error: `/{slug:>9}/` has more than names in its braces"
         " | write names as `{slug}`")),
        ("permalinks: {sections: {news: '/{year}/'}}\n", ("2:31: error: `/{year}/` gives many pages one address"
         " | add `{slug}` or `{path}`")),
        ("permalinks: {page: '/../{path}/'}\n", ("2:20: error: `/../{path}/` cannot be used: an address must stay"
         " inside the site: no empty part, no `.` and no `..` | write it as `/{section}/{year}/{slug}/`")),
        ("feeds: {id_authority: Example}\n", ("2:23: error: `feeds.id_authority` should be a domain and a year,"
         " but is `Example` | write it as `example.org,2024`")),
        ("organization: {url: example.org}\n", ("2:21: error: `organization.url` should begin with `https://`,"
         " but is `example.org` | write it as `https://www.example.org/`")),
        ("organization: {profiles: {X: '@news'}}\n", ("2:30: error: `organization.profiles.X` should begin with"
         " `https://`, but is `@news` | write it as `https://www.example.org/`")),
        ("navigation: [{title: Run, link: 'javascript:alert(1)'}]\n", ("2:33: error: `navigation.0.link` leads to"
         " `javascript:`, which is no address of a page"
         " | name a section, a file in `content/`, a path as `/tags/` or an address")),
        (f"organization: {{logo: {'x' * 300}}}\n", (f"2:22: error: `organization.logo` names `{'x' * 300}`,"
         f" but there is no file `content/{'x' * 300}` | put it there, or mend the name")),
        ("organization: {email: press}\n", ("2:23: error: `press` is no e-mail address"
         " | write it as `press@example.org`")),
        ("organization: {logo: logo.png}\n", ("2:22: error: `organization.logo` names `logo.png`, but there is no file"
         " `content/logo.png` | put it there, or mend the name")),
        ("organization: {image: ../a.png}\n", ("2:23: error: `organization.image` should be a file in `content/`,"
         " but is `../a.png` | write it as `_static/logo.png`")),
        ("output: .\n", "2:9: error: `output` should be a folder inside the site, but is `.` | write it as `public`"),
        ("output: ../public\n", ("2:9: error: `output` should be a folder inside the site, but is `../public`"
         " | write it as `public`")),
        ("output: /srv/www\n", ("2:9: error: `output` should be a folder inside the site, but is `/srv/www`"
         " | write it as `public`")),
        ("output: ./content/x\n", ("2:9: error: `output` must not be in `content`, which holds other things"
         " | write it as `public`")),
        ("security: {contact: 'mailto:a@b.org', expires: soon}\n", ("2:48: error: `security.expires` should be a date,"
         " but is `soon` | write it as `2027-03-24`")),
        ("security: {contact: a@b.org, expires: 2027-01-01}\n", ("2:21: error: `security.contact` should begin with"
         " `mailto:`, `tel:` or `https://`, but is `a@b.org` | write `mailto:a@b.org`")),
        ("security: {contact: us, expires: 2027-01-01}\n", ("2:21: error: `security.contact` should begin with"
         " `mailto:`, `tel:` or `https://`, but is `us`")),
        ("security: {expires: 2027-01-01}\n", ("2:21: warning: `security.expires` has no effect without"
         " `security.contact` | add `contact`")),
        ("security: {contact: 'tel:+1'}\n", ("2:21: warning: `security.contact` has no effect without"
         " `security.expires` | add `expires`")),
        ("front_matter: {rename: {topics: tag}}\n", ("2:33: error: `tag` is no field of sitegen"
         " | did you mean `tags`?")),
        ("front_matter: {rename: {topics: something}}\n", ("2:33: error: `something` is no field of sitegen"
         " | see `sitegen schema` for the fields")),
        ("preview: {editor: curser}\n", ("2:19: error: `preview.editor` should be a known editor or the address of one,"
         " but is `curser` | did you mean `cursor`?")),
        ("preview: {editor: 'ed://{file}'}\n", ("2:19: error: `preview.editor` should have `{path}` where the file is"
         " named, but is `ed://{file}` | name one, as `vscode`, or write its address, as"
         " `mvim://open?url=file://{path}&line={line}`")),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_told_with_a_way_out(site: Path, text: str, line: str) -> None:
    assert only_problem(site, text) == line


def test_of_a_list_only_the_entry_that_is_wrong_is_left_out(site: Path) -> None:
    file = config_of(
        site,
        "title: News\nmarkdown: {replace: [{match: '('}, {match: a}, {match: ')'}]}\n"
        "languages: {fr: {locale: xx, title: Actualités}, xx: , en: }\n",
    )
    assert file.config
    assert file.config.markdown.replace == (Replacement(match="a"),)
    assert file.config.languages == {"fr": EditionSettings(title="Actualités"), "en": EditionSettings()}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- a\n", ("config.yaml:1:1: error: this file should be a group of fields, but is a list"
         " | write it as `name: value`, one in a line, indented")),
        ("title: a: b\n", ("config.yaml:1:9: error: a `:` with a space after it cannot stand in a text without quotes"
         ' | put the text in quotes: `title: "a: b"`')),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_gives_no_settings(site: Path, text: str, line: str) -> None:
    file = config_of(site, text)
    assert file.config is None
    assert told(file.problems) == [line]


def test_an_empty_file_lacks_its_title(site: Path) -> None:
    file = config_of(site, "")
    assert file.config == Config(title="")
    assert told(file.problems) == ["config.yaml:1: error: `title` is missing | add `title: …`"]


def test_another_encoding_is_told(site: Path) -> None:
    (site / "config.yaml").write_bytes(b"title: caf\xe9\n")
    file = load_config(site / "config.yaml")
    assert file.config is None
    assert told(file.problems)[0].startswith("config.yaml:1:11: error: this file is not UTF-8")
