"""Moments as feeds write them."""

from __future__ import annotations

from email.utils import format_datetime

from sitegen.clock import Moment, with_whole_minutes

__all__ = ["rfc822_of"]


def rfc822_of(moment: Moment) -> str:
    """Write a moment as `Fri, 24 Mar 2017 10:00:00 +0700` (RFC 822, four-digit years), in English in every locale."""
    return format_datetime(with_whole_minutes(moment.at))
