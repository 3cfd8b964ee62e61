"""How a build begins: with its settings, its moment, and the list of the files."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import structs

from sitegen.clock import Moment, UnreadableDate, moment_from_text
from sitegen.config import Config
from sitegen.ground import ground_of
from sitegen.orders import Begun, Order, State, judged
from sitegen.problems import BuildFailed, Location, error
from sitegen.reading.config_file import ConfigFile, load_config
from sitegen.reading.site_address import base_url_fault, normal_base_url
from sitegen.reading.source_files import read_sources

__all__ = ["begin", "moment_of", "now_of", "present_moment", "settings_of"]


def begin(order: Order, state: State) -> Begun:
    """Read the settings and list the files of `content/`. Raises `BuildFailed` where there are no settings."""
    ground = ground_of(order)
    config, read = settings_of(order)
    now = now_of(order, config)
    sources, problems = read_sources(order.folder / "content", config)
    return Begun(
        order=order,
        config=config,
        file=read,
        now=now,
        sources=sources,
        state=state,
        problems=(*read.problems, *problems),
        ground=ground,
    )


def settings_of(order: Order) -> tuple[Config, ConfigFile]:
    """Read the settings, and what is wrong with them. Raises `BuildFailed` where nothing of them can be read."""
    read = load_config(order.config_file)
    if read.config is None:
        raise BuildFailed(judged(read.problems, order))
    if not order.base_url:
        base_url = order.origin + urlsplit(read.config.base_url).path if order.origin else read.config.base_url
        return structs.replace(read.config, base_url=base_url), read
    if fault := base_url_fault(order.base_url):
        message = f"the address of the site {fault}, but is `{order.base_url}`"
        wrong = error(message, Location("--base-url"), "write it as `https://news.example.org/`")
        raise BuildFailed(judged((*read.problems, wrong), order))
    return structs.replace(read.config, base_url=normal_base_url(order.base_url)), read


def now_of(order: Order, config: Config) -> datetime:
    """Give the moment of the build. Raises `BuildFailed` for one that cannot be read."""
    if not order.at:
        return present_moment()
    try:
        return moment_of(order.at, config).at
    except UnreadableDate as fault:
        hint = "write it as `2026-12-24` or `2026-12-24T09:00+01:00`"
        raise BuildFailed([error(str(fault), Location("--at"), hint)]) from None


def present_moment() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def moment_of(text: str, config: Config) -> Moment:
    """Read a date in the site's time zone, in which it can be shown too. Raises `UnreadableDate`."""
    moment = moment_from_text(text, ZoneInfo(config.timezone))
    try:
        moment.at.astimezone(ZoneInfo(config.timezone))
    except (OverflowError, ValueError):
        raise UnreadableDate(text, "the year is too far away") from None
    return moment
