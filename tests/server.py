"""The real product in a process of its own, for the tests that need one."""

from pathlib import Path

from app.bench.product import Server

__all__ = ["ROOT", "Server"]

ROOT = Path(__file__).resolve().parents[1]
