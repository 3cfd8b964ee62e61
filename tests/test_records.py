from __future__ import annotations

import os
import pickle
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.records import Records, parts_of
from tests.built_sites import REPOSITORY, files_in

KEY, OTHER = "3f" * 16, "9c" * 16
SECRET = b"the xylograph accord"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path / "remembered")


def file_of(folder: Path) -> Path:
    """The file in which records lie, when nobody has it open."""
    (file,) = (path for path in folder.rglob("*.sqlite"))
    return file


def written(folder: Path, *rows: tuple[str, bytes]) -> Path:
    """Keep records, close their file, and give it."""
    records = Records(folder)
    records.keep(rows)
    records.close()
    return file_of(folder)


def changed(file: Path, question: str, *values: object) -> None:
    """Change the table as no program of ours does."""
    with sqlite3.connect(file) as connection:
        assert connection.execute(question, values).rowcount == 1
    connection.close()


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    written(tmp_path, (KEY, b"hall"), (OTHER, b""))
    assert Records(tmp_path).find([KEY, OTHER, "00" * 16]) == {KEY: b"hall", OTHER: b""}


def test_what_is_kept_last_under_a_key_is_found(records: Records) -> None:
    records.keep([(KEY, b"hall")])
    records.keep([(KEY, b"tower")])
    assert records.find([KEY]) == {KEY: b"tower"}


def test_there_may_be_more_keys_than_one_question_can_hold(records: Records) -> None:
    rows = {f"{number:032x}": str(number).encode() for number in range(1201)}
    records.keep(rows.items())
    assert records.find(rows.keys()) == rows


def test_a_folder_without_records_finds_nothing_and_is_not_made(tmp_path: Path) -> None:
    records = Records(tmp_path / "remembered")
    assert records.find([KEY]) == {}
    assert records.is_empty()
    assert list(tmp_path.iterdir()) == []


def test_records_are_not_empty_once_something_is_kept(records: Records) -> None:
    records.keep([])
    assert records.is_empty()
    records.keep([(KEY, b"hall")])
    assert not records.is_empty()


@pytest.mark.parametrize("place", range(4))
def test_a_changed_byte_of_the_data_is_as_none(tmp_path: Path, place: int) -> None:
    file = written(tmp_path, (KEY, b"hall"), (OTHER, b"tower"))
    data = bytearray(b"hall")
    data[place] ^= 1
    changed(file, "UPDATE records SET data = ? WHERE key = ?", bytes(data), bytes.fromhex(KEY))
    assert Records(tmp_path).find([KEY, OTHER]) == {OTHER: b"tower"}


@pytest.mark.parametrize("data", [None, 7, "hall", b"hal", b"halls"], ids=repr)
def test_other_data_is_as_none(tmp_path: Path, data: object) -> None:
    file = written(tmp_path, (KEY, b"hall"))
    changed(file, "UPDATE records SET data = ? WHERE key = ?", data, bytes.fromhex(KEY))
    assert Records(tmp_path).find([KEY]) == {}


@pytest.mark.parametrize("place", [0, 7, 15])
def test_a_record_under_another_key_is_as_none(tmp_path: Path, place: int) -> None:
    file = written(tmp_path, (KEY, b"hall"))
    key = bytearray(bytes.fromhex(KEY))
    key[place] ^= 1
    changed(file, "UPDATE records SET key = ?", bytes(key))
    assert Records(tmp_path).find([KEY, key.hex()]) == {}


def test_two_records_that_have_changed_places_are_as_none(tmp_path: Path) -> None:
    file = written(tmp_path, (KEY, b"hall"), (OTHER, b"tower"))
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE records SET key = x'00' WHERE key = ?", (bytes.fromhex(KEY),))
        connection.execute("UPDATE records SET key = ? WHERE key = ?", (bytes.fromhex(KEY), bytes.fromhex(OTHER)))
        connection.execute("UPDATE records SET key = ? WHERE key = x'00'", (bytes.fromhex(OTHER),))
    connection.close()
    assert Records(tmp_path).find([KEY, OTHER]) == {}


