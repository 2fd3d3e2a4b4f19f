import json

import jsonschema
import pytest

from app.__main__ import main
from app.training.settings import CATALOGUE


def test_the_schema_knows_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"].keys() == CATALOGUE.keys()
