"""What can be wrong with settings, though every one is of its type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from string import Formatter
from typing import TypeVar
from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from babel import Locale, UnknownLocaleError
from msgspec import Struct
from msgspec.structs import replace

from sitegen.clock import UnreadableDate, parse_when
from sitegen.config import AddressSettings, Config
from sitegen.problems import Severity
from sitegen.reading.front_matter_fields import FrontMatter
from sitegen.reading.language import known_language, language_hint
from sitegen.reading.nearest import did_you_mean, in_words
from sitegen.reading.typed_yaml import form_of
from sitegen.site_path import SitePath
