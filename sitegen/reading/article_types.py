"""The kinds of news that there are."""

from __future__ import annotations

from typing import Literal

__all__ = ["ARTICLE_TYPES", "ArticleType"]

ArticleType = Literal["press-release", "statement", "speech", "event", "advisory", "news"]
ARTICLE_TYPES: tuple[ArticleType, ...] = ("press-release", "statement", "speech", "event", "advisory", "news")