@pytest.mark.parametrize("data", [b"no database" * 100, b"SQLite format 3\0", b"\xff" * 5000], ids=len)
def test_a_foreign_file_is_replaced(tmp_path: Path, data: bytes) -> None:
    file = written(tmp_path, (KEY, b"hall"))
    file.write_bytes(data)
    records = Records(tmp_path)
    assert records.find([KEY]) == {}
    records.keep([(OTHER, b"tower")])
    records.close()
    assert Records(tmp_path).find([KEY, OTHER]) == {OTHER: b"tower"}


@pytest.mark.parametrize("column", ["key", "data"])
def test_a_table_of_another_form_finds_nothing_and_what_is_kept_is_found(tmp_path: Path, column: str) -> None:
    file = file_of(written(tmp_path, (KEY, b"hall")).parent)
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute(f"CREATE TABLE records ({column} TEXT)")
    connection.close()
    records = Records(tmp_path)
    assert records.find([KEY]) == {}
    assert records.is_empty()
    records.keep([(OTHER, b"tower")])
    assert records.find([OTHER]) == {OTHER: b"tower"}


def damaged_pages(file: Path) -> Iterator[bytes]:
    """The file, each time with another page of zeros or of rubbish."""
    data = file.read_bytes()
    for start in range(0, len(data), 4096):
        for rubbish in (b"\0", b"\xa5"):
            yield data[:start] + rubbish * 4096 + data[start + 4096 :]


def test_a_damaged_page_makes_no_record_wrong_and_others_can_be_kept(tmp_path: Path) -> None:
    rows = {f"{number:032x}": str(number).encode() * 100 for number in range(40)}
    file = written(tmp_path, *rows.items())
    for data in damaged_pages(file):
        file.write_bytes(data)
        records = Records(tmp_path)
        found = records.find(rows.keys())
        assert found.items() <= rows.items()
        records.keep([(KEY, b"hall")])
        assert records.find([KEY]) == {KEY: b"hall"}
        records.close()


AT_ONCE = """
import sys
from pathlib import Path
from sitegen.records import Records

records = Records(Path(sys.argv[1]))
for number in range(20):
    key = f"{int(sys.argv[2]):016x}{number:016x}"
    records.keep([(key, sys.argv[2].encode()), ("3f" * 16, b"hall")])
    assert records.find([key, "3f" * 16]) == {key: sys.argv[2].encode(), "3f" * 16: b"hall"}
"""


def test_several_processes_may_keep_and_find_at_once(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, str(tmp_path), str(number)],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        )
        for number in range(3)
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    keys = [f"{process:016x}{number:016x}" for process in range(3) for number in range(20)]
    assert len(Records(tmp_path).find(keys)) == 60


def test_records_that_do_not_write_find_what_is_there_and_leave_the_folder_as_it_is(tmp_path: Path) -> None:
    written(tmp_path / "remembered", (KEY, b"hall"))
    before = files_in(tmp_path)
    records = Records(tmp_path / "remembered", writes=False)
    records.keep([(OTHER, b"tower")])
    assert records.find([KEY, OTHER]) == {KEY: b"hall", OTHER: b"tower"}
    records.drop([KEY])
    records.close()
    assert files_in(tmp_path) == before
    assert Records(tmp_path / "remembered").find([OTHER]) == {}


def test_records_that_do_not_write_make_no_folder(tmp_path: Path) -> None:
    records = Records(tmp_path / "remembered", writes=False)
    records.keep([(KEY, b"hall")])
    assert records.find([KEY]) == {KEY: b"hall"}
    assert list(tmp_path.iterdir()) == []


