"""The master key is made once, is nobody else's to read, and is never replaced by a new one."""

from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.interviews import InterviewStore
from storage.master_key import MasterKeyError, key_ring, keys_at, make_key_file
from storage.sealing import KEY_BYTES
from storage.unlocking import unlock
from tests.storage.talking import opened

ONE = base64.b64encode(bytes(KEY_BYTES)).decode()
TWO = base64.b64encode(bytes([2]) * KEY_BYTES).decode()


def test_the_file_is_made_private_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "var" / "master.key"
    assert keys_at(path) is None
    made = make_key_file(path)
    read = keys_at(path)
    assert read is not None
    assert read.check_value == made.check_value
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["master.key"]


def test_of_many_that_make_the_file_at_once_all_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(make_key_file, [tmp_path / "master.key"] * 8))
    assert len({ring.check_value for ring in rings}) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_refused(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    make_key_file(path)
    path.chmod(mode)
    with pytest.raises(MasterKeyError, match="chmod 600"):
        keys_at(path)


@pytest.mark.parametrize(
    "text", ["", "rubbish", ONE[:-8], f"0:{ONE}", f"x:{ONE}", "é", f"256:{ONE}"]
)
def test_a_key_that_is_none_is_refused_without_being_repeated(text: str, tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(MasterKeyError) as refused:
        keys_at(path)
    assert ONE[:8] not in str(refused.value)


def test_where_no_file_can_be_made_one_line_says_so(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the directory should be")
    with pytest.raises(MasterKeyError, match="cannot be written"):
        make_key_file(tmp_path / "var" / "master.key")


def test_a_lone_key_is_the_first_and_more_are_named() -> None:
    lone, named = key_ring(ONE), key_ring(f"1:{ONE}")
    assert lone.check_value == named.check_value
    both = key_ring(f"1:{ONE}, 2:{TWO}")
    assert both.check_value == lone.check_value
    assert both.new_data_key("interview").wrapped[1] == 2


async def test_the_key_is_made_at_the_very_first_start(redis_url: str, tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    made = await unlock(redis_url, path)
    again = await unlock(redis_url, path)
    assert again.check_value == made.check_value


async def test_a_setting_goes_before_the_file(redis_url: str, tmp_path: Path) -> None:
    ring = await unlock(redis_url, tmp_path / "master.key", ONE)
    assert ring.check_value == key_ring(ONE).check_value
    assert list(tmp_path.iterdir()) == []


async def test_no_key_is_made_while_redis_holds_what_another_one_sealed(
    redis_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "master.key"
    async with InterviewStore.connect(redis_url, await unlock(redis_url, path)) as store:
        await opened(store)
    path.unlink()
    with pytest.raises(MasterKeyError, match="put the original key back"):
        await unlock(redis_url, path)
    assert not path.exists()


async def test_a_store_does_not_open_with_another_key(redis_url: str) -> None:
    async with InterviewStore.connect(redis_url, key_ring(ONE)):
        pass
    with pytest.raises(MasterKeyError, match="put the original key back"):
        async with InterviewStore.connect(redis_url, key_ring(TWO)):
            pass
    async with InterviewStore.connect(redis_url, key_ring(f"1:{ONE} 2:{TWO}")) as store:
        assert (await opened(store)).key.wrapped[1] == 2
