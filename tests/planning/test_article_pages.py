from __future__ import annotations

import pytest

from sitegen.config import LinkSettings, OrganizationSettings
from sitegen.planning.article_pages import entry_files, entry_problems, redirect_pages, role_on
from sitegen.planning.documents import CalendarView
from sitegen.planning.pages import FromTemplate, FromView, RedirectTo
from sitegen.planning.photographs import FileInUse
from sitegen.planning.view_parts import (
    Alternate,
    AttachmentView,
    ContactView,
    CorrectionView,
    Link,
    PersonView,
    PictureFile,
)
from sitegen.planning.views import ArticleView, StandingView
from sitegen.problems import Location, error
from sitegen.reading.article import Article
from sitegen.reading.entities import Contact, Entities, Organization, Person, Role
from sitegen.reading.file_facts import FileFacts
from sitegen.site_path import SitePath
from tests.story import (
    Facts,
    a_body,
    a_config,
    a_correction,
    a_moment,
    a_page,
    a_plan,
    a_site,
    an_article,
    an_attachment,
    an_event,
    an_image,
    desk_for,
    entry_for,
    facts_of,
    linking,
    planned,
    view_at,
)

LAUNCH = an_article("Launch", source="news/launch.md")
LANCEMENT = an_article("Lancement", source="news/launch.fr.md")
LANCIO = an_article("Lancio", source="news/launch.it.md")

KUNIO = Person(
    name="Kunio Mikuriya",
    roles=(
        Role(title="Deputy", organization="wco", start=a_moment("2002-01-01"), end=a_moment("2008-12-31")),
        Role(title={"en": "Secretary General", "fr": "Secrétaire général"}, start=a_moment("2009-01-01")),
    ),
)


def view_of(article: Article, *others: Article, **facts: Facts) -> ArticleView:
    plan = a_plan(article, *others, **facts)
    found: ArticleView = next(
        page.view
        for page in plan.pages
        if isinstance(page.view, ArticleView) and page.view.title == article.title and not page.view.is_carried
    )
    return found


def test_an_article_is_shown_by_its_template() -> None:
    page = next(page for page in a_plan(LAUNCH).pages if isinstance(page.view, ArticleView))
    assert (page.path, page.recipe) == (SitePath("news/2017/launch/index.html"), FromTemplate("article.html"))
    assert (page.edition, page.origin) == ("en", Location("content/news/launch.md", 2, 8))


def test_the_page_of_an_article_says_all_that_is_known_of_it() -> None:
    article = an_article(
        "Launch",
        summary="Seventeen took part.",
        dateline="Bangkok",
        type="statement",
        body=a_body("It was launched."),
        tags=("health",),
        places=("bangkok",),
        organizations=("wco",),
        authors=("press-office",),
        corrections=(a_correction("2017-03-27"),),
        id="urn:7",
        extra={"colour": "blue"},
    )
    entities = Entities(organizations={"wco": Organization(name="World Customs Organization")})
    view = view_of(article, entities=entities)
    assert view == ArticleView(
        url="/news/2017/launch/",
        absolute_url="https://news.example.org/news/2017/launch/",
        canonical="https://news.example.org/news/2017/launch/",
        title="Launch",
        head_title="Launch – Newsroom",
        description="Seventeen took part.",
        trail=(Link(title="Home", url="/"), Link(title="News", url="/news/")),
        feeds=view.feeds,
        updated=a_moment("2017-03-27"),
        card=PictureFile(
            url="/news/2017/launch/social-card.png",
            absolute_url="https://news.example.org/news/2017/launch/social-card.png",
            width=1200,
            height=630,
            type="image/png",
        ),
        id="urn:7",
        article_lang="en",
        article_dir="ltr",
        date=a_moment(),
        type=Link(title="Statement", url="/types/statement/"),
        section=Link(title="News", url="/news/"),
        dateline="Bangkok",
        summary="Seventeen took part.",
        html="<p>It was launched.</p>",
        words=3,
        authors=(Link(title="Press Office", url="/authors/press-office/", kind="person"),),
        organizations=(Link(title="World Customs Organization", url="/organizations/wco/"),),
        places=(Link(title="Bangkok", url="/places/bangkok/"),),
        tags=(Link(title="health", url="/tags/health/"),),
        corrections=(CorrectionView(date=a_moment("2017-03-27"), text="The number of administrations is 17."),),
        extra={"colour": "blue"},
    )
    assert [feed.url for feed in view.feeds] == ["/feed.xml", "/atom.xml", "/feed.json"]


