import inspect
import re

from app import config
from app.cli import readme
from app.training.settings import CATALOGUE


def test_the_readme_shows_the_settings_as_they_are() -> None:
    text = readme.README.read_text("utf-8")
    assert readme.updated(text) == text, "run `python -m app.cli.readme`"


def test_every_setting_has_a_row() -> None:
    rows = readme.table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(CATALOGUE)


def test_a_default_that_depends_on_the_data_set_names_them() -> None:
    assert "(iris)" in readme.default(CATALOGUE["examples"])
    assert "(" not in readme.default(CATALOGUE["learning_rate"])


def test_the_readme_names_every_variable_of_the_server() -> None:
    source = inspect.getsource(config)
    names = set(re.findall(r'environ(?:\.get\(|,)\s*"([A-Z_]+)"', source))
    text = readme.README.read_text("utf-8")
    assert names >= {"HOST", "PORT", "DATA"}
    names -= {"XDG_DATA_HOME"}  # the system's, which it only respects
    assert {name for name in names if f"`{name}`" not in text} == set()
