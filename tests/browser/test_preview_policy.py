"""What the preview adds to pages works under the headers of the site, and is all that it adds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.previewed import BLUE, RED, Preview, bar_of, color_of, is_marked, marked, opened, previewing
from tests.browser.test_policy import TELL_VIOLATIONS
from tests.built_sites import run_sitegen

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

STRICT = "default-src 'self'"
POLICIES = {
    "strict": STRICT,
    "none": "default-src 'none'; style-src 'self'; img-src 'self'",
    "bare": f"{STRICT}; script-src 'none'; frame-src 'none'; child-src 'none'; connect-src 'none'",
    "with-hashes": f"{STRICT}; script-src 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='",
    "with-elements": f"{STRICT}; script-src-elem 'none'; style-src-elem 'self'",
    "two": f"{STRICT}, script-src 'none'",
    "rigid": f"{STRICT}; frame-ancestors 'none'; form-action 'none'; require-trusted-types-for 'script'",
}
"""Policies by the article on whose page they are sent."""

ISOLATED = "isolated"
"""An article whose page may only hold what says itself that it may be held (HTML, section 7.1.4)."""

RULES = "".join(f"/room/news/2026/{name}/*\n  Content-Security-Policy: {policy}\n" for name, policy in POLICIES.items())
ARTICLES = "".join(
    f"-- content/news/{name}.md --\n---\ntitle: Under {name}\ndate: 2026-03-24\nsummary: Short.\n---\nA word.\n"
    for name in (*POLICIES, ISOLATED)
)

SITE = f"""
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/room/
languages: {{en: {{}}, fr: {{untranslated: hide}}}}
theme: ours
lists: [tags]
-- themes/ours/theme.yaml --
name: Ours
extends: newsroom
-- themes/ours/templates/article.html --
{{% extends "newsroom/article.html" %}}
{{% block head %}}
{{% if page.extra.policy is defined %}}
<meta http-equiv="Content-Security-Policy" content="{{{{ page.extra.policy }}}}">
{{% endif %}}
{{% endblock %}}
{{% block after %}}{{{{ super() }}}}
{{% if page.picture %}}<img alt="Logo" src="/room/logo.jpg">{{% endif %}}{{% endblock %}}
-- content/_static/_headers --
/*
  X-Frame-Options: DENY
  Cross-Origin-Opener-Policy: same-origin
  Referrer-Policy: no-referrer
  Cache-Control: public, max-age=86400
{RULES}
/room/news/2026/{ISOLATED}/*
  Cross-Origin-Embedder-Policy: require-corp
-- content/news/in-html.md --
---
title: A policy in the page
date: 2026-03-25
summary: Short.
extra: {{policy: "{STRICT}; script-src 'none'; frame-src 'none'"}}
---
A word.
-- content/news/harbour.md --
---
title: The harbour at dusk
date: 2026-03-26
tags: [harbours]
image: {{src: harbour.jpg, alt: The harbour}}
---
Boats lie there.
-- content/news/harbour.fr.md --
---
title: Le port au crépuscule
date: 2026-03-26
---
Des bateaux.
{ARTICLES}"""

ADDITIONS = re.compile(r'<link rel="stylesheet" href="/_sitegen/.*?</script>(?=</body>)', re.DOTALL)
PAGES = (
    "index.html",
    "fr/index.html",
    "404.html",
    "news/2026/harbour/index.html",
    "fr/news/2026/harbour/index.html",
    "news/index.html",
    "tags/harbours/index.html",
    "search/index.html",
    "subscribe/index.html",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    files = {"content/news/harbour.jpg": RED, "content/_static/logo.jpg": RED}
    with previewing(SITE, tmp_path_factory.mktemp("policy"), base_path="/room/", files=files) as preview:
        yield preview


@pytest.fixture
def told(page: Page) -> list[str]:
    """What the console tells of what is forbidden."""
    found: list[str] = []
    page.add_init_script(TELL_VIOLATIONS)
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    return found


@pytest.mark.parametrize("name", [*POLICIES, ISOLATED, "in-html"])
def test_a_page_is_kept_up_to_date_and_has_its_bar(preview: Preview, page: Page, told: list[str], name: str) -> None:
    opened(page, f"{preview.address}/news/2026/{name}/")
    expect(bar_of(page).get_by_role("link", name=f"Edit {name}.md")).to_be_visible()
    expect(page.locator("iframe")).to_have_css("position", "fixed")
    preview.edit(f"content/news/{name}.md", "A word.", "Another word.")
    expect(page.locator(".prose")).to_have_text("Another word.")
    assert told == []


def test_what_a_page_forbids_itself_stays_forbidden(preview: Preview, page: Page, told: list[str]) -> None:
    opened(page, f"{preview.address}/news/2026/bare/")
    with page.expect_console_message():
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), { src: '/room/other.js' }))"
        )
    assert any("script-src" in text for text in told)


def test_headers_are_sent_as_hosts_send_them_and_changed_at_once(preview: Preview, page: Page) -> None:
    answer = page.goto(f"{preview.address}/news/2026/harbour/")
    assert answer
    assert answer.headers["referrer-policy"] == "no-referrer"
    with page.expect_event("load"):
        preview.edit("content/_static/_headers", "no-referrer", "same-origin")
        preview.edit("content/news/harbour.md", "Boats", "Ships")
    assert page.request.get(page.url).headers["referrer-policy"] == "same-origin"


def test_what_hosts_let_browsers_keep_is_shown_anew_all_the_same(preview: Preview, page: Page) -> None:
    opened(page, f"{preview.address}/news/2026/harbour/")
    for file, name in (("news/harbour.jpg", "The harbour"), ("_static/logo.jpg", "Logo")):
        picture = page.get_by_role("img", name=name)
        assert color_of(picture) == "red"
        with page.expect_event("load"):
            preview.write(f"content/{file}", BLUE)
        assert color_of(picture) == "blue"


def test_a_page_that_hosts_let_browsers_keep_is_shown_as_it_is_now(preview: Preview, page: Page) -> None:
    opened(page, f"{preview.address}/news/2026/strict/")
    opened(page, f"{preview.address}/")
    preview.edit("content/news/strict.md", "Under strict", "Under a strict policy")
    page.get_by_role("link", name="Under a strict policy").click()
    expect(page.locator("h1")).to_have_text("Under a strict policy")


def test_without_the_additions_each_file_is_that_of_a_build(preview: Preview) -> None:
    preview.rest()
    output = preview.folder.with_name("built")
    words = ("build", "--base-url", f"{preview.address}/", "--output", str(output), "--jobs", "1")
    assert run_sitegen(*words, folder=preview.folder).returncode == 0
    for path in PAGES:
        address = "nowhere/" if path == "404.html" else path.removesuffix("index.html")
        served = preview.ask(f"/room/{address}")[1].decode()
        bare = ADDITIONS.sub("", served)
        assert (bare != served) == path.endswith(".html")
        assert bare == (output / path).read_text(), path


def test_the_search_of_the_site_finds_what_was_just_written(preview: Preview, page: Page) -> None:
    preview.edit("content/news/none.md", "word.", "zeppelin.")
    preview.rest()
    page.goto(f"{preview.address}/search/?q=zeppelin")
    expect(page.locator(".search-results a")).to_have_text("Under none")


def test_a_tab_with_search_is_left_alone_by_edits(preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/search/")
    marked(page)
    preview.edit("content/news/two.md", "word.", "word of it.")
    preview.rest()
    assert is_marked(page)