def test_an_article_that_never_changed_was_updated_at_its_date() -> None:
    assert view_of(an_article()).updated == a_moment()


@pytest.mark.parametrize(
    ("facts", "description"),
    [
        ({"summary": "Short", "body": a_body("First")}, "Short"),
        ({"body": a_body("First")}, "First"),
        ({"body": a_body("")}, "Launch"),
    ],
)
def test_a_description_is_the_summary_the_first_paragraph_or_the_title(
    facts: dict[str, Facts], description: str
) -> None:
    assert view_of(an_article("Launch", **facts)).description == description


def test_the_neighbours_of_an_article_are_those_of_its_section() -> None:
    articles = (
        an_article("1", date="2020-01-01"),
        an_article("2", date="2020-01-02"),
        an_article("3", date="2020-01-03"),
        an_article("elsewhere", source="press/a.md", date="2020-01-02T12:00Z"),
    )
    plan = a_plan(*articles)
    neighbours = {
        page.view.title: (page.view.newer and page.view.newer.title, page.view.older and page.view.older.title)
        for page in plan.pages
        if isinstance(page.view, ArticleView)
    }
    assert neighbours == {"1": ("2", None), "2": ("3", "1"), "3": (None, "2"), "elsewhere": (None, None)}


def test_related_articles_are_shown_as_teasers() -> None:
    view = view_of(an_article("a", tags=("x",)), an_article("b", tags=("x",)))
    assert [teaser.title for teaser in view.related] == ["b"]


def test_a_person_has_the_role_of_the_articles_date() -> None:
    entities = Entities(people={"kunio": KUNIO}, organizations={"wco": Organization(name="WCO")})
    old = an_article("Old", date="2008-12-31T23:00Z", people=("kunio",))
    new = an_article("New", date="2009-01-01", people=("kunio",))
    person = PersonView(name="Kunio Mikuriya", url="/people/kunio/", role="Deputy", organization="WCO")
    assert view_of(old, entities=entities).people == (person,)
    assert view_of(new, entities=entities).people == (
        PersonView(name="Kunio Mikuriya", url="/people/kunio/", role="Secretary General"),
    )


def test_a_role_is_named_in_the_language_of_the_edition() -> None:
    plan = a_plan(
        an_article("a", people=("kunio",)), entities=Entities(people={"kunio": KUNIO}), config=a_config("en", "fr")
    )
    assert view_at(plan, "fr/news/2017/a/index.html").people[0].role == "Secrétaire général"


def test_a_person_whom_no_file_describes_has_no_role() -> None:
    assert view_of(an_article(people=("ana-silva",))).people == (
        PersonView(name="Ana Silva", url="/people/ana-silva/"),
    )


def test_the_first_and_the_last_day_of_a_role_count_and_the_latest_role_wins() -> None:
    first = Role(title="first", end=a_moment("2010-06-30"))
    second = Role(title="second", start=a_moment("2010-06-30"), end=a_moment("2012-01-01"))
    person = Person(name="A", roles=(first, second))
    assert role_on(person, a_moment("2010-06-29T23:59Z")) == first
    assert role_on(person, a_moment("2010-06-30T00:00Z")) == second
    assert role_on(person, a_moment("2012-01-01T23:59Z")) == second
    assert role_on(person, a_moment("2012-01-02")) is None
    assert role_on(person, None) == second


def test_contacts_are_those_of_the_newsroom_or_only_names() -> None:
    desk = Contact(name="Press desk", role={"en": "Duty"}, email="a@b.example", phone="+1", hours="9–17", url="/x/")
    view = view_of(an_article(contacts=("desk", "night-desk")), entities=Entities(contacts={"desk": desk}))
    assert view.contacts == (
        ContactView(name="Press desk", role="Duty", email="a@b.example", phone="+1", hours="9–17", url="/x/"),
        ContactView(name="Night Desk"),
    )


