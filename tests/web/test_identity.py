import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.config import Config, ConfigError
from app.web.identity import Browsers, exclusive, secret_key
from tests.server import ROOT


def test_the_key_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "new" / "folder")
    key = secret_key(config)
    assert secret_key(config) == key
    [path] = config.data.iterdir()
    assert len(key) >= 32
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EACCES"]


@pytest.mark.parametrize("code", NO_LINKS)
def test_the_key_is_made_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def link(*_: object) -> None:
        raise OSError(getattr(errno, code), "no hard links here")

    monkeypatch.setattr(os, "link", link)
    config = Config(data=tmp_path / "data")
    key = secret_key(config)
    assert secret_key(config) == key
    [path] = config.data.iterdir()  # neither a lock nor a part is left
    assert path.read_text() == key + "\n"
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


# Waits for a line before it starts, so that all of them start at once.
RACER = """
import errno, os, sys
from pathlib import Path
from app.config import Config
from app.web.identity import secret_key

def link(*_):
    raise OSError(errno.EPERM, "no hard links here")

if sys.argv[2] == "without":
    os.link = link
print("ready", flush=True)
sys.stdin.readline()
print(secret_key(Config(data=Path(sys.argv[1]))))
"""


@pytest.mark.parametrize("links", ["with", "without"])
def test_servers_that_start_at_once_have_one_key(tmp_path: Path, links: str) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(tmp_path / "data"), links],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdout
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("\n")
        racer.stdin.flush()
    keys = {racer.communicate(timeout=30)[0] for racer in racers}
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_a_lock_that_a_dead_process_left_is_broken(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    began = time.monotonic()
    with exclusive(lock, 0.1):
        assert lock.exists()
    assert time.monotonic() - began >= 0.1
    assert not lock.exists()


def test_a_key_that_was_given_needs_no_folder(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "none", secret_key="0123456789abcdef")
    assert secret_key(config) == "0123456789abcdef"
    assert not config.data.exists()


def test_a_folder_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"cannot be used.*--data"):
        secret_key(Config(data=tmp_path / "file"))


@pytest.mark.parametrize("content", ["", "short\n", "\n" * 80])
def test_a_spoilt_key_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret_key").write_text(content)
    with pytest.raises(ConfigError, match="does not hold a key"):
        secret_key(Config(data=tmp_path))


def test_a_browser_is_known_by_its_cookie() -> None:
    browsers = Browsers("key" * 10)
    value = browsers.new()
    name = browsers.read(value)
    assert name
    assert browsers.of_header(f"other=1; {browsers.cookie}={value}") == name
    assert browsers.read(browsers.new()) != name


def test_other_servers_odd_cookies_hide_nothing() -> None:
    browsers = Browsers("key")
    value = browsers.new()
    header = f'prefs={{"a":1}}; a b; {browsers.cookie}={value}; x="'
    assert browsers.of_header(header) == browsers.read(value)


@pytest.mark.parametrize("header", [None, "", "x", "a=b", "=;=", "\x00", "a" * 9000])
def test_no_cookie_is_nobody(header: str | None) -> None:
    assert Browsers("key").of_header(header) is None


def test_a_forged_cookie_is_nobody() -> None:
    browsers = Browsers("key")
    value = browsers.new()
    name = value.split(".")[0]
    for forged in (name, f"{name}.", f"{name}.x", "ü.x", Browsers("other").new()):
        assert browsers.read(forged) is None


def test_servers_with_other_keys_have_other_cookies() -> None:
    assert Browsers("one").cookie != Browsers("two").cookie
