"""What builds remember in small pieces, by the thousands: bytes by key, in one SQLite file.

Whatever happens to the file costs time, never a wrong page: each record is sealed with the digest of its key and its
bytes, and one that does not fit its seal is as none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from threading import get_ident
from typing import TypeVar

from sitegen.fingerprint import DIGEST_BYTES
from sitegen.problems import BuildFailed, Location, error
from sitegen.spare_folder import SpareFolder

__all__ = ["LostRecord", "Records", "parts_of"]

FORMAT = "records-1"
"""To be changed with the table; files of other formats are not read."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, day INTEGER, seal BLOB, data BLOB);
"""

AT_ONCE = 500
"""Keys in one question to SQLite, which takes 999 at least."""

PATIENCE = 60
"""Seconds to wait for another process that writes."""

SECONDS_OF_A_DAY = 86_400

Item = TypeVar("Item")


class LostRecord(Exception):
    """What an earlier build remembered is damaged: the site must be read anew."""


class Records:
    """Bytes by hexadecimal key; several processes and threads may use one file at once.

    Where the folder must not or cannot be written, or is full, what is kept goes to a temporary file, which is gone
    when the program ends. In a `spare` folder nothing is kept any more once that has gone.
    """

    def __init__(self, folder: Path, *, day: int = 0, writes: bool = True, is_spare: bool = False) -> None:
        self.files = [folder / f"{FORMAT}.sqlite"]
        self.day = day
        self.is_spare = is_spare
        self.connections: dict[tuple[int, int], sqlite3.Connection] = {}
        self.spare: SpareFolder | None = None
        if not writes:
            self.go_elsewhere()

    def __getstate__(self) -> tuple[list[Path], int, bool]:
        return self.files, self.day, self.is_spare

    def __setstate__(self, state: tuple[list[Path], int, bool]) -> None:
        self.files, self.day, self.is_spare = state
        self.connections, self.spare = {}, None

    def find(self, keys: Collection[str]) -> dict[str, bytes]:
        """Give the records that are there and whole, by key."""
        found: dict[str, bytes] = {}
        for number, file in enumerate(self.files):
            wanted = [bytes.fromhex(key) for key in keys if key not in found]
            with suppress(sqlite3.Error):
                if not wanted or not file.exists():
                    continue
                found |= {key.hex(): data for key, data in rows_of(self.connection(number), wanted)}
        return found

    def is_empty(self) -> bool:
        """Tell whether nothing is remembered."""
        try:
            question = "SELECT 1 FROM records LIMIT 1"
            return not self.files[0].exists() or self.connection(0).execute(question).fetchone() is None
        except sqlite3.Error:
            return True

    def keep(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Remember records under their keys, all at once. Raises `BuildFailed` when there is no room anywhere."""
        day = self.day
        rows = [(raw := bytes.fromhex(key), day, seal_of(raw, data), data) for key, data in records]
        if not rows:
            return
        try:
            try:
                self.insert(rows)
            except sqlite3.Error as fault:
                self.begin_anew(fault)
                self.insert(rows)
        except (sqlite3.Error, OSError) as fault:
            hint = "make room or give yourself the right to write there, then build again"
            place = Location(self.files[0].parent.name)
            raise BuildFailed([error(f"what a build remembers cannot be written: {fault}", place, hint)]) from fault

    def insert(self, rows: Sequence[tuple[bytes, int, bytes, bytes]]) -> None:
        """Write rows in one transaction. Raises `sqlite3.Error`."""
        connection = self.connection(len(self.files) - 1)
        with connection:
            connection.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", rows)

    def begin_anew(self, fault: sqlite3.Error) -> None:
        """Go on with an empty file: in the place of one that is damaged, else, where no room is left, elsewhere.

        Raises the fault itself where there is no other place, and `OSError`.
        """
        self.close()
        if len(self.files) > 1:
            raise fault
        if isinstance(fault, sqlite3.OperationalError):
            self.go_elsewhere()
        else:
            remove(self.files[0])

    def go_elsewhere(self) -> None:
        """Keep what follows in a temporary file, if it is not kept there already. Raises `OSError`."""
        if len(self.files) > 1:
            return
        self.spare = SpareFolder()
        self.files.append(self.spare.path / self.files[0].name)

    def drop(self, keys: Iterable[str]) -> None:
        """Remove records, and nothing of them stays in the folder."""
        if not (gone := [(bytes.fromhex(key),) for key in keys]):
            return
        with suppress(sqlite3.Error):
            connection = self.connection(len(self.files) - 1)
            with connection:
                connection.executemany("DELETE FROM records WHERE key = ?", gone)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def forget(self, used: Collection[str], before: int) -> None:
        """Remove the records of days before `before` that are not in use."""
        with suppress(sqlite3.Error):
            connection = self.connection(0)
            old = [row[0] for row in connection.execute("SELECT key FROM records WHERE day < ?", (before,))]
            live = {bytes.fromhex(key) for key in used}
            with connection:
                connection.executemany("DELETE FROM records WHERE key = ?", [(key,) for key in old if key not in live])

    def connection(self, number: int) -> sqlite3.Connection:
        """Open a file when a thread first needs it: a connection belongs to one thread. Raises `sqlite3.Error`."""
        key = (get_ident(), number)
        found = self.connections.get(key)
        if found is None:
            found = self.connections[key] = opened(self.files[number], is_spare=self.is_spare or number > 0)
        return found

    def close(self) -> None:
        """Let go of the files; what other threads have open is closed with its last reference."""
        connections, self.connections = self.connections, {}
        for (thread, _), connection in connections.items():
            if thread == get_ident():
                with suppress(sqlite3.Error):
                    connection.close()


def opened(file: Path, *, is_spare: bool) -> sqlite3.Connection:
    """Open a file of records, an empty one in the place of one that is none. Raises `sqlite3.Error`.

    A folder that is not there is made, but for a spare one, which has gone.
    """
    try:
        if not is_spare:
            file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise sqlite3.OperationalError(str(fault)) from fault
    try:
        return prepared(file)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        remove(file)
        return prepared(file)


def prepared(file: Path) -> sqlite3.Connection:
    """Open a file of records; a killed process leaves it whole. Raises `sqlite3.Error`."""
    connection = sqlite3.connect(file, timeout=PATIENCE)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def remove(file: Path) -> None:
    """Remove a file of records with what SQLite puts beside it."""
    for path in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        with suppress(OSError):
            path.unlink()


def rows_of(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Give the whole records under some keys. Raises `sqlite3.Error`."""
    for part in parts_of(keys, AT_ONCE):
        marks = ",".join("?" * len(part))
        question = f"SELECT key, seal, data FROM records WHERE key IN ({marks})"  # noqa: S608  only question marks
        with closing(connection.execute(question, part)) as rows:
            for key, seal, data in rows:
                if isinstance(data, bytes) and seal_of(key, data) == seal:
                    yield key, data


def parts_of(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut items into lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def seal_of(key: bytes, data: bytes) -> bytes:
    """Give the digest of a record."""
    return blake2b(data, digest_size=DIGEST_BYTES, key=key).digest()
