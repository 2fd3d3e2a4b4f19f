"""`settings`: the catalogue as a JSON Schema."""

import argparse

from app.cli.files import STANDARD, Output
from app.training.schema import json_schema


def run(_options: argparse.Namespace) -> None:
    """Print the schema."""
    with Output(STANDARD) as output:
        output.write(json_schema(), indent=2)