def test_an_article_leads_to_its_translations() -> None:
    plan = a_plan(LAUNCH, LANCEMENT, LANCIO, config=a_config("en", "fr", "it", "es"))
    english = view_at(plan, "news/2017/launch/index.html")
    assert english.translations == (
        Link(title="Français", url="/fr/news/2017/launch/", lang="fr"),
        Link(title="Italiano", url="/it/news/2017/launch/", lang="it"),
    )
    assert english.languages == (
        Link(title="English", url="/news/2017/launch/", lang="en"),
        *english.translations,
        Link(title="Español", url="/es/news/2017/launch/", lang="es"),
    )


def test_a_translation_names_its_original() -> None:
    plan = a_plan(LAUNCH, LANCEMENT, config=a_config("en", "fr"))
    assert view_at(plan, "news/2017/launch/index.html").original is None
    assert view_at(plan, "fr/news/2017/launch/index.html").original == Link(
        title="English", url="/news/2017/launch/", lang="en"
    )


def test_an_original_that_is_held_shows_by_nothing() -> None:
    draft = an_article("Launch", source="news/launch.md", draft=True)
    plan = a_plan(draft, LANCEMENT, LANCIO, config=a_config("en", "fr", "it"))
    assert view_at(plan, "fr/news/2017/launch/index.html").original is None
    assert view_at(plan, "it/news/2017/launch/index.html").original == Link(
        title="Français", url="/fr/news/2017/launch/", lang="fr"
    )


def test_a_translation_of_a_text_without_an_edition_names_no_original() -> None:
    deutsch = an_article("Start", source="news/launch.de.md", original=LAUNCH.original)
    english = an_article("Launch", source="news/launch.en.md", original=LANCEMENT.original)
    plan = a_plan(deutsch, english, config=a_config("en", "fr"))
    assert view_at(plan, "news/2017/launch/index.html").original is None


def test_hreflang_is_reciprocal_lists_itself_and_has_a_default() -> None:
    plan = a_plan(LAUNCH, LANCEMENT, LANCIO, config=a_config("en", "fr", "it"))
    alternates = (
        Alternate(lang="en", absolute_url="https://news.example.org/news/2017/launch/"),
        Alternate(lang="fr", absolute_url="https://news.example.org/fr/news/2017/launch/"),
        Alternate(lang="it", absolute_url="https://news.example.org/it/news/2017/launch/"),
        Alternate(lang="x-default", absolute_url="https://news.example.org/news/2017/launch/"),
    )
    views = [page.view for page in plan.pages if isinstance(page.view, ArticleView)]
    assert [view.alternates for view in views] == [alternates] * 3


def test_without_a_text_in_the_default_language_the_original_is_the_default() -> None:
    lancio = an_article("Lancio", source="news/launch.it.md", original=LAUNCH.original)
    plan = a_plan(lancio, LANCEMENT, config=a_config("en", "fr", "it"))
    assert view_at(plan, "fr/news/2017/launch/index.html").alternates[-1] == Alternate(
        lang="x-default", absolute_url="https://news.example.org/it/news/2017/launch/"
    )


def test_without_its_original_another_text_is_the_default() -> None:
    draft = an_article("Launch", source="news/launch.md", draft=True)
    plan = a_plan(draft, LANCEMENT, LANCIO, config=a_config("en", "fr", "it"))
    view = view_at(plan, "it/news/2017/launch/index.html")
    assert [alternate.lang for alternate in view.alternates] == ["fr", "it", "x-default"]
    assert view.alternates[-1].absolute_url == "https://news.example.org/fr/news/2017/launch/"


def test_a_carried_text_claims_nothing_and_counts_elsewhere() -> None:
    plan = a_plan(LAUNCH, LANCEMENT, config=a_config("en", "fr", "it"))
    carried = view_at(plan, "it/news/2017/launch/index.html")
    assert (carried.alternates, carried.is_carried, carried.article_lang) == ((), True, "en")
    assert carried.canonical == "https://news.example.org/news/2017/launch/"
    assert carried.absolute_url == "https://news.example.org/it/news/2017/launch/"


def test_a_text_in_one_language_makes_no_claim() -> None:
    plan = a_plan(LAUNCH, config=a_config("en", "fr"))
    assert view_at(plan, "news/2017/launch/index.html").alternates == ()


