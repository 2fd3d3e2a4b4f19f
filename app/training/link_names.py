"""What a link may hold beside settings, by name; no setting may have one of these."""

DEFAULTS = "defaults"  # the version of the defaults that settings left out take
CHANGES = "changes"  # what was changed on the way, packed: see `link.py`
UPDATE = "update"  # how far the run has come
# How the page looked; the page reads and checks these itself.
VIEW = (
    "epoch",
    "pane",
    "edges",
    "part",
    "curves",
    "axis",
    "test_curve",
    "sets",
    "errors",
    "speed",
    "focus",
    "example",
    "point",
    "ghost",
    "horizon",
)
LINK_NAMES = frozenset({DEFAULTS, CHANGES, UPDATE, *VIEW})
