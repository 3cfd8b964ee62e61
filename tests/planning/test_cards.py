from __future__ import annotations

from sitegen.imaging.cards import Card
from sitegen.planning.pages import CardOf, Page
from sitegen.planning.views import ArticleView
from sitegen.reading.article import Article
from tests.story import Facts, a_config, a_plan, an_article, an_image


def pages(*articles: Article, **facts: Facts) -> dict[str, Page]:
    return {page.path.text: page for page in a_plan(*articles, **facts).pages}


def cards(*articles: Article, **facts: Facts) -> dict[str, Card]:
    return {
        path: page.recipe.card for path, page in pages(*articles, **facts).items() if isinstance(page.recipe, CardOf)
    }


def test_an_article_without_a_photograph_has_a_card() -> None:
    card = cards(an_article("Launch", type="statement"))["news/2017/launch/social-card.png"]
    assert (card.title, card.kicker, card.site_title) == ("Launch", "Statement · March 24, 2017", "Newsroom")


def test_an_article_with_a_photograph_has_none() -> None:
    assert cards(an_article("Launch", image=an_image("hall.jpg")), files=["news/hall.jpg"]) == {}


def test_a_site_may_do_without() -> None:
    assert cards(an_article("Launch"), config=a_config(social_cards=False)) == {}


def test_the_page_says_where_its_card_is() -> None:
    view = pages(an_article("Launch"))["news/2017/launch/index.html"].view
    assert isinstance(view, ArticleView)
    assert view.card
    assert view.card.absolute_url == "https://news.example.org/news/2017/launch/social-card.png"


def test_an_article_that_other_editions_carry_has_one_card() -> None:
    config = a_config("en", "fr")
    found = pages(an_article("Launch"), config=config)
    assert [path for path in found if path.endswith(".png")] == ["news/2017/launch/social-card.png"]
    view = found["fr/news/2017/launch/index.html"].view
    assert isinstance(view, ArticleView)
    assert view.card
    assert view.card.url == "/news/2017/launch/social-card.png"


def test_a_translation_has_its_own() -> None:
    config = a_config("en", "fr")
    found = cards(an_article("Launch"), an_article("Lancement", source="news/launch.fr.md"), config=config)
    assert [card.lang for card in found.values()] == ["fr", "en"]


def test_a_card_runs_from_right_to_left_with_its_title() -> None:
    config = a_config("en", "ar")
    found = cards(an_article("Launch", source="news/launch.ar.md", lang="ar"), config=config)
    assert {card.dir for card in found.values()} == {"rtl"}