def test_attachments_are_described_and_copied() -> None:
    article = an_article("Here", attachments=(an_attachment(title="Programme"), an_attachment("b.pdf")))
    plan = a_plan(article, files=["news/programme.pdf", "news/b.pdf", "news/unused.pdf"])
    assert view_at(plan, "news/2017/here/index.html").attachments == (
        AttachmentView(
            title="Programme",
            url="/news/programme.pdf",
            absolute_url="https://news.example.org/news/programme.pdf",
            type="application/pdf",
            extension="PDF",
            size=1000,
        ),
        AttachmentView(
            title="b.pdf",
            url="/news/b.pdf",
            absolute_url="https://news.example.org/news/b.pdf",
            type="application/pdf",
            extension="PDF",
            size=1000,
        ),
    )


def test_an_article_needs_its_pictures_and_attachments() -> None:
    article = an_article(
        "Here",
        body=linking("map.png", kind="image"),
        image=an_image("hall.jpg"),
        attachments=(an_attachment("a.pdf"), an_attachment("missing.pdf")),
    )
    site = a_site(article, files=["news/map.png", "news/hall.jpg", "news/a.pdf", "news/unused.jpg"])
    assert list(entry_files(desk_for(site), entry_for(site, "Here"))) == [
        FileInUse("news/map.png", SitePath("news/map.png")),
        FileInUse("news/hall.jpg", SitePath("news/hall.jpg")),
        FileInUse("news/a.pdf", SitePath("news/a.pdf")),
    ]


def test_a_photograph_on_another_site_is_not_needed() -> None:
    site = a_site(an_article("Here", image=an_image("https://a.example/b.jpg")))
    assert list(entry_files(desk_for(site), entry_for(site, "Here"))) == []
    assert list(entry_problems(desk_for(site))) == []


def test_missing_files_are_reported_where_they_are_named() -> None:
    article = an_article("Here", image=an_image("hall.jpg"), attachments=(an_attachment("a.pdf"),))
    hint = "put it into `content/news` or mend its name; upper and lower case count"
    assert planned(article).problems == (
        error("there is no file `hall.jpg`", Location("content/news/here.md", 3, 1), hint),
        error("there is no file `a.pdf`", Location("content/news/here.md", 4, 1), hint),
    )


def test_missing_files_are_reported_at_their_own_line_when_it_is_known() -> None:
    marks = {
        "title": Location("content/news/here.md", 2),
        "image": Location("content/news/here.md", 5),
        "image.src": Location("content/news/here.md", 6),
        "attachments": Location("content/news/here.md", 8),
        "attachments.0.src": Location("content/news/here.md", 9),
    }
    article = an_article("Here", image=an_image("hall.jpg"), attachments=(an_attachment("a.pdf"),), marks=marks)
    assert [problem.location.line for problem in planned(article).problems] == [6, 9]


@pytest.mark.parametrize(("level", "severities"), [("error", ["error"]), ("warning", ["warning"]), ("ignore", [])])
def test_the_settings_say_how_missing_photographs_are_told(level: str, severities: list[str]) -> None:
    config = a_config(links=LinkSettings(missing_images=level))  # type: ignore[arg-type]
    found = planned(an_article(image=an_image("hall.jpg")), config=config).problems
    assert [problem.severity for problem in found] == severities


def broken(source: str) -> FileFacts:
    return FileFacts(size=10, digest="", type=facts_of(source).type)


def test_a_photograph_that_is_no_picture_is_reported() -> None:
    site = a_site(an_article("Here", image=an_image("hall.jpg")), files=["news/hall.jpg"])
    desk = desk_for(site)
    desk.facts = broken
    assert list(entry_problems(desk)) == [
        error(
            "`hall.jpg` cannot be shown: this is no picture that can be read",
            Location("content/news/here.md", 3, 1),
            "open it and save it again as JPEG, PNG or WebP",
        )
    ]


def test_a_drawing_needs_no_pixels() -> None:
    site = a_site(an_article("Here", image=an_image("hall.SVG")), files=["news/hall.SVG"])
    desk = desk_for(site)
    desk.facts = broken
    assert list(entry_problems(desk)) == []


