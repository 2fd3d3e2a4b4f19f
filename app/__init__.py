"""Backprop Playground: a neural network that trains while you watch.

Four packages, arrows point left: `engine` (arrays) <- `training` (runs) <- `web`
(messages) <- `cli`. This file stays empty-handed, so that `import app.engine` needs
no Flask.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Config

# The matrices are tiny: a second BLAS thread only costs. NumPy reads it on import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def create_app(config: "Config | None" = None) -> "Flask":
    """Return the Flask application with its sockets and its trainer thread.

    `config` defaults to what the environment says. Call
    `app.extensions["playground"].close()` to stop the trainer thread.
    """
    from app.web.factory import create_app as create

    return create(config)
