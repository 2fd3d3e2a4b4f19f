"""The page's scripts, tested by Node's own runner."""

from tests import node


def test_every_script_parses() -> None:
    assert node.check() == []


def test_the_scripts_pass_their_own_tests() -> None:
    assert node.tests(), "tests/js holds no *.test.js"
    result = node.run_tests()
    assert result.returncode == 0, result.stdout + result.stderr
