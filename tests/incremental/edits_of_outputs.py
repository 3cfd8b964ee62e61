"""What happens to the output and to the folder of state behind the back of the program."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from random import Random

from tests.incremental.edits_of_texts import Edit
from tests.incremental.newsroom import Newsroom

__all__ = ["OUTPUTS", "STATES"]


def output_files(newsroom: Newsroom) -> list[str]:
    return newsroom.names(f"{newsroom.output}/**/*")


def output_deleted(newsroom: Newsroom, random: Random) -> None:
    for name in random.sample(found := output_files(newsroom), min(len(found), random.randrange(1, 5))):
        newsroom.remove(name)


def output_edited(newsroom: Newsroom, random: Random) -> None:
    """Change a finished page by hand, in place."""
    if found := output_files(newsroom):
        with newsroom.path(random.choice(found)).open("ab") as file:
            file.write(b"by hand")


def output_letter_exchanged(newsroom: Newsroom, random: Random) -> None:
    """Change one byte of a finished page, so that it is as long as before."""
    if found := [name for name in output_files(newsroom) if newsroom.path(name).stat().st_size]:
        file = newsroom.path(random.choice(found))
        data = bytearray(file.read_bytes())
        data[random.randrange(len(data))] ^= 1
        file.write_bytes(data)


def output_exchanged(newsroom: Newsroom, random: Random) -> None:
    """Put one finished page in the place of another one."""
    if len(found := output_files(newsroom)) > 1:
        one, other = random.sample(found, 2)
        newsroom.path(one).write_bytes(newsroom.path(other).read_bytes())


def output_folder_removed(newsroom: Newsroom, random: Random) -> None:
    folders = [path for path in newsroom.path(newsroom.output).glob("**/") if path.is_dir()]
    if folders:
        shutil.rmtree(random.choice(folders))


def whole_output_removed(newsroom: Newsroom, _: Random) -> None:
    shutil.rmtree(newsroom.path(newsroom.output), ignore_errors=True)


OUTPUTS: Mapping[str, Edit] = {
    edit.__name__: edit
    for edit in (
        output_deleted,
        output_edited,
        output_letter_exchanged,
        output_exchanged,
        output_folder_removed,
        whole_output_removed,
    )
}


def forget_other_outputs(newsroom: Newsroom) -> None:
    """Take away the outputs that the next build will not look at: nothing says any more who made them."""
    for name in {"public", "other"} - {newsroom.output}:
        shutil.rmtree(newsroom.path(name), ignore_errors=True)


def state_removed(newsroom: Newsroom, _: Random) -> None:
    shutil.rmtree(newsroom.path(".sitegen"), ignore_errors=True)
    forget_other_outputs(newsroom)


def state_lost_in_part(newsroom: Newsroom, random: Random) -> None:
    found = newsroom.state_files()
    for name in random.sample(found, len(found) // 2):
        newsroom.path(name).unlink()
    forget_other_outputs(newsroom)


def state_damaged(newsroom: Newsroom, random: Random) -> None:
    for name in newsroom.state_files():
        if random.random() < 1 / 3:
            data = newsroom.path(name).read_bytes()
            newsroom.path(name).write_bytes(random.choice((b"", data[: len(data) // 2], b"\0" * len(data))))
    forget_other_outputs(newsroom)


STATES: Mapping[str, Edit] = {edit.__name__: edit for edit in (state_removed, state_lost_in_part, state_damaged)}
