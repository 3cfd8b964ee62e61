from __future__ import annotations

from sitegen.config import EditionSettings
from sitegen.planning.site import assemble_site
from sitegen.planning.visibility import Held, visible_at
from sitegen.problems import Location
from sitegen.reading.entities import Section
from tests.story import a_config, a_library, a_moment, a_page, a_site, an_article

LAUNCH = an_article("Launch", source="news/launch.md")
LANCEMENT = an_article("Lancement", source="news/launch.fr.md")


def test_the_default_edition_is_the_one_at_the_root() -> None:
    assert a_site(config=a_config("fr", "en")).default.lang == "fr"


def test_sections_stand_in_their_order_and_then_by_name() -> None:
    sections = {"press": Section(name="press", order=-1), "news": Section(name="news")}
    articles = [an_article(source=f"{name}/a.md") for name in ("news", "blog", "press")]
    assert list(a_site(*articles, sections=sections).sections["en"]) == ["press", "blog", "news"]


def test_a_section_holds_its_articles_newest_first() -> None:
    site = a_site(an_article("old", date="2020-01-01"), an_article("new", date="2021-01-01"), a_page())
    assert [entry.article.title for entry in site.sections["en"]["news"]] == ["new", "old"]


def test_a_set_of_translations_is_known_by_each_of_its_files() -> None:
    site = a_site(LAUNCH, LANCEMENT, config=a_config("en", "fr"))
    assert site.groups == {"news/launch.md": "news/launch", "news/launch.fr.md": "news/launch"}
    assert {lang: entry.article.title for lang, entry in site.entries["news/launch"].items()} == {
        "en": "Launch",
        "fr": "Lancement",
    }


def test_terms_are_those_of_each_edition() -> None:
    tagged = an_article("Lancement", source="news/a.fr.md", tags=("santé",))
    hiding = EditionSettings(untranslated="hide")
    site = a_site(LAUNCH, tagged, config=a_config(languages={"en": hiding, "fr": hiding}))
    assert (list(site.terms["en"]["tags"]), list(site.terms["fr"]["tags"])) == ([], ["santé"])
    assert list(site.terms["fr"]) == ["tags", "people", "organizations", "places", "authors", "types"]


def test_the_site_remembers_what_is_held_and_when_it_was_made() -> None:
    site = a_site(an_article("a", draft=True), now="2026-01-02")
    assert site.held == {"news/a.md": Held("is a draft", "take the link out until it is finished")}
    assert site.now == a_moment("2026-01-02").at
    assert site.library.articles == ()


def test_articles_without_an_address_are_reported_and_left_out() -> None:
    visible = visible_at(a_library(LAUNCH, an_article("Bad", permalink="/a/../")), a_moment().at)
    site, problems = assemble_site(visible, a_config())
    assert [entry.article.title for entry in site.default.articles] == ["Launch"]
    assert [problem.location for problem in problems] == [Location("content/news/bad.md", 3, 1)]