def test_an_event_has_a_calendar_beside_its_article() -> None:
    event = an_event("2026-03-24T10:00Z", "2026-03-24T12:00Z", venue="Hall", online="https://stream.example/")
    config = a_config(organization=OrganizationSettings(name={"en": "WCO"}))
    plan = a_plan(an_article("Meeting", event=event, summary="Short"), config=config)
    page = next(page for page in plan.pages if isinstance(page.view, CalendarView))
    assert (page.path, page.recipe) == (SitePath("news/2017/meeting/event.ics"), FromView())
    assert page.origin == Location("content/news/meeting.md", 3, 1)
    assert page.view == CalendarView(
        uid="tag:news.example.org,2000:news/meeting",
        title="Meeting",
        url="https://news.example.org/news/2017/meeting/",
        stamp=a_moment(),
        start=event.start,
        end=event.end,
        summary="Short",
        venue="Hall",
        online="https://stream.example/",
        lang="en",
        publisher="WCO",
    )


def test_a_calendar_is_published_by_the_site_when_no_organization_is_named() -> None:
    plan = a_plan(an_article("Meeting", event=an_event("2026-03-24")))
    assert view_at(plan, "news/2017/meeting/event.ics").publisher == "Newsroom"


def test_a_standing_page_says_all_that_is_known_of_it() -> None:
    page = a_page(
        "About us",
        body=a_body("Who we are."),
        updated="2020-01-01",
        contacts=("desk",),
        attachments=(an_attachment("statutes.pdf"),),
        extra={"colour": "blue"},
    )
    plan = a_plan(page, files=["statutes.pdf"])
    view = view_at(plan, "about-us/index.html")
    assert view == StandingView(
        url="/about-us/",
        absolute_url="https://news.example.org/about-us/",
        canonical="https://news.example.org/about-us/",
        title="About us",
        head_title="About us – Newsroom",
        description="Who we are.",
        trail=(Link(title="Home", url="/"),),
        feeds=view.feeds,
        updated=a_moment("2020-01-01"),
        article_lang="en",
        article_dir="ltr",
        html="<p>Who we are.</p>",
        contacts=(ContactView(name="Desk"),),
        attachments=view.attachments,
        extra={"colour": "blue"},
    )
    assert [attachment.title for attachment in view.attachments] == ["statutes.pdf"]
    recipe = next(each.recipe for each in plan.pages if each.view is view)
    assert recipe == FromTemplate("page.html")


def test_a_former_address_leads_to_the_article() -> None:
    site = a_site(an_article("Launch", aliases=("/old/launch.html", "/node/7/")))
    pages, problems = redirect_pages(desk_for(site))
    recipe = RedirectTo("/news/2017/launch/", "https://news.example.org/news/2017/launch/", "Launch", "en")
    assert problems == []
    assert [(page.path.text, page.recipe) for page in pages] == [
        ("old/launch.html", recipe),
        ("node/7/index.html", recipe),
    ]


def test_a_former_address_leads_to_the_edition_of_the_text() -> None:
    lancement = an_article("Lancement", source="news/launch.fr.md", aliases=("/ancien/",))
    plan = a_plan(lancement, config=a_config("en", "fr"))
    page = next(page for page in plan.pages if page.path.text == "ancien/index.html")
    assert page.recipe == RedirectTo(
        "/fr/news/2017/launch/", "https://news.example.org/fr/news/2017/launch/", "Lancement", "fr"
    )


def test_a_former_address_of_a_text_without_an_edition_leads_to_the_first_that_carries_it() -> None:
    lancio = an_article("Lancio", source="news/launch.it.md", aliases=("/vecchio/",))
    plan = a_plan(lancio, config=a_config("en", "fr"))
    page = next(page for page in plan.pages if page.path.text == "vecchio/index.html")
    assert isinstance(page.recipe, RedirectTo)
    assert page.recipe.url == "/news/2017/launch/"


def test_a_former_address_that_cannot_be_a_path_is_reported_at_its_own_line() -> None:
    marks = {"title": Location("a", 2), "aliases": Location("a", 3), "aliases.1": Location("a", 5)}
    article = an_article(aliases=("/old/../x/", "/node?id=7"), marks=marks)
    _, problems = redirect_pages(desk_for(a_site(article)))
    assert problems == [
        error(
            "`/old/../x/` cannot be an alias: an address must stay inside the site: no empty part, no `.` and no `..`",
            Location("a", 3),
            "write it as `/old/address/`",
        ),
        error(
            "`/node?id=7` cannot be an alias: an address must be without `?` and `#`",
            Location("a", 5),
            "write it as `/old/address/`",
        ),
    ]
