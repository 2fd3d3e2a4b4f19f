import io
import os
import stat
import sys
from pathlib import Path

import pytest

from app.cli.errors import CommandError
from app.cli.files import Output, check_apart, read_json


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"é": [1, 2.5, null]}', encoding="utf-8")
    assert read_json(str(file)) == {"é": [1, 2.5, None]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_file_of_a_windows_shell_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"dataset": "moons"}', encoding=encoding)
    assert read_json(str(file)) == {"dataset": "moons"}


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"[1]")))
    assert read_json("-") == [1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"{", "Expecting property name"),
        (b"[NaN]", "NaN is not a number that JSON knows"),
        (b"[-Infinity]", "-Infinity is not a number that JSON knows"),
        (b'{"a": 1, "a": 1}', "the key a is given twice"),
        (b"\xff", "it is not UTF-8 text"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"9" * 5_000, "Exceeds the limit"),
    ],
)
def test_what_is_not_json_is_told_in_one_line(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    with pytest.raises(CommandError) as error:
        read_json(str(file))
    assert f"{file} is not JSON: {reason}" in str(error.value)


def test_a_file_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.training.documents.MOST_BYTES", 3)
    file = tmp_path / "long.json"
    file.write_text("12345")
    with pytest.raises(CommandError, match="more than 3 bytes"):
        read_json(str(file))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot read .*: No such file"):
        read_json(str(tmp_path / "none.json"))


def test_numbers_are_written_in_full_precision(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with Output(str(file)) as output:
        output.write([0.1 + 0.2])
    assert file.read_text() == "[0.30000000000000004]\n"


def test_a_longer_old_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("something much longer than the new content")
    with Output(str(file)) as output:
        output.write(1)
    assert file.read_text() == "1\n"


@pytest.mark.parametrize("old", ["old", None])
def test_work_that_fails_leaves_the_path_as_it_was(
    tmp_path: Path, old: str | None
) -> None:
    file = tmp_path / "out.json"
    if old is not None:
        file.write_text(old)
    with pytest.raises(KeyboardInterrupt), Output(str(file)):
        raise KeyboardInterrupt
    assert (file.read_text() if file.exists() else None) == old


def test_a_path_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot write .*: No such file"):
        Output(str(tmp_path / "none" / "out.json"))
    with pytest.raises(CommandError, match=r"cannot write .*: Is a directory"):
        Output(str(tmp_path))


def test_a_number_that_json_does_not_know_is_never_written(tmp_path: Path) -> None:
    with Output(str(tmp_path / "out.json")) as output, pytest.raises(ValueError):  # noqa: PT011
        output.write(float("nan"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="no such limit on Windows")
@pytest.mark.parametrize("old", ["old", None])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, old: str | None) -> None:
    import resource

    file = tmp_path / "out.json"
    if old is not None:
        file.write_text(old)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Output(str(file)) as output:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        try:
            with pytest.raises(CommandError, match=r"cannot write .*out\.json: "):
                output.write(list(range(1000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names(tmp_path) == ([] if old is None else ["out.json"])
    assert old is None or file.read_text() == old


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    with Output(str(tmp_path / "out.json")) as output:
        output.write(1)
    assert names(tmp_path) == ["out.json"]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions on Windows")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    with Output(str(link)) as output:
        output.write(1)
    assert link.is_symlink()
    assert real.read_text() == "1\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="no such permissions on Windows")
def test_a_new_file_gets_the_permissions_that_others_get(tmp_path: Path) -> None:
    plain, out = tmp_path / "plain", tmp_path / "out.json"
    plain.write_text("")
    with Output(str(out)) as output:
        output.write(1)
    assert out.stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no such device")
def test_a_device_is_written_to_not_replaced() -> None:
    with Output("/dev/null") as output:
        output.write(1)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_two_names_of_one_file_are_refused(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("{}")
    link.symlink_to(real)
    words = "--out must be another file than SETTINGS.json; received"
    for other in (real, link, tmp_path / "." / "real.json"):
        with pytest.raises(CommandError, match=words):
            check_apart({"SETTINGS.json": str(real), "--out": str(other)})
    new = str(tmp_path / "new.json")
    with pytest.raises(CommandError, match="--csv must be another file than --out"):
        check_apart({"SETTINGS.json": "-", "--out": new, "--csv": new})
    check_apart({"SETTINGS.json": "-", "--out": "-", "--csv": None})
    check_apart({"SETTINGS.json": str(real), "--out": new, "--csv": str(link) + "x"})
    check_apart({"--out": "/dev/null", "--csv": "/dev/null"})
