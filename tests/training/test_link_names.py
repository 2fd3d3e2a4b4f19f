"""What a link may hold beside settings."""

import re

from app.training.link_names import CHANGES, DEFAULTS, LINK_NAMES, UPDATE, VIEW
from app.training.permalink import from_query
from app.training.settings import CATALOGUE
from app.training.validation import resolve


def test_no_setting_has_such_a_name():
    assert not LINK_NAMES & set(CATALOGUE)


def test_each_name_stands_there_once_and_needs_no_escape():
    names = (DEFAULTS, CHANGES, UPDATE, *VIEW)
    assert len(LINK_NAMES) == len(names)
    assert all(re.fullmatch("[a-z_]+", name) for name in names)


def test_they_are_left_alone_where_settings_are_read():
    query = "&".join(f"{name}=1" for name in LINK_NAMES)
    assert from_query(f"patience=7&{query}") == (resolve({"patience": 7}), [])