def test_the_temporary_file_of_records_goes_with_them(tmp_path: Path) -> None:
    records = Records(tmp_path / "remembered", writes=False)
    records.keep([(KEY, b"hall")])
    spare = records.files[-1].parent
    assert spare.is_dir()
    records.close()
    del records
    assert not spare.exists()


def test_where_the_folder_cannot_be_made_what_is_kept_is_found_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "remembered").write_text("mine", encoding="utf-8")
    records = Records(tmp_path / "remembered")
    records.keep([(KEY, b"hall")])
    assert records.find([KEY]) == {KEY: b"hall"}
    assert files_in(tmp_path) == {"remembered": b"mine"}


AS_NOBODY = """
import os, sys
from pathlib import Path
from sitegen.records import Records

if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
records = Records(Path("remembered"))
records.keep([("9c" * 16, b"tower")])
assert records.find(["9c" * 16]) == {"9c" * 16: b"tower"}
"""


def test_a_folder_that_may_only_be_read_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "remembered"
    written(folder, (KEY, b"hall")).chmod(0o444)
    before = files_in(folder)
    for above in (folder, *folder.parents[:3]):
        above.chmod(0o555 if above == folder else above.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert files_in(folder) == before


def test_what_is_dropped_leaves_no_byte_in_the_folder(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.keep([(KEY, SECRET * 500), (OTHER, b"hall")])
    assert any(SECRET in data for data in files_in(tmp_path).values())
    records.drop([KEY])
    assert records.find([KEY, OTHER]) == {OTHER: b"hall"}
    assert [name for name, data in files_in(tmp_path).items() if SECRET in data] == []


def test_what_is_replaced_and_dropped_leaves_no_byte_either(tmp_path: Path) -> None:
    records = Records(tmp_path)
    for length in (500, 1, 60):
        records.keep([(KEY, SECRET * length)])
    records.close()
    Records(tmp_path).drop([KEY])
    assert [name for name, data in files_in(tmp_path).items() if SECRET in data] == []


def test_to_drop_nothing_makes_no_file(tmp_path: Path) -> None:
    Records(tmp_path / "remembered").drop([])
    assert list(tmp_path.iterdir()) == []


def test_what_is_old_and_not_in_use_is_forgotten(tmp_path: Path) -> None:
    for day, keys in ((100, ("01", "02")), (200, ("03",))):
        records = Records(tmp_path, day=day)
        records.keep((key * 16, b"hall") for key in keys)
        records.close()
    records = Records(tmp_path, day=200)
    records.forget(["01" * 16], before=150)
    assert sorted(records.find([key * 16 for key in ("01", "02", "03")])) == ["01" * 16, "03" * 16]


def test_records_can_be_given_to_another_process(tmp_path: Path) -> None:
    records = Records(tmp_path, day=7)
    records.keep([(KEY, b"hall")])
    other: Records = pickle.loads(pickle.dumps(records))  # noqa: S301  our own
    assert other.find([KEY]) == {KEY: b"hall"}
    other.keep([(OTHER, b"tower")])
    assert records.find([OTHER]) == {OTHER: b"tower"}


def test_another_process_finds_what_lies_in_a_temporary_file(tmp_path: Path) -> None:
    records = Records(tmp_path / "remembered", writes=False)
    records.keep([(KEY, b"hall")])
    other: Records = pickle.loads(pickle.dumps(records))  # noqa: S301  our own
    assert other.find([KEY]) == {KEY: b"hall"}
    del other
    assert records.find([KEY]) == {KEY: b"hall"}


def test_parts_hold_every_item_once_in_their_order() -> None:
    assert list(parts_of(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(parts_of([], 3)) == []


def test_several_threads_read_and_write_at_once(records: Records) -> None:
    keys = [f"{number:032x}" for number in range(200)]
    with ThreadPoolExecutor(8) as executor:
        list(executor.map(lambda key: records.keep([(key, key.encode())]), keys))
        found = list(executor.map(lambda key: records.find([key]), keys))
    assert found == [{key: key.encode()} for key in keys]
