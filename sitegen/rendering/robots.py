"""What the site asks of machines and of those who find its weaknesses: robots.txt and security.txt."""

from __future__ import annotations

from typing import Literal

from sitegen.planning.documents import RobotsView, SecurityView

__all__ = ["ASSISTANTS", "TRAINING", "robots_txt", "security_txt"]

TRAINING = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "ICC-Crawler",
    "img2dataset",
    "meta-externalagent",
    "omgili",
    "PanguBot",
    "Timpibot",
    "VelenPublicWebCrawler",
    "Webzio-Extended",
)
"""Crawlers that collect texts to train models, and the names by which search engines let a site refuse that use."""

ASSISTANTS = (
    "Amzn-User",
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "Claude-Web",
    "cohere-ai",
    "DuckAssistBot",
    "Google-NotebookLM",
    "meta-externalfetcher",
    "MistralAI-User",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
    "PhindBot",
    "YouBot",
)
"""Crawlers that look up pages for a person's question to an assistant."""

Rule = Literal["allow", "refuse"]


def robots_txt(view: RobotsView) -> bytes:
    """Write robots.txt (RFC 9309): the rule for search engines is the rule for all machines that are not named.

    A crawler obeys the group that names it and no other (section 2.2.1), so only those are named whose rule differs.
    """
    general = view.crawlers.search
    named = ((view.crawlers.training, TRAINING), (view.crawlers.assistants, ASSISTANTS))
    groups = [group(names, rule, view.path) for rule, names in named if rule != general]
    sitemaps = "".join(f"Sitemap: {address}\n" for address in view.sitemaps)
    return "\n".join([group(("*",), general, view.path), *groups, *([sitemaps] if sitemaps else [])]).encode()


def group(names: tuple[str, ...], rule: Rule, path: str) -> str:
    """Write one group of rules."""
    agents = "".join(f"User-agent: {name}\n" for name in names)
    return f"{agents}{'Allow' if rule == 'allow' else 'Disallow'}: {path}\n"


def security_txt(view: SecurityView) -> bytes:
    """Write security.txt (RFC 9116, section 2.5); an address without a scheme is one for e-mail."""
    contact = view.contact if ":" in view.contact else f"mailto:{view.contact}"
    fields = {
        "Contact": contact,
        "Expires": view.expires.iso,
        "Preferred-Languages": ", ".join(view.languages),
        "Canonical": view.canonical,
        "Policy": view.policy,
    }
    lines = (f"{name}: {' '.join(value.split())}\n" for name, value in fields.items() if value)
    return "".join(lines).encode()
