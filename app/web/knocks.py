"""Pages whose sockets came without the header Upgrade: a proxy has taken it away.

A browser never tells a page why its websocket failed. So a page names its sockets, the
server remembers for a while which names came mutilated, and the page asks for its own.
"""

import re
import threading
from collections import OrderedDict
from urllib.parse import parse_qs

NAME = re.compile(r"[0-9a-f]{32}")
PARAMETER = "knock"
MOST = 256  # names; the oldest are forgotten


class Knocks:
    """The latest names that came without Upgrade."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names: OrderedDict[str, None] = OrderedDict()

    def remember(self, query: str) -> None:
        """Remember the name in the query of a request to the sockets' path, if any."""
        name = (parse_qs(query).get(PARAMETER) or [""])[0]
        if not NAME.fullmatch(name):
            return
        with self._lock:
            self._names[name] = None
            self._names.move_to_end(name)
            if len(self._names) > MOST:
                self._names.popitem(last=False)

    def __contains__(self, name: str | None) -> bool:
        with self._lock:
            return name in self._names
