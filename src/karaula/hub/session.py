"""Who sits before the hub: a signed cookie, the token of its forms, and the password."""

import hmac
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import scrypt
from pathlib import Path
from threading import Lock
from time import monotonic, time

from karaula.workspace import HubError

COOKIE = "karaula"
HOURS = 12
"""A log-in holds so long."""
VARIABLE = "KARAULA_PASSWORD"
LEAST = 10
"""Characters of a password."""
TRIES, WITHIN = 5, 60.0
"""Wrong passwords that one address may give in so many seconds."""
_ADDRESSES = 4096


@dataclass(frozen=True, slots=True)
class Session:
    """One browser: its id, the name of who decides, and when the password was given."""

    id: str
    author: str = ""
    since: float | None = None

    @property
    def logged_in(self) -> bool:
        """Whether the password was given, and not too long ago."""
        return self.since is not None and 0 <= time() - self.since < HOURS * 3600


class Sessions:
    """Sessions as signed text: nothing is kept of them but the key, which ends with the server, and
    which log-ins were ended before their time."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self._ended: dict[str, float] = {}

    def new(self, author: str = "", *, logged_in: bool = False) -> Session:
        """A session that nobody can have known before."""
        return Session(secrets.token_urlsafe(24), author, time() if logged_in else None)

    def named(self, session: Session, author: str) -> Session:
        """The same session with the name of who decides."""
        return replace(session, author=author)

    def end(self, session: Session) -> None:
        """End a log-in: its cookie opens nothing any more, wherever there is a copy of it."""
        if not session.logged_in:
            return
        now = time()
        with self._lock:
            # What was ended so long ago has ended by itself.
            recent = {key: at for key, at in self._ended.items() if now - at < HOURS * 3600}
            self._ended = recent | {session.id: now}

    def cookie(self, session: Session) -> str:
        """The session as the text of a cookie."""
        body = urlsafe_b64encode(json.dumps(asdict(session)).encode()).decode().rstrip("=")
        return f"{body}.{self._signed('session', body)}"

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; nothing where it was not made here."""
        body, _, mark = (cookie or "").rpartition(".")
        if not body or not hmac.compare_digest(
            mark.encode(), self._signed("session", body).encode()
        ):
            return None
        session = Session(**json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))))
        return None if session.id in self._ended else session

    def token(self, session: Session) -> str:
        """What every form of this session carries, and no other page can know."""
        return self._signed("form", session.id)

    def fits(self, session: Session, token: str) -> bool:
        """Whether a form was made for this session."""
        return hmac.compare_digest(token.encode(), self.token(session).encode())

    def _signed(self, purpose: str, text: str) -> str:
        return hmac.new(self._key, f"{purpose}\0{text}".encode(), "sha256").hexdigest()


class Password:
    """A password of which only a hash is held. Compared in constant time, one at a time."""

    def __init__(self, password: str, now: Callable[[], float] = monotonic) -> None:
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(password)
        self._now = now
        self._lock = Lock()
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds for which an address must wait before it may try again."""
        with self._lock:
            wrong = self._recent(address)
            return WITHIN - (self._now() - wrong[0]) if len(wrong) >= TRIES else 0.0

    def is_right(self, given: str, address: str) -> bool:
        """Whether this is the password. Who was told to wait is not right, whatever they give."""
        with self._lock:
            if len(self._recent(address)) >= TRIES:
                return False
            if hmac.compare_digest(self._hashed(given), self._hash):
                self._wrong.pop(address, None)
                return True
            self._wrong.setdefault(address, []).append(self._now())
            self._wrong.move_to_end(address)
            while len(self._wrong) > _ADDRESSES:
                self._wrong.popitem(last=False)
            return False

    def _recent(self, address: str) -> list[float]:
        recent = [at for at in self._wrong.get(address, ()) if self._now() - at < WITHIN]
        if recent:
            self._wrong[address] = recent
        else:
            self._wrong.pop(address, None)
        return recent

    def _hashed(self, given: str) -> bytes:
        return scrypt(given.encode("utf-8", "replace"), salt=self._salt, n=2**14, r=8, p=1)


def password(file: Path | None) -> Password | None:
    """The password of a file's first line, else of the environment; nothing where there is none.

    Raises :class:`HubError` for a file that cannot be read, and for a password that is too short.
    """
    place = f"{file}" if file else VARIABLE
    try:
        text = file.read_text(encoding="utf-8") if file else os.environ.get(VARIABLE, "")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "name a text file that holds the password in its first line"
        # What could not be decoded is part of the password: none of it is told.
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise HubError(f"the password cannot be read ({why})", place, remedy) from None
    given = text.partition("\n")[0].rstrip("\r")
    if not given and file is None:
        return None
    if len(given) < LEAST:
        remedy = f"use at least {LEAST} characters"
        raise HubError("the password for changes is too short", place, remedy)
    return Password(given)
