"""Every setting of a site: its type, its default and its meaning.

The meanings are the only text about a setting: `sitegen schema` and the settings reference are made of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from sitegen.problems import Told

__all__ = [
    "AddressSettings",
    "Config",
    "CrawlerSettings",
    "DateSettings",
    "EditionSettings",
    "FeedFormat",
    "FeedSettings",
    "FrontMatterSettings",
    "LinkSettings",
    "ListName",
    "LocalText",
    "MarkdownSettings",
    "NavigationEntry",
    "OrganizationSettings",
    "PreviewSettings",
    "ReferenceSettings",
    "Replacement",
    "SecuritySettings",
    "text_in",
]

LocalText = str | dict[str, str]
"""A text, or one text for each language: `{en: News, fr: Actualités}`."""

Checked = Literal["checked", "free"]
FeedFormat = Literal["rss", "atom", "json"]
ListName = Literal["tags", "people", "organizations", "places", "authors", "types", "archive"]


def text_in(language: str, text: LocalText, fallback: str = "en") -> str:
    """Give a local text in a language, else in the fallback, else in the first language that it has."""
    if isinstance(text, str):
        return text
    return text.get(language) or text.get(fallback) or next(iter(text.values()), "")


class EditionSettings(Struct, frozen=True, kw_only=True):
    """One language of the interface, with its own home page, lists and feeds."""

    title: Annotated[LocalText, Meta(description="Title of this edition; without it, the site's `title`.")] = ""
    description: Annotated[
        LocalText, Meta(description="What this edition is; without it, the site's `description`.")
    ] = ""
    locale: Annotated[
        str, Meta(description="CLDR locale for dates and numbers, as `fr_CH`; without it, the language.")
    ] = ""
    untranslated: Annotated[
        Literal["carry", "hide"],
        Meta(description="Untranslated articles: shown in the language that they have (`carry`) or not (`hide`)."),
    ] = "carry"


class OrganizationSettings(Struct, frozen=True, kw_only=True):
    """Who publishes the site."""

    name: Annotated[LocalText, Meta(description="Name of the publisher; without it, the site's `title`.")] = ""
    short: Annotated[LocalText, Meta(description="Short name or acronym.")] = ""
    url: Annotated[str, Meta(description="The publisher's own website.")] = ""
    email: Annotated[str, Meta(description="Address for readers, shown in the footer and in feeds.")] = ""
    logo: Annotated[
        str, Meta(description="Logo as a file in `content/`, as `_static/logo.png`; also for search engines.")
    ] = ""
    image: Annotated[
        str,
        Meta(description="Picture for link previews of pages without one, a file in `content/` of 1200 × 630 pixels."),
    ] = ""
    profiles: Annotated[dict[str, str], Meta(description="Social profiles: name and address.")] = field(
        default_factory=dict
    )


class AddressSettings(Struct, frozen=True, kw_only=True):
    """Patterns of addresses, with `{section}` `{year}` `{month}` `{day}` `{slug}` `{name}` `{path}` `{type}` `{lang}`.

    `{name}` is the slug in front matter, else the name of the file without its date exactly as it is written, where
    `{slug}` is in lower case with hyphens.
    """

    article: Annotated[
        str,
        Meta(
            description="Address of an article, made of `{section}`, `{year}`, `{month}`, `{day}`, `{type}`, `{lang}` "
            "and `{slug}` (`{name}` is the same with the file name's own capitals and underscores)."
        ),
    ] = "/{section}/{year}/{slug}/"
    page: Annotated[str, Meta(description="Address of a standing page; `{path}` is its path below `content/`.")] = (
        "/{path}/"
    )
    sections: Annotated[
        dict[str, str], Meta(description="Patterns for the articles of single sections: section and pattern.")
    ] = field(default_factory=dict)


class FeedSettings(Struct, frozen=True, kw_only=True):
    """RSS, Atom and JSON feeds."""

    formats: Annotated[
        tuple[FeedFormat, ...],
        Meta(description="In which formats feeds are published, one at least: `[rss]`, or several.", min_length=1),
    ] = ("rss", "atom", "json")
    window: Annotated[int, Meta(description="How many articles a feed holds.", ge=1, le=1000)] = 20
    full_text: Annotated[bool, Meta(description="Whether feeds carry whole articles or only summaries.")] = True
    archives: Annotated[
        bool,
        Meta(
            description="Whether older articles of the home feeds stay readable in archive documents (RFC 5005), which "
            "exist in the format `atom`."
        ),
    ] = True
    id_authority: Annotated[
        str,
        Meta(
            description="First part of the ids in feeds (RFC 4151): a domain that you own and a year in which you did, "
            "as `example.org,2024`. Never change it. Without it, the domain of `base_url` and the year 2000."
        ),
    ] = ""


class Replacement(Struct, frozen=True, kw_only=True):
    """One change to the text of articles before Markdown reads it."""

    match: Annotated[str, Meta(description="Regular expression (Python).")]
    put: Annotated[str, Meta(description="Text in its place; `\\1` is the first group.")] = ""


class MarkdownSettings(Struct, frozen=True, kw_only=True):
    """How articles are read."""

    engine: Annotated[
        Literal["python-markdown", "commonmark"],
        Meta(description="The Markdown dialect: Python-Markdown or CommonMark 0.31."),
    ] = "python-markdown"
    html: Annotated[
        Literal["allow", "sanitize", "refuse"],
        Meta(description="Raw HTML in articles: as it stands, without what can run or restyle the page, or an error."),
    ] = "allow"
    typography: Annotated[
        bool, Meta(description="Whether straight quotes, `--` and `...` become the language's typographic signs.")
    ] = False
    replace: Annotated[
        tuple[Replacement, ...],
        Meta(description="Changes to the text of articles before it is read, for tags of a former system."),
    ] = ()


class FrontMatterSettings(Struct, frozen=True, kw_only=True):
    """Front matter that was written for another system."""

    rename: Annotated[
        dict[str, str],
        Meta(description="Foreign fields and what they mean here, as `topics: tags` or `image_alt: image.alt`."),
    ] = field(default_factory=dict)
    allow: Annotated[
        tuple[str, ...], Meta(description="Foreign fields that are no mistake; themes find them under `extra`.")
    ] = ()


class ReferenceSettings(Struct, frozen=True, kw_only=True):
    """Whether an id in front matter must exist in its file (`checked`) or may be any text (`free`)."""

    people: Annotated[Checked, Meta(description="Ids of `people`, listed in `_people.yaml`.")] = "checked"
    organizations: Annotated[Checked, Meta(description="Ids of `organizations`, listed in `_organizations.yaml`.")] = (
        "checked"
    )
    places: Annotated[Checked, Meta(description="Ids of `places`, listed in `_places.yaml`.")] = "checked"
    authors: Annotated[Checked, Meta(description="Ids of `authors`: people, organizations or contacts.")] = "checked"
    contacts: Annotated[Checked, Meta(description="Ids of `contacts`, listed in `_contacts.yaml`.")] = "checked"
    tags: Annotated[Checked, Meta(description="Tags; `checked` allows only those in `_tags.yaml`.")] = "free"


class LinkSettings(Struct, frozen=True, kw_only=True):
    """How dead links and missing files are told."""

    dead: Annotated[Told, Meta(description="A link to a page or file of the site that does not exist.")] = "error"
    missing_images: Annotated[Told, Meta(description="A picture or attachment that does not exist.")] = "error"
    foreign_tags: Annotated[
        Told, Meta(description="A template tag of another system, as `{{< figure >}}`, left in an article.")
    ] = "warning"


class AccessibilitySettings(Struct, frozen=True, kw_only=True):
    """What keeps readers out (WCAG 2.2)."""

    alt_text: Annotated[
        Told,
        Meta(
            description="A picture without a text for those who cannot see it, or with a file name as its text; "
            '`alt: ""` says that a picture only adorns.'
        ),
    ] = "error"


class DateSettings(Struct, frozen=True, kw_only=True):
    """How dates are shown: a CLDR pattern or one of `short`, `medium`, `long`, `full`."""

    date: Annotated[str, Meta(description="A date.")] = "long"
    time: Annotated[str, Meta(description="A time of day.")] = "short"


class CrawlerSettings(Struct, frozen=True, kw_only=True):
    """What `robots.txt` asks of machines (RFC 9309)."""

    search: Annotated[Literal["allow", "refuse"], Meta(description="Search engines.")] = "allow"
    training: Annotated[
        Literal["allow", "refuse"], Meta(description="Crawlers that collect texts to train language models.")
    ] = "allow"
    assistants: Annotated[
        Literal["allow", "refuse"], Meta(description="Crawlers that look up pages for a person's question.")
    ] = "allow"


class SecuritySettings(Struct, frozen=True, kw_only=True):
    """`.well-known/security.txt` (RFC 9116); written when `contact` and `expires` are set."""

    contact: Annotated[str, Meta(description="Where to report weaknesses: `mailto:…` or `https://…`.")] = ""
    expires: Annotated[str, Meta(description="Date after which the file is stale, at most a year ahead.")] = ""
    policy: Annotated[str, Meta(description="Address of the disclosure policy.")] = ""


class PreviewSettings(Struct, frozen=True, kw_only=True):
    """How `sitegen serve` shows the site to those who make it."""

    editor: Annotated[
        str,
        Meta(
            description="Editor in which the preview opens files: `vscode`, `vscodium`, `cursor`, `windsurf`, `zed`, "
            "`idea`, `pycharm`, `sublime`, `textmate`, `emacs`, `none`, or the address of another one with `{path}`, "
            "`{line}` and `{column}`, as `mvim://open?url=file://{path}&line={line}`."
        ),
    ] = "vscode"


class NavigationEntry(Struct, frozen=True, kw_only=True):
    """One entry of the main navigation."""

    title: Annotated[LocalText, Meta(description="Text of the link.")]
    link: Annotated[
        str,
        Meta(description="A section (`news`), a file in `content/` (`about.md`), a path (`/tags/`) or an address."),
    ]


class Config(Struct, frozen=True, kw_only=True):
    """All settings of `config.yaml`."""

    title: Annotated[LocalText, Meta(description="Title of the site.")]
    base_url: Annotated[
        str,
        Meta(description="Address at which the site is published, as `https://news.example.org/`, or below a path."),
    ] = "http://127.0.0.1:8000/"
    description: Annotated[LocalText, Meta(description="What the site is, in one sentence.")] = ""
    language: Annotated[str, Meta(description="Language of the default edition, as `en` or `pt-BR` (BCP 47).")] = "en"
    languages: Annotated[
        dict[str, EditionSettings],
        Meta(description="The editions: a language and its settings. Without it, one edition in `language`."),
    ] = field(default_factory=dict)
    timezone: Annotated[str, Meta(description="Time zone of dates without one, as `Europe/Rome` (IANA).")] = "UTC"
    organization: Annotated[OrganizationSettings, Meta(description="Who publishes the site.")] = OrganizationSettings()
    theme: Annotated[
        str, Meta(description="Theme: a folder in `themes/` or a built-in one (`newsroom`, `bulletin`).")
    ] = "newsroom"
    theme_options: Annotated[
        dict[str, Any], Meta(description="Options of the theme; each theme lists its own in its `theme.yaml`.")
    ] = field(default_factory=dict)
    navigation: Annotated[
        tuple[NavigationEntry, ...],
        Meta(description="Main navigation. Without it, the sections and standing pages in their order."),
    ] = ()
    output: Annotated[str, Meta(description="Folder for the finished site.")] = "public"
    ignore: Annotated[
        tuple[str, ...], Meta(description="Files below `content/` that are left alone, as `drafts/**` or `*.bak`.")
    ] = ()
    standing_pages: Annotated[
        tuple[str, ...],
        Meta(description="Files below `content/`, besides those at its root, that are standing pages without a date."),
    ] = ()
    front_matter: Annotated[FrontMatterSettings, Meta(description="Front matter written for another system.")] = (
        FrontMatterSettings()
    )
    references: Annotated[ReferenceSettings, Meta(description="Which ids are checked.")] = ReferenceSettings()
    links: Annotated[LinkSettings, Meta(description="How dead links are told.")] = LinkSettings()
    accessibility: Annotated[AccessibilitySettings, Meta(description="How barriers for readers are told.")] = (
        AccessibilitySettings()
    )
    markdown: Annotated[MarkdownSettings, Meta(description="How articles are read.")] = MarkdownSettings()
    permalinks: Annotated[AddressSettings, Meta(description="Patterns of addresses.")] = AddressSettings()
    lists: Annotated[
        tuple[ListName, ...],
        Meta(
            description="Which lists of articles the site has besides its home page and its sections. What is left out "
            "has no pages and no feeds; articles still say their tags, people and so on, without a link."
        ),
    ] = ("tags", "people", "organizations", "places", "authors", "types", "archive")
    page_size: Annotated[int, Meta(description="How many articles a page of a list holds.", ge=1, le=1000)] = 20
    related: Annotated[int, Meta(description="How many related articles a page names; 0 for none.", ge=0, le=20)] = 3
    search: Annotated[
        Literal["pagefind", "none"],
        Meta(description="Search in the pages, by Pagefind (`pip install 'sitegen[search]'`), or lists alone."),
    ] = "pagefind"
    social_cards: Annotated[
        bool, Meta(description="Whether articles without a photograph get a picture of their title for link previews.")
    ] = True
    dates: Annotated[DateSettings, Meta(description="How dates are shown.")] = DateSettings()
    feeds: Annotated[FeedSettings, Meta(description="RSS, Atom and JSON feeds.")] = FeedSettings()
    crawlers: Annotated[CrawlerSettings, Meta(description="What `robots.txt` asks of machines.")] = CrawlerSettings()
    security: Annotated[SecuritySettings, Meta(description="`.well-known/security.txt`.")] = SecuritySettings()
    preview: Annotated[PreviewSettings, Meta(description="How `sitegen serve` shows the site.")] = PreviewSettings()

    @property
    def editions(self) -> dict[str, EditionSettings]:
        """Every edition's settings by language, those of the default edition first."""
        return {self.language: EditionSettings(), **self.languages}
