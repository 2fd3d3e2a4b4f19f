"""Who is calling: a signed cookie names a browser, a key in a file signs it."""

import contextlib
import hashlib
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from itsdangerous import BadSignature, Signer
from werkzeug.http import parse_cookie

from app.config import Config, ConfigError

KEY_FILE = "secret_key"
KEY_BYTES = 32
COOKIE_SECONDS = 365 * 24 * 3600
LOCK_SECONDS, LOCK_PAUSE = 5.0, 0.01


def secret_key(config: Config) -> str:
    """Return the key that signs cookies: the given one, else the folder's own.

    The file is made once, readable by its owner only, and never changed: with another
    key every browser would lose its runs.

    Raises:
        ConfigError: the data folder cannot be used.
    """
    if config.secret_key:
        return config.secret_key
    path = config.data / KEY_FILE
    try:
        config.data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            f"the data folder {config.data} cannot be used: {reason}; "
            "choose another one with --data DIR"
        ) from error
    if len(key) < KEY_BYTES:
        raise ConfigError(f"{path} does not hold a key; remove it to get a new one")
    return key


def _create(path: Path) -> None:
    """Write a new key, whole or not at all; where two race, the first one's stays."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # its mode is 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(KEY_BYTES) + "\n")
        try:
            os.link(name, path)
        except FileExistsError:
            return
        except OSError:  # such as FAT, exFAT and many shared folders: no hard links
            with exclusive(path.with_name(path.name + ".lock")):
                if not path.exists():
                    Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def exclusive(lock: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold a lock file; one that stays for `seconds` was left by a process that died.

    Raises:
        OSError: it cannot be made.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            break
        except FileExistsError:
            if time.monotonic() > end:
                lock.unlink(missing_ok=True)
                end = time.monotonic() + seconds
            time.sleep(LOCK_PAUSE)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


class Browsers:
    """Names browsers and reads their names back from their cookies."""

    def __init__(self, key: str) -> None:
        self._signer = Signer(
            key, salt="browser", key_derivation="hmac", digest_method=hashlib.sha256
        )
        # Cookies of one host are shared by all its ports: servers with different keys
        # must not overwrite each other's.
        self.cookie = "backprop_" + hashlib.sha256(key.encode()).hexdigest()[:8]

    def new(self) -> str:
        """Return the cookie's value for a browser that has none: a signed name."""
        return self._signer.sign(secrets.token_urlsafe(16)).decode("ascii")

    def read(self, value: str | None) -> str | None:
        """Return the browser's name, None unless `value` was signed here."""
        if not value:
            return None
        try:
            return self._signer.unsign(value).decode("ascii")
        except (BadSignature, UnicodeError):
            return None

    def of_header(self, header: str | None) -> str | None:
        """Return the browser's name in a whole Cookie header, None if there is none."""
        # Not the standard library's parser: it gives up a whole header at one cookie
        # that it dislikes, and servers on other ports of this host set theirs, too.
        try:
            cookies = parse_cookie(header)
        except UnicodeError:
            return None
        return self.read(cookies.get(self.cookie))
